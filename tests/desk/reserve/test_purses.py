"""Topping up is a recorded act that lets hours fit; the owner is told at 80 and at 100 per cent, and may hold."""

import pytest

from duomo.core.delivery import AssignmentState
from duomo.core.reserve import Purse
from duomo.desk.assignments import actions as assignment_acts
from duomo.desk.assignments import queries as assignments
from duomo.desk.kit.refusals import Invalid, NotYours, Stale
from duomo.desk.reserve.actions import TopUp, hold_purse, top_up
from duomo.desk.reserve.models import TopUp as TopUpRow
from duomo.desk.reserve.queries import entries, top_ups
from duomo.desk.seats.models import Event
from duomo.desk.seats.rights import Role
from duomo.desk.seats.seat import Seat
from duomo.desk.waits import queries as waits
from duomo.desk.waits.models import Notice
from tests.builders import given_member, given_workspace, later
from tests.desk.assignments.builders import given_delivery, given_working_assignment
from tests.desk.reserve.builders import approved, given_hours

pytestmark = pytest.mark.django_db

MORE = TopUp(Purse.PLAN, 60, "The client wants a second draft.")


def warnings(seat: Seat) -> list[str]:
    """The purses that wait on the desk of this seat."""
    return [line.title for line in waits.queue(seat) if line.kind == "purse"]


def test_a_top_up_lets_what_was_beyond_fit() -> None:
    seat = given_workspace()
    line, guest = given_working_assignment(seat, plan_minutes=60)
    entry = given_hours(guest, line, 100)
    assert entry.within_minutes == 60
    topped = top_up(later(seat, hours=1), line.key, MORE)
    assert topped.plan_minutes == 120
    assert [one.within_minutes for one in entries(seat, line.id)] == [100]
    now = assignments.assignment(seat, line.key)
    assert (now.plan_minutes, now.plan_used_minutes, now.beyond_minutes) == (120, 100, 0)


def test_a_top_up_is_recorded_with_its_reason_and_its_maker() -> None:
    seat = given_workspace()
    line, _ = given_working_assignment(seat)
    top_up(seat, line.key, TopUp(Purse.RESERVE, 90, "  A second round.  "))
    [one] = top_ups(seat, line.id)
    assert (one.purse, one.minutes, one.reason, one.member) == (Purse.RESERVE, 90, "A second round.", "Marta Castell")
    assert assignments.assignment(seat, line.key).reserve_minutes == 210
    event = Event.objects.within(seat).get(verb="purse_topped_up")
    assert (event.facts["purse"], event.facts["minutes"], event.member_id) == ("reserve", 90, seat.member_id)


def test_the_contractor_is_told_how_much_and_not_why() -> None:
    seat = given_workspace()
    line, guest = given_working_assignment(seat)
    top_up(seat, line.key, MORE)
    notice = Notice.objects.within(seat).filter(member_id=guest.acting_member).latest("pk")
    assert "1" in notice.subject
    assert MORE.reason not in notice.text
    assert notice.url == line.url


def test_an_approval_of_a_part_is_void_when_the_rest_fits() -> None:
    seat = given_workspace()
    line, guest = given_working_assignment(seat, plan_minutes=60)
    given_hours(guest, line, 100)
    assert approved(seat, line) == 60
    top_up(seat, line.key, MORE)
    [entry] = entries(seat, line.id)
    assert (entry.within_minutes, entry.approved_at, entry.waits) == (100, None, True)
    assert approved(seat, line) == 100


@pytest.mark.parametrize("minutes", [0, -60, 10**9])
def test_minutes_that_cannot_be_meant_are_refused(minutes: int) -> None:
    seat = given_workspace()
    line, _ = given_working_assignment(seat)
    with pytest.raises(Invalid) as refusal:
        top_up(seat, line.key, TopUp(Purse.PLAN, minutes, "More"))
    assert refusal.value.field == "minutes"
    assert TopUpRow.objects.within(seat).count() == 0


