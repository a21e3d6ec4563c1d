"""The contractor looks first and says whether it is possible; "not possible" ends the assignment with its evidence."""

import pytest

from duomo.core.delivery import AssignmentState
from duomo.desk.assignments import actions, queries
from duomo.desk.assignments.actions import FeasibilityAnswer
from duomo.desk.assignments.pages import FeasibilityVerdict
from duomo.desk.kit.models import OutboxMessage
from duomo.desk.kit.refusals import Invalid, NotYours, Stale
from duomo.desk.seats.rights import Role
from duomo.desk.waits import queries as waits
from tests.builders import given_member, given_workspace, later
from tests.desk.assignments.builders import given_acknowledged_assignment, given_assignment, given_working_assignment
from tests.desk.people.builders import given_contractor

pytestmark = pytest.mark.django_db

EVIDENCE = "Must 3: the cart's markup has no hook."


def test_go_opens_the_work() -> None:
    seat = given_workspace()
    line, guest = given_acknowledged_assignment(seat)
    found = actions.answer_feasibility(later(guest, hours=1), line.key, FeasibilityAnswer("go"))
    assert (found.answer, found.evidence, found.answered_at) == ("go", "", later(seat, hours=1).at)
    assert queries.assignment(seat, line.key).state is AssignmentState.WORKING
    assert queries.feasibility(seat, line.id) == found
    assert OutboxMessage.objects.filter(subject__contains="says it is possible").exists()


def test_go_with_changes_opens_the_work_and_says_what_has_to_change() -> None:
    seat = given_workspace()
    line, guest = given_acknowledged_assignment(seat)
    actions.answer_feasibility(guest, line.key, FeasibilityAnswer("changes", EVIDENCE))
    assert queries.assignment(seat, line.key).state is AssignmentState.WORKING
    mail = OutboxMessage.objects.get(subject__contains="says it is possible with changes")
    assert EVIDENCE in mail.text


def test_not_possible_ends_it_and_offers_a_second_opinion() -> None:
    seat = given_workspace()
    line, guest = given_acknowledged_assignment(seat)
    actions.answer_feasibility(guest, line.key, FeasibilityAnswer("not_possible", EVIDENCE))
    stopped = queries.assignment(seat, line.key)
    assert (stopped.state, stopped.ended_at) == (AssignmentState.STOPPED, guest.at)
    [wait] = [wait for wait in waits.queue(seat) if wait.kind == "decide"]
    assert wait.url == f"/jobs/{line.job_number}/hire/?second={line.key}"
    assert EVIDENCE in wait.why
    assert wait.whose == "Ines Duarte"


@pytest.mark.parametrize("answer", ["changes", "not_possible"])
def test_what_is_not_a_plain_go_needs_evidence(answer: FeasibilityVerdict) -> None:
    seat = given_workspace()
    line, guest = given_acknowledged_assignment(seat)
    with pytest.raises(Invalid) as refused:
        actions.answer_feasibility(guest, line.key, FeasibilityAnswer(answer, "  "))
    assert refused.value.field == "evidence"
    assert queries.assignment(seat, line.key).state is AssignmentState.LOOKING
    assert queries.feasibility(seat, line.id) is None


def test_an_answer_that_is_none_is_refused() -> None:
    line, guest = given_acknowledged_assignment(given_workspace())
    with pytest.raises(Invalid, match="three answers"):
        actions.answer_feasibility(guest, line.key, FeasibilityAnswer("maybe"))  # type: ignore[arg-type]  # typed by hand


def test_it_is_answered_once_and_not_before_the_brief_is_acknowledged() -> None:
    seat = given_workspace()
    line, guest = given_assignment(seat)
    with pytest.raises(Stale, match="not accepted it yet"):
        actions.answer_feasibility(guest, line.key, FeasibilityAnswer("go"))
    working, other = given_working_assignment(seat, contractor=given_contractor(seat, name="Tom Ode"))
    with pytest.raises(Stale, match="is at work"):
        actions.answer_feasibility(other, working.key, FeasibilityAnswer("not_possible", EVIDENCE))


def test_nobody_else_answers() -> None:
    seat = given_workspace()
    line, _ = given_acknowledged_assignment(seat)
    _, stranger = given_assignment(seat, contractor=given_contractor(seat, name="Tom Ode"))
    for somebody in (seat, stranger, given_member(seat, Role.REVIEWER)):
        with pytest.raises(NotYours):
            actions.answer_feasibility(somebody, line.key, FeasibilityAnswer("go"))
    assert queries.feasibility(stranger, line.id) is None
