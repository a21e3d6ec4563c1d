"""Of several who act at the same moment exactly one wins, and the others are told what is true now."""

from collections.abc import Callable

import pytest

from duomo.core.delivery import AssignmentState
from duomo.desk.assignments import actions, queries
from duomo.desk.assignments.actions import Acknowledge, FeasibilityAnswer, HandIn
from duomo.desk.briefs import queries as briefs
from duomo.desk.kit.refusals import Refused, Stale
from duomo.desk.seats.models import Event
from tests.builders import given_workspace
from tests.desk.assignments.builders import (
    GOAL,
    given_acknowledged_assignment,
    given_assignment,
    given_blob,
    given_working_assignment,
)
from tests.together import together

pytestmark = pytest.mark.django_db(transaction=True)

Deed = Callable[[], object]


def at_once(*deeds: Deed) -> list[Refused | None]:
    """Run the deeds at the same moment: for each its refusal, or None where it was done."""
    return [one if isinstance(one, Refused) else None for one in together(*deeds)]


def test_accepting_against_declining() -> None:
    seat = given_workspace()
    line, guest = given_assignment(seat)
    musts = tuple(must.key for must in briefs.brief(seat, line.version_id).musts)

    def accept() -> object:
        return actions.acknowledge(guest, line.key, Acknowledge(GOAL, musts))

    def decline() -> object:
        return actions.decline(guest, line.key, "No time.")

    outcomes = at_once(accept, decline, accept, decline)
    assert outcomes.count(None) == 1
    assert all(isinstance(outcome, Stale) for outcome in outcomes if outcome is not None)
    state = queries.assignment(seat, line.key).state
    verbs = Event.objects.within(seat).filter(verb__in=["brief_acknowledged", "assignment_declined"])
    expected = {AssignmentState.LOOKING: "brief_acknowledged", AssignmentState.DECLINED: "assignment_declined"}
    assert [event.verb for event in verbs] == [expected[state]]


def test_declining_against_withdrawing() -> None:
    seat = given_workspace()
    line, guest = given_assignment(seat)
    outcomes = at_once(
        lambda: actions.decline(guest, line.key, "No time."),
        lambda: actions.withdraw(seat, line.key, "The shop closes."),
    )
    assert outcomes.count(None) == 1
    assert queries.assignment(seat, line.key).state in {AssignmentState.DECLINED, AssignmentState.WITHDRAWN}


def test_two_answers_to_one_question() -> None:
    seat = given_workspace()
    line, guest = given_assignment(seat)
    question = actions.ask(guest, line.key, "Which photo?")
    outcomes = at_once(*[lambda: actions.answer(seat, question.key, "This one.")] * 4)
    assert outcomes.count(None) == 1
    assert Event.objects.within(seat).filter(verb="question_answered").count() == 1


def test_two_answers_to_whether_it_is_possible() -> None:
    seat = given_workspace()
    line, guest = given_acknowledged_assignment(seat)
    outcomes = at_once(
        lambda: actions.answer_feasibility(guest, line.key, FeasibilityAnswer("go")),
        lambda: actions.answer_feasibility(guest, line.key, FeasibilityAnswer("not_possible", "No hook.")),
    )
    assert outcomes.count(None) == 1
    found = queries.feasibility(seat, line.id)
    assert found is not None
    stopped = queries.assignment(seat, line.key).state is AssignmentState.STOPPED
    assert (found.answer == "not_possible") is stopped


def test_deliveries_at_once_have_numbers_of_their_own() -> None:
    seat = given_workspace()
    line, guest = given_working_assignment(seat)
    blobs = [given_blob(guest) for _ in range(4)]
    outcomes = at_once(
        *[lambda blob=blob: actions.record_delivery(guest, line.key, HandIn(blobs=(blob,))) for blob in blobs]
    )
    handed = queries.deliveries(seat, line.id)
    assert len(handed) == outcomes.count(None) >= 1
    assert [one.number for one in handed] == list(range(1, len(handed) + 1))


def test_handing_in_against_withdrawing() -> None:
    seat = given_workspace()
    line, guest = given_working_assignment(seat)
    blob = given_blob(guest)
    at_once(
        lambda: actions.record_delivery(guest, line.key, HandIn(blobs=(blob,))),
        lambda: actions.withdraw(seat, line.key, "The shop closes."),
    )
    # The hand-in may come before the withdrawal or be refused by it; it never comes after.
    withdrawn = Event.objects.within(seat).filter(verb="assignment_withdrawn").first()
    handed = Event.objects.within(seat).filter(verb="delivery_handed_in").first()
    state = queries.assignment(seat, line.key).state
    if withdrawn is not None:
        assert state is AssignmentState.WITHDRAWN
        assert handed is None or handed.seq < withdrawn.seq
    else:
        assert state is AssignmentState.DELIVERED


def test_handing_in_to_a_trial_against_its_opening() -> None:
    seat = given_workspace()
    line, guest = given_working_assignment(seat, "trial")
    blob = given_blob(guest)
    outcomes = at_once(
        lambda: actions.record_delivery(guest, line.key, HandIn(blobs=(blob,))),
        lambda: actions.unseal(seat, [line.id]),
    )
    assert outcomes[1] is None
    assert len(queries.deliveries(seat, line.id)) == (1 if outcomes[0] is None else 0)
