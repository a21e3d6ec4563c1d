"""A trial ends by hiring one, several or nobody, or by being called off; nobody is left without a word."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from duomo.core.delivery import AssignmentState, JobStage
from duomo.desk.assignments import actions as assignment_acts
from duomo.desk.assignments import queries as assignments
from duomo.desk.briefs import queries as briefs
from duomo.desk.kit.refusals import Invalid, NotYours, Refused, Stale
from duomo.desk.reserve.queries import payable
from duomo.desk.seats.models import Event
from duomo.desk.seats.rights import Role
from duomo.desk.trials import actions
from duomo.desk.trials.actions import Decide, HireFromTrial
from duomo.desk.trials.queries import decide_page, trial_page
from duomo.desk.waits import queries as waits
from duomo.desk.waits.models import Notice
from tests.builders import given_member, given_workspace, later
from tests.desk.reserve.builders import given_hours
from tests.desk.trials.builders import (
    Entrant,
    GivenTrial,
    given_open_trial,
    given_revealed_trial,
    given_unsealed_trial,
    hand_in,
    participant_keys,
    score_all,
)

pytestmark = pytest.mark.django_db


def terms(trial: GivenTrial, entrant: Entrant, **changes: Any) -> HireFromTrial:
    """The terms of a hire: 8 h and 2 h in reserve, 1 h to look first, the contractor's rate, due in two weeks."""
    usual = HireFromTrial(
        key=participant_keys(trial)[entrant.line.id],
        plan_minutes=480,
        reserve_minutes=120,
        feasibility_minutes=60,
        deadline_at=trial.seat.at + timedelta(days=14),
        rate_minor=5_000,
    )
    return replace(usual, **changes)


def last_notice(entrant: Entrant) -> str:
    """What the contractor was told last."""
    notice = Notice.objects.within(entrant.seat).filter(member_id=entrant.seat.acting_member).latest("pk")
    return f"{notice.subject}\n{notice.text}"


def states(trial: GivenTrial) -> list[AssignmentState]:
    """Where the trial's assignments stand, in the order of invitation."""
    lines = assignments.of_job(trial.seat, trial.brief.job_id, "trial")
    return [line.state for line in lines]


def test_one_is_hired_on_terms_of_their_own() -> None:
    seat = given_workspace()
    trial = given_revealed_trial(seat, contractors=3)
    first = trial.entrants[0]
    wanted = terms(trial, first, plan_minutes=600, reserve_minutes=90, feasibility_minutes=30, rate_minor=4_800)
    [hired] = actions.decide_trial(later(seat, hours=1), trial.job_number, Decide((wanted,), "The clearest hand"))
    assert (hired.kind, hired.state, hired.contractor_id) == ("work", AssignmentState.INVITED, first.contractor.id)
    assert (hired.plan_minutes, hired.reserve_minutes, hired.feasibility_minutes) == (600, 90, 30)
    assert (hired.rate_minor, hired.currency, hired.version_id) == (4_800, "EUR", trial.brief.version_id)
    assert briefs.job(seat, trial.job_number).stage is JobStage.WORK
    line = trial.trial
    assert (line.state, line.hired, line.decision) == ("decided", ("Amina Diallo",), "The clearest hand")
    assert states(trial) == [AssignmentState.CLOSED] * 3
    assert [wait.kind for wait in waits.queue(first.seat)] == ["acknowledge"]
    assert [wait.kind for wait in waits.queue(seat)] == []
    event = Event.objects.within(seat).get(verb="trial_decided")
    assert event.facts == {"trial": 1, "hired": [first.contractor.id]}


def test_several_are_hired() -> None:
    seat = given_workspace()
    trial = given_revealed_trial(seat, contractors=3)
    wanted = tuple(terms(trial, entrant) for entrant in trial.entrants[:2])
    assert len(actions.decide_trial(seat, trial.job_number, Decide(wanted, ""))) == 2
    assert trial.trial.hired == ("Amina Diallo", "Bruno Keller")
    assert len(assignments.of_job(seat, trial.brief.job_id, "work")) == 2


