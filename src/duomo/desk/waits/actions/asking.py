"""Lets an act wait for somebody, and closes it when it is done or overtaken."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from duomo.desk.seats.pages import Reach
from duomo.desk.seats.queries import reaches
from duomo.desk.seats.seat import Seat
from duomo.desk.waits.actions.notices import notify
from duomo.desk.waits.actions.wording import about_minutes, due_sentence
from duomo.desk.waits.models import Wait

LONGEST_TITLE, LONGEST_WHY, LONGEST_WHOSE = 300, 500, 120


@transaction.atomic
def ask_for(  # noqa: PLR0913 - the parts of a row in the queue, all named
    seat: Seat,
    *,
    members: Iterable[int],
    kind: str,
    key: str,
    title: str,
    url: str,
    why: str = "",
    whose: str = "",
    job_number: int | None = None,
    due_at: datetime | None = None,
    minutes: int = 5,
) -> None:
    """Let an act wait for each of `members`, and tell them as they wish to be told.

    Call it in the transaction of the deed that makes somebody wait. A member for whom the same `kind` and `key` wait
    already is not asked twice, but sees the newest words and date. Whoever acts gets no mail about the own act. Members
    of other workspaces and removed ones are passed over. `title`, `why` and `whose` are shown and mailed as they are:
    they hold nothing that the member may not see. `minutes` is how long the act takes, as a rule.
    """
    shown = {
        "title": title[:LONGEST_TITLE],
        "why": why[:LONGEST_WHY],
        "whose": whose[:LONGEST_WHOSE],
        "url": url,
        "job_number": job_number,
        "due_at": due_at,
        "minutes": minutes,
    }
    for reach in reaches(seat, members):
        wait, new = Wait.objects.within(seat).get_or_create(
            member_id=reach.member_id, kind=kind, key=key, closed_at=None, defaults={**shown, "since_at": seat.at}
        )
        if new:
            # Whoever made it wait knows; the queue is enough.
            if reach.member_id != seat.member_id:
                text = _text(reach, shown["why"], due_at, minutes)
                notify(seat, reach, key=f"wait-{wait.pk}", subject=title, text=text, url=url)
            continue
        # A new date is reminded of anew.
        again = {} if wait.due_at == due_at else {"reminded_at": None}
        Wait.objects.within(seat).filter(pk=wait.pk, closed_at__isnull=True).update(**shown, **again)


def _text(reach: Reach, why: object, due_at: datetime | None, minutes: int) -> str:
    due = f" {due_sentence(due_at, reach.zone)}" if due_at else ""
    return f"{why}\n\nThis takes {about_minutes(minutes)}.{due}".strip()


@transaction.atomic
def settle(seat: Seat, *, kind: str, key: str, members: Iterable[int] | None = None) -> None:
    """Close what waited under `kind` and `key`: for `members`, or for everybody. Nothing waiting is no fault."""
    rows = Wait.objects.within(seat).filter(kind=kind, key=key, closed_at__isnull=True)
    if members is not None:
        rows = rows.filter(member_id__in=set(members))
    rows.update(closed_at=seat.at)


@transaction.atomic
def settle_job(seat: Seat, job_number: int) -> None:
    """Close everything that waited about a job, for whomever: the job has ended."""
    Wait.objects.within(seat).filter(job_number=job_number, closed_at__isnull=True).update(closed_at=seat.at)


@transaction.atomic
def settle_member(seat: Seat, member_id: int) -> None:
    """Close everything that waited for a member who left or lost the rights to it."""
    Wait.objects.within(seat).filter(member_id=member_id, closed_at__isnull=True).update(closed_at=seat.at)
