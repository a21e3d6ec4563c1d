"""Reminds once of what is due within a day."""

from datetime import datetime, timedelta

from django.db import transaction

from duomo.desk.seats.queries import reaches
from duomo.desk.seats.seat import Seat
from duomo.desk.waits.actions.notices import notify
from duomo.desk.waits.actions.wording import due_sentence
from duomo.desk.waits.models import Wait

AHEAD = timedelta(hours=24)


def remind_due(at: datetime) -> int:
    """Remind everybody for whom something waits that is due within 24 hours, once each; how many were reminded.

    What was asked for at short notice is reminded of when half of its time has gone, so that a reminder never follows
    on the heels of the first mail. For the worker: it looks at all workspaces.
    """
    due = Wait.unscoped.filter(
        closed_at__isnull=True, reminded_at__isnull=True, due_at__gt=at, due_at__lte=at + AHEAD
    ).order_by("due_at", "pk")
    return sum(_remind(wait, at) for wait in due if _half_gone(wait, at))


def _half_gone(wait: Wait, at: datetime) -> bool:
    return wait.due_at is not None and at - wait.since_at >= wait.due_at - at


@transaction.atomic
def _remind(wait: Wait, at: datetime) -> bool:
    seat = Seat.system(wait.workspace_id, at)
    mine = Wait.objects.within(seat).filter(pk=wait.pk, closed_at__isnull=True, reminded_at__isnull=True)
    if wait.due_at is None or not mine.update(reminded_at=at):
        return False
    told = reaches(seat, [wait.member_id])
    for reach in told:
        text = f"This still waits for you. {due_sentence(wait.due_at, reach.zone)}\n\n{wait.why}".strip()
        key = f"reminder-{wait.pk}-{wait.due_at:%Y%m%d%H%M}"
        notify(seat, reach, key=key, subject=f"Due soon: {wait.title}", text=text, url=wait.url)
    return bool(told)
