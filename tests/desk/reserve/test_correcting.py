"""A correction is a new row in the old one's place; approved hours are not corrected."""

import pytest

from duomo.core.delivery import AssignmentState
from duomo.core.reserve import Purse
from duomo.desk.assignments import actions as assignment_acts
from duomo.desk.assignments import queries as assignments
from duomo.desk.kit.refusals import Invalid, NotYours, Stale
from duomo.desk.reserve.actions import LogHours, correct_hours
from duomo.desk.reserve.models import HourEntry
from duomo.desk.reserve.queries import entries, entry_of
from duomo.desk.seats.models import Event
from tests.builders import given_workspace, later
from tests.desk.assignments.builders import given_delivery, given_working_assignment
from tests.desk.reserve.builders import approved, given_approved_hours, given_hours

pytestmark = pytest.mark.django_db


def test_a_correction_takes_the_entrys_place_and_keeps_the_old_row() -> None:
    seat = given_workspace()
    line, guest = given_working_assignment(seat, plan_minutes=120)
    first = given_hours(guest, line, 90, note="Sketches")
    second = given_hours(guest, line, 60)
    right = correct_hours(later(guest, hours=1), first.key, LogHours(guest.today, 30, "Sketches, less"))
    assert (right.minutes, right.corrected) == (30, True)
    assert [(one.id, one.within_minutes) for one in entries(seat, line.id)] == [(right.id, 30), (second.id, 60)]
    assert assignments.assignment(seat, line.key).plan_used_minutes == 90
    old = HourEntry.objects.within(seat).get(pk=first.id)
    assert (old.replaced, old.minutes, old.note) == (True, 90, "Sketches")
    assert HourEntry.objects.within(seat).get(pk=right.id).corrects_id == first.id
    assert Event.objects.within(seat).get(verb="hours_corrected").facts["minutes"] == 30


def test_a_correction_to_nothing_takes_the_entry_back() -> None:
    seat = given_workspace()
    line, guest = given_working_assignment(seat)
    entry = given_hours(guest, line, 90)
    gone = correct_hours(guest, entry.key, LogHours(guest.today, 0))
    assert (gone.minutes, gone.waits) == (0, False)
    now = assignments.assignment(seat, line.key)
    assert (now.plan_used_minutes, now.waiting_minutes) == (0, 0)


def test_a_correction_keeps_the_purse_of_the_work() -> None:
    seat = given_workspace()
    line, guest = given_working_assignment(seat)
    entry = given_hours(guest, line, 90)
    given_delivery(guest, line)
    assignment_acts.move(seat, line.id, AssignmentState.PERFECTING)
    assert correct_hours(guest, entry.key, LogHours(guest.today, 60)).purse is Purse.PLAN


def test_approved_hours_are_not_corrected() -> None:
    seat = given_workspace()
    line, guest = given_working_assignment(seat)
    entry = given_approved_hours(seat, guest, line)
    with pytest.raises(Stale, match="approved"):
        correct_hours(guest, entry.key, LogHours(guest.today, 30))
    assert entries(seat, line.id) == (entry,)


def test_an_entry_is_corrected_once_and_its_correction_after_it() -> None:
    seat = given_workspace()
    line, guest = given_working_assignment(seat)
    entry = given_hours(guest, line)
    right = correct_hours(guest, entry.key, LogHours(guest.today, 30))
    with pytest.raises(Stale, match="corrected"):
        correct_hours(guest, entry.key, LogHours(guest.today, 45))
    with pytest.raises(NotYours):
        entry_of(guest, entry.key)
    again = correct_hours(guest, right.key, LogHours(guest.today, 45))
    assert [one.minutes for one in entries(seat, line.id)] == [again.minutes] == [45]


@pytest.mark.parametrize("minutes", [-1, 10**9])
def test_what_cannot_be_meant_corrects_nothing(minutes: int) -> None:
    seat = given_workspace()
    line, guest = given_working_assignment(seat)
    entry = given_hours(guest, line)
    with pytest.raises(Invalid):
        correct_hours(guest, entry.key, LogHours(guest.today, minutes))
    assert entries(seat, line.id) == (entry,)


def test_only_the_maker_corrects() -> None:
    seat = given_workspace()
    line, guest = given_working_assignment(seat)
    _, stranger = given_working_assignment(given_workspace("Other", owner_email="o@other.example"))
    entry = given_hours(guest, line)
    for somebody in (seat, stranger):
        with pytest.raises(NotYours):
            correct_hours(somebody, entry.key, LogHours(guest.today, 30))
        with pytest.raises(NotYours):
            correct_hours(somebody, "nosuchkey", LogHours(guest.today, 30))
    assert correct_hours(guest, entry.key, LogHours(guest.today, 30)).minutes == 30


def test_a_correction_that_pushes_out_approved_hours_voids_their_approval() -> None:
    seat = given_workspace()
    line, guest = given_working_assignment(seat, plan_minutes=120)
    first = given_hours(guest, line, 30)
    second = given_hours(guest, line, 60)
    third = given_hours(guest, line, 30)
    approved(seat, line, only=second)
    right = correct_hours(guest, first.key, LogHours(guest.today, 90))
    now = {one.id: one for one in entries(seat, line.id)}
    assert [now[one].within_minutes for one in (right.id, second.id, third.id)] == [90, 30, 0]
    assert now[second.id].approved_at is None
    assert Event.objects.within(seat).get(verb="approval_voided").facts == {"entries": [second.id]}
    assert approved(seat, line) == 120
