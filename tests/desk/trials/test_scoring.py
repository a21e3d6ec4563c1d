"""Reviewers score as often as they like, lock once, and see the others only then."""

from typing import Any

import pytest

from duomo.desk.kit.refusals import Invalid, NotYours, Refused, Stale
from duomo.desk.seats import actions as seat_acts
from duomo.desk.seats.models import Event
from duomo.desk.seats.queries import seat_of_member
from duomo.desk.seats.rights import Role
from duomo.desk.seats.seat import Seat
from duomo.desk.trials import actions
from duomo.desk.trials.actions import Scored, Scores
from duomo.desk.trials.models import Score
from duomo.desk.trials.pages import BlindSheet, Given, Price
from duomo.desk.trials.queries import trial_page
from duomo.desk.waits import queries as waits
from tests.builders import given_member, given_workspace, later
from tests.desk.trials.builders import (
    GivenTrial,
    given_open_trial,
    given_unsealed_trial,
    score_all,
)

pytestmark = pytest.mark.django_db


def sheet_of(seat: Seat, trial: GivenTrial) -> BlindSheet:
    """The reviewer's own sheet."""
    sheet = trial_page(seat, trial.job_number).sheet
    assert sheet is not None
    return sheet


def one_score(seat: Seat, trial: GivenTrial, **changes: Any) -> Scored:
    """A score of the first submission on the first criterion."""
    sheet = sheet_of(seat, trial)
    usual: dict[str, Any] = {
        "key": sheet.submissions[0].key,
        "criterion_key": sheet.scored_criteria[0],
        "value": 4,
        "comment": "",
    }
    return Scored(**{**usual, **changes})


def test_scores_are_kept_as_they_come() -> None:
    seat = given_workspace()
    trial = given_unsealed_trial(seat)
    first = one_score(seat, trial, comment="  Clear  ")
    assert actions.save_scores(seat, trial.job_number, Scores((first,))) == 1
    assert sheet_of(seat, trial).given == {(first.key, first.criterion_key): Given(4, "Clear")}
    changed = one_score(seat, trial, value=2)
    assert actions.save_scores(seat, trial.job_number, Scores((changed,))) == 1
    assert sheet_of(seat, trial).given == {(first.key, first.criterion_key): Given(2, "")}
    back = one_score(seat, trial, value=None)
    assert actions.save_scores(seat, trial.job_number, Scores((back,))) == 0


def test_criteria_that_a_check_judges_are_shown_and_not_scored() -> None:
    seat = given_workspace()
    trial = given_unsealed_trial(seat)
    sheet = sheet_of(seat, trial)
    checked = [asked for asked in sheet.criteria if not asked.scored]
    assert [asked.text for asked in checked] == ["The logo is one SVG file of at most 40 kB"]
    assert all(one.checks[checked[0].key].passed for one in sheet.submissions)
    with pytest.raises(Invalid):
        score = one_score(seat, trial, criterion_key=checked[0].key)
        actions.save_scores(seat, trial.job_number, Scores((score,)))


@pytest.mark.parametrize(
    "changes",
    [
        {"value": 0},
        {"value": 6},
        {"value": -1},
        {"value": 10**9},
        {"value": None, "comment": "Words without a score"},
        {"comment": "x" * 2_001},
        {"key": "nosuchkey"},
        {"criterion_key": "nosuchkey"},
    ],
)
def test_what_cannot_be_a_score_is_refused(changes: dict[str, Any]) -> None:
    seat = given_workspace()
    trial = given_unsealed_trial(seat)
    good, bad = one_score(seat, trial), one_score(seat, trial, **changes)
    with pytest.raises(Invalid):
        actions.save_scores(seat, trial.job_number, Scores((good, bad)))
    assert Score.objects.within(seat).count() == 0
    assert actions.save_scores(seat, trial.job_number, Scores((good,))) == 1


def test_a_sheet_is_locked_when_it_is_complete() -> None:
    seat = given_workspace()
    trial = given_unsealed_trial(seat)
    score_all(trial, seat)
    after = later(seat, hours=1)
    actions.lock_scores(after, trial.job_number)
    assert sheet_of(seat, trial).locked_at == after.at
    assert (trial.trial.locked, trial.trial.reviewers) == (1, 1)
    assert [wait.kind for wait in waits.queue(seat)] == ["reveal"]
    with pytest.raises(Stale, match="locked"):
        actions.save_scores(seat, trial.job_number, Scores((one_score(seat, trial),)))
    with pytest.raises(Stale, match="locked"):
        actions.lock_scores(seat, trial.job_number)
    assert Event.objects.within(seat).filter(verb="scores_locked").count() == 1


