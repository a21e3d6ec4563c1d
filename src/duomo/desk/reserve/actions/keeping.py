"""After every write to an assignment's hours: both purses anew, the sums on the assignment, and who has to act."""

from django.urls import reverse

from duomo.core.quantities import format_minutes
from duomo.core.reserve import Purse
from duomo.desk.assignments import actions as assignment_acts
from duomo.desk.assignments.pages import AssignmentLine
from duomo.desk.people import queries as people
from duomo.desk.reserve.models import HourEntry
from duomo.desk.reserve.pages import PURSE_WORDS
from duomo.desk.reserve.queries import WARNED_AT, Account, account, needs_approval
from duomo.desk.seats import queries as seats
from duomo.desk.seats.events import record
from duomo.desk.seats.numbers import next_number
from duomo.desk.seats.seat import Seat
from duomo.desk.waits import actions as waits

APPROVE, TOP_UP = "approve", "purse"


def lock_hours(seat: Seat, assignment_id: int) -> int:
    """Keep others from writing to these hours until the transaction ends; the next place in the order of recording.

    A parallel deed waits here, so it reads the sums that this one leaves. On SQLite the transaction itself does that.
    """
    return next_number(seat, f"hours of assignment {assignment_id}")


def keep(seat: Seat, before: Account, line: AssignmentLine) -> Account:
    """Settle the hours of `line` anew, keep the sums, and let people know what waits for them since `before`."""
    after = account(seat, line)
    if _void_approvals(seat, after):
        after = account(seat, line)
    _keep_rows(seat, after)
    _keep_sums(seat, after)
    if needs_approval(line):
        _warn(seat, before, after)
        _ask_to_approve(seat, after)
    return after


def wait_key(line: AssignmentLine, purse: Purse, level: int) -> str:
    """The key under which a purse's warning waits."""
    return f"{line.key}:{purse.value}:{level}"


def _void_approvals(seat: Seat, one: Account) -> bool:
    """An approval is bound to its amount: where another amount fits now, it no longer holds."""
    fits = {entry.id: entry.within_minutes for entry in one.entries if entry.approved_at is not None}
    rows = HourEntry.objects.within(seat).filter(pk__in=fits)
    void = [row.pk for row in rows if row.within_minutes != fits[row.pk]]
    if not void:
        return False
    HourEntry.objects.within(seat).filter(pk__in=void).update(approved_by=None, approved_at=None, approved_digest="")
    line = one.assignment
    record(seat, "approval_voided", job_number=line.job_number, subject=line.key, entries=sorted(void))
    return True


def _keep_rows(seat: Seat, one: Account) -> None:
    kept = {entry.id: (entry.within_minutes, entry.waits) for entry in one.entries}
    rows = HourEntry.objects.within(seat).filter(pk__in=kept).values_list("pk", "within_minutes", "waits")
    for pk, within_minutes, waiting in rows:
        if kept[pk] != (within_minutes, waiting):
            within, waits_now = kept[pk]
            HourEntry.objects.within(seat).filter(pk=pk).update(within_minutes=within, waits=waits_now)


def _keep_sums(seat: Seat, one: Account) -> None:
    line, settled = one.assignment, one.settlement
    sums = assignment_acts.Purses(
        plan_minutes=line.plan_minutes,
        reserve_minutes=line.reserve_minutes,
        plan_used_minutes=settled.plan_used,
        reserve_used_minutes=settled.reserve_used,
        beyond_minutes=settled.beyond_minutes,
        waiting_minutes=one.waiting_minutes,
    )
    assignment_acts.keep_purses(seat, line.id, sums)


def _warn(seat: Seat, before: Account, after: Account) -> None:
    for purse in Purse:
        was, now = before.level_of(purse), after.level_of(purse)
        if was == now:
            continue
        for level in WARNED_AT:
            if level != now:
                waits.settle(seat, kind=TOP_UP, key=wait_key(after.assignment, purse, level))
        if now > was:
            _ask_to_top_up(seat, after, purse, now)


def _ask_to_top_up(seat: Seat, one: Account, purse: Purse, level: int) -> None:
    line, beyond = one.assignment, one.beyond(purse)
    said = f"{format_minutes(one.used(purse))} of {format_minutes(one.total(purse))} h used"
    more = f", {format_minutes(beyond)} h recorded beyond and not payable" if beyond else ""
    waits.ask_for(
        seat,
        members=seats.leaders(seat),
        kind=TOP_UP,
        key=wait_key(line, purse, level),
        title=f"{PURSE_WORDS[purse]} of “{line.job_title}”: {level} % used",
        why=f"{said}{more}. Top up or hold.",
        whose=_contractor(seat, line),
        url=reverse("top-up", args=[line.key]),
        job_number=line.job_number,
        minutes=3,
    )


def _ask_to_approve(seat: Seat, one: Account) -> None:
    line = one.assignment
    if not one.waiting_minutes:
        waits.settle(seat, kind=APPROVE, key=line.key)
        return
    waits.ask_for(
        seat,
        members=seats.leaders(seat),
        kind=APPROVE,
        key=line.key,
        title=f"Approve {format_minutes(one.waiting_minutes)} h on “{line.job_title}”",
        why="Approved hours become payable when the work is accepted.",
        whose=_contractor(seat, line),
        url=reverse("approve-hours", args=[line.key]),
        job_number=line.job_number,
        minutes=3,
    )


def _contractor(seat: Seat, line: AssignmentLine) -> str:
    return people.contractor_by_id(seat, line.contractor_id).name
