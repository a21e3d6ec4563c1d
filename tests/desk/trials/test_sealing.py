"""What is handed in stays sealed until the deadline, or until all who are still in have handed in; it opens once."""

from datetime import timedelta

import pytest

from duomo.core.trials import Seal
from duomo.desk.assignments import actions as assignment_acts
from duomo.desk.assignments import queries as assignments
from duomo.desk.kit.refusals import NotYours, Stale
from duomo.desk.seats.models import Event
from duomo.desk.seats.rights import Role
from duomo.desk.trials import actions
from duomo.desk.trials.actions import unseal_due
from duomo.desk.trials.models import Participant, Trial
from duomo.desk.trials.queries import blind_file, trial_page
from duomo.desk.waits import queries as waits
from tests.builders import given_member, given_workspace, later
from tests.desk.trials.builders import (
    GivenTrial,
    given_open_trial,
    given_unsealed_trial,
    hand_in,
    participant_keys,
    score_all,
)

pytestmark = pytest.mark.django_db


def kinds(trial: GivenTrial) -> list[str]:
    """What waits for the owner."""
    return [wait.kind for wait in waits.queue(trial.seat)]


def test_nobody_reads_a_submission_while_it_is_sealed() -> None:
    seat = given_workspace()
    trial = given_open_trial(seat, contractors=3, reviewers=2)
    hand_in(trial.entrants[0], note="secret draft")
    key = participant_keys(trial)[trial.entrants[0].line.id]
    for somebody in (seat, given_member(seat, Role.MANAGER), trial.reviewers[1]):
        page = trial_page(somebody, trial.job_number)
        assert page.sheet is None
        assert "secret draft" not in repr(page)
        with pytest.raises(NotYours):
            blind_file(somebody, trial.job_number, key, 1)
    assert (trial.trial.handed_in, trial.trial.seal) == (1, Seal.SEALED)
    assert "score" not in kinds(trial)


def test_the_last_hand_in_opens_the_seal_for_reviewers() -> None:
    seat = given_workspace()
    trial = given_open_trial(seat, contractors=2, reviewers=2)
    hand_in(trial.entrants[0])
    at = seat.at + timedelta(hours=5)
    hand_in(trial.entrants[1], at=at)
    assert (trial.trial.state, trial.trial.unsealed_at, trial.trial.seal) == ("scoring", at, Seal.UNSEALED)
    for judge in trial.reviewers:
        assert [wait.kind for wait in waits.queue(judge)] == ["score"]
    event = Event.objects.within(seat).get(verb="trial_unsealed")
    assert (event.member_id, event.facts) == (None, {"trial": 1, "invited": 2, "submissions": 2})


def test_a_reviewer_by_role_learns_no_title_in_the_queue() -> None:
    seat = given_workspace()
    trial = given_unsealed_trial(seat, reviewers=2)
    assert [wait.title for wait in waits.queue(seat)] == ["Score the trial of “Logo for the bakery”"]
    assert [wait.title for wait in waits.queue(trial.reviewers[1])] == [f"Score the trial of job {trial.job_number}"]


def test_the_deadline_opens_the_seal() -> None:
    seat = given_workspace()
    trial = given_open_trial(seat, contractors=3)
    hand_in(trial.entrants[0])
    hand_in(trial.entrants[1])
    deadline = trial.trial.deadline_at
    assert unseal_due(deadline - timedelta(seconds=1)) == 0
    assert trial.trial.state == "open"
    assert unseal_due(deadline) == 1
    assert (trial.trial.state, trial.trial.unsealed_at) == ("scoring", deadline)
    page = trial_page(seat, trial.job_number)
    assert page.sheet is not None
    assert len(page.sheet.submissions) == 2
    assert unseal_due(deadline + timedelta(minutes=1)) == 0
    assert Event.objects.within(seat).filter(verb="trial_unsealed").count() == 1


def test_when_the_last_missing_one_declines_the_seal_opens() -> None:
    seat = given_workspace()
    trial = given_open_trial(seat, contractors=3)
    hand_in(trial.entrants[0])
    hand_in(trial.entrants[1])
    assignment_acts.withdraw(seat, trial.entrants[2].line.key, "Ill")
    assert trial.trial.state == "open"
    assert unseal_due(seat.at) == 1
    assert (trial.trial.state, trial.trial.out, trial.trial.handed_in) == ("scoring", 1, 2)


