"""The one way in which an assignment changes its state, and the sums that the room of the hours keeps on it."""

from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction

from duomo.core.delivery import TERMINAL, AssignmentState, may_move
from duomo.desk.assignments import queries
from duomo.desk.assignments.models import Assignment, Delivery
from duomo.desk.assignments.pages import AssignmentLine
from duomo.desk.kit.refusals import NotYours, Stale
from duomo.desk.seats.seat import Seat
from duomo.desk.waits import actions as waits

_NOW = {
    AssignmentState.INVITED: "The contractor has not accepted it yet.",
    AssignmentState.LOOKING: "The contractor is looking whether it is possible.",
    AssignmentState.WORKING: "The contractor is at work.",
    AssignmentState.DELIVERED: "A delivery has been handed in.",
    AssignmentState.PERFECTING: "The delivery was sent back to be perfected.",
    AssignmentState.ACCEPTED: "The work has been accepted.",
    AssignmentState.REJECTED: "The work has been rejected.",
    AssignmentState.STOPPED: "It was found not possible, and has ended.",
    AssignmentState.UNFINISHED: "The work was taken unfinished.",
    AssignmentState.DECLINED: "The contractor has declined.",
    AssignmentState.WITHDRAWN: "This assignment has been withdrawn.",
    AssignmentState.CLOSED: "The trial has been decided.",
}


@dataclass(frozen=True, slots=True)
class Purses:
    """Both purses with their top-ups, and what the recorded hours have used of them; whole minutes."""

    plan_minutes: int
    reserve_minutes: int
    plan_used_minutes: int
    reserve_used_minutes: int
    beyond_minutes: int
    waiting_minutes: int


@transaction.atomic
def move(
    seat: Seat, assignment_id: int, to: AssignmentState, *, expected: AssignmentState | None = None
) -> AssignmentLine:
    """Take an assignment to another state, for an upper room that has checked the right and writes the event.

    Raises:
        NotYours: the assignment is not this workspace's, or not this contractor's.
        Stale: it is not in the `expected` state, or the core allows no such move.
    """
    before = queries.assignment_by_id(seat, assignment_id).state
    if expected is not None and before is not expected:
        raise stale(before)
    shift(seat, assignment_id, before, to)
    return queries.assignment_by_id(seat, assignment_id)


@transaction.atomic
def keep_purses(seat: Seat, assignment_id: int, purses: Purses) -> None:
    """Keep the sums of the hours on the assignment; called by the room of the hours after each write.

    Raises:
        NotYours: the assignment is not this workspace's, or not this contractor's.
    """
    line = queries.assignment_by_id(seat, assignment_id)
    Assignment.objects.within(seat).filter(pk=line.id).update(**asdict(purses))


def shift(seat: Seat, assignment_id: int, before: AssignmentState, to: AssignmentState, **also: Any) -> None:
    """Move from exactly the state `before`, together with other values; of two at once, one wins.

    Raises:
        Stale: the core allows no such move, or somebody else was first.
    """
    if not may_move(before, to):
        raise stale(before)
    if to in TERMINAL:
        also["ended_at"] = seat.at
    rows = Assignment.objects.within(seat).filter(pk=assignment_id)
    if not rows.filter(state=before).update(state=to, **also):
        raise stale(_state(seat, assignment_id))
    if to in TERMINAL:
        _settle_waits(seat, assignment_id)


def _settle_waits(seat: Seat, assignment_id: int) -> None:
    """Nothing waits any more on an ended assignment: neither for its contractor nor for those who would review it."""
    key = Assignment.objects.within(seat).values_list("key", flat=True).get(pk=assignment_id)
    for kind in ("acknowledge", "round"):
        waits.settle(seat, kind=kind, key=key)
    for delivery_key in Delivery.objects.within(seat).filter(assignment_id=assignment_id).values_list("key", flat=True):
        waits.settle(seat, kind="review", key=delivery_key)


def stale(now: AssignmentState) -> Stale:
    """The refusal of a deed that came too late, saying what is true now."""
    return Stale(f"This cannot be done any more. {_NOW[now]} Go back to see where it stands.")


def _state(seat: Seat, assignment_id: int) -> AssignmentState:
    found = Assignment.objects.within(seat).filter(pk=assignment_id).values_list("state", flat=True).first()
    if found is None:
        raise NotYours
    return AssignmentState(found)
