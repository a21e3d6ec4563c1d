"""Law 11: every job ends as a hit or a miss, computed from the facts, with reasons and a lesson."""

import pytest

from duomo.core.delivery import JobStage
from duomo.core.ledger import RULE_VERSION, MissReason
from duomo.desk.assignments import actions as assignment_acts
from duomo.desk.assignments import queries as assignments
from duomo.desk.assignments.actions import FeasibilityAnswer
from duomo.desk.briefs import queries as briefs
from duomo.desk.delivery import queries
from duomo.desk.delivery.actions import (
    EndJob,
    TakeUnfinished,
    accept_delivery,
    end_job,
    reject_delivery,
    take_unfinished,
)
from duomo.desk.delivery.pages import Ending
from duomo.desk.kit.refusals import Invalid, NotYours, Refused, Stale
from duomo.desk.ledger import queries as ledger
from duomo.desk.ledger.actions import LogOwnTime, log_own_time
from duomo.desk.ledger.models import JobOutcome
from duomo.desk.ledger.pages import OutcomeLine
from duomo.desk.seats.rights import Role
from duomo.desk.seats.seat import Seat
from duomo.desk.waits.models import Notice
from duomo.desk.waits.queries import queue
from tests.builders import given_member, given_workspace, later
from tests.desk.assignments.builders import (
    given_acknowledged_assignment,
    given_assignment,
    given_working_assignment,
)
from tests.desk.briefs.builders import given_job, given_sent_brief
from tests.desk.delivery.builders import (
    given_accepted_job,
    given_all_judged,
    given_delivery_in_review,
    given_handed_in,
    given_missed_job,
    given_round,
)
from tests.desk.people.builders import given_contractor
from tests.desk.reserve.builders import given_approved_hours
from tests.desk.trials.builders import given_open_trial

pytestmark = pytest.mark.django_db


def outcome_of(seat: Seat, job_number: int) -> OutcomeLine:
    found = ledger.outcome(seat, job_number)
    assert found is not None
    return found


# --- rejecting ----------------------------------------------------------------------------------------------------


def test_a_rejected_delivery_ends_the_work_and_not_the_job() -> None:
    seat = given_workspace()
    delivery, guest = given_delivery_in_review(seat)
    reject_delivery(seat, delivery.key, "Not our name.", because=MissReason.QUALITY)
    line = assignments.assignment_by_id(seat, delivery.assignment_id)
    assert line.state == "rejected"
    assert briefs.job(seat, line.job_number).stage is JobStage.WORK
    assert ledger.outcome(seat, line.job_number) is None
    record = ledger.record_of(seat, 1)
    assert [(one.hit, one.reasons) for one in record.lines] == [(False, (MissReason.QUALITY,))]
    assert [(wait.kind, wait.key) for wait in queue(seat)] == [("decide", line.key)]
    told = Notice.objects.within(seat).get(member_id=guest.acting_member, key__contains="decided-")
    assert (told.subject, told.text) == ("Delivery 1 is rejected: Logo for the bakery", "Not our name.")


@pytest.mark.parametrize(
    ("reason", "because", "field"), [(" ", MissReason.QUALITY, "reason"), ("No.", MissReason.LATE, "because")]
)
def test_a_rejection_needs_a_reason(reason: str, because: MissReason, field: str) -> None:
    seat = given_workspace()
    delivery, _ = given_delivery_in_review(seat)
    with pytest.raises(Invalid) as refused:
        reject_delivery(seat, delivery.key, reason, because=because)
    assert refused.value.field == field
    assert queries.review(seat, delivery.key).open


def test_after_a_rejection_another_contractor_can_make_it_a_hit() -> None:
    seat = given_workspace()
    brief = given_sent_brief(seat)
    delivery, _ = given_delivery_in_review(seat, brief=brief)
    reject_delivery(seat, delivery.key, "Not our name.")
    second, _ = given_delivery_in_review(seat, brief=brief, contractor=given_contractor(seat, name="Tom Ode"))
    given_all_judged(seat, second)
    accept_delivery(seat, second.key)
    outcome = outcome_of(seat, brief.job_number)
    assert (outcome.hit, outcome.contractor_name) == (True, "Tom Ode")
    assert (ledger.record_of(seat, 1).misses, ledger.record_of(seat, 2).misses) == (1, 0)


def test_a_job_whose_delivery_was_rejected_ends_with_the_named_reason() -> None:
    seat = given_workspace()
    delivery, _ = given_delivery_in_review(seat)
    reject_delivery(seat, delivery.key, "Crooked.", because=MissReason.QUALITY)
    outcome = end_job(seat, 1, EndJob(Ending.REJECTED, "Ask for a sketch first."))
    assert (outcome.hit, outcome.reasons) == (False, (MissReason.QUALITY,))
    assert outcome.lesson == "Ask for a sketch first."
    assert queue(seat) == ()


# --- taking it unfinished -----------------------------------------------------------------------------------------