def test_with_one_submission_at_the_deadline_it_opens_all_the_same() -> None:
    seat = given_workspace()
    trial = given_open_trial(seat)
    hand_in(trial.entrants[0])
    assert unseal_due(trial.trial.deadline_at) == 1
    assert (trial.trial.state, trial.trial.handed_in) == ("scoring", 1)


def test_with_nothing_in_at_the_deadline_leaders_are_asked_and_the_first_opens_it() -> None:
    seat = given_workspace()
    trial = given_open_trial(seat)
    deadline = trial.trial.deadline_at
    assert unseal_due(deadline) == unseal_due(deadline + timedelta(minutes=1)) == 0
    assert (trial.trial.state, kinds(trial)) == ("open", ["empty_trial"])
    hand_in(trial.entrants[0], at=deadline + timedelta(hours=1))
    assert (trial.trial.state, kinds(trial)) == ("scoring", ["score"])


def test_when_everybody_has_left_leaders_are_asked() -> None:
    seat = given_workspace()
    trial = given_open_trial(seat)
    for entrant in trial.entrants:
        assignment_acts.withdraw(seat, entrant.line.key, "Ill")
    assert unseal_due(seat.at) == 0
    assert kinds(trial) == ["empty_trial"]


def test_what_comes_after_the_seal_is_taken_and_not_judged() -> None:
    seat = given_workspace()
    trial = given_open_trial(seat, contractors=3)
    hand_in(trial.entrants[0])
    hand_in(trial.entrants[1])
    deadline = trial.trial.deadline_at
    unseal_due(deadline)
    hand_in(trial.entrants[2], at=deadline + timedelta(hours=1), note="too late")
    page = trial_page(later(seat, days=4), trial.job_number)
    assert page.sheet is not None
    assert len(page.sheet.submissions) == 2
    assert "too late" not in repr(page)
    assert len(assignments.deliveries(trial.entrants[2].seat, trial.entrants[2].line.id)) == 1


def test_a_submission_is_replaced_while_it_is_sealed_and_not_while_it_is_judged() -> None:
    seat = given_workspace()
    trial = given_open_trial(seat)
    hand_in(trial.entrants[0], note="first words")
    hand_in(trial.entrants[0], at=seat.at + timedelta(hours=1), note="second words")
    hand_in(trial.entrants[1], at=seat.at + timedelta(hours=2))
    page = trial_page(seat, trial.job_number)
    assert page.sheet is not None
    assert {one.note for one in page.sheet.submissions} == {"second words", ""}
    with pytest.raises(Stale, match="being judged"):
        hand_in(trial.entrants[0], at=seat.at + timedelta(hours=3), note="third words")


def test_by_name_the_submissions_open_with_the_reveal_only() -> None:
    seat = given_workspace()
    trial = given_unsealed_trial(seat)
    ids = [entrant.line.id for entrant in trial.entrants]
    assert assignments.deliveries_of(seat, ids) == {}
    score_all(trial, seat)
    actions.lock_scores(seat, trial.job_number)
    assert assignments.deliveries_of(seat, ids) == {}
    actions.reveal(seat, trial.job_number)
    assert assignments.deliveries_of(seat, ids).keys() == set(ids)


def test_the_worker_opens_the_trials_of_every_workspace() -> None:
    first, second = given_workspace(), given_workspace("Other", owner_email="o@other.example")
    trials = [given_open_trial(seat) for seat in (first, second)]
    for trial in trials:
        hand_in(trial.entrants[0])
    assert unseal_due(trials[0].trial.deadline_at) == 2
    assert [trial.trial.state for trial in trials] == ["scoring", "scoring"]
    assert {row.workspace_id for row in Event.unscoped.filter(verb="trial_unsealed")} == {
        first.workspace_id,
        second.workspace_id,
    }


def test_work_is_no_affair_of_trials() -> None:
    seat = given_workspace()
    actions.delivery_came(seat, 10**9)
    assert (Trial.unscoped.count(), Participant.unscoped.count()) == (0, 0)