def test_nobody_is_hired_and_the_job_goes_back_to_its_brief() -> None:
    seat = given_workspace()
    trial = given_revealed_trial(seat)
    assert actions.decide_trial(seat, trial.job_number, Decide((), "None fits")) == ()
    assert briefs.job(seat, trial.job_number).stage is JobStage.BRIEF
    assert (trial.trial.state, trial.trial.hired) == ("decided", ())
    assert states(trial) == [AssignmentState.CLOSED] * 2


def test_losers_are_thanked_in_the_same_words_whoever_was_hired() -> None:
    said = []
    for number, hires in enumerate((1, 0)):
        seat = given_workspace(owner_email=f"o{number}@example.com")
        trial = given_revealed_trial(seat)
        wanted = tuple(terms(trial, entrant) for entrant in trial.entrants[:hires])
        actions.decide_trial(seat, trial.job_number, Decide(wanted, "A secret reason"))
        said.append(last_notice(trial.entrants[1]))
    assert said[0] == said[1]
    assert "Thank you" in said[0]
    assert "paid, up to 2\u00a0h" in said[0]
    assert "secret" not in said[0]
    assert "Amina" not in said[0]


def test_trial_work_stays_paid() -> None:
    seat = given_workspace()
    trial = given_unsealed_trial(seat)
    loser = trial.entrants[1]
    given_hours(loser.seat, loser.line, 90)
    score_all(trial, seat)
    actions.lock_scores(seat, trial.job_number)
    actions.reveal(seat, trial.job_number)
    actions.decide_trial(seat, trial.job_number, Decide((terms(trial, trial.entrants[0]),), ""))
    given_hours(loser.seat, loser.line, 60)
    found = payable(seat, [loser.line.id])[loser.line.id]
    assert (found.minutes, found.amount_minor) == (120, 10_000)


@pytest.mark.parametrize(
    "changes",
    [
        {"plan_minutes": 0},
        {"rate_minor": None},
        {"fixed_minor": 1},
        {"feasibility_minutes": 481},
        {"deadline_at": None},
        {"key": "nosuchkey"},
    ],
)
def test_terms_that_cannot_be_taken_decide_nothing(changes: dict[str, Any]) -> None:
    seat = given_workspace()
    trial = given_revealed_trial(seat)
    if "deadline_at" in changes:
        changes = {"deadline_at": seat.at}
    bad = terms(trial, trial.entrants[0], **changes)
    with pytest.raises(Invalid):
        actions.decide_trial(seat, trial.job_number, Decide((bad,), ""))
    assert (trial.trial.state, states(trial)) == ("revealed", [AssignmentState.DELIVERED] * 2)
    good = terms(trial, trial.entrants[0])
    with pytest.raises(Invalid):
        actions.decide_trial(seat, trial.job_number, Decide((good, good), ""))
    with pytest.raises(Invalid):
        actions.decide_trial(seat, trial.job_number, Decide((good,), "x" * 501))
    assert len(actions.decide_trial(seat, trial.job_number, Decide((good,), ""))) == 1


def test_a_fixed_price_may_be_agreed() -> None:
    seat = given_workspace()
    trial = given_revealed_trial(seat)
    wanted = terms(trial, trial.entrants[0], rate_minor=None, fixed_minor=64_000, plan_minutes=0, feasibility_minutes=0)
    [hired] = actions.decide_trial(seat, trial.job_number, Decide((wanted,), ""))
    assert (hired.rate_minor, hired.fixed_minor) == (None, 64_000)


def test_who_has_left_is_not_hired() -> None:
    seat = given_workspace()
    trial = given_revealed_trial(seat)
    assignment_acts.withdraw(seat, trial.entrants[0].line.key, "Moved away")
    with pytest.raises(Refused, match="has left"):
        actions.decide_trial(seat, trial.job_number, Decide((terms(trial, trial.entrants[0]),), ""))
    assert [one.name for one in decide_page(seat, trial.job_number).entrants] == ["Bruno Keller"]
    assert len(actions.decide_trial(seat, trial.job_number, Decide((terms(trial, trial.entrants[1]),), ""))) == 1