@pytest.mark.parametrize("reason", ["", "   ", "x" * 301])
def test_a_top_up_needs_a_reason(reason: str) -> None:
    seat = given_workspace()
    line, _ = given_working_assignment(seat)
    with pytest.raises(Invalid) as refusal:
        top_up(seat, line.key, TopUp(Purse.PLAN, 60, reason))
    assert refusal.value.field == "reason"


def test_a_trials_hours_are_the_same_for_all() -> None:
    seat = given_workspace()
    line, _ = given_working_assignment(seat, "trial")
    with pytest.raises(Stale, match="same for everybody"):
        top_up(seat, line.key, MORE)
    assert assignments.assignment(seat, line.key).plan_minutes == line.plan_minutes


def test_only_leaders_touch_purses() -> None:
    seat = given_workspace()
    line, guest = given_working_assignment(seat)
    other = given_workspace("Other", owner_email="o@other.example")
    nobodies = [given_member(seat, role) for role in (Role.BOOKKEEPER, Role.REVIEWER, Role.VIEWER)]
    for nobody in (*nobodies, guest, other):
        with pytest.raises(NotYours):
            top_up(nobody, line.key, MORE)
        with pytest.raises(NotYours):
            hold_purse(nobody, line.key)
    assert TopUpRow.unscoped.count() == 0
    assert top_up(given_member(seat, Role.MANAGER), line.key, MORE).plan_minutes == 540


def test_the_owner_is_told_at_80_and_at_100_per_cent() -> None:
    seat = given_workspace()
    manager = given_member(seat, Role.MANAGER)
    line, guest = given_working_assignment(seat, plan_minutes=100)
    given_hours(guest, line, 79)
    assert warnings(seat) == []
    given_hours(guest, line, 1)
    assert warnings(seat) == warnings(manager) == ["Planned hours of “Logo for the bakery”: 80 % used"]
    given_hours(guest, line, 20)
    assert warnings(seat) == ["Planned hours of “Logo for the bakery”: 100 % used"]
    given_hours(guest, line, 60)
    assert warnings(seat) == ["Planned hours of “Logo for the bakery”: 100 % used"]


def test_hours_beyond_an_empty_reserve_are_told_too() -> None:
    seat = given_workspace()
    line, guest = given_working_assignment(seat, reserve_minutes=0)
    given_delivery(guest, line)
    assignment_acts.move(seat, line.id, AssignmentState.PERFECTING)
    given_hours(guest, line, 30)
    assert warnings(seat) == ["Reserve hours of “Logo for the bakery”: 100 % used"]


def test_a_top_up_settles_the_warning() -> None:
    seat = given_workspace()
    line, guest = given_working_assignment(seat, plan_minutes=100)
    given_hours(guest, line, 110)
    top_up(seat, line.key, TopUp(Purse.PLAN, 25, "A little more"))
    assert warnings(seat) == []
    given_hours(guest, line, 15)
    assert warnings(seat) == ["Planned hours of “Logo for the bakery”: 100 % used"]


def test_holding_lasts_until_the_next_level() -> None:
    seat = given_workspace()
    line, guest = given_working_assignment(seat, plan_minutes=100)
    given_hours(guest, line, 85)
    hold_purse(seat, line.key)
    assert warnings(seat) == []
    assert Event.objects.within(seat).get(verb="purses_held").facts == {"levels": {"plan": 80, "reserve": 0}}
    given_hours(guest, line, 5)
    assert warnings(seat) == []
    given_hours(guest, line, 10)
    assert len(warnings(seat)) == 1


def test_a_trials_purse_warns_nobody() -> None:
    seat = given_workspace()
    line, guest = given_working_assignment(seat, "trial", plan_minutes=60)
    given_hours(guest, line, 90)
    assert warnings(seat) == []
    assert [wait.kind for wait in waits.queue(seat) if wait.kind == "approve"] == []
