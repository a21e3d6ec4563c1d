"""The miss rate with its interval, checked against an independent computation by numerical integration."""

import math
import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duomo.core.ledger import miss_rate, prior_from


def share_below(limit: float, a: float, b: float, steps: int = 20_000) -> float:
    """Integrate the beta distribution up to a limit by Simpson's rule, independent of the library that is tested.

    With x = sin(t)^2 the density is smooth also where a or b is one half.
    """

    def density(angle: float) -> float:
        return 2 * math.pow(math.sin(angle), 2 * a - 1) * math.pow(math.cos(angle), 2 * b - 1)

    def integral(to: float) -> float:
        width = to / steps
        inner = sum((4 if n % 2 else 2) * density(n * width) for n in range(1, steps))
        return (density(0.0) + inner + density(to)) * width / 3

    return integral(math.asin(math.sqrt(limit))) / integral(math.pi / 2)


@pytest.mark.parametrize(
    ("misses", "jobs", "prior"), [(3, 10, (0.5, 0.5)), (1, 4, (2.0, 6.0)), (0, 3, (0.5, 0.5)), (2, 10, (0.5, 0.5))]
)
def test_the_interval_holds_nineteen_of_twenty(misses: int, jobs: int, prior: tuple[float, float]) -> None:
    rate = miss_rate(misses, jobs, prior=prior)
    a, b = misses + prior[0], jobs - misses + prior[1]
    assert share_below(rate.low, a, b) == pytest.approx(0.025, abs=1e-4)
    assert share_below(rate.high, a, b) == pytest.approx(0.975, abs=1e-4)
    assert rate.mean == pytest.approx(a / (a + b))


def test_nothing_missed_of_three_is_not_shown_as_never() -> None:
    rate = miss_rate(0, 3)
    assert rate.mean == pytest.approx(0.125)
    assert rate.high > 0.5
    assert (rate.misses, rate.jobs) == (0, 3)


def test_without_jobs_nothing_is_known() -> None:
    rate = miss_rate(0, 0)
    assert rate.mean == 0.5
    assert rate.low < 0.01
    assert rate.high > 0.99


@pytest.mark.parametrize(("misses", "jobs"), [(-1, 3), (4, 3), (0, -1)])
def test_counts_that_make_no_sense_are_refused(misses: int, jobs: int) -> None:
    with pytest.raises(ValueError, match="make no sense"):
        miss_rate(misses, jobs)
    with pytest.raises(ValueError, match="make no sense"):
        prior_from([(misses, jobs)])


@pytest.mark.parametrize("prior", [(0.0, 1.0), (1.0, -1.0), (math.nan, 1.0)])
def test_a_prior_that_makes_no_sense_is_refused(prior: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match="above zero"):
        miss_rate(1, 3, prior=prior)


records = st.integers(0, 40).flatmap(lambda jobs: st.tuples(st.integers(0, jobs), st.just(jobs)))


@given(records, st.tuples(st.floats(0.5, 30), st.floats(0.5, 30)))
def test_the_mean_lies_inside_its_interval(record: tuple[int, int], prior: tuple[float, float]) -> None:
    rate = miss_rate(*record, prior=prior)
    assert 0 <= rate.low < rate.mean < rate.high <= 1


@given(st.integers(1, 40), st.data())
def test_one_more_miss_never_lowers_the_rate(jobs: int, data: st.DataObject) -> None:
    misses = data.draw(st.integers(0, jobs - 1))
    fewer, more = miss_rate(misses, jobs), miss_rate(misses + 1, jobs)
    assert (fewer.low, fewer.mean, fewer.high) < (more.low, more.mean, more.high)


@pytest.mark.parametrize("known", [[], [(1, 4)] * 4, [(1, 4)] * 4 + [(0, 0)] * 9])
def test_fewer_than_five_contractors_teach_nothing(known: list[tuple[int, int]]) -> None:
    assert prior_from(known) == (0.5, 0.5)


def strength(known: list[tuple[int, int]]) -> float:
    return sum(prior_from(known))


def test_contractors_who_are_all_alike_make_a_strong_prior() -> None:
    a, b = prior_from([(2, 10)] * 6)
    assert a + b == pytest.approx(30)
    assert a / (a + b) == pytest.approx(12.5 / 61)


def test_contractors_who_differ_wholly_make_a_weak_prior() -> None:
    assert strength([(0, 10), (10, 10)] * 3) == pytest.approx(2)


def strength_job_by_job(known: list[tuple[int, int]]) -> float:
    """Compute the strength by a one-way analysis of variance over single jobs (1 a miss), written the long way."""
    jobs = [[1.0] * misses + [0.0] * (count - misses) for misses, count in known]
    every = [value for group in jobs for value in group]
    common = statistics.fmean(every)
    between = sum(len(group) * (statistics.fmean(group) - common) ** 2 for group in jobs) / (len(jobs) - 1)
    inside = sum((value - statistics.fmean(group)) ** 2 for group in jobs for value in group) / (len(every) - len(jobs))
    size = (len(every) - sum(len(group) ** 2 for group in jobs) / len(every)) / (len(jobs) - 1)
    return (between + (size - 1) * inside) / (between - inside) - 1


@pytest.mark.parametrize(
    "known",
    [
        [(0, 10), (1, 10), (2, 10), (3, 10), (6, 10)],
        [(0, 8), (1, 12), (6, 9), (2, 5), (0, 3), (7, 20)],
    ],
)
def test_contractors_who_differ_somewhat_lie_between(known: list[tuple[int, int]]) -> None:
    assert 2 < strength(known) < 30
    assert strength(known) == pytest.approx(strength_job_by_job(known))


@pytest.mark.parametrize("known", [[(0, 1), (1, 1)] * 3, [(0, 4)] * 6, [(4, 4)] * 6])
def test_data_that_cannot_tell_contractors_apart_make_the_weakest_prior(known: list[tuple[int, int]]) -> None:
    assert strength(known) == pytest.approx(2)


@given(st.lists(records, max_size=12))
def test_a_prior_is_never_certain_and_never_stronger_than_thirty_jobs(known: list[tuple[int, int]]) -> None:
    a, b = prior_from(known)
    assert min(a, b) > 0
    assert a + b == pytest.approx(1) or 2 - 1e-9 <= a + b <= 30 + 1e-9


@given(st.lists(records, min_size=5, max_size=12))
def test_the_order_of_contractors_does_not_matter(known: list[tuple[int, int]]) -> None:
    assert prior_from(known) == pytest.approx(prior_from(known[::-1]))
