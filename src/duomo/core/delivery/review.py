"""Laws 8 and 9: what a reviewer may do with a delivery, and how precise a send-back must be."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from duomo.core.delivery.gate import Gate


class ReviewAct(StrEnum):
    """What a person may do with a delivery."""

    ACCEPT = "accept"
    SEND_BACK = "send_back"
    REJECT = "reject"
    TAKE_UNFINISHED = "take_unfinished"


class PointKind(StrEnum):
    """Whose hours a point to perfect takes: inside the brief, from the reserve, or outside the brief."""

    DEFECT = "defect"
    POLISH = "polish"
    NEW_SCOPE = "new_scope"


@dataclass(frozen=True, slots=True)
class PointDraft:
    """One thing to perfect; ``criterion_key`` is empty where it belongs to no criterion."""

    kind: PointKind
    criterion_key: str
    text: str


def allowed_acts(gate: Gate, *, points: int) -> frozenset[ReviewAct]:
    """Name the acts that are open to the reviewer.

    Accepting needs an open gate, sending back at least one point; work that could be accepted is not taken unfinished.
    """
    acts = {ReviewAct.REJECT, ReviewAct.ACCEPT if gate.open else ReviewAct.TAKE_UNFINISHED}
    if points > 0:
        acts.add(ReviewAct.SEND_BACK)
    return frozenset(acts)


def points_problem(points: Sequence[PointDraft]) -> str | None:
    """Say what keeps these points from being sent back, as a sentence; None when they are precise enough."""
    if not points:
        return "Add at least one point that says what to perfect."
    for number, point in enumerate(points, start=1):
        if not point.text.strip():
            return f"Point {number} is empty. Say what is wrong and how it should be."
        if point.kind is PointKind.DEFECT and not point.criterion_key:
            return f"Point {number} is a defect. Choose the criterion that it fails, or make it polish or new scope."
    if all(point.kind is PointKind.NEW_SCOPE for point in points):
        return "These points are all new scope. Write a new version of the brief instead of sending the delivery back."
    return None
