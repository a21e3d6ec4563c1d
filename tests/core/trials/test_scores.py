"""The standings of a trial: means that a person can check by hand, in an order that no accident decides."""

import math
import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duomo.core.trials import Score, scores_complete, standings

SHEETS = [
    Score("ada", "rita", "idea", 4),
    Score("ada", "rita", "craft", 2),
    Score("ada", "sam", "idea", 5),
    Score("ada", "sam", "craft", 5),
    Score("bo", "rita", "idea", 3),
    Score("bo", "rita", "craft", 3),
    Score("bo", "sam", "idea", 4),
    Score("bo", "sam", "craft", 3),
]


def test_the_worked_example_comes_out_as_by_hand() -> None:
    ada, bo = standings(SHEETS)
    assert (ada.maker, ada.mean, ada.scores) == ("ada", 4.0, 4)
    assert ada.by_criterion == {"craft": 3.5, "idea": 4.5}
    assert ada.sd == pytest.approx(statistics.stdev([3.0, 5.0]))
    assert (bo.maker, bo.mean) == ("bo", 3.25)
    assert bo.sd == pytest.approx(statistics.stdev([3.0, 3.5]))


def test_a_weight_moves_the_mean_and_the_spread() -> None:
    ada = standings(SHEETS, weights={"idea": 3.0})[0]
    assert ada.mean == pytest.approx((3 * 4.5 + 3.5) / 4)
    assert ada.sd == pytest.approx(statistics.stdev([3.5, 5.0]))


def test_a_criterion_counts_alike_however_many_reviewers_scored_it() -> None:
    [standing] = standings([Score("a", "r", "x", 5), Score("a", "s", "x", 5), Score("a", "r", "y", 1)])
    assert standing.mean == 3.0


def test_one_reviewer_has_no_spread() -> None:
    assert [standing.sd for standing in standings(SHEETS[:2])] == [None]


def test_nothing_scored_is_no_standing() -> None:
    assert standings([]) == ()


def test_equal_means_stand_by_name_even_where_floats_would_differ() -> None:
    thirds = [
        Score(maker, reviewer, "x", value) for maker in "ba" for reviewer, value in zip("rst", (1, 1, 2), strict=True)
    ]
    assert [standing.maker for standing in standings(thirds)] == ["a", "b"]


def test_a_corrected_score_takes_the_place_of_the_first() -> None:
    [standing] = standings([Score("a", "r", "x", 1), Score("a", "r", "x", 5)])
    assert (standing.mean, standing.scores) == (5.0, 1)


@pytest.mark.parametrize("weight", [0.0, -1.0, math.nan, math.inf])
def test_a_weight_that_is_no_positive_number_is_refused(weight: float) -> None:
    with pytest.raises(ValueError, match="positive number"):
        standings(SHEETS, weights={"idea": weight})


scores = st.lists(
    st.builds(Score, st.sampled_from("abc"), st.sampled_from("rst"), st.sampled_from("xy"), st.integers(1, 5)),
    max_size=30,
)


@given(scores)
def test_means_lie_within_the_scores_and_come_best_first(given_scores: list[Score]) -> None:
    ranked = standings(given_scores)
    assert sorted(ranked, key=lambda s: (-s.mean, s.maker)) == list(ranked)
    assert {s.maker for s in ranked} == {s.maker for s in given_scores}
    for standing in ranked:
        values = [s.value for s in given_scores if s.maker == standing.maker]
        assert min(values) <= standing.mean <= max(values)
        assert standing.sd is None or standing.sd >= 0


@given(scores)
def test_the_order_in_which_different_scores_come_does_not_matter(given_scores: list[Score]) -> None:
    each = list({(s.maker, s.reviewer, s.criterion): s for s in given_scores}.values())
    assert standings(each) == standings(reversed(each))


def test_a_sheet_names_what_is_missing_in_order() -> None:
    assert scores_complete(["A", "B"], ["x", "y"], [("A", "x"), ("B", "y")]) == (("A", "y"), ("B", "x"))


def test_a_full_sheet_misses_nothing() -> None:
    assert scores_complete(["A"], ["x"], [("A", "x"), ("gone", "x")]) == ()
