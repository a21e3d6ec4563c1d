"""Of many who decide at the same moment exactly one wins; the others learn what is true now.

RACE_ROUNDS sets the number of rounds of the long race (100 for a release; each is 20 threads behind one barrier).
"""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest
from django.db import connection

from duomo.core.delivery import AssignmentState
from duomo.desk.assignments import queries as assignments
from duomo.desk.briefs import queries as briefs
from duomo.desk.delivery import actions, queries
from duomo.desk.delivery.actions import EndJob, HandIn, Judge, TakeUnfinished, VerdictDraft
from duomo.desk.delivery.pages import Ending
from duomo.desk.kit.models import OutboxMessage
from duomo.desk.kit.refusals import Refused, Stale
from duomo.desk.ledger import queries as ledger
from duomo.desk.ledger.models import JobOutcome, WorkOutcome
from duomo.desk.seats.events import first_broken
from duomo.desk.seats.models import Event
from duomo.desk.waits.models import Notice
from tests.builders import given_workspace, later
from tests.desk.assignments.builders import given_blob, given_working_assignment
from tests.desk.briefs.builders import given_sent_brief
from tests.desk.delivery.builders import (
    criteria_of,
    given_all_judged,
    given_delivery_in_review,
    given_handed_in,
    sent_back_with,
)
from tests.desk.people.builders import given_contractor

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = int(os.environ.get("RACE_ROUNDS", "5"))
THREADS = 20
DECIDED = {"delivery_accepted": AssignmentState.ACCEPTED, "delivery_rejected": AssignmentState.REJECTED}

Deed = Callable[[], object]


def at_once(*deeds: Deed) -> list[Refused | None]:
    """Run the deeds in threads that start together: for each its refusal, or None where it was done."""
    barrier = Barrier(len(deeds))

    def run(deed: Deed) -> Refused | None:
        try:
            barrier.wait(timeout=60)
            deed()
        except Refused as refusal:
            return refusal
        finally:
            connection.close()
        return None

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))


