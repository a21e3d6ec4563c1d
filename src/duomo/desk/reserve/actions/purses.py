"""The owner's deeds about purses: topping one up, or leaving it as it is."""

from dataclasses import dataclass, replace

from django.db import transaction

from duomo.core.reserve import Purse, may_top_up
from duomo.desk.assignments import queries as assignments
from duomo.desk.assignments.pages import AssignmentLine
from duomo.desk.kit.display.words import hours
from duomo.desk.kit.refusals import Invalid, Stale
from duomo.desk.people import queries as people
from duomo.desk.reserve.actions.keeping import TOP_UP, keep, lock_hours, wait_key
from duomo.desk.reserve.models import TopUp as TopUpRow
from duomo.desk.reserve.pages import PURSE_WORDS
from duomo.desk.reserve.queries import WARNED_AT, account
from duomo.desk.seats.events import record
from duomo.desk.seats.rights import Right
from duomo.desk.seats.seat import Seat
from duomo.desk.waits import actions as waits

LONGEST_REASON = 300
MOST_MINUTES_AT_ONCE = 10_000 * 60


@dataclass(frozen=True, slots=True)
class TopUp:
    """Minutes to add to a purse, and why."""

    purse: Purse
    minutes: int
    reason: str


@transaction.atomic
def top_up(seat: Seat, key: str, command: TopUp) -> AssignmentLine:
    """Add minutes to a purse of the assignment of `key`; what was recorded beyond it then fits as far as it goes.

    Raises:
        NotYours: the seat does not run jobs, or there is no such assignment.
        Invalid: no minutes, too many, or no reason.
        Stale: it is a trial's, whose hours are the same for everybody in it.
    """
    seat.must(Right.RUN_JOBS)
    line = assignments.assignment(seat, key)
    _check(line, command)
    lock_hours(seat, line.id)
    line = assignments.assignment(seat, key)
    before = account(seat, line)
    row = _row(seat, line, command)
    _note_event(seat, line, row)
    line = _topped_up(line, command)
    keep(seat, before, line)
    _tell(seat, line, command)
    return line


@transaction.atomic
def hold_purse(seat: Seat, key: str) -> None:
    """Leave both purses as they are: the warnings about them wait no longer, until a purse reaches its next level.

    Raises:
        NotYours: the seat does not run jobs, or there is no such assignment.
    """
    seat.must(Right.RUN_JOBS)
    line = assignments.assignment(seat, key)
    found = account(seat, line)
    for purse in Purse:
        for level in WARNED_AT:
            waits.settle(seat, kind=TOP_UP, key=wait_key(line, purse, level))
    levels = {purse.value: found.level_of(purse) for purse in Purse}
    record(seat, "purses_held", job_number=line.job_number, subject=line.key, levels=levels)


def _check(line: AssignmentLine, command: TopUp) -> None:
    if line.is_trial:
        raise Stale("The hours of a trial are the same for everybody in it, so they cannot be topped up.")
    if not command.reason.strip() or len(command.reason) > LONGEST_REASON:
        raise Invalid(f"Say why, in at most {LONGEST_REASON} characters.", field="reason")
    total = line.plan_minutes if command.purse is Purse.PLAN else line.reserve_minutes
    fits = command.minutes <= MOST_MINUTES_AT_ONCE and may_top_up(command.minutes, total_minutes=total)
    if not fits:
        raise Invalid("Enter the hours to add: more than none, and at most 10,000 h at once.", field="minutes")


def _row(seat: Seat, line: AssignmentLine, command: TopUp) -> TopUpRow:
    return TopUpRow.objects.within(seat).create(
        assignment_id=line.id,
        purse=command.purse,
        minutes=command.minutes,
        reason=command.reason.strip(),
        member_id=seat.acting_member,
        topped_up_at=seat.at,
    )


def _note_event(seat: Seat, line: AssignmentLine, row: TopUpRow) -> None:
    facts = {"top_up": row.pk, "purse": str(row.purse), "minutes": row.minutes}
    record(seat, "purse_topped_up", job_number=line.job_number, subject=line.key, **facts)


def _topped_up(line: AssignmentLine, command: TopUp) -> AssignmentLine:
    if command.purse is Purse.PLAN:
        return replace(line, plan_minutes=line.plan_minutes + command.minutes)
    return replace(line, reserve_minutes=line.reserve_minutes + command.minutes)


def _tell(seat: Seat, line: AssignmentLine, command: TopUp) -> None:
    contractor = people.contractor_by_id(seat, line.contractor_id)
    if contractor.member_id is None:
        return
    total = line.plan_minutes if command.purse is Purse.PLAN else line.reserve_minutes
    waits.tell(
        seat,
        members=[contractor.member_id],
        key=f"top-up-{line.key}-{command.purse.value}-{total}",
        subject=f"{hours(command.minutes)} more for “{line.job_title}”",
        text=f"{PURSE_WORDS[command.purse]}: {hours(command.minutes)} were added, {hours(total)} in all.",
        url=line.url,
    )
