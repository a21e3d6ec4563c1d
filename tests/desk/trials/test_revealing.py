"""The names are revealed by a recorded act, once, when somebody has locked; then nobody scores any more."""

import pytest

from duomo.desk.kit.refusals import NotYours, Refused, Stale
from duomo.desk.seats.models import Event
from duomo.desk.seats.rights import Role
from duomo.desk.trials import actions
from duomo.desk.trials.actions import Scores
from duomo.desk.trials.pages import Place, TrialResult
from duomo.desk.trials.queries import trial_page
from duomo.desk.waits import queries as waits
from tests.builders import given_member, given_workspace, later
from tests.desk.trials.builders import (
    GivenTrial,
    given_open_trial,
    given_revealed_trial,
    given_unsealed_trial,
    score_all,
)

pytestmark = pytest.mark.django_db


def result_of(trial: GivenTrial) -> TrialResult:
    """The result as leaders see it."""
    result = trial_page(trial.seat, trial.job_number).result
    assert result is not None
    return result


def test_after_the_reveal_leaders_see_the_result_by_name() -> None:
    seat = given_workspace()
    trial = given_revealed_trial(seat, contractors=3, reviewers=2)
    result = result_of(trial)
    assert [(place.name, place.standing.mean) for place in result.places] == [
        ("Amina Diallo", 5.0),
        ("Bruno Keller", 4.0),
        ("Chiara Rossi", 3.0),
    ]
    assert result.reviewers == ("Marta Castell", "Reviewer 1")
    assert [place.delivery.note for place in result.places if place.delivery] == [
        "My draft number 1.",
        "My draft number 2.",
        "My draft number 3.",
    ]
    assert (trial.trial.state, trial.trial.revealed) == ("revealed", True)
    assert [wait.kind for wait in waits.queue(seat)] == ["decide_trial"]


def test_revealing_is_recorded_with_who_was_shut_out() -> None:
    seat = given_workspace()
    trial = given_unsealed_trial(seat, reviewers=2)
    late = trial.reviewers[1]
    score_all(trial, seat)
    score_all(trial, late, best=3)
    actions.lock_scores(seat, trial.job_number)
    assert trial_page(seat, trial.job_number).not_locked == ("Reviewer 1",)
    actions.reveal(later(seat, hours=1), trial.job_number)
    event = Event.objects.within(seat).get(verb="trial_revealed")
    assert event.facts == {"trial": 1, "locked": [seat.member_id], "not_locked": [late.member_id]}
    with pytest.raises(Stale, match="revealed"):
        actions.save_scores(late, trial.job_number, Scores(()))
    with pytest.raises(Stale, match="revealed"):
        actions.lock_scores(late, trial.job_number)
    assert [wait.kind for wait in waits.queue(late)] == []
    assert result_of(trial).reviewers == ("Marta Castell",)


def test_nothing_is_revealed_before_somebody_has_locked() -> None:
    seat = given_workspace()
    trial = given_unsealed_trial(seat)
    score_all(trial, seat)
    with pytest.raises(Refused, match="Nobody has locked"):
        actions.reveal(seat, trial.job_number)
    assert trial.trial.state == "scoring"
    actions.lock_scores(seat, trial.job_number)
    actions.reveal(seat, trial.job_number)
    with pytest.raises(Stale, match="not hidden any more"):
        actions.reveal(seat, trial.job_number)


def test_nothing_is_revealed_while_it_is_sealed() -> None:
    seat = given_workspace()
    trial = given_open_trial(seat)
    with pytest.raises(Stale, match="still sealed"):
        actions.reveal(seat, trial.job_number)


def test_only_leaders_reveal() -> None:
    seat = given_workspace()
    trial = given_unsealed_trial(seat, reviewers=2)
    for judge in trial.reviewers:
        score_all(trial, judge)
        actions.lock_scores(judge, trial.job_number)
    other = given_workspace("Other", owner_email="o@other.example")
    nobodies = [given_member(seat, role) for role in (Role.BOOKKEEPER, Role.VIEWER)]
    for nobody in (*nobodies, trial.reviewers[1], trial.entrants[0].seat, other):
        with pytest.raises(NotYours):
            actions.reveal(nobody, trial.job_number)
    actions.reveal(given_member(seat, Role.MANAGER), trial.job_number)
    assert trial.trial.revealed


@pytest.mark.parametrize(
    ("best", "reviewers", "said", "close"),
    [
        ((5, 5), 2, "leads Bruno Keller by 1.0 of 5, which is more", False),
        ((5, 3), 2, "leads Bruno Keller by 1.0 of 5; the reviewers differ by as much", True),
        ((5,), 1, "in the eyes of one reviewer", False),
        ((1,), 1, "have the same mean", True),
    ],
)
def test_the_verdict_says_how_much_a_lead_is_worth(
    best: tuple[int, ...],
    reviewers: int,
    said: str,
    close: bool,  # noqa: FBT001 - a column of the table above
) -> None:
    seat = given_workspace()
    trial = given_unsealed_trial(seat, reviewers=reviewers)
    for judge, most in zip(trial.reviewers, best, strict=True):
        score_all(trial, judge, best=most)
        actions.lock_scores(judge, trial.job_number)
    actions.reveal(seat, trial.job_number)
    result = result_of(trial)
    assert said in result.verdict
    assert result.close is close


def test_the_bars_stay_within_their_scale() -> None:
    seat = given_workspace()
    trial = given_unsealed_trial(seat, reviewers=2)
    for judge, most in zip(trial.reviewers, (5, 1), strict=True):
        score_all(trial, judge, best=most)
        actions.lock_scores(judge, trial.job_number)
    actions.reveal(seat, trial.job_number)
    for bar in result_of(trial).bars:
        assert isinstance(bar.place, Place)
        assert all(0 <= float(one.rstrip("%")) <= 100 for one in (bar.width, bar.low, bar.high))


def test_costs_stand_beside_the_result() -> None:
    seat = given_workspace()
    trial = given_revealed_trial(seat)
    cost = trial_page(seat, trial.job_number).costs[0]
    assert (cost.name, cost.trial_minor, cost.rate_minor) == ("Amina Diallo", 0, 5_000)
    assert (cost.job_minor, cost.over_minor, cost.currency) == (40_000, 0, "EUR")
