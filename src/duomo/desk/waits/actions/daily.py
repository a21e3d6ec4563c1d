"""The mail of the day: one for each person who wants one, at eight in the morning where they are."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F

from duomo.desk.kit.clock import local_day, moment_in
from duomo.desk.kit.outbox import queue_mail
from duomo.desk.seats.pages import Reach
from duomo.desk.seats.queries import reaches, workspace
from duomo.desk.seats.seat import Seat
from duomo.desk.waits.actions.notices import DAILY, NEVER, TOLD, link_for
from duomo.desk.waits.actions.wording import letter, local_moment
from duomo.desk.waits.models import DailyMail, Notice, Wait

EIGHT = time(8)
MOST_LINES = 50
KEPT = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class _Due:
    """One person's mail of one day: what came before eight o'clock of that day belongs to it."""

    person_id: int
    day: date
    until: datetime
    seats: tuple[tuple[int, int], ...]


def mail_daily(at: datetime) -> int:
    """Send the mail of the day to everybody for whom it is past eight and who has not got it; how many left.

    Who has neither news nor anything waiting gets none. For the worker: it looks at all workspaces.
    """
    return sum(_mail(due, at) for due in _all_due(at))


def forget_daily_mails(at: datetime) -> int:
    """Forget on which days mails left, a month later; how many rows."""
    return DailyMail.objects.filter(sent_on__lt=(at - KEPT).date()).delete()[0]


def _all_due(at: datetime) -> list[_Due]:
    seats: dict[tuple[int, str], set[tuple[int, int]]] = defaultdict(set)
    for person_id, zone, workspace_id, member_id in _with_something():
        seats[person_id, zone].add((workspace_id, member_id))
    mailed = set(DailyMail.objects.filter(person_id__in={key[0] for key in seats}).values_list("person_id", "sent_on"))
    found = []
    for (person_id, zone), places in seats.items():
        day = local_day(zone, at)
        until = moment_in(zone, datetime.combine(day, EIGHT))
        if until <= at and (person_id, day) not in mailed:
            found.append(_Due(person_id, day, until, tuple(sorted(places))))
    return found


def _with_something() -> Iterable[tuple[int, str, int, int]]:
    """Person, zone, workspace and member of every seat with news to gather or with something waiting."""
    columns = ("member__person_id", "member__person__zone", "workspace__zone", "workspace_id", "member_id")
    news = Notice.unscoped.filter(daily=True, mailed_at__isnull=True).exclude(member__person__notify=NEVER)
    waits = Wait.unscoped.filter(closed_at__isnull=True, member__person__notify=DAILY)
    for rows in (news, waits):
        here = rows.filter(member__removed_at__isnull=True, member__joined_at__isnull=False)
        for person_id, own, common, workspace_id, member_id in here.values_list(*columns).distinct():
            yield person_id, own or common, workspace_id, member_id


@transaction.atomic
def _mail(due: _Due, at: datetime) -> bool:
    if not _first_today(due):
        return False
    parts: dict[str, str] = {}
    reach: Reach | None = None
    for workspace_id, member_id in due.seats:
        seat = Seat.system(workspace_id, at)
        for reach in reaches(seat, [member_id]):
            part = _part(seat, reach, due.until)
            if part:
                parts[workspace(seat).name] = part
    if reach is None or not parts:
        DailyMail.objects.filter(person_id=due.person_id, sent_on=due.day).delete()
        return False
    queue_mail(
        key=f"daily-{due.person_id}-{due.day:%Y%m%d}",
        to=reach.email,
        subject=f"Your desk on {due.day:%A} {due.day.day} {due.day:%B}",
        text=letter(reach.name, _body(parts), " and ".join(parts)),
        at=at,
    )
    return True


def _first_today(due: _Due) -> bool:
    try:
        with transaction.atomic():
            DailyMail.objects.create(person_id=due.person_id, sent_on=due.day)
    except IntegrityError:
        return False
    return True


def _body(parts: Mapping[str, str]) -> str:
    if len(parts) == 1:
        return next(iter(parts.values()))
    return "\n\n".join(f"{name}\n{'=' * len(name)}\n\n{part}" for name, part in parts.items())


def _part(seat: Seat, reach: Reach, until: datetime) -> str:
    """What one workspace has to say: what still waits, and what was told since the last mail."""
    waiting = Wait.objects.within(seat).filter(member_id=reach.member_id, closed_at__isnull=True, since_at__lt=until)
    ordered = waiting.order_by(F("due_at").asc(nulls_last=True), "since_at", "pk")
    lines = [_wait_line(seat, reach, wait) for wait in ordered[:MOST_LINES]] if reach.notify == DAILY else []
    gathered = Notice.objects.within(seat).filter(
        member_id=reach.member_id, daily=True, mailed_at__isnull=True, created_at__lt=until
    )
    # Notices of waiting acts are left out: the act is in the first list, or it waits no more.
    told = [_notice_line(seat, reach, notice) for notice in gathered.filter(key__startswith=TOLD).order_by("pk")]
    gathered.update(mailed_at=seat.at)
    sections = [("Waits for you", lines), ("News", told)]
    return "\n\n".join(f"{title}:\n\n" + "\n\n".join(rows) for title, rows in sections if rows)


def _wait_line(seat: Seat, reach: Reach, wait: Wait) -> str:
    due = f" (due {local_moment(wait.due_at, reach.zone)})" if wait.due_at else ""
    return f"* {wait.title}{due}\n  {link_for(seat, reach, wait.url)}"


def _notice_line(seat: Seat, reach: Reach, notice: Notice) -> str:
    link = link_for(seat, reach, notice.url)
    text = "\n  ".join(notice.text.splitlines())
    return f"* {notice.subject}\n  {text}" + (f"\n  {link}" if link else "")
