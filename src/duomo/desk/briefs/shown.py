"""What the pages of a brief show around it: its place on the path, who did what, and the words that changed."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.urls import reverse

from duomo.core.briefs import Change, difference, word_difference
from duomo.core.delivery import JobStage
from duomo.desk.briefs.pages import BriefPage, JobLine
from duomo.desk.kit.parts import Step
from duomo.desk.seats.queries import member_names
from duomo.desk.seats.rights import Right
from duomo.desk.seats.seat import Seat

_LABELS = {
    "goal": "Goal",
    "deliverable": "Deliverable",
    "criterion": "Criterion",
    "references": "Material and references",
    "out_of_scope": "Out of scope",
    "condition": "Requested condition",
    "budget_kind": "Budget",
    "planned_minutes": "Planned hours",
    "rate_minor": "Rate",
    "fixed_minor": "Fixed price",
    "currency": "Currency",
    "reserve_minutes": "Reserve hours",
    "feasibility_minutes": "First look",
    "owner_estimate_minutes": "Alone it would take",
    "deadline_at": "Deadline",
}
_MONEY = frozenset({"rate_minor", "fixed_minor", "currency"})


@dataclass(frozen=True, slots=True)
class ShownChange:
    """One difference between two versions: what it is about, what happened to it, and its words."""

    label: str
    kind: str
    words: tuple[tuple[str, str], ...]


def name_of(seat: Seat, member_id: int | None) -> str:
    """The name of a member; empty where there is none."""
    return member_names(seat, [member_id]).get(member_id, "") if member_id is not None else ""


def changes_of(seat: Seat, before: BriefPage, after: BriefPage) -> tuple[ShownChange, ...]:
    """What changed between two versions, word by word; without prices for who may not see them."""
    changes = difference(before.core, after.core, zone=ZoneInfo(seat.zone))
    return tuple(
        ShownChange(_label(change, after), change.kind, word_difference(change.before, change.after))
        for change in changes
        if change.field not in _MONEY or seat.may(Right.SEE_MONEY)
    )


def _label(change: Change, page: BriefPage) -> str:
    label = _LABELS[change.field]
    place = page.place_of(change.target)
    return label if place is None else f"{label} {place + 1}"


def path_of(job: JobLine, page: BriefPage) -> tuple[Step, ...]:
    """The four stops of a job, with the brief's own words."""
    state = "sent" if page.sent_at else "draft"
    stages = (
        ("Brief", frozenset({JobStage.BRIEF}), f"version {page.number}, {state}", reverse("brief", args=[job.number])),
        ("Trial", frozenset({JobStage.TRIAL}), "", ""),
        ("Work", frozenset({JobStage.WORK, JobStage.REVIEW}), "", ""),
        ("Outcome", frozenset({JobStage.DONE}), "", ""),
    )
    now = next(place for place, (_, those, _, _) in enumerate(stages) if job.stage in those)
    return tuple(
        Step(label, "done" if place < now else "now" if place == now else "todo", note, url)
        for place, (label, _, note, url) in enumerate(stages)
    )
