"""A trial gives everybody in it the same: version, task, cap, deadline and pay."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from duomo.core.delivery import AssignmentState, JobStage
from duomo.desk.assignments import actions as assignment_acts
from duomo.desk.assignments import queries as assignments
from duomo.desk.briefs import queries as briefs
from duomo.desk.kit.refusals import Invalid, NotYours, Refused, Stale
from duomo.desk.people import actions as people
from duomo.desk.seats.models import Event
from duomo.desk.seats.rights import Role
from duomo.desk.trials.actions import call_off_trial, open_trial
from duomo.desk.trials.models import Trial
from duomo.desk.trials.queries import trial_of_job, trials_by_job
from duomo.desk.waits import queries as waits
from tests.builders import given_member, given_workspace
from tests.desk.assignments.builders import given_assignment
from tests.desk.briefs.builders import given_draft, given_sent_brief
from tests.desk.people.builders import given_contractor, given_guest
from tests.desk.trials.builders import given_open_trial, trial_terms

pytestmark = pytest.mark.django_db


def test_everybody_gets_the_same() -> None:
    seat = given_workspace()
    trial = given_open_trial(seat, contractors=3)
    lines = assignments.of_job(seat, trial.brief.job_id)
    terms = {
        (
            line.kind,
            line.version_id,
            line.task,
            line.plan_minutes,
            line.reserve_minutes,
            line.feasibility_minutes,
            line.rate_minor,
            line.fixed_minor,
            line.currency,
            line.deadline_at,
        )
        for line in lines
    }
    task, deadline = "Draw the logo only, in one colour.", seat.at + timedelta(days=3)
    assert terms == {("trial", trial.brief.version_id, task, 120, 0, 0, 5_000, None, "EUR", deadline)}
    assert {line.state for line in lines} == {AssignmentState.WORKING}


def test_the_job_goes_to_its_trial() -> None:
    seat = given_workspace()
    trial = given_open_trial(seat, contractors=3, reviewers=2)
    assert briefs.job(seat, trial.job_number).stage is JobStage.TRIAL
    line = trial.trial
    assert (line.number, line.state, line.invited, line.handed_in, line.out) == (1, "open", 3, 0, 0)
    assert (line.reviewers, line.locked, line.revealed, line.running) == (2, 0, False, True)
    event = Event.objects.within(seat).get(verb="trial_opened")
    assert event.facts["contractors"] == sorted(entrant.contractor.id for entrant in trial.entrants)
    assert event.facts["reviewers"] == sorted(judge.acting_member for judge in trial.reviewers)


def test_each_is_asked_to_acknowledge_and_nobody_to_score_yet() -> None:
    seat = given_workspace()
    brief = given_sent_brief(seat)
    first, second = given_contractor(seat, name="Amina Diallo"), given_contractor(seat, name="Bruno Keller")
    open_trial(seat, brief.job_number, trial_terms(seat, contractor_ids=(first.id, second.id)))
    for one in (first, second):
        assert [wait.kind for wait in waits.queue(given_guest(seat, one))] == ["acknowledge"]
    assert [wait.kind for wait in waits.queue(seat)] == []


def refused(**changes: Any) -> str | None:
    """The field beside which a trial with these terms is refused; the same terms without the changes are taken."""
    seat = given_workspace()
    brief = given_sent_brief(seat)
    people_ids = tuple(given_contractor(seat, name=name).id for name in ("Amina Diallo", "Bruno Keller"))
    usual = trial_terms(seat, contractor_ids=people_ids)
    made = {name: change(seat, people_ids) if callable(change) else change for name, change in changes.items()}
    with pytest.raises(Invalid) as refusal:
        open_trial(seat, brief.job_number, replace(usual, **made))
    assert Trial.objects.within(seat).count() == 0
    assert assignments.of_job(seat, brief.job_id) == ()
    assert open_trial(seat, brief.job_number, usual).invited == 2
    return refusal.value.field


def test_terms_that_cannot_be_taken_are_refused_beside_their_field() -> None:
    assert refused(contractor_ids=lambda _, ids: ids[:1]) == "contractors"


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("contractors", {"contractor_ids": lambda _, ids: (ids[0], ids[0])}),
        ("contractors", {"contractor_ids": lambda _, ids: (*ids, ids[0])}),
        ("contractors", {"contractor_ids": lambda _, ids: (ids[0], 10**9)}),
        ("reviewers", {"reviewer_member_ids": ()}),
        ("reviewers", {"reviewer_member_ids": (10**9,)}),
        ("reviewers", {"reviewer_member_ids": lambda seat, _: (seat.member_id, seat.member_id)}),
        ("task", {"task": "  "}),
        ("task", {"task": "x" * 5_001}),
        ("cap", {"cap_minutes": 0}),
        ("cap", {"cap_minutes": -60}),
        ("cap", {"cap_minutes": 10**9}),
        ("rate", {"rate_minor": 0}),
        ("rate", {"rate_minor": -1}),
        ("deadline", {"deadline_at": lambda seat, _: seat.at}),
    ],
)
def test_each_of_the_terms_is_checked(field: str, changes: dict[str, Any]) -> None:
    assert refused(**changes) == field


def test_contractors_and_reviewers_of_another_workspace_are_not_to_be_had() -> None:
    other = given_workspace("Other", owner_email="o@other.example")
    foreign = given_contractor(other, email="x@other.example").id
    assert refused(contractor_ids=lambda _, ids: (ids[0], foreign)) == "contractors"


def test_members_of_another_workspace_do_not_judge() -> None:
    other = given_workspace("Other", owner_email="o@other.example")
    assert refused(reviewer_member_ids=(other.acting_member,)) == "reviewers"


@pytest.mark.parametrize("role", [Role.VIEWER, Role.BOOKKEEPER])
def test_who_has_no_right_to_score_does_not_judge(role: Role) -> None:
    assert refused(reviewer_member_ids=lambda seat, _: (given_member(seat, role).acting_member,)) == "reviewers"


def test_an_archived_contractor_is_not_invited() -> None:
    seat = given_workspace()
    brief = given_sent_brief(seat)
    first, second = given_contractor(seat, name="Amina Diallo"), given_contractor(seat, name="Bruno Keller")
    people.archive_contractor(seat, second.number)
    with pytest.raises(Invalid):
        open_trial(seat, brief.job_number, trial_terms(seat, contractor_ids=(first.id, second.id)))


def test_a_brief_must_be_sent() -> None:
    seat = given_workspace()
    draft = given_draft(seat)
    ids = tuple(given_contractor(seat, name=name).id for name in ("Amina Diallo", "Bruno Keller"))
    with pytest.raises(Refused, match="not sent"):
        open_trial(seat, draft.job_number, trial_terms(seat, contractor_ids=ids))


def test_one_trial_of_a_job_at_a_time_and_another_after_it() -> None:
    seat = given_workspace()
    trial = given_open_trial(seat)
    ids = tuple(entrant.contractor.id for entrant in trial.entrants)
    with pytest.raises(Stale, match="running already"):
        open_trial(seat, trial.job_number, trial_terms(seat, contractor_ids=ids))
    call_off_trial(seat, trial.job_number, "Too early")
    assert open_trial(seat, trial.job_number, trial_terms(seat, contractor_ids=ids)).number == 2
    found = trial_of_job(seat, trial.brief.job_id)
    assert found is not None
    assert (found.number, found.state) == (2, "open")


def test_no_trial_while_somebody_is_at_work() -> None:
    seat = given_workspace()
    line, _ = given_assignment(seat)
    ids = tuple(given_contractor(seat, name=name).id for name in ("Amina Diallo", "Bruno Keller"))
    with pytest.raises(Refused, match="at work"):
        open_trial(seat, line.job_number, trial_terms(seat, contractor_ids=ids))
    assignment_acts.withdraw(seat, line.key, "Another way")
    assert open_trial(seat, line.job_number, trial_terms(seat, contractor_ids=ids)).state == "open"


def test_only_leaders_open_trials() -> None:
    seat = given_workspace()
    brief = given_sent_brief(seat)
    ids = tuple(given_contractor(seat, name=name).id for name in ("Amina Diallo", "Bruno Keller"))
    terms = trial_terms(seat, contractor_ids=ids)
    guest = given_guest(seat, given_contractor(seat, name="Tom Ode"))
    other = given_workspace("Other", owner_email="o@other.example")
    roles = (Role.REVIEWER, Role.BOOKKEEPER, Role.VIEWER)
    for nobody in (*(given_member(seat, role) for role in roles), guest, other):
        with pytest.raises(NotYours):
            open_trial(nobody, brief.job_number, terms)
    assert open_trial(given_member(seat, Role.MANAGER), brief.job_number, terms).invited == 2


def test_trials_are_told_by_job_within_the_workspace() -> None:
    seat = given_workspace()
    trial = given_open_trial(seat)
    other = given_workspace("Other", owner_email="o@other.example")
    assert trials_by_job(seat, [trial.brief.job_id, 10**9]).keys() == {trial.brief.job_id}
    assert trials_by_job(other, [trial.brief.job_id]) == {}
    assert trial_of_job(other, trial.brief.job_id) is None
    with pytest.raises(NotYours):
        trial_of_job(trial.entrants[0].seat, trial.brief.job_id)
