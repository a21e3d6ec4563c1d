"""How often jobs miss, with the certainty that so few jobs allow: 0 of 3 is never shown as 0 %.

Source: the beta-binomial model; the interval is the equal-tailed 95 % credible interval of the beta posterior (Brown,
Cai and DasGupta, "Interval estimation for a binomial proportion", Statistical Science 16, 2001, recommend it with the
Jeffreys prior). The prior's strength comes from the intraclass correlation by analysis of variance (Ridout, Demétrio
and Firth, "Estimating intraclass correlation for binary data", Biometrics 55, 1999). Limits: jobs are taken as alike
and independent; a contractor who gets the harder jobs looks worse than deserved.
"""

from collections.abc import Sequence
from dataclasses import dataclass

JEFFREYS = (0.5, 0.5)
FEWEST_CONTRACTORS = 5
"""With fewer contractors than this there is no prior to be learnt from them."""
WEAKEST, STRONGEST = 2.0, 30.0
_TAIL = 0.025


@dataclass(frozen=True, slots=True)
class Rate:
    """A share between 0 and 1: its posterior mean, its 95 % interval, and the counts behind it."""

    mean: float
    low: float
    high: float
    misses: int
    jobs: int


def miss_rate(misses: int, jobs: int, *, prior: tuple[float, float] = JEFFREYS) -> Rate:
    """Estimate the share of misses with its 95 % interval; without jobs it is the prior alone.

    ``prior`` holds the two parameters of the beta distribution: prior misses and prior hits. Raises ValueError for
    counts or a prior that make no sense.
    """
    from scipy.special import betaincinv  # noqa: PLC0415 -- slow to import, and few pages need it

    _refuse_nonsense(misses, jobs)
    if not min(prior) > 0:
        message = "both parameters of the prior must be above zero"
        raise ValueError(message)
    missed, hit = misses + prior[0], jobs - misses + prior[1]
    low, high = (float(betaincinv(missed, hit, share)) for share in (_TAIL, 1 - _TAIL))
    return Rate(missed / (missed + hit), low, high, misses, jobs)


def prior_from(records: Sequence[tuple[int, int]]) -> tuple[float, float]:
    """Learn the prior from all contractors' (misses, jobs): their common rate, with a strength between 2 and 30.

    Jeffreys while fewer than five contractors have jobs. The rate has half a miss and half a hit added, so that it is
    never 0 or 1. Raises ValueError for counts that make no sense.
    """
    for misses, jobs in records:
        _refuse_nonsense(misses, jobs)
    known = [(misses, jobs) for misses, jobs in records if jobs]
    if len(known) < FEWEST_CONTRACTORS:
        return JEFFREYS
    missed, worked = sum(misses for misses, _ in known), sum(jobs for _, jobs in known)
    rate = (missed + 0.5) / (worked + 1)
    strength = _strength(known)
    return rate * strength, (1 - rate) * strength


def _strength(known: Sequence[tuple[int, int]]) -> float:
    """How many jobs the prior is worth: 1/r - 1, with r the intraclass correlation of the contractors' jobs.

    Where the data cannot tell contractors apart at all (one job each, or no variance), the weakest.
    """
    contractors, worked = len(known), sum(jobs for _, jobs in known)
    if worked == contractors:
        return WEAKEST
    common = sum(misses for misses, _ in known) / worked
    between = sum((misses - jobs * common) ** 2 / jobs for misses, jobs in known) / (contractors - 1)
    inside = sum(misses * (jobs - misses) / jobs for misses, jobs in known) / (worked - contractors)
    size = (worked - sum(jobs * jobs for _, jobs in known) / worked) / (contractors - 1)
    whole = between + (size - 1) * inside
    if not whole:
        return WEAKEST
    correlation = (between - inside) / whole
    return STRONGEST if correlation <= 0 else min(max(1 / correlation - 1, WEAKEST), STRONGEST)


def _refuse_nonsense(misses: int, jobs: int) -> None:
    if not 0 <= misses <= jobs:
        message = f"{misses} misses of {jobs} jobs make no sense"
        raise ValueError(message)
