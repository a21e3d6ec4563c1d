"""Law 8: the gate is closed by default, and an open one is gone through once."""

from datetime import timedelta

import pytest

from duomo.core.briefs import Condition
from duomo.core.delivery import PointDraft, PointKind, ReviewAct
from duomo.desk.assignments import queries as assignments
from duomo.desk.briefs import queries as briefs
from duomo.desk.delivery import queries
from duomo.desk.delivery.actions import HandIn, Judge, VerdictDraft, accept_delivery, hand_in, judge
from duomo.desk.kit.refusals import NotYours, Refused, Stale
from duomo.desk.ledger import queries as ledger
from duomo.desk.seats.models import Event
from duomo.desk.seats.rights import Role
from duomo.desk.seats.seat import Seat
from duomo.desk.waits.models import Notice
from duomo.desk.waits.queries import queue
from tests.builders import given_member, given_workspace, later
from tests.desk.assignments.builders import given_blob, given_working_assignment
from tests.desk.briefs.builders import given_sent_brief
from tests.desk.delivery.builders import (
    criteria_of,
    given_all_judged,
    given_delivery_in_review,
    given_handed_in,
)
from tests.desk.people.builders import given_contractor
from tests.desk.reserve.builders import given_hours

pytestmark = pytest.mark.django_db


def verbs(seat: Seat, *wanted: str) -> list[str]:
    rows = Event.objects.within(seat).filter(verb__in=wanted).order_by("seq")
    return list(rows.values_list("verb", flat=True))


def test_with_every_must_passed_it_is_accepted_and_the_job_ends_as_a_hit() -> None:
    seat = given_workspace()
    delivery, guest = given_delivery_in_review(seat)
    given_all_judged(seat, delivery)
    made = accept_delivery(seat, delivery.key)
    line = assignments.assignment_by_id(seat, delivery.assignment_id)
    outcome = ledger.outcome(seat, line.job_number)
    assert (made.act, made.by) == (ReviewAct.ACCEPT, "Marta Castell")
    assert (line.state, line.ended_at) == ("accepted", seat.at)
    assert briefs.job(seat, line.job_number).stage == "done"
    assert outcome is not None
    assert (outcome.hit, outcome.reasons, outcome.remarks) == (True, (), ())
    assert verbs(seat, "delivery_accepted", "job_outcome_recorded") == ["delivery_accepted", "job_outcome_recorded"]
    told = Notice.objects.within(seat).filter(member_id=guest.acting_member, key__contains="decided-")
    assert [notice.subject for notice in told] == ["Delivery 1 is accepted: Logo for the bakery"]
    assert [wait.kind for wait in queue(seat)] == []


def test_the_same_delivery_that_nobody_judged_is_refused_with_what_is_missing() -> None:
    seat = given_workspace()
    delivery, guest = given_delivery_in_review(seat)
    with pytest.raises(Refused) as refused:
        accept_delivery(seat, delivery.key)
    assert refused.value.status == 409
    assert "1 of 3 musts pass" in refused.value.sentence
    assert "“The name can be read at 16 px height” is not judged" in refused.value.sentence
    line = assignments.assignment_by_id(seat, delivery.assignment_id)
    assert line.state == "delivered"
    assert queries.review(seat, delivery.key).open
    assert verbs(seat, "delivery_accepted") == []
    assert not Notice.objects.within(seat).filter(member_id=guest.acting_member, key__contains="decided-").exists()
    assert [wait.kind for wait in queue(seat)] == ["review"]


def test_one_must_that_fails_keeps_the_gate_closed() -> None:
    seat = given_workspace()
    delivery, _ = given_delivery_in_review(seat)
    given_all_judged(seat, delivery)
    key = criteria_of(seat, delivery)[1].key
    judge(later(seat, minutes=1), delivery.key, Judge((VerdictDraft(key, passed=False),)))
    with pytest.raises(Refused, match="“The name can be read at 16 px height” fails"):
        accept_delivery(seat, delivery.key)
    judge(later(seat, minutes=2), delivery.key, Judge((VerdictDraft(key, passed=True),)))
    assert accept_delivery(seat, delivery.key).act is ReviewAct.ACCEPT


def test_a_person_cannot_pass_what_a_check_has_failed() -> None:
    seat = given_workspace()
    delivery, _ = given_delivery_in_review(seat, passing=False)
    judge(seat, delivery.key, Judge(tuple(VerdictDraft(one.key, passed=True) for one in criteria_of(seat, delivery))))
    with pytest.raises(Refused, match="at most 40 kB” fails"):
        accept_delivery(seat, delivery.key)


def test_a_should_that_fails_does_not_close_it() -> None:
    seat = given_workspace()
    delivery, _ = given_delivery_in_review(seat)
    given_all_judged(seat, delivery)
    judge(seat, delivery.key, Judge((VerdictDraft(criteria_of(seat, delivery)[3].key, passed=False),)))
    assert accept_delivery(seat, delivery.key).act is ReviewAct.ACCEPT


@pytest.mark.parametrize("condition", [Condition.DRAFT, Condition.ROUGH])
def test_where_unfinished_was_asked_for_only_early_criteria_count(condition: Condition) -> None:
    seat = given_workspace()
    brief = given_sent_brief(seat, condition=condition)
    delivery, _ = given_delivery_in_review(seat, brief=brief, passing=False)
    early = next(line for line in criteria_of(seat, delivery) if line.early)
    judge(seat, delivery.key, Judge((VerdictDraft(early.key, passed=True),)))
    assert accept_delivery(seat, delivery.key).act is ReviewAct.ACCEPT