def test_what_is_taken_unfinished_is_a_miss_with_the_own_hours_it_costs() -> None:
    seat = given_workspace()
    delivery, guest = given_delivery_in_review(seat)
    log_own_time(seat, 1, LogOwnTime("briefing", 60, seat.today))
    take_unfinished(seat, delivery.key, TakeUnfinished("The fair is tomorrow.", 120, "Leave more time."))
    outcome = outcome_of(seat, 1)
    assert assignments.assignment_by_id(seat, delivery.assignment_id).state == "unfinished"
    assert (outcome.hit, outcome.lesson) == (False, "Leave more time.")
    assert set(outcome.reasons) == {MissReason.UNFINISHED, MissReason.FINISHED_BY_OWNER}
    assert (outcome.own.briefing, outcome.own.finishing) == (60, 120)
    assert (outcome.owner_estimate_minutes, outcome.net_minutes) == (840, 840 - 60 - 120)
    assert queries.decision(seat, delivery.id) is not None
    assert Notice.objects.within(seat).filter(member_id=guest.acting_member, key__contains="decided-").count() == 1


def test_what_could_be_accepted_is_not_taken_unfinished() -> None:
    seat = given_workspace()
    delivery, _ = given_delivery_in_review(seat)
    given_all_judged(seat, delivery)
    with pytest.raises(Refused, match="Accept the delivery instead"):
        take_unfinished(seat, delivery.key, TakeUnfinished("Why not.", 0))
    assert queries.review(seat, delivery.key).open
    assert ledger.own_hours(seat, 1).total == 0


@pytest.mark.parametrize(
    ("command", "field"),
    [(TakeUnfinished("", 60), "reason"), (TakeUnfinished("The fair.", -1), "finishing_minutes")],
)
def test_taking_it_unfinished_needs_a_reason_and_hours(command: TakeUnfinished, field: str) -> None:
    seat = given_workspace()
    delivery, _ = given_delivery_in_review(seat)
    with pytest.raises(Invalid) as refused:
        take_unfinished(seat, delivery.key, command)
    assert refused.value.field == field
    assert queries.review(seat, delivery.key).open


# --- ending without a delivery ------------------------------------------------------------------------------------


def test_a_vanished_contractor_makes_a_miss_of_job_and_record() -> None:
    seat = given_workspace()
    line, guest = given_working_assignment(seat)
    outcome = end_job(seat, line.job_number, EndJob(Ending.VANISHED, "Ask for a sign of life."))
    assert (outcome.hit, outcome.reasons) == (False, (MissReason.VANISHED,))
    assert assignments.assignment_by_id(seat, line.id).state == "withdrawn"
    assert briefs.job(seat, line.job_number).stage is JobStage.DONE
    assert [one.reasons for one in ledger.record_of(seat, 1).lines] == [(MissReason.VANISHED,)]
    assert (ledger.record_of(seat, 1).jobs, ledger.record_of(seat, 1).misses) == (1, 1)
    assert Notice.objects.within(seat).filter(member_id=guest.acting_member, key=f"tell-withdrawn-{line.key}").exists()


def test_a_job_that_is_called_off_says_nothing_of_the_contractor() -> None:
    seat = given_workspace()
    line, _ = given_working_assignment(seat)
    outcome = end_job(seat, line.job_number, EndJob(Ending.CALLED_OFF))
    assert outcome.reasons == (MissReason.CALLED_OFF,)
    record = ledger.record_of(seat, 1)
    assert (record.jobs, [one.reasons for one in record.lines]) == (0, [(MissReason.CALLED_OFF,)])


def test_not_possible_is_a_miss_of_its_own_and_is_never_late() -> None:
    seat = given_workspace()
    line, guest = given_acknowledged_assignment(seat)
    late = later(guest, days=30)
    assignment_acts.answer_feasibility(late, line.key, FeasibilityAnswer("not_possible", "There is no such font."))
    outcome = end_job(later(seat, days=31), line.job_number, EndJob(Ending.NOT_POSSIBLE))
    assert outcome.reasons == (MissReason.NOT_POSSIBLE,)
    assert [one.reasons for one in ledger.record_of(seat, 1).lines] == [(MissReason.NOT_POSSIBLE,)]


def test_a_job_that_nobody_worked_on_can_be_called_off() -> None:
    seat = given_workspace()
    job = given_job(seat)
    outcome = end_job(seat, job.number, EndJob(Ending.CALLED_OFF))
    assert (outcome.reasons, outcome.contractor_number) == ((MissReason.CALLED_OFF,), None)
    assert queue(seat) == ()


def test_nothing_is_saved_where_nothing_was_taken_over() -> None:
    seat = given_workspace()
    job = given_job(seat)
    log_own_time(seat, job.number, LogOwnTime("briefing", 90, seat.today))
    outcome = end_job(seat, job.number, EndJob(Ending.CALLED_OFF))
    assert (outcome.owner_estimate_minutes, outcome.net_minutes) == (0, -90)
    assert JobOutcome.objects.within(seat).get().inputs["estimate_minutes"] == 840


