"""The plain standings of a trial: means that a person can check by hand. Their certainty is another method's affair.

Source: arithmetic means in the order criterion, reviewer, maker (each reviewer and each criterion counts alike, however
many scores it has). Limit: reviewers differ more than makers do, so the spread over reviewers stands beside each mean,
and a mean over other reviewers than another maker's is no fair comparison; ``scores_complete`` says what is missing.
"""

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Score:
    """What one reviewer gave one maker's work on one criterion."""

    maker: str
    reviewer: str
    criterion: str
    value: int


@dataclass(frozen=True, slots=True)
class Standing:
    """One maker's place: the mean, its spread over reviewers (None with one reviewer), and the mean by criterion."""

    maker: str
    mean: float
    sd: float | None
    scores: int
    by_criterion: Mapping[str, float]


_Values = dict[str, list[int]]


def standings(scores: Iterable[Score], *, weights: Mapping[str, float] | None = None) -> tuple[Standing, ...]:
    """Order the makers from the best mean to the lowest; equal means by maker.

    A maker's mean is the weighted mean over criteria of the mean over reviewers; a criterion without a weight weighs 1.
    ``sd`` is the sample standard deviation of the reviewers' own weighted means. Of several scores for the same maker,
    reviewer and criterion the last counts. Raises ValueError for a weight that is not a positive number.
    """
    exact = _exact(weights or {})
    latest = {(score.maker, score.reviewer, score.criterion): score.value for score in scores}
    by_maker: dict[str, dict[tuple[str, str], int]] = defaultdict(dict)
    for (maker, reviewer, criterion), value in latest.items():
        by_maker[maker][reviewer, criterion] = value
    ranked = sorted((-_mean_of(given, exact), maker) for maker, given in by_maker.items())
    return tuple(_standing(maker, -negative, by_maker[maker], exact) for negative, maker in ranked)


def scores_complete(
    makers: Sequence[str],
    criteria: Sequence[str],
    scores: Collection[tuple[str, str]],
) -> tuple[tuple[str, str], ...]:
    """Name the pairs of maker and criterion that a reviewer has not scored yet; empty when the sheet is complete."""
    given = set(scores)
    return tuple((maker, criterion) for maker in makers for criterion in criteria if (maker, criterion) not in given)


def _exact(weights: Mapping[str, float]) -> Mapping[str, Fraction]:
    for criterion, weight in weights.items():
        if not (math.isfinite(weight) and weight > 0):
            message = f"the weight of {criterion!r} must be a positive number, not {weight!r}"
            raise ValueError(message)
    return {criterion: Fraction(weight) for criterion, weight in weights.items()}


def _standing(
    maker: str,
    mean: Fraction,
    given: Mapping[tuple[str, str], int],
    weights: Mapping[str, Fraction],
) -> Standing:
    by_criterion = {criterion: float(value) for criterion, value in sorted(_by_criterion(given).items())}
    return Standing(maker, float(mean), _spread(_by_reviewer(given, weights)), len(given), by_criterion)


def _mean_of(given: Mapping[tuple[str, str], int], weights: Mapping[str, Fraction]) -> Fraction:
    return _weighted(_by_criterion(given), weights)


def _by_criterion(given: Mapping[tuple[str, str], int]) -> dict[str, Fraction]:
    values: _Values = defaultdict(list)
    for (_, criterion), value in given.items():
        values[criterion].append(value)
    return {criterion: Fraction(sum(found), len(found)) for criterion, found in values.items()}


def _by_reviewer(given: Mapping[tuple[str, str], int], weights: Mapping[str, Fraction]) -> list[Fraction]:
    sheets: dict[str, dict[str, Fraction]] = defaultdict(dict)
    for (reviewer, criterion), value in given.items():
        sheets[reviewer][criterion] = Fraction(value)
    return [_weighted(sheet, weights) for sheet in sheets.values()]


def _weighted(values: Mapping[str, Fraction], weights: Mapping[str, Fraction]) -> Fraction:
    whole = sum((weights.get(name, Fraction(1)) for name in values), Fraction(0))
    return sum((value * weights.get(name, Fraction(1)) for name, value in values.items()), Fraction(0)) / whole


def _spread(means: Sequence[Fraction]) -> float | None:
    if len(means) < 2:  # noqa: PLR2004 -- a spread needs two
        return None
    centre = sum(means, Fraction(0)) / len(means)
    return math.sqrt(sum((mean - centre) ** 2 for mean in means) / (len(means) - 1))