def test_what_was_typed_with_the_act_counts_and_is_undone_with_its_refusal() -> None:
    seat = given_workspace()
    delivery, _ = given_delivery_in_review(seat)
    keys = [line.key for line in criteria_of(seat, delivery) if line.must and not line.check]
    one = Judge((VerdictDraft(keys[0], passed=True),), (PointDraft(PointKind.POLISH, "", "Smoother."),))
    with pytest.raises(Refused, match="2 of 3 musts pass"):
        accept_delivery(seat, delivery.key, judged=one, reviewing_minutes=20)
    assert queries.review(seat, delivery.key).points == ()
    assert queries.review(seat, delivery.key).gate.passed == 1
    both = Judge(tuple(VerdictDraft(key, passed=True) for key in keys))
    accept_delivery(seat, delivery.key, judged=both, reviewing_minutes=20)
    outcome = ledger.outcome(seat, 1)
    assert outcome is not None
    assert (outcome.own.reviewing, outcome.net_minutes) == (20, 840 - 20)


def test_the_second_to_accept_is_told_what_is_true() -> None:
    seat = given_workspace()
    delivery, _ = given_delivery_in_review(seat)
    given_all_judged(seat, delivery)
    accept_delivery(seat, delivery.key)
    with pytest.raises(Stale) as refused:
        accept_delivery(later(seat, hours=1), delivery.key)
    assert refused.value.sentence == (
        "Marta Castell decided this delivery on Monday 23 November, 10:00: it was accepted. "
        "Your act was not carried out."
    )


def test_a_replaced_delivery_cannot_be_accepted() -> None:
    seat = given_workspace()
    line, guest = given_working_assignment(seat)
    first = given_handed_in(guest, line)
    given_all_judged(seat, first)
    second = hand_in(later(guest, hours=1), line.key, HandIn(blobs=(given_blob(guest),)))
    with pytest.raises(Stale, match="Delivery 2 has replaced this one"):
        accept_delivery(seat, first.key)
    assert not queries.review(seat, first.key).open
    assert queries.review(seat, second.key).open
    # The verdicts were on other bytes: the new delivery is judged anew.
    assert queries.review(seat, second.key).gate.passed == 1


def test_it_is_judged_by_the_version_that_the_contractor_acknowledged() -> None:
    seat = given_workspace()
    delivery, _ = given_delivery_in_review(seat)
    assert queries.review(seat, delivery.key).brief.version_id == delivery.version_id


def test_other_work_that_is_open_keeps_the_job_open() -> None:
    seat = given_workspace()
    brief = given_sent_brief(seat)
    delivery, _ = given_delivery_in_review(seat, brief=brief)
    given_working_assignment(seat, brief=brief, contractor=given_contractor(seat, name="Tom Ode"))
    given_all_judged(seat, delivery)
    accept_delivery(seat, delivery.key)
    assert briefs.job(seat, brief.job_number).stage == "work"
    assert ledger.outcome(seat, brief.job_number) is None
    assert [line.hit for line in ledger.record_of(seat, 1).lines] == [True]


def test_hours_that_wait_for_approval_are_asked_for_again_when_they_become_payable() -> None:
    seat = given_workspace()
    line, guest = given_working_assignment(seat)
    given_hours(guest, line, 90)
    delivery = given_handed_in(guest, line)
    given_all_judged(seat, delivery)
    accept_delivery(later(seat, hours=2), delivery.key)
    assert [(wait.kind, wait.key) for wait in queue(seat)] == [("approve", line.key)]


def test_late_and_dear_are_remarks_of_a_hit() -> None:
    seat = given_workspace()
    line, guest = given_working_assignment(seat, plan_minutes=120, reserve_minutes=0)
    given_hours(guest, line, 180)
    late = later(guest, days=8)
    delivery = given_handed_in(late, line)
    given_all_judged(later(seat, days=9), delivery)
    accept_delivery(later(seat, days=9), delivery.key)
    outcome = ledger.outcome(seat, line.job_number)
    assert outcome is not None
    assert outcome.hit
    assert set(outcome.remarks) == {"late", "over_budget"}
    assert (outcome.plan_minutes, outcome.plan_used_minutes) == (120, 120)
    assert outcome.costs == (("EUR", 10_000),)


def test_in_time_and_within_the_purse_there_are_no_remarks() -> None:
    seat = given_workspace()
    line, guest = given_working_assignment(seat, plan_minutes=120, reserve_minutes=0)
    given_hours(guest, line, 120)
    delivery = given_handed_in(later(guest, days=6), line)
    given_all_judged(later(seat, days=9), delivery)
    accept_delivery(later(seat, days=9), delivery.key)
    outcome = ledger.outcome(seat, line.job_number)
    assert outcome is not None
    assert outcome.remarks == ()
    assert outcome.ended_at == seat.at + timedelta(days=9)


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.BOOKKEEPER, Role.VIEWER])
def test_only_leaders_accept(role: Role) -> None:
    seat = given_workspace()
    delivery, guest = given_delivery_in_review(seat)
    given_all_judged(seat, delivery)
    stranger = given_workspace("Other", owner_email="o@example.com")
    for somebody in (given_member(seat, role), guest, stranger):
        with pytest.raises(NotYours):
            accept_delivery(somebody, delivery.key)
    assert accept_delivery(given_member(seat, Role.MANAGER), delivery.key).act is ReviewAct.ACCEPT
