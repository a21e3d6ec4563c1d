"""The contractor's deeds: recording hours and correcting what is not approved yet."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from duomo.core.delivery import TERMINAL, AssignmentState
from duomo.core.reserve import Purse
from duomo.desk.assignments import queries as assignments
from duomo.desk.assignments.pages import AssignmentLine
from duomo.desk.kit.clock import local_day
from duomo.desk.kit.refusals import Invalid, NotYours, Stale
from duomo.desk.reserve.actions.keeping import keep, lock_hours
from duomo.desk.reserve.models import HourEntry
from duomo.desk.reserve.pages import EntryLine
from duomo.desk.reserve.queries import Account, account
from duomo.desk.seats.events import record
from duomo.desk.seats.numbers import new_key
from duomo.desk.seats.rights import Right
from duomo.desk.seats.seat import Seat

# A month's hours may come in one entry; more than its minutes is a slip of the finger.
MOST_MINUTES_AT_ONCE = 31 * 24 * 60
LONGEST_NOTE = 300
EARLIEST_DAY = date(2000, 1, 1)
LATEST_AHEAD = timedelta(days=366)
BEFORE_ANSWER = frozenset({AssignmentState.INVITED, AssignmentState.LOOKING})


@dataclass(frozen=True, slots=True)
class LogHours:
    """Minutes worked on a day of the person's zone. A correction to 0 minutes takes the entry back."""

    worked_on: date
    minutes: int
    note: str = ""


@transaction.atomic
def log_hours(seat: Seat, key: str, command: LogHours) -> EntryLine:
    """Record hours on the assignment of `key`. No purse and no state ever stands in the way of recording.

    They draw on the reserve while a delivery is being perfected, and on the plan otherwise.

    Raises:
        NotYours: it is not this contractor's assignment.
        Invalid: the minutes, the day or the note cannot be meant.
    """
    seat.must(Right.WORK)
    line = assignments.assignment(seat, key)
    _check(seat, command, least_minutes=1)
    position = lock_hours(seat, line.id)
    line = assignments.assignment(seat, key)
    before = account(seat, line)
    row = _row(seat, line, command, position)
    _note_event(seat, "hours_logged", line, row)
    return _entry(keep(seat, before, line), row.pk)


@transaction.atomic
def correct_hours(seat: Seat, entry_key: str, command: LogHours) -> EntryLine:
    """Put a new entry in the place of an own one that is not approved; the old row stays, and no longer counts.

    Raises:
        NotYours: it is no entry of this contractor.
        Stale: it was approved, or corrected, in the meantime.
        Invalid: the minutes, the day or the note cannot be meant.
    """
    seat.must(Right.WORK)
    old = HourEntry.objects.within(seat).filter(key=entry_key).first()
    if old is None:
        raise NotYours
    line = assignments.assignment_by_id(seat, old.assignment_id)
    _check(seat, command, least_minutes=0)
    lock_hours(seat, line.id)
    line = assignments.assignment_by_id(seat, old.assignment_id)
    before = account(seat, line)
    _replace(seat, old)
    row = _row(seat, line, command, old.position, corrects=old)
    _note_event(seat, "hours_corrected", line, row)
    return _entry(keep(seat, before, line), row.pk)


def _check(seat: Seat, command: LogHours, *, least_minutes: int) -> None:
    if not least_minutes <= command.minutes <= MOST_MINUTES_AT_ONCE:
        raise Invalid("Enter the hours worked: more than none, and at most 744 h at once.", field="minutes")
    if not EARLIEST_DAY <= command.worked_on <= seat.today + LATEST_AHEAD:
        raise Invalid("Check the year of this day.", field="worked_on")
    if len(command.note) > LONGEST_NOTE:
        raise Invalid(f"Shorten the note to {LONGEST_NOTE} characters.", field="note")


def _row(
    seat: Seat, line: AssignmentLine, command: LogHours, position: int, *, corrects: HourEntry | None = None
) -> HourEntry:
    perfecting = line.state is AssignmentState.PERFECTING
    purse = Purse.RESERVE if perfecting else Purse.PLAN
    return HourEntry.objects.within(seat).create(
        key=new_key(seat, "entry"),
        assignment_id=line.id,
        position=position,
        # A correction is about work done then: it keeps the purse and the state of that time.
        purse=corrects.purse if corrects else purse,
        before_answer=corrects.before_answer if corrects else line.state in BEFORE_ANSWER,
        after_stop=corrects.after_stop if corrects else _after_stop(seat, line, command.worked_on),
        minutes=command.minutes,
        worked_on=command.worked_on,
        zone=seat.zone,
        note=command.note,
        recorded_at=seat.at,
        corrects=corrects,
    )


def _after_stop(seat: Seat, line: AssignmentLine, worked_on: date) -> bool:
    """Whether the hours came after the end. A trial is ended by the owner, so its last days may be recorded later."""
    if line.state is AssignmentState.CLOSED and line.ended_at is not None:
        return worked_on > local_day(seat.zone, line.ended_at)
    return line.state in TERMINAL


def _replace(seat: Seat, old: HourEntry) -> None:
    rows = HourEntry.objects.within(seat).filter(pk=old.pk, approved_at__isnull=True, replaced=False)
    if rows.update(replaced=True, waits=False):
        return
    if HourEntry.objects.within(seat).filter(pk=old.pk, replaced=True).exists():
        raise Stale("This entry was corrected in the meantime. Look at the list of your hours.")
    raise Stale("This entry is approved, so it cannot be changed. Ask for the approval to be looked at again.")


def _note_event(seat: Seat, verb: str, line: AssignmentLine, row: HourEntry) -> None:
    record(
        seat,
        verb,
        job_number=line.job_number,
        subject=line.key,
        entry=row.pk,
        minutes=row.minutes,
        purse=str(row.purse),
        worked_on=row.worked_on.isoformat(),
    )


def _entry(one: Account, pk: int) -> EntryLine:
    return next(entry for entry in one.entries if entry.id == pk)
