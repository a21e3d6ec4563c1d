"""Handing in: work comes before the gate, a trial goes to its trial."""

import pytest

from duomo.desk.assignments import queries as assignments
from duomo.desk.briefs import queries as briefs
from duomo.desk.delivery import queries
from duomo.desk.delivery.actions import EndJob, HandIn, end_job, hand_in
from duomo.desk.delivery.pages import Ending
from duomo.desk.kit.refusals import Invalid, NotYours, Stale
from duomo.desk.seats.rights import Role
from duomo.desk.waits.queries import queue
from tests.builders import given_member, given_workspace, later
from tests.desk.assignments.builders import (
    given_acknowledged_assignment,
    given_assignment,
    given_blob,
    given_working_assignment,
)
from tests.desk.delivery.builders import given_delivery_in_review, given_handed_in
from tests.desk.trials.builders import given_open_trial

pytestmark = pytest.mark.django_db


def test_a_delivery_waits_for_the_owners_side() -> None:
    seat = given_workspace()
    manager = given_member(seat, Role.MANAGER)
    line, guest = given_working_assignment(seat)
    delivery = hand_in(
        later(guest, days=1), line.key, HandIn("Here.", ("https://example.com/a",), (given_blob(guest),))
    )
    assert briefs.job(seat, line.job_number).stage == "review"
    assert assignments.assignment_by_id(seat, line.id).state == "delivered"
    for leader in (seat, manager):
        waiting = queue(leader)
        assert [(one.kind, one.key, one.url) for one in waiting] == [
            ("review", delivery.key, f"/deliveries/{delivery.key}/review/")
        ]
        assert waiting[0].why == "Ines Duarte handed in. 0 of 1 checks fail. Nothing is accepted until you say so."
    page = queries.review(seat, delivery.key)
    assert (page.open, page.gate.passed, page.gate.needed) == (True, 1, 3)


def test_nothing_is_nothing() -> None:
    seat = given_workspace()
    line, guest = given_working_assignment(seat)
    with pytest.raises(Invalid, match="nothing to hand in"):
        hand_in(guest, line.key, HandIn())
    assert briefs.job(seat, line.job_number).stage == "work"
    assert queue(seat) == ()


def test_a_later_delivery_takes_the_place_of_one_that_nobody_decided() -> None:
    seat = given_workspace()
    delivery, guest = given_delivery_in_review(seat)
    line = assignments.assignment_by_id(seat, delivery.assignment_id)
    second = given_handed_in(later(guest, hours=1), line)
    assert [one.key for one in queue(seat)] == [second.key]
    assert queries.review(seat, delivery.key).replaced_by == second


def test_before_the_answer_whether_it_is_possible_nothing_is_taken() -> None:
    seat = given_workspace()
    line, guest = given_acknowledged_assignment(seat)
    with pytest.raises(Stale, match="Say first whether it is possible"):
        hand_in(guest, line.key, HandIn("Here."))
    assert queries.hand_in_page(guest, line.key).closed is not None
    assert assignments.deliveries(seat, line.id) == ()


def test_before_acknowledging_nothing_is_taken() -> None:
    seat = given_workspace()
    line, guest = given_assignment(seat)
    with pytest.raises(Stale, match="Acknowledge the brief first"):
        hand_in(guest, line.key, HandIn("Here."))


def test_after_the_end_nothing_is_taken() -> None:
    seat = given_workspace()
    line, guest = given_working_assignment(seat)
    end_job(seat, line.job_number, EndJob(Ending.VANISHED))
    with pytest.raises(Stale, match="has been withdrawn"):
        hand_in(guest, line.key, HandIn("Here."))


def test_a_trials_delivery_goes_to_its_trial_and_not_to_the_gate() -> None:
    seat = given_workspace()
    trial = given_open_trial(seat)
    for place, entrant in enumerate(trial.entrants):
        hand_in(entrant.seat, entrant.line.key, HandIn(f"Draft {place}."))
    assert trial.trial.unsealed_at is not None
    first = trial.entrants[0]
    delivery = assignments.deliveries(first.seat, first.line.id)[0]
    with pytest.raises(NotYours):
        queries.review(seat, delivery.key)
    assert briefs.job(seat, trial.job_number).stage == "trial"


def test_only_the_contractor_of_the_assignment_hands_in() -> None:
    seat = given_workspace()
    line, _ = given_working_assignment(seat)
    other = given_working_assignment(given_workspace("Other", owner_email="o@example.com"))[1]
    for somebody in (seat, given_member(seat, Role.MANAGER), other):
        with pytest.raises(NotYours):
            hand_in(somebody, line.key, HandIn("Here."))
        with pytest.raises(NotYours):
            queries.hand_in_page(somebody, line.key)
    assert assignments.deliveries(seat, line.id) == ()
