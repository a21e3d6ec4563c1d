"""Law 8: the gate is closed by default; acceptance needs every must passed on this delivery."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

_EARLY_CONDITIONS = frozenset({"draft", "rough"})
_CHECK = "check"


@dataclass(frozen=True, slots=True)
class GateCriterion:
    """A criterion as the gate sees it, judged by ``person`` or ``check``; an early one counts in draft and rough."""

    key: str
    text: str
    must: bool
    judged_by: str
    early: bool


@dataclass(frozen=True, slots=True)
class VerdictOn:
    """One verdict on one criterion of this delivery, by an automatic check or by a person."""

    criterion_key: str
    passed: bool
    by_check: bool


@dataclass(frozen=True, slots=True)
class Missing:
    """A criterion that keeps the gate closed, and why. Its key is empty where no criterion applies at all."""

    key: str
    text: str
    why: Literal["fails", "not judged"]


@dataclass(frozen=True, slots=True)
class Gate:
    """Whether the delivery may be accepted: how many of the needed musts passed, and which are missing."""

    open: bool
    passed: int
    needed: int
    missing: tuple[Missing, ...]


def gate(criteria: Sequence[GateCriterion], verdicts: Iterable[VerdictOn], *, condition: str) -> Gate:
    """Decide whether a delivery may be accepted, from the verdicts on it in the order in which they were given.

    In ``draft`` and ``rough`` condition only the criteria marked early apply, in any other all do. Of several verdicts
    on a criterion by the same kind of judge the latest counts. A gate to which no must applies stays closed.
    """
    early_only = condition in _EARLY_CONDITIONS
    needed = [criterion for criterion in criteria if criterion.must and (criterion.early or not early_only)]
    latest = {(verdict.criterion_key, verdict.by_check): verdict.passed for verdict in verdicts}
    judged = [(criterion, _passes(criterion, latest)) for criterion in needed]
    missing = tuple(
        Missing(criterion.key, criterion.text, "not judged" if passes is None else "fails")
        for criterion, passes in judged
        if not passes
    )
    if not needed:
        missing = (Missing("", "No “must” criterion applies in the condition that was asked for.", "not judged"),)
    return Gate(bool(needed) and not missing, sum(bool(passes) for _, passes in judged), len(needed), missing)


def _passes(criterion: GateCriterion, latest: dict[tuple[str, bool], bool]) -> bool | None:
    """Whether a criterion passes; None where nobody who may judge it has.

    A check's verdict says nothing on what a person must judge. On what a check judges, a person's yes stands only while
    no check has run, never in place of a failing one; a person's no always counts.
    """
    by_person = latest.get((criterion.key, False))
    if criterion.judged_by != _CHECK:
        return by_person
    by_check = latest.get((criterion.key, True))
    if by_person is False or by_check is None:
        return by_person
    return by_check
