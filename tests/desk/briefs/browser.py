"""What a browser would send from the brief's editor."""

import re
from typing import Any

from django.test import Client

from duomo.desk.briefs.pages import BriefPage
from duomo.desk.seats import queries
from duomo.desk.seats.seat import Seat


def signed_in(client: Client, seat: Seat) -> Client:
    """The browser of the person at this seat."""
    client.force_login(queries.person(seat.person_id or 0))
    return client


def once_of(response: Any) -> str:
    """The key that was drawn with the form."""
    found = re.search(r'name="once" value="([^"]+)"', response.content.decode())
    assert found is not None
    return found[1]


def typed(page: BriefPage, **changes: Any) -> dict[str, Any]:
    """The fields of the editor as they stand for this draft, each as text; `changes` are typed over them."""
    fields: dict[str, Any] = {
        "revision": page.revision,
        "goal": page.goal,
        "out_of_scope": page.out_of_scope,
        "references": page.references,
        "condition": page.condition or "",
        "deadline_at": "2026-12-07T10:00",
        "budget_kind": page.budget_kind or "",
        "planned_minutes": "8",
        "rate_minor": "50",
        "fixed_minor": "",
        "currency": "EUR",
        "reserve_minutes": "2",
        "feasibility_minutes": "1",
        "owner_estimate_minutes": "14",
        **_rows("deliverables", [{"key": line.key, "text": line.text} for line in page.deliverables]),
        **_rows("criteria", [_criterion(line) for line in page.criteria]),
    }
    return {**fields, **changes}


def with_rows(fields: dict[str, Any], prefix: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """The same fields with other rows in one form set."""
    others = {name: value for name, value in fields.items() if not name.startswith(f"{prefix}-")}
    return {**others, **_rows(prefix, rows)}


def row(text: str, **changes: Any) -> dict[str, Any]:
    """A new criterion as typed."""
    return {"key": "", "text": text, "weight": "must", "about": "", "judge": "person", "check": "", **changes}


def _rows(prefix: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    fields: dict[str, Any] = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": 0}
    for number, cells in enumerate(rows):
        fields |= {f"{prefix}-{number}-{name}": value for name, value in cells.items()}
    return fields


def _criterion(line: Any) -> dict[str, Any]:
    cells = {
        "key": line.key,
        "text": line.text,
        "weight": "must" if line.must else "should",
        "about": line.deliverable_key,
        "judge": line.judged_by.value,
        "check": line.check,
    }
    return {**cells, "early": "on"} if line.early else cells
