"""Turns findings about a draft into what the editor shows beside it: numbered, quoted, linked to the field."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.urls import reverse

from duomo.core.briefs import Finding, Severity
from duomo.desk.briefs.pages import BriefPage, JudgedFinding
from duomo.desk.briefs.queries import judged
from duomo.desk.seats.queries import member_names
from duomo.desk.seats.seat import Seat

_LONGEST_QUOTE = 90
_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}
_GROUP_FIELDS = {"deliverables": "id_deliverables-0-text", "criteria": "id_criteria-0-text"}


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One finding in the list. `start` and `end` mark its words in the text of the control `anchor`."""

    number: int
    severity: str
    quote: str
    anchor: str
    message: str
    advice: str
    overrule_url: str
    left_by: str
    reason: str
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class Need:
    """One part that law 1 demands, whether it is there, and where to add it."""

    label: str
    met: bool
    anchor: str


@dataclass(frozen=True, slots=True)
class Clarity:
    """The answer to *is it clear?* `standing` are findings that count, `left` those that somebody let stand."""

    standing: tuple[FindingRow, ...]
    left: tuple[FindingRow, ...]
    needs: tuple[Need, ...]
    errors: int
    warnings: int

    @property
    def met(self) -> int:
        """How many of the parts are there."""
        return sum(need.met for need in self.needs)

    @property
    def dial_label(self) -> str:
        """The gate's ring in words."""
        return f"{self.met} of {len(self.needs)} parts are there"

    @property
    def ready(self) -> bool:
        """Whether the brief may be sent."""
        return self.errors == 0


# Label, the fields whose findings speak of this part, and where it is filled in.
_NEEDS: tuple[tuple[str, frozenset[str], str], ...] = (
    ("goal", frozenset({"goal"}), "id_goal"),
    ("deliverables", frozenset({"deliverables", "deliverable"}), "id_deliverables-0-text"),
    ("a must for each deliverable", frozenset({"deliverable-without-must"}), "id_criteria-0-text"),
    ("criteria that can be judged", frozenset({"criterion", "criteria"}), "id_criteria-0-text"),
    ("condition", frozenset({"condition"}), "id_condition"),
    ("deadline", frozenset({"deadline_at"}), "id_deadline_at"),
    (
        "budget",
        frozenset({"budget_kind", "planned_minutes", "rate_minor", "fixed_minor", "currency"}),
        "id_budget_kind",
    ),
    ("reserve", frozenset({"reserve_minutes", "feasibility_minutes"}), "id_reserve_minutes"),
    ("your time alone", frozenset({"owner_estimate_minutes"}), "id_owner_estimate_minutes"),
)


def clarity(seat: Seat, page: BriefPage, places: Mapping[str, int] | None = None) -> Clarity:
    """Judge a brief and put the findings in order: errors first, each with its number, its words and its place.

    `places` says in which row of the form a deliverable or criterion stands, where that is not its order in the brief.
    """
    return arranged(seat, page, judged(seat, page), places)


def arranged(
    seat: Seat, page: BriefPage, found: Sequence[JudgedFinding], places: Mapping[str, int] | None = None
) -> Clarity:
    """The same for findings that are known already."""
    rows_of = places if places is not None else _places(page)
    names = member_names(seat, {one.overrule.member_id for one in found if one.overrule})
    ordered = sorted(found, key=lambda one: _ORDER[one.finding.severity])
    standing = [one for one in ordered if one.overrule is None]
    left = [one for one in ordered if one.overrule is not None]
    rows = tuple(_row(page, rows_of, one, number) for number, one in enumerate(standing, 1))
    blocking = [one.finding for one in standing if one.blocks]
    return Clarity(
        standing=rows,
        left=tuple(
            replace(_row(page, rows_of, one, number), left_by=names.get(one.overrule.member_id, "Somebody"))
            for number, one in enumerate(left, len(rows) + 1)
            if one.overrule is not None
        ),
        needs=tuple(_needs(rows_of, blocking)),
        errors=len(blocking),
        warnings=sum(one.finding.severity is Severity.WARNING for one in standing),
    )


def _needs(places: Mapping[str, int], blocking: Sequence[Finding]) -> Iterable[Need]:
    for label, about, anchor in _NEEDS:
        missing = next((finding for finding in blocking if _part_of(finding) in about), None)
        yield Need(label, missing is None, anchor if missing is None else anchor_of(places, missing))


def _part_of(finding: Finding) -> str:
    """The field, but the rule where one field has two parts."""
    return finding.rule if finding.rule == "deliverable-without-must" else finding.field


def _row(page: BriefPage, places: Mapping[str, int], found: JudgedFinding, number: int) -> FindingRow:
    finding = found.finding
    query = urlencode({"rule": finding.rule, "target": finding.target})
    return FindingRow(
        number=number,
        severity=finding.severity.value,
        quote=_quote(page, finding),
        anchor=anchor_of(places, finding),
        message=finding.message,
        advice=finding.advice,
        overrule_url=f"{reverse('overrule-finding', args=[page.job_number])}?{query}" if found.overrulable else "",
        left_by="",
        reason=found.overrule.reason if found.overrule else "",
        start=finding.start,
        end=finding.end,
    )


def anchor_of(places: Mapping[str, int], finding: Finding) -> str:
    """The id of the control that a finding is about."""
    group = {"deliverable": "deliverables", "criterion": "criteria"}.get(finding.field)
    if group is None:
        return _GROUP_FIELDS.get(finding.field, f"id_{finding.field}")
    field = "check" if finding.rule == "check-unreadable" else "text"
    return f"id_{group}-{places.get(finding.target, 0)}-{field}"


def _places(page: BriefPage) -> dict[str, int]:
    keys = [line.key for line in page.deliverables], [line.key for line in page.criteria]
    return {key: place for group in keys for place, key in enumerate(group)}


def _quote(page: BriefPage, finding: Finding) -> str:
    """The words that a finding is about, shortened; empty where it speaks of something that is missing."""
    text = _text(page, finding)
    if finding.start is not None and finding.end is not None:
        text = text[finding.start : finding.end]
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_QUOTE else f"{line[: _LONGEST_QUOTE - 1].rstrip()}…"


def _text(page: BriefPage, finding: Finding) -> str:
    if finding.field == "deliverable":
        return page.deliverable_text(finding.target)
    if finding.field == "criterion":
        line = next((line for line in page.criteria if line.key == finding.target), None)
        if line is None:
            return ""
        return line.check if finding.rule == "check-unreadable" else line.text
    return page.goal if finding.field == "goal" else ""
