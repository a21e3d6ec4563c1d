"""Law 2: a change of a sent brief is a new version with a visible difference, said in words a person reads."""

import difflib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Literal

from duomo.core.briefs.brief import Brief, Criterion, Deliverable, JudgedBy
from duomo.core.quantities import format_minutes, format_money, is_currency

ChangeKind = Literal["added", "removed", "changed"]
WordKind = Literal["same", "gone", "new"]
_MOST_WORDS = 4_000
"""The time to compare grows with the square of the words; longer texts are shown as replaced where they differ."""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two versions: which field (and key), and its value before and after, as text."""

    field: str
    target: str
    before: str
    after: str
    kind: ChangeKind


def difference(old: Brief, new: Brief, *, zone: tzinfo = UTC) -> tuple[Change, ...]:
    """List what changed from one version to the next, in the order of the fields.

    Deliverables and criteria are matched by key, so a reworded one is a change and not a removal. ``zone`` is the
    zone in which the deadline is written.
    """
    return tuple(_changes(old, new, zone))


def word_difference(before: str, after: str) -> tuple[tuple[WordKind, str], ...]:
    """Compare two texts word by word.

    The pieces that are not ``new`` make up the text before, those that are not ``gone`` the text after, to the letter.
    """
    old, new = _pieces(before), _pieces(after)
    return tuple(_compared(old, new))


def _changes(old: Brief, new: Brief, zone: tzinfo) -> Iterator[Change]:
    yield from _change("goal", "", old.goal, new.goal)
    yield from _by_key("deliverable", _deliverable_texts(old), _deliverable_texts(new))
    yield from _by_key("criterion", _criterion_texts(old), _criterion_texts(new))
    for field, written in _WRITTEN.items():
        yield from _change(field, "", written(old), written(new))
    yield from _change("deadline_at", "", _moment(old.deadline_at, zone), _moment(new.deadline_at, zone))


def _change(field: str, target: str, before: str, after: str) -> Iterator[Change]:
    if before == after:
        return
    kind: ChangeKind = "changed" if before and after else ("added" if after else "removed")
    yield Change(field, target, before, after, kind)


def _by_key(field: str, before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Change]:
    for key in (*before, *(key for key in after if key not in before)):
        yield from _change(field, key, before.get(key, ""), after.get(key, ""))


def _deliverable_texts(brief: Brief) -> Mapping[str, str]:
    return {deliverable.key: deliverable.text for deliverable in brief.deliverables}


def _criterion_texts(brief: Brief) -> Mapping[str, str]:
    return {criterion.key: _criterion(criterion, brief.deliverables) for criterion in brief.criteria}


def _criterion(criterion: Criterion, deliverables: tuple[Deliverable, ...]) -> str:
    """Write a criterion in one line, with all that makes it what it is."""
    about = next((d.text for d in deliverables if d.key == criterion.deliverable_key), "")
    notes = [
        "must" if criterion.must else "should",
        f"judged by the check “{criterion.check}”" if criterion.judged_by is JudgedBy.CHECK else "judged by a person",
        *([f"for “{about}”"] if about else []),
        *(["also in draft or rough condition"] if criterion.early else []),
    ]
    return f"{criterion.text} ({', '.join(notes)})"


def _hours(minutes: int | None) -> str:
    return "" if minutes is None else f"{format_minutes(minutes)}\N{NO-BREAK SPACE}h"


def _money(amount: int | None, currency: str) -> str:
    if amount is None:
        return ""
    return format_money(amount, currency) if is_currency(currency) else f"{amount} (minor units of no known currency)"


def _moment(moment: datetime | None, zone: tzinfo) -> str:
    return "" if moment is None else f"{moment.astimezone(zone):%Y-%m-%d %H:%M %Z}"


_WRITTEN: Mapping[str, Callable[[Brief], str]] = {
    "references": lambda brief: brief.references,
    "out_of_scope": lambda brief: brief.out_of_scope,
    "condition": lambda brief: brief.condition or "",
    "budget_kind": lambda brief: brief.budget_kind or "",
    "planned_minutes": lambda brief: _hours(brief.planned_minutes),
    "rate_minor": lambda brief: _money(brief.rate_minor, brief.currency),
    "fixed_minor": lambda brief: _money(brief.fixed_minor, brief.currency),
    "currency": lambda brief: brief.currency,
    "reserve_minutes": lambda brief: _hours(brief.reserve_minutes),
    "feasibility_minutes": lambda brief: _hours(brief.feasibility_minutes),
    "owner_estimate_minutes": lambda brief: _hours(brief.owner_estimate_minutes),
}


def _pieces(text: str) -> list[str]:
    return re.findall(r"\s+|\S+", text)


def _compared(old: list[str], new: list[str]) -> Iterator[tuple[WordKind, str]]:
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    middle_old, middle_new = old[start : len(old) - end], new[start : len(new) - end]
    yield from _said("same", old[:start])
    if len(middle_old) + len(middle_new) > _MOST_WORDS:
        yield from _said("gone", middle_old)
        yield from _said("new", middle_new)
    else:
        yield from _matched(middle_old, middle_new)
    yield from _said("same", old[len(old) - end :])


def _matched(old: list[str], new: list[str]) -> Iterator[tuple[WordKind, str]]:
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for act, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if act == "equal":
            yield from _said("same", old[old_from:old_to])
        else:
            yield from _said("gone", old[old_from:old_to])
            yield from _said("new", new[new_from:new_to])


def _said(kind: WordKind, pieces: list[str]) -> Iterator[tuple[WordKind, str]]:
    if pieces:
        yield kind, "".join(pieces)


def _common(old: list[str], new: list[str]) -> int:
    """How many pieces the two lists have in common from their start."""
    return next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