def test_an_invitation_that_was_not_answered_is_withdrawn_and_in_no_record() -> None:
    seat = given_workspace()
    line, _ = given_assignment(seat)
    end_job(seat, line.job_number, EndJob(Ending.CALLED_OFF))
    assert assignments.assignment_by_id(seat, line.id).state == "withdrawn"
    assert ledger.record_of(seat, 1).lines == ()


@pytest.mark.parametrize(
    ("how", "sentence"),
    [(Ending.REJECTED, "No delivery of this job was rejected"), (Ending.VANISHED, "Nobody was at work on this job")],
)
def test_an_ending_that_does_not_fit_is_refused(how: Ending, sentence: str) -> None:
    seat = given_workspace()
    line, _ = given_assignment(seat)
    with pytest.raises(Invalid, match=sentence) as refused:
        end_job(seat, line.job_number, EndJob(how))
    assert refused.value.field == "how"
    assert assignments.assignment_by_id(seat, line.id).state == "invited"
    assert ledger.outcome(seat, line.job_number) is None


def test_a_delivery_that_waits_is_not_passed_over() -> None:
    seat = given_workspace()
    delivery, _ = given_delivery_in_review(seat)
    with pytest.raises(Refused, match="A delivery waits for your review"):
        end_job(seat, 1, EndJob(Ending.CALLED_OFF))
    given_round(seat, delivery)
    assert end_job(seat, 1, EndJob(Ending.CALLED_OFF)).hit is False


def test_a_running_trial_is_not_passed_over() -> None:
    seat = given_workspace()
    trial = given_open_trial(seat)
    with pytest.raises(Refused, match="A trial of this job is running"):
        end_job(seat, trial.job_number, EndJob(Ending.CALLED_OFF))


@pytest.mark.parametrize("given", [given_accepted_job, given_missed_job])
def test_a_job_ends_once(given: object) -> None:
    seat = given_workspace()
    number = given(seat)  # type: ignore[operator]  # both take a seat
    before = outcome_of(seat, number)
    with pytest.raises(Stale, match="This job has ended already"):
        end_job(seat, number, EndJob(Ending.CALLED_OFF))
    assert outcome_of(seat, number) == before


def test_own_hours_for_finishing_make_a_miss_of_an_accepted_job() -> None:
    seat = given_workspace()
    delivery, _ = given_delivery_in_review(seat)
    given_all_judged(seat, delivery)
    log_own_time(seat, 1, LogOwnTime("finishing", 30, seat.today))
    accept_delivery(seat, delivery.key)
    assert outcome_of(seat, 1).reasons == (MissReason.FINISHED_BY_OWNER,)


def test_an_accepted_job_whose_other_work_is_withdrawn_ends_as_a_hit() -> None:
    seat = given_workspace()
    brief = given_sent_brief(seat)
    delivery, _ = given_delivery_in_review(seat, brief=brief)
    other, _ = given_working_assignment(seat, brief=brief, contractor=given_contractor(seat, name="Tom Ode"))
    given_all_judged(seat, delivery)
    accept_delivery(seat, delivery.key)
    assignment_acts.withdraw(seat, other.key, "We have what we need.")
    outcome = end_job(seat, brief.job_number, EndJob(Ending.CALLED_OFF))
    assert (outcome.hit, outcome.contractor_name) == (True, "Ines Duarte")


def test_the_outcome_keeps_what_it_was_computed_from() -> None:
    seat = given_workspace()
    line, guest = given_working_assignment(seat)
    given_approved_hours(seat, guest, line, 120)
    delivery = given_handed_in(guest, line)
    given_all_judged(seat, delivery)
    accept_delivery(seat, delivery.key)
    row = JobOutcome.objects.within(seat).get()
    assert row.rule_version == RULE_VERSION
    assert (row.inputs["facts"]["accepted"], row.inputs["facts"]["skipped_trial"]) == (1, True)
    assert (row.trial_held, row.reserve_held, row.overruled) == (False, True, False)
    assert (row.plan_minutes, row.plan_used_minutes, row.reserve_minutes) == (480, 120, 120)
    assert row.costs == {"EUR": 10_000}
    assert row.net_minutes == 840


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.BOOKKEEPER, Role.VIEWER])
def test_only_leaders_end_jobs(role: Role) -> None:
    seat = given_workspace()
    delivery, guest = given_delivery_in_review(seat)
    stranger = given_workspace("Other", owner_email="o@example.com")
    for somebody in (given_member(seat, role), guest, stranger):
        with pytest.raises(NotYours):
            end_job(somebody, 1, EndJob(Ending.CALLED_OFF))
        with pytest.raises(NotYours):
            reject_delivery(somebody, delivery.key, "No.")
        with pytest.raises(NotYours):
            take_unfinished(somebody, delivery.key, TakeUnfinished("So.", 0))
    assert queries.review(seat, delivery.key).open
