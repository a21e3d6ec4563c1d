"""The words of a brief as plain values, so that it can be judged with no database present."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Condition(StrEnum):
    """In what condition the work is asked for; unfinished work is acceptable only where it was asked for."""

    FINISHED = "finished"
    DRAFT = "draft"
    ROUGH = "rough"


class JudgedBy(StrEnum):
    """Who says whether a criterion is met."""

    PERSON = "person"
    CHECK = "check"


class BudgetKind(StrEnum):
    """How the work is paid: by the hour, or at a fixed price."""

    HOURS = "hours"
    FIXED = "fixed"


@dataclass(frozen=True, slots=True)
class Deliverable:
    """One thing that the contractor hands over."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """One testable expectation.

    ``check`` is the text of the automatic check where a check judges it; ``deliverable_key`` names what it is about;
    ``early`` says that it also applies where only a draft or rough work was asked for.
    """

    key: str
    text: str
    must: bool
    judged_by: JudgedBy
    check: str
    deliverable_key: str
    early: bool


@dataclass(frozen=True, slots=True)
class Brief:
    """One version of a brief. None means that the owner has not said it yet.

    Spans are whole minutes; ``rate_minor`` (for one hour) and ``fixed_minor`` are minor units of ``currency``;
    ``deadline_at`` is an aware moment.
    """

    goal: str
    deliverables: tuple[Deliverable, ...]
    criteria: tuple[Criterion, ...]
    references: str
    out_of_scope: str
    deadline_at: datetime | None
    budget_kind: BudgetKind | None
    planned_minutes: int | None
    rate_minor: int | None
    fixed_minor: int | None
    currency: str
    condition: Condition | None
    reserve_minutes: int | None
    feasibility_minutes: int | None
    owner_estimate_minutes: int | None