def test_what_is_missing_is_named_by_criterion_and_alias() -> None:
    seat = given_workspace()
    trial = given_unsealed_trial(seat)
    score_all(trial, seat)
    sheet = sheet_of(seat, trial)
    gap = one_score(seat, trial, key=sheet.submissions[1].key, value=None)
    actions.save_scores(seat, trial.job_number, Scores((gap,)))
    with pytest.raises(Refused, match="“The name can be read at 16 px height” for B"):
        actions.lock_scores(seat, trial.job_number)
    assert trial.trial.locked == 0


def test_what_was_typed_last_is_kept_with_the_lock_or_not_at_all() -> None:
    seat = given_workspace()
    trial = given_unsealed_trial(seat)
    last = Scores((one_score(seat, trial),))
    with pytest.raises(Refused, match="Missing"):
        actions.lock_scores(seat, trial.job_number, last)
    assert Score.objects.within(seat).count() == 0
    score_all(trial, seat)
    actions.lock_scores(seat, trial.job_number, last)
    assert sheet_of(seat, trial).given[last.scores[0].key, last.scores[0].criterion_key].value == 4


def test_others_scores_and_prices_come_after_the_own_lock() -> None:
    seat = given_workspace()
    trial = given_unsealed_trial(seat, reviewers=2)
    other = trial.reviewers[1]
    score_all(trial, other)
    actions.lock_scores(other, trial.job_number)
    before = sheet_of(seat, trial)
    assert (before.others, before.prices) == ((), {})
    assert "Seen by reviewer." not in repr(trial_page(seat, trial.job_number))
    score_all(trial, seat)
    assert sheet_of(seat, trial).others == ()
    actions.lock_scores(seat, trial.job_number)
    after = sheet_of(seat, trial)
    assert [sheet.reviewer for sheet in after.others] == ["Reviewer 1"]
    assert set(after.prices.values()) == {Price(5_000, "EUR")}


def test_who_has_not_locked_stays_unseen_and_reviewers_see_no_prices() -> None:
    seat = given_workspace()
    trial = given_unsealed_trial(seat, reviewers=2)
    score_all(trial, seat)
    score_all(trial, trial.reviewers[1])
    actions.lock_scores(trial.reviewers[1], trial.job_number)
    theirs = sheet_of(trial.reviewers[1], trial)
    assert (theirs.others, theirs.prices) == ((), {})


def test_while_it_is_sealed_nobody_scores() -> None:
    seat = given_workspace()
    trial = given_open_trial(seat)
    with pytest.raises(Stale, match="still sealed"):
        actions.save_scores(seat, trial.job_number, Scores(()))
    with pytest.raises(Stale, match="still sealed"):
        actions.lock_scores(seat, trial.job_number)


def test_only_its_reviewers_score_a_trial() -> None:
    seat = given_workspace()
    trial = given_unsealed_trial(seat)
    good = Scores((one_score(seat, trial),))
    other = given_workspace("Other", owner_email="o@other.example")
    nobodies = [given_member(seat, role) for role in (Role.REVIEWER, Role.MANAGER, Role.VIEWER)]
    for nobody in (*nobodies, trial.entrants[0].seat, other):
        with pytest.raises(NotYours):
            actions.save_scores(nobody, trial.job_number, good)
        with pytest.raises(NotYours):
            actions.lock_scores(nobody, trial.job_number)
    assert actions.save_scores(seat, trial.job_number, good) == 1


def test_a_reviewer_who_has_left_is_not_waited_for() -> None:
    seat = given_workspace()
    trial = given_unsealed_trial(seat, reviewers=2)
    seat_acts.remove_member(seat, trial.reviewers[1].acting_member)
    score_all(trial, seat)
    actions.lock_scores(seat, trial.job_number)
    assert [wait.kind for wait in waits.queue(seat)] == ["reveal"]


def test_a_reviewer_whose_role_was_taken_scores_no_more() -> None:
    seat = given_workspace()
    trial = given_unsealed_trial(seat, reviewers=2)
    judge = trial.reviewers[1]
    seat_acts.set_role(seat, judge.acting_member, Role.VIEWER)
    with pytest.raises(NotYours):
        trial_page(seat_of_member(judge.acting_member, seat.at), trial.job_number)
