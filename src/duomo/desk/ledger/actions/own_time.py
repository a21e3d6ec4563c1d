"""Recording what a job takes the owner's side."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from duomo.core.quantities import format_minutes
from duomo.desk.kit.refusals import Invalid, NotYours, Refused
from duomo.desk.ledger import queries
from duomo.desk.ledger.models import OwnTime
from duomo.desk.ledger.pages import ACTIVITIES, OwnHoursLine
from duomo.desk.seats.events import record
from duomo.desk.seats.rights import Right
from duomo.desk.seats.seat import Seat

MOST_MINUTES = 60 * 1_000
LONGEST_NOTE = 300


@dataclass(frozen=True, slots=True)
class LogOwnTime:
    """Own minutes on one activity and day; fewer than none take back what was recorded too much."""

    activity: str
    minutes: int
    spent_on: date
    note: str = ""


@transaction.atomic
def log_own_time(seat: Seat, job_number: int, command: LogOwnTime) -> OwnHoursLine:
    """Record own hours on a job, or correct them; gives the sums after it.

    Raises:
        NotYours: there is no such job, or the seat records no own hours.
        Invalid: the activity is unknown, the day is still to come, or the minutes are none, too many or too few.
        Refused: the job has ended, and its hours are counted.
    """
    seat.must(Right.LOG_OWN_HOURS)
    if not queries.job_exists(seat, job_number):
        raise NotYours
    _check(seat, command)
    # The event takes the lock of the workspace's chain, so what is summed up below cannot change meanwhile.
    record(
        seat,
        "own_time_logged",
        job_number=job_number,
        activity=command.activity,
        minutes=command.minutes,
        spent_on=command.spent_on.isoformat(),
    )
    _refuse_ended(seat, job_number)
    OwnTime.objects.within(seat).create(
        job_number=job_number,
        member_id=seat.acting_member,
        activity=command.activity,
        minutes=command.minutes,
        spent_on=command.spent_on,
        note=command.note.strip(),
        recorded_at=seat.at,
    )
    hours = queries.own_hours(seat, job_number)
    _refuse_negative(hours, command)
    return hours


def _check(seat: Seat, command: LogOwnTime) -> None:
    if command.activity not in ACTIVITIES:
        raise Invalid("Choose what the time was spent on.", field="activity")
    if not command.minutes:
        raise Invalid("Type the time, for example 0:30.", field="minutes")
    if abs(command.minutes) > MOST_MINUTES:
        raise Invalid(f"At most {format_minutes(MOST_MINUTES)} h are recorded at once.", field="minutes")
    if command.spent_on > seat.today:
        raise Invalid("This day has not come yet. Choose today or an earlier day.", field="spent_on")
    if len(command.note) > LONGEST_NOTE:
        raise Invalid(f"The note has more than {LONGEST_NOTE} characters. Shorten it.", field="note")


def _refuse_ended(seat: Seat, job_number: int) -> None:
    if queries.has_ended(seat, job_number):
        raise Refused("This job has ended and its own hours are counted. Write what came later as a lesson.")


def _refuse_negative(hours: OwnHoursLine, command: LogOwnTime) -> None:
    left = getattr(hours, command.activity)
    if left < 0:
        before = format_minutes(left - command.minutes)
        raise Invalid(f"Only {before} h are recorded for {command.activity}. Take back that or less.", field="minutes")
