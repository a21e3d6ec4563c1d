"""What the brief's form shows before anything is sent with it: what is stored, or what was typed so far."""

from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.http import QueryDict

from duomo.core.briefs import BudgetKind
from duomo.core.quantities import CURRENCIES
from duomo.desk.briefs.actions.limits import MOST_CRITERIA, MOST_DELIVERABLES
from duomo.desk.briefs.forms.rows import MUST, SHOULD
from duomo.desk.briefs.pages import BriefPage, CriterionLine

BLANK_ROWS = 2
DELIVERABLES, CRITERIA = "deliverables", "criteria"
SHOWN_MOMENT = "%Y-%m-%dT%H:%M"


@dataclass(frozen=True, slots=True)
class Typed:
    """What the fields and rows of a form show before anything is sent with it."""

    fields: dict[str, Any]
    deliverables: list[dict[str, Any]]
    criteria: list[dict[str, Any]]

    @classmethod
    def stored(cls, page: BriefPage, zone: str) -> "Typed":
        """What is stored, with blank rows after it."""
        blank: list[dict[str, Any]] = [{} for _ in range(BLANK_ROWS)]
        return cls(
            _fields_of(page, zone),
            [{"key": line.key, "text": line.text} for line in page.deliverables] + blank,
            [_row_of(line) for line in page.criteria] + blank,
        )

    @classmethod
    def with_another_row(cls, data: QueryDict, prefix: str) -> "Typed":
        """Everything that was typed, read or not, and one more blank row in the form set `prefix`."""
        sets = {name: _typed_rows(data, name) for name in (DELIVERABLES, CRITERIA)}
        if prefix in sets:
            sets[prefix].append({})
        fields = {name: data[name] for name in data if "-" not in name}
        return cls(fields, sets[DELIVERABLES], sets[CRITERIA])


def _typed_rows(data: QueryDict, prefix: str) -> list[dict[str, Any]]:
    most = MOST_DELIVERABLES if prefix == DELIVERABLES else MOST_CRITERIA
    total = data.get(f"{prefix}-TOTAL_FORMS", "0")
    count = min(int(total) if total.isascii() and total.isdigit() else 0, most)
    names = ("key", "text", "weight", "about", "judge", "check", "early", "DELETE")
    return [
        {name: data[f"{prefix}-{number}-{name}"] for name in names if f"{prefix}-{number}-{name}" in data}
        for number in range(count)
    ]


def _fields_of(page: BriefPage, zone: str) -> dict[str, Any]:
    local = page.deadline_at.astimezone(ZoneInfo(zone)) if page.deadline_at else None
    return {
        "revision": page.revision,
        "goal": page.goal,
        "out_of_scope": page.out_of_scope,
        "references": page.references,
        "condition": page.condition,
        "deadline_at": local.strftime(SHOWN_MOMENT) if local else "",
        "budget_kind": page.budget_kind or BudgetKind.HOURS,
        "planned_minutes": page.planned_minutes,
        "rate_minor": _plain_amount(page.rate_minor, page.currency),
        "fixed_minor": _plain_amount(page.fixed_minor, page.currency),
        "currency": page.currency,
        "reserve_minutes": page.reserve_minutes,
        "feasibility_minutes": page.feasibility_minutes,
        "owner_estimate_minutes": page.owner_estimate_minutes,
    }


def _row_of(line: CriterionLine) -> dict[str, Any]:
    return {
        "key": line.key,
        "text": line.text,
        "weight": MUST if line.must else SHOULD,
        "about": line.deliverable_key,
        "judge": line.judged_by.value,
        "check": line.check,
        "early": line.early,
    }


def _plain_amount(minor: int | None, currency: str) -> str:
    """An amount as a person types it, with all its decimals and no sign."""
    if minor is None:
        return ""
    digits = CURRENCIES[currency].digits if currency in CURRENCIES else 0
    whole, rest = divmod(minor, 10**digits)
    return f"{whole}.{rest:0{digits}d}" if digits and rest else str(whole)
