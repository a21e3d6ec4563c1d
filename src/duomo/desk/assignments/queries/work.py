"""What a contractor said before the work: the goal in own words, and whether it is possible."""

from collections.abc import Iterable
from typing import TypeVar, cast
from zoneinfo import ZoneInfo

from duomo.core.briefs import difference, word_difference
from duomo.core.delivery import AssignmentState
from duomo.desk.assignments.models import Acknowledgement, Feasibility
from duomo.desk.assignments.pages import (
    AcknowledgementLine,
    AcknowledgePage,
    AssignmentLine,
    ChangeLine,
    FeasibilityLine,
    FeasibilityVerdict,
)
from duomo.desk.assignments.queries.lines import assignment, member_of
from duomo.desk.briefs import queries as briefs
from duomo.desk.briefs.pages import BriefPage
from duomo.desk.seats.base import TenantModel, WithinQuerySet
from duomo.desk.seats.rights import Right, Role
from duomo.desk.seats.seat import Seat

Row = TypeVar("Row", bound=TenantModel)


def acknowledgement(seat: Seat, assignment_id: int) -> AcknowledgementLine | None:
    """What was acknowledged last, if anything was."""
    return acknowledgements(seat, [assignment_id]).get(assignment_id)


def acknowledgements(seat: Seat, assignment_ids: Iterable[int]) -> dict[int, AcknowledgementLine]:
    """The last acknowledgement by assignment."""
    rows = _own(seat, Acknowledgement.objects.within(seat)).filter(assignment_id__in=set(assignment_ids))
    return {
        row.assignment_id: AcknowledgementLine(
            row.assignment_id, row.version_id, row.restated_goal, tuple(row.confirmed), row.acknowledged_at
        )
        for row in rows.order_by("acknowledged_at", "pk")
    }


def feasibility(seat: Seat, assignment_id: int) -> FeasibilityLine | None:
    """What the contractor found in the first look, once they said so."""
    row = _own(seat, Feasibility.objects.within(seat)).filter(assignment_id=assignment_id).first()
    if row is None:
        return None
    return FeasibilityLine(row.assignment_id, cast("FeasibilityVerdict", row.answer), row.evidence, row.answered_at)


def newer_version(seat: Seat, line: AssignmentLine) -> BriefPage | None:
    """The brief's version sent last, where it is newer than the one this open assignment stands on.

    A trial stays on its one version, so that it stays fair.
    """
    if line.is_trial or not line.is_open:
        return None
    sent = briefs.sent_brief(seat, line.job_id)
    return sent if sent is not None and sent.number > line.version_number else None


def brief_of(seat: Seat, line: AssignmentLine) -> BriefPage:
    """The version by which this assignment is judged."""
    return briefs.brief(seat, line.version_id)


def brief_to_acknowledge(seat: Seat, line: AssignmentLine) -> BriefPage | None:
    """The version that the contractor may acknowledge now; None where there is none.

    An invitation to work is to the version sent last; running work may take a newer one; a trial keeps its own.
    """
    newer = newer_version(seat, line)
    return newer or (brief_of(seat, line) if line.state is AssignmentState.INVITED else None)


def acknowledge_page(seat: Seat, key: str) -> AcknowledgePage:
    """What there is to acknowledge, with the difference to the version that the contractor stands on.

    Raises:
        NotYours: the assignment is not this contractor's.
    """
    seat.must(Right.WORK)
    line = assignment(seat, key)
    brief = brief_to_acknowledge(seat, line)
    earlier = acknowledgement(seat, line.id)
    changes = _changes(seat, line, brief) if brief is not None and earlier is not None else ()
    return AcknowledgePage(
        line=line,
        brief=brief or brief_of(seat, line),
        possible=brief is not None,
        changes=changes,
        words=earlier.restated_goal if earlier else "",
    )


def _changes(seat: Seat, line: AssignmentLine, brief: BriefPage) -> tuple[ChangeLine, ...]:
    """The difference in words. What the owner reckons with (money, own hours) is no part of a contractor's terms."""
    found = difference(brief_of(seat, line).core, brief.core, zone=ZoneInfo(seat.zone))
    return tuple(
        ChangeLine(_LABELS[change.field], change.kind, word_difference(change.before, change.after))
        for change in found
        if change.field in _LABELS
    )


_LABELS = {
    "goal": "Goal",
    "deliverable": "Deliverable",
    "criterion": "Criterion",
    "references": "References",
    "out_of_scope": "Out of scope",
    "condition": "Condition",
    "deadline_at": "Deadline",
}


def _own(seat: Seat, rows: WithinQuerySet[Row]) -> WithinQuerySet[Row]:
    return rows.filter(assignment__contractor__member_id=member_of(seat)) if seat.role is Role.CONTRACTOR else rows
