"""The structure that a brief needs before it can be sent: everything that a later law relies on."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime

from duomo.core.briefs.brief import Brief, BudgetKind, Condition, Criterion, JudgedBy
from duomo.core.briefs.findings import Finding, Severity
from duomo.core.quantities import is_currency


def structure_findings(
    brief: Brief,
    *,
    now: datetime,
    checkable: Callable[[str], str | None],
) -> Iterator[Finding]:
    """Find the holes and contradictions of a brief, in the order in which its fields are filled in."""
    yield from _goal(brief)
    yield from _deliverables(brief)
    yield from _criteria(brief, checkable)
    yield from _condition(brief)
    yield from _deadline(brief, now)
    yield from _budget(brief)
    yield from _spans(brief)


def _error(rule: str, field: str, message: str, advice: str, target: str = "") -> Finding:
    return Finding(rule, Severity.ERROR, field, target, message, advice)


def _warning(rule: str, field: str, message: str, advice: str, target: str = "") -> Finding:
    return Finding(rule, Severity.WARNING, field, target, message, advice)


def _goal(brief: Brief) -> Iterator[Finding]:
    if not brief.goal.strip():
        yield _error(
            "goal-missing",
            "goal",
            "The brief has no goal.",
            "Say in one or two sentences what will be different when the job is done, and for whom.",
        )


def _deliverables(brief: Brief) -> Iterator[Finding]:
    if not brief.deliverables:
        yield _error(
            "deliverable-missing",
            "deliverables",
            "The brief names nothing that will be handed over.",
            "Add each thing that you expect to receive, for example “the logo as one SVG file”.",
        )
    covered = {criterion.deliverable_key for criterion in brief.criteria if criterion.must and criterion.text.strip()}
    for deliverable in brief.deliverables:
        if not deliverable.text.strip():
            yield _error(
                "deliverable-empty",
                "deliverable",
                "This deliverable says nothing.",
                "Describe what will be handed over, or remove the row.",
                deliverable.key,
            )
        elif deliverable.key not in covered:
            yield _error(
                "deliverable-without-must",
                "deliverable",
                f"Nothing says when “{_short(deliverable.text)}” is good enough.",
                "Add one “must” criterion to it that a person or a check can answer with yes or no.",
                deliverable.key,
            )


def _criteria(brief: Brief, checkable: Callable[[str], str | None]) -> Iterator[Finding]:
    known = {deliverable.key for deliverable in brief.deliverables}
    times = Counter(_plain(criterion.text) for criterion in brief.criteria)
    for criterion in brief.criteria:
        yield from _one_criterion(criterion, checkable)
        if criterion.deliverable_key and criterion.deliverable_key not in known:
            yield _warning(
                "criterion-without-deliverable",
                "criterion",
                "This criterion is about a deliverable that the brief no longer has.",
                "Choose one of the deliverables, or remove the criterion.",
                criterion.key,
            )
        if criterion.text.strip() and times[_plain(criterion.text)] > 1:
            yield _warning(
                "criterion-twice",
                "criterion",
                "This criterion stands here more than once.",
                "Keep one of them, or say how they differ.",
                criterion.key,
            )


def _one_criterion(criterion: Criterion, checkable: Callable[[str], str | None]) -> Iterator[Finding]:
    if not criterion.text.strip():
        yield _error(
            "criterion-empty",
            "criterion",
            "This criterion says nothing.",
            "Describe what must be true of the work, or remove the row.",
            criterion.key,
        )
    problem = checkable(criterion.check) if criterion.judged_by is JudgedBy.CHECK else None
    if problem is not None:
        yield _error(
            "check-unreadable",
            "criterion",
            problem,
            "Correct the check, or let a person judge this criterion.",
            criterion.key,
        )


def _condition(brief: Brief) -> Iterator[Finding]:
    if brief.condition is None:
        yield _error(
            "condition-missing",
            "condition",
            "The brief does not say in what condition the work must be.",
            "Choose finished, unless a draft or rough work is what you want to receive.",
        )
    elif brief.condition is not Condition.FINISHED and not any(c.must and c.early for c in brief.criteria):
        yield _error(
            "early-must-missing",
            "condition",
            f"No “must” criterion applies to {_work_in(brief.condition)}, so nothing could ever be accepted.",
            "Mark at least one “must” criterion as applying in this condition too, or ask for finished work.",
        )


def _deadline(brief: Brief, now: datetime) -> Iterator[Finding]:
    if brief.deadline_at is None:
        yield _error(
            "deadline-missing",
            "deadline_at",
            "The brief has no deadline.",
            "Say by which day and hour the work must be delivered.",
        )
    elif brief.deadline_at <= now:
        yield _error(
            "deadline-passed",
            "deadline_at",
            "The deadline has already passed.",
            "Choose a moment in the future.",
        )


def _budget(brief: Brief) -> Iterator[Finding]:
    if brief.budget_kind is None:
        yield _error(
            "budget-missing",
            "budget_kind",
            "The brief has no budget.",
            "Choose hours with a rate, or a fixed price.",
        )
        return
    if brief.budget_kind is BudgetKind.HOURS:
        yield from _hours_budget(brief)
    elif not brief.fixed_minor or brief.fixed_minor < 0:
        yield _error(
            "price-missing",
            "fixed_minor",
            "The fixed price is missing.",
            "Enter the price for the whole job.",
        )
    if not is_currency(brief.currency):
        yield _error(
            "currency-missing",
            "currency",
            "The budget has no known currency.",
            "Choose a currency by its code, for example EUR.",
        )


def _hours_budget(brief: Brief) -> Iterator[Finding]:
    if not brief.planned_minutes or brief.planned_minutes < 0:
        yield _error(
            "plan-missing",
            "planned_minutes",
            "The planned hours are missing.",
            "Enter the most hours that may be worked.",
        )
    if not brief.rate_minor or brief.rate_minor < 0:
        yield _error(
            "rate-missing",
            "rate_minor",
            "The rate for an hour is missing.",
            "Enter what you pay for one hour.",
        )


def _spans(brief: Brief) -> Iterator[Finding]:
    if brief.reserve_minutes is None:
        yield _error(
            "reserve-missing",
            "reserve_minutes",
            "The brief does not say how many hours are held back for perfecting.",
            "Enter the reserve; a fifth of the planned hours is a start.",
        )
    elif brief.reserve_minutes == 0:
        yield _warning(
            "reserve-zero",
            "reserve_minutes",
            "No hours are held back for perfecting.",
            "Keep some hours, or expect to pay again for each improvement.",
        )
    if brief.owner_estimate_minutes is None:
        yield _error(
            "estimate-missing",
            "owner_estimate_minutes",
            "The brief does not say how long you would need for this yourself.",
            "Estimate your own hours; without them nobody can tell whether outsourcing paid.",
        )
    if brief.planned_minutes is not None and (brief.feasibility_minutes or 0) > brief.planned_minutes:
        yield _warning(
            "feasibility-above-plan",
            "feasibility_minutes",
            "The feasibility check may take longer than the whole plan.",
            "Give the feasibility check a small first part of the planned hours.",
        )


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _short(text: str, most: int = 60) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def _work_in(condition: Condition) -> str:
    return "a draft" if condition is Condition.DRAFT else "rough work"