def test_accepting_against_rejecting() -> None:
    seat = given_workspace()
    contractor = given_contractor(seat)
    for number in range(1, ROUNDS + 1):
        now = later(seat, minutes=number)
        brief = given_sent_brief(now)
        delivery, guest = given_delivery_in_review(now, brief=brief, contractor=contractor)
        given_all_judged(now, delivery)
        accept: Deed = partial(actions.accept_delivery, now, delivery.key)
        reject: Deed = partial(actions.reject_delivery, now, delivery.key, "Not our name.")
        refusals = at_once(*[accept, reject] * (THREADS // 2))
        lost = [refusal for refusal in refusals if refusal is not None]
        assert len(lost) == THREADS - 1
        line = assignments.assignment_by_id(now, delivery.assignment_id)
        word = {AssignmentState.ACCEPTED: "accepted", AssignmentState.REJECTED: "rejected"}[line.state]
        assert {(type(one), one.status) for one in lost} == {(Stale, 409)}
        assert all(f"it was {word}." in one.sentence for one in lost)
        events = Event.objects.within(seat).filter(job_number=brief.job_number, verb__in=DECIDED)
        assert [DECIDED[event.verb] for event in events] == [line.state]
        told = Notice.objects.within(seat).filter(member_id=guest.acting_member, key=f"tell-decided-{delivery.key}")
        assert told.count() == 1
        assert OutboxMessage.objects.filter(key=f"notice-{told.get().pk}").count() == 1
        accepted = line.state is AssignmentState.ACCEPTED
        assert (ledger.outcome(now, brief.job_number) is not None) is accepted
        assert WorkOutcome.objects.within(seat).filter(assignment_key=line.key).count() == 1
    assert first_broken(seat.workspace_id) is None


def test_all_four_acts_at_once() -> None:
    seat = given_workspace()
    delivery, _ = given_delivery_in_review(seat)
    refusals = at_once(
        *[
            lambda: actions.send_back(seat, delivery.key, sent_back_with(seat, delivery)),
            lambda: actions.reject_delivery(seat, delivery.key, "No."),
            lambda: actions.take_unfinished(seat, delivery.key, TakeUnfinished("The fair.", 30)),
            lambda: actions.accept_delivery(seat, delivery.key),
        ]
        * 3
    )
    assert refusals.count(None) == 1
    made = queries.decision(seat, delivery.id)
    assert made is not None
    assert made.act != "accept"
    # The closed gate refuses whoever was first to accept; everybody else is told what was decided.
    assert ledger.own_hours(seat, 1).finishing in {0, 30}


def test_accepting_against_a_newer_delivery() -> None:
    seat = given_workspace()
    line, guest = given_working_assignment(seat)
    first = given_handed_in(guest, line)
    given_all_judged(seat, first)
    blob = given_blob(guest)
    refusals = at_once(
        lambda: actions.accept_delivery(seat, first.key),
        lambda: actions.hand_in(guest, line.key, HandIn(blobs=(blob,))),
    )
    assert refusals.count(None) == 1
    state = assignments.assignment_by_id(seat, line.id).state
    handed_in = len(assignments.deliveries(seat, line.id))
    assert (state, handed_in) in {(AssignmentState.ACCEPTED, 1), (AssignmentState.DELIVERED, 2)}


def test_accepting_against_a_verdict_that_closes_the_gate() -> None:
    seat = given_workspace()
    delivery, _ = given_delivery_in_review(seat)
    given_all_judged(seat, delivery)
    key = criteria_of(seat, delivery)[1].key
    refusals = at_once(
        lambda: actions.accept_delivery(seat, delivery.key),
        lambda: actions.judge(seat, delivery.key, Judge((VerdictDraft(key, passed=False),))),
    )
    assert refusals.count(None) == 1
    accepted = queries.decision(seat, delivery.id) is not None
    assert queries.case(seat, delivery.key).gate.open is accepted


def test_ending_a_job_against_handing_in() -> None:
    seat = given_workspace()
    line, guest = given_working_assignment(seat)
    blob = given_blob(guest)
    refusals = at_once(
        lambda: actions.end_job(seat, line.job_number, EndJob(Ending.CALLED_OFF)),
        lambda: actions.hand_in(guest, line.key, HandIn(blobs=(blob,))),
    )
    assert refusals.count(None) == 1
    state = assignments.assignment_by_id(seat, line.id).state
    handed_in = len(assignments.deliveries(seat, line.id))
    assert (state, handed_in) in {(AssignmentState.WITHDRAWN, 0), (AssignmentState.DELIVERED, 1)}


def test_a_job_ends_once() -> None:
    seat = given_workspace()
    line, _ = given_working_assignment(seat)
    refusals = at_once(*[lambda: actions.end_job(seat, line.job_number, EndJob(Ending.VANISHED))] * 8)
    assert refusals.count(None) == 1
    assert all(isinstance(one, Stale) for one in refusals if one is not None)
    assert JobOutcome.objects.within(seat).count() == 1
    assert briefs.job(seat, line.job_number).stage == "done"
    assert ledger.figures(seat).rate.jobs == 1


def test_two_jobs_that_end_at_once_are_both_counted() -> None:
    seat = given_workspace()
    contractor = given_contractor(seat)
    deliveries = [
        given_delivery_in_review(seat, brief=given_sent_brief(seat), contractor=contractor)[0] for _ in range(6)
    ]
    for delivery in deliveries:
        given_all_judged(seat, delivery)
    refusals = at_once(*[partial(actions.accept_delivery, seat, one.key) for one in deliveries])
    assert refusals == [None] * 6
    figures = ledger.figures(seat)
    assert (figures.months[-1].jobs, figures.months[-1].net_minutes) == (6, 6 * 840)
    assert first_broken(seat.workspace_id) is None
