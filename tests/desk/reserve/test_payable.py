"""Law 10: accepted and approved work is payable, trial work within its cap, and the first look in any case."""

import pytest

from duomo.core.delivery import AssignmentState
from duomo.desk.assignments import actions as assignment_acts
from duomo.desk.assignments.actions import FeasibilityAnswer
from duomo.desk.assignments.pages import AssignmentLine
from duomo.desk.kit.refusals import NotYours
from duomo.desk.reserve.pages import Payable, amount_of
from duomo.desk.reserve.queries import payable
from duomo.desk.seats.rights import Role
from duomo.desk.seats.seat import Seat
from tests.builders import given_member, given_workspace
from tests.desk.assignments.builders import (
    given_acknowledged_assignment,
    given_delivery,
    given_working_assignment,
)
from tests.desk.people.builders import given_contractor
from tests.desk.reserve.builders import approved, given_approved_hours, given_hours

pytestmark = pytest.mark.django_db


def now(seat: Seat, line: AssignmentLine) -> Payable:
    """What of one assignment may be paid now."""
    return payable(seat, [line.id])[line.id]


def test_work_that_is_not_accepted_pays_the_first_look_only() -> None:
    seat = given_workspace()
    line, guest = given_working_assignment(seat)
    given_approved_hours(seat, guest, line, 300)
    assert now(seat, line) == Payable(60, 5_000, "EUR")


@pytest.mark.parametrize("ended", [AssignmentState.ACCEPTED, AssignmentState.UNFINISHED])
def test_taken_work_pays_what_is_approved_and_within(ended: AssignmentState) -> None:
    seat = given_workspace()
    line, guest = given_working_assignment(seat)
    given_approved_hours(seat, guest, line, 90)
    given_hours(guest, line, 500)
    given_delivery(guest, line)
    assignment_acts.move(seat, line.id, ended)
    assert now(seat, line) == Payable(90, 7_500, "EUR")
    assert approved(seat, line) == 390
    assert now(seat, line) == Payable(480, 40_000, "EUR")


def test_rejected_work_pays_the_first_look_only() -> None:
    seat = given_workspace()
    line, guest = given_working_assignment(seat)
    given_approved_hours(seat, guest, line, 300)
    given_delivery(guest, line)
    assignment_acts.move(seat, line.id, AssignmentState.REJECTED)
    assert now(seat, line).minutes == 60


def test_not_possible_pays_up_to_the_cap() -> None:
    seat = given_workspace()
    line, guest = given_acknowledged_assignment(seat)
    given_hours(guest, line, 100)
    assignment_acts.answer_feasibility(guest, line.key, FeasibilityAnswer("not_possible", "The source is gone."))
    assert now(seat, line) == Payable(60, 5_000, "EUR")


def test_trial_work_pays_all_within_its_cap_without_approval() -> None:
    seat = given_workspace()
    line, guest = given_working_assignment(seat, "trial", plan_minutes=120)
    given_hours(guest, line, 100)
    given_hours(guest, line, 100)
    assert now(seat, line) == now(guest, line) == Payable(120, 10_000, "EUR")


def test_a_fixed_price_pays_when_the_work_is_accepted() -> None:
    seat = given_workspace()
    line, guest = given_working_assignment(seat, rate_minor=None, fixed_minor=50_000)
    given_delivery(guest, line)
    assert now(seat, line).amount_minor == 0
    assignment_acts.move(seat, line.id, AssignmentState.ACCEPTED)
    assert now(seat, line).amount_minor == 50_000


def test_money_is_for_those_who_see_money_and_for_the_contractor() -> None:
    seat = given_workspace()
    line, guest = given_working_assignment(seat)
    other, rival = given_working_assignment(seat, contractor=given_contractor(seat, name="Tom Ode"))
    given_hours(guest, line, 60)
    assert now(given_member(seat, Role.BOOKKEEPER), line).amount_minor == 5_000
    assert payable(guest, [line.id, other.id]).keys() == {line.id}
    assert payable(rival, [line.id]) == {}
    stranger = given_workspace("Other", owner_email="o@other.example")
    assert payable(stranger, [line.id]) == {}
    for role in (Role.VIEWER, Role.REVIEWER):
        with pytest.raises(NotYours):
            payable(given_member(seat, role), [line.id])


@pytest.mark.parametrize(
    ("minutes", "rate", "amount"), [(0, 5_000, 0), (1, 5_000, 83), (20, 1_001, 334), (30, 1_001, 501), (60, 1, 1)]
)
def test_amounts_are_whole_minor_units_halves_up(minutes: int, rate: int, amount: int) -> None:
    assert amount_of(minutes, rate) == amount