def test_nothing_is_decided_before_the_reveal_or_twice() -> None:
    seat = given_workspace()
    trial = given_unsealed_trial(seat)
    wanted = Decide((terms(trial, trial.entrants[0]),), "")
    with pytest.raises(Stale, match="Reveal"):
        actions.decide_trial(seat, trial.job_number, wanted)
    with pytest.raises(Stale, match="Reveal"):
        decide_page(seat, trial.job_number)
    score_all(trial, seat)
    actions.lock_scores(seat, trial.job_number)
    actions.reveal(seat, trial.job_number)
    actions.decide_trial(seat, trial.job_number, wanted)
    with pytest.raises(Stale, match="ended"):
        actions.decide_trial(seat, trial.job_number, wanted)
    with pytest.raises(Stale, match="ended"):
        actions.call_off_trial(seat, trial.job_number, "Too late")
    assert len(assignments.of_job(seat, trial.brief.job_id, "work")) == 1


def test_only_leaders_decide_and_call_off() -> None:
    seat = given_workspace()
    trial = given_revealed_trial(seat, reviewers=2)
    other = given_workspace("Other", owner_email="o@other.example")
    nobodies = [given_member(seat, role) for role in (Role.BOOKKEEPER, Role.VIEWER)]
    for nobody in (*nobodies, trial.reviewers[1], trial.entrants[0].seat, other):
        with pytest.raises(NotYours):
            actions.decide_trial(nobody, trial.job_number, Decide((), ""))
        with pytest.raises(NotYours):
            actions.call_off_trial(nobody, trial.job_number, "No")
    assert trial.trial.state == "revealed"
    assert actions.decide_trial(given_member(seat, Role.MANAGER), trial.job_number, Decide((), "")) == ()


@pytest.mark.parametrize("stood", ["open", "scoring", "revealed"])
def test_a_running_trial_is_called_off(stood: str) -> None:
    seat = given_workspace()
    given = {"open": given_open_trial, "scoring": given_unsealed_trial, "revealed": given_revealed_trial}
    trial = given[stood](seat)
    assert trial.trial.state == stood
    actions.call_off_trial(seat, trial.job_number, "The budget is gone")
    assert (trial.trial.state, trial.trial.decision) == ("called_off", "The budget is gone")
    assert briefs.job(seat, trial.job_number).stage is JobStage.BRIEF
    assert states(trial) == [AssignmentState.CLOSED] * 2
    assert [wait.kind for wait in waits.queue(seat)] == []
    for entrant in trial.entrants:
        assert "called off" in last_notice(entrant)
        assert "budget" not in last_notice(entrant)
    assert Event.objects.within(seat).get(verb="trial_called_off").facts == {"trial": 1, "stood": stood}
    with pytest.raises(Stale, match="ended"):
        actions.call_off_trial(seat, trial.job_number, "Again")


@pytest.mark.parametrize("reason", ["", "   ", "x" * 501])
def test_calling_off_needs_a_reason(reason: str) -> None:
    seat = given_workspace()
    trial = given_open_trial(seat)
    with pytest.raises(Invalid) as refusal:
        actions.call_off_trial(seat, trial.job_number, reason)
    assert refusal.value.field == "reason"
    assert trial.trial.state == "open"


def test_who_declined_before_is_not_written_to_again() -> None:
    seat = given_workspace()
    trial = given_open_trial(seat, contractors=3)
    gone = trial.entrants[2]
    assignment_acts.withdraw(seat, gone.line.key, "Ill")
    before = Notice.objects.within(seat).filter(member_id=gone.seat.acting_member).count()
    actions.call_off_trial(seat, trial.job_number, "Too few")
    assert Notice.objects.within(seat).filter(member_id=gone.seat.acting_member).count() == before
    assert states(trial) == [AssignmentState.CLOSED, AssignmentState.CLOSED, AssignmentState.WITHDRAWN]


def test_one_who_was_late_may_still_be_hired() -> None:
    seat = given_workspace()
    trial = given_open_trial(seat)
    hand_in(trial.entrants[0])
    after = later(seat, days=4)
    actions.unseal_due(after.at)
    score_all(trial, seat)
    actions.lock_scores(after, trial.job_number)
    actions.reveal(after, trial.job_number)
    page = trial_page(after, trial.job_number)
    assert page.result is not None
    assert "nothing to compare" in page.result.verdict
    wanted = terms(trial, trial.entrants[1])
    assert len(actions.decide_trial(after, trial.job_number, Decide((wanted,), "A hunch"))) == 1
