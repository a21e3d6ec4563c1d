"""Recording hours is never blocked; what does not fit is marked, and the sums on the assignment stay right."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from duomo.core.delivery import AssignmentState
from duomo.core.reserve import Mark, Purse
from duomo.desk.assignments import actions as assignment_acts
from duomo.desk.assignments import queries as assignments
from duomo.desk.assignments.pages import AssignmentLine
from duomo.desk.kit.refusals import Invalid, NotYours
from duomo.desk.reserve.actions import LogHours, log_hours
from duomo.desk.reserve.models import HourEntry
from duomo.desk.reserve.queries import entries
from duomo.desk.seats.models import Event
from duomo.desk.seats.rights import Role
from duomo.desk.seats.seat import Seat
from tests.builders import given_member, given_workspace, later
from tests.desk.assignments.builders import (
    given_acknowledged_assignment,
    given_assignment,
    given_delivery,
    given_working_assignment,
)
from tests.desk.reserve.builders import given_hours

pytestmark = pytest.mark.django_db


def sums(seat: Seat, line: AssignmentLine) -> tuple[int, int, int, int]:
    """What the assignment says was used of plan and reserve, is beyond, and waits."""
    now = assignments.assignment(seat, line.key)
    return now.plan_used_minutes, now.reserve_used_minutes, now.beyond_minutes, now.waiting_minutes


def test_hours_draw_on_the_plan_and_wait() -> None:
    seat = given_workspace()
    line, guest = given_working_assignment(seat)
    entry = given_hours(guest, line, 135, note="Sketches")
    assert (entry.minutes, entry.within_minutes, entry.purse, entry.marks) == (135, 135, Purse.PLAN, ())
    assert (entry.worked_on, entry.note, entry.waits) == (guest.today, "Sketches", True)
    assert entries(seat, line.id) == entries(guest, line.id) == (entry,)
    assert sums(seat, line) == (135, 0, 0, 135)


def test_recording_is_an_event_of_the_job() -> None:
    seat = given_workspace()
    line, guest = given_working_assignment(seat)
    entry = given_hours(guest, line, 60, note="secret words")
    event = Event.objects.within(seat).get(verb="hours_logged")
    assert (event.job_number, event.member_id, event.subject) == (line.job_number, guest.member_id, line.key)
    assert event.facts == {"entry": entry.id, "minutes": 60, "purse": "plan", "worked_on": guest.today.isoformat()}


def test_what_exceeds_the_purse_is_recorded_and_not_within() -> None:
    seat = given_workspace()
    line, guest = given_working_assignment(seat, plan_minutes=120)
    given_hours(guest, line, 90)
    entry = given_hours(guest, line, 90)
    assert (entry.within_minutes, entry.beyond_minutes, entry.marks) == (30, 60, (Mark.ABOVE_PURSE,))
    last = given_hours(guest, line, 15)
    assert (last.within_minutes, last.waits) == (0, False)
    assert sums(seat, line) == (120, 0, 75, 120)


def test_perfecting_draws_on_the_reserve() -> None:
    seat = given_workspace()
    line, guest = given_working_assignment(seat)
    given_delivery(guest, line)
    assignment_acts.move(seat, line.id, AssignmentState.PERFECTING)
    entry = given_hours(guest, line, 150)
    assert (entry.purse, entry.within_minutes, entry.marks) == (Purse.RESERVE, 120, (Mark.ABOVE_PURSE,))
    assert sums(seat, line) == (0, 120, 30, 120)


def test_before_the_answer_only_the_first_look_fits() -> None:
    seat = given_workspace()
    line, guest = given_acknowledged_assignment(seat)
    assert line.state is AssignmentState.LOOKING
    entry = given_hours(guest, line, 100)
    assert (entry.within_minutes, entry.marks) == (60, (Mark.BEFORE_ANSWER,))
    assert sums(seat, line) == (60, 0, 40, 60)


def test_before_acknowledging_hours_are_before_the_answer_too() -> None:
    seat = given_workspace()
    line, guest = given_assignment(seat)
    given_hours(guest, line, 30)
    assert HourEntry.objects.within(seat).get().before_answer


def test_after_the_end_hours_are_recorded_and_marked() -> None:
    seat = given_workspace()
    line, guest = given_working_assignment(seat)
    assignment_acts.withdraw(seat, line.key, "The shop closes.")
    entry = given_hours(guest, line, 45)
    assert (entry.within_minutes, entry.marks) == (0, (Mark.AFTER_STOP,))
    assert sums(seat, line) == (0, 0, 45, 0)


def test_the_last_hours_of_a_trial_may_be_recorded_after_it_was_closed() -> None:
    seat = given_workspace()
    line, guest = given_working_assignment(seat, "trial")
    assignment_acts.move(seat, line.id, AssignmentState.CLOSED)
    tomorrow = later(guest, days=1)
    in_time = log_hours(tomorrow, line.key, LogHours(guest.today, 60))
    too_late = log_hours(tomorrow, line.key, LogHours(tomorrow.today, 60))
    assert (in_time.within_minutes, in_time.marks) == (60, ())
    assert (too_late.within_minutes, too_late.marks) == (0, (Mark.AFTER_STOP,))


def test_a_day_that_has_not_come_and_a_day_too_long_are_marked_and_draw() -> None:
    seat = given_workspace()
    line, guest = given_working_assignment(seat, plan_minutes=6_000)
    ahead = log_hours(guest, line.key, LogHours(guest.today + timedelta(days=1), 60))
    long = log_hours(guest, line.key, LogHours(guest.today, 1_441))
    assert (ahead.within_minutes, ahead.marks) == (60, (Mark.FUTURE_DAY,))
    assert (long.within_minutes, long.marks) == (1_441, (Mark.OVERLONG_DAY,))


def test_the_day_is_that_of_the_persons_zone_whoever_reads_it() -> None:
    owner = given_workspace(zone="America/Los_Angeles", at=datetime(2026, 11, 23, 20, 0, tzinfo=UTC))
    line, joined = given_working_assignment(owner)
    guest = replace(joined, zone="Pacific/Auckland")
    assert (owner.today, guest.today) == (date(2026, 11, 23), date(2026, 11, 24))
    entry = given_hours(guest, line)
    assert (entry.worked_on, entry.marks) == (date(2026, 11, 24), ())
    assert entries(owner, line.id)[0].marks == ()


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca"])
@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25), date(2026, 4, 5), date(2026, 11, 1)])
def test_a_day_of_25_hours_stays_that_day(zone: str, day: date) -> None:
    seat = given_workspace(zone=zone, at=datetime(day.year, day.month, day.day, 12, 0, tzinfo=UTC))
    line, guest = given_working_assignment(seat, plan_minutes=6_000)
    entry = log_hours(guest, line.key, LogHours(day, 24 * 60))
    assert (entry.worked_on, entry.minutes, entry.marks) == (day, 1_440, ())


@pytest.mark.parametrize("minutes", [0, -1, 744 * 60 + 1, 10**9])
def test_minutes_that_cannot_be_meant_are_refused(minutes: int) -> None:
    seat = given_workspace()
    line, guest = given_working_assignment(seat)
    with pytest.raises(Invalid) as refusal:
        log_hours(guest, line.key, LogHours(guest.today, minutes))
    assert refusal.value.field == "minutes"
    assert sums(seat, line) == (0, 0, 0, 0)
    assert log_hours(guest, line.key, LogHours(guest.today, 744 * 60)).minutes == 744 * 60


@pytest.mark.parametrize("day", [date(1999, 12, 31), date(2028, 1, 1), date.max])
def test_a_day_that_cannot_be_meant_is_refused(day: date) -> None:
    seat = given_workspace()
    line, guest = given_working_assignment(seat)
    with pytest.raises(Invalid) as refusal:
        log_hours(guest, line.key, LogHours(day, 60))
    assert refusal.value.field == "worked_on"


def test_a_note_that_is_too_long_is_refused() -> None:
    seat = given_workspace()
    line, guest = given_working_assignment(seat)
    with pytest.raises(Invalid) as refusal:
        log_hours(guest, line.key, LogHours(guest.today, 60, "x" * 301))
    assert refusal.value.field == "note"
    assert log_hours(guest, line.key, LogHours(guest.today, 60, "x" * 300)).note == "x" * 300


def test_nobody_but_its_contractor_records_hours() -> None:
    seat = given_workspace()
    line, guest = given_working_assignment(seat)
    other, stranger = given_working_assignment(given_workspace("Other", owner_email="o@other.example"))
    colleagues = [given_member(seat, role) for role in (Role.MANAGER, Role.REVIEWER, Role.BOOKKEEPER, Role.VIEWER)]
    for somebody in (seat, *colleagues, stranger):
        with pytest.raises(NotYours):
            given_hours(somebody, line)
    assert given_hours(guest, line).minutes == 90
    assert given_hours(stranger, other).minutes == 90
    assert HourEntry.unscoped.count() == 2


def test_hours_are_seen_by_those_who_may_and_by_their_maker() -> None:
    seat = given_workspace()
    line, guest = given_working_assignment(seat)
    entry = given_hours(guest, line)
    for role in (Role.MANAGER, Role.BOOKKEEPER):
        assert entries(given_member(seat, role), line.id) == (entry,)
    other = given_workspace("Other", owner_email="o@other.example")
    _, stranger = given_working_assignment(other)
    for nobody in (given_member(seat, Role.VIEWER), given_member(seat, Role.REVIEWER), other, stranger):
        with pytest.raises(NotYours):
            entries(nobody, line.id)


def test_a_note_on_trial_hours_is_its_makers_until_the_trial_is_over() -> None:
    seat = given_workspace()
    line, guest = given_working_assignment(seat, "trial")
    given_hours(guest, line, note="Drew the lantern")
    assert [entry.note for entry in entries(seat, line.id)] == [""]
    assert [entry.note for entry in entries(guest, line.id)] == ["Drew the lantern"]
    assignment_acts.move(seat, line.id, AssignmentState.CLOSED)
    assert [entry.note for entry in entries(seat, line.id)] == ["Drew the lantern"]
