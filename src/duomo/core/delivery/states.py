"""The states of an assignment and the stages of a job, with every move that is allowed between them."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class AssignmentState(StrEnum):
    """Where one contractor stands with one brief."""

    INVITED = "invited"
    LOOKING = "looking"
    WORKING = "working"
    DELIVERED = "delivered"
    PERFECTING = "perfecting"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    STOPPED = "stopped"
    UNFINISHED = "unfinished"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"


class JobStage(StrEnum):
    """Where a job stands on its path."""

    BRIEF = "brief"
    TRIAL = "trial"
    WORK = "work"
    REVIEW = "review"
    DONE = "done"


_A = AssignmentState
_LEAVING = frozenset({_A.WITHDRAWN, _A.CLOSED})
"""At any time before the end the contractor may withdraw and the owner may call it off."""

MOVES: Mapping[AssignmentState, frozenset[AssignmentState]] = MappingProxyType(
    {
        # Straight to work where the brief asks for no feasibility check.
        _A.INVITED: frozenset({_A.LOOKING, _A.WORKING, _A.DECLINED}) | _LEAVING,
        _A.LOOKING: frozenset({_A.WORKING, _A.STOPPED}) | _LEAVING,
        _A.WORKING: frozenset({_A.DELIVERED, _A.STOPPED}) | _LEAVING,
        # A second delivery may replace the first until somebody has reviewed it.
        _A.DELIVERED: frozenset({_A.DELIVERED, _A.ACCEPTED, _A.PERFECTING, _A.REJECTED, _A.UNFINISHED}) | _LEAVING,
        _A.PERFECTING: frozenset({_A.DELIVERED, _A.REJECTED, _A.UNFINISHED, _A.STOPPED}) | _LEAVING,
        _A.ACCEPTED: frozenset(),
        _A.REJECTED: frozenset(),
        _A.STOPPED: frozenset(),
        _A.UNFINISHED: frozenset(),
        _A.DECLINED: frozenset(),
        _A.WITHDRAWN: frozenset(),
        _A.CLOSED: frozenset(),
    },
)

TERMINAL: frozenset[AssignmentState] = frozenset(state for state, moves in MOVES.items() if not moves)

_S = JobStage
STAGE_MOVES: Mapping[JobStage, frozenset[JobStage]] = MappingProxyType(
    {
        _S.BRIEF: frozenset({_S.TRIAL, _S.WORK, _S.DONE}),
        _S.TRIAL: frozenset({_S.BRIEF, _S.WORK, _S.DONE}),
        # Back to a trial or the brief when the contractor could not do it and another is sought.
        _S.WORK: frozenset({_S.BRIEF, _S.TRIAL, _S.REVIEW, _S.DONE}),
        _S.REVIEW: frozenset({_S.BRIEF, _S.TRIAL, _S.WORK, _S.DONE}),
        _S.DONE: frozenset(),
    },
)


def may_move(before: AssignmentState, after: AssignmentState) -> bool:
    """Whether an assignment may go from one state to the other."""
    return after in MOVES[before]


def may_move_stage(before: JobStage, after: JobStage) -> bool:
    """Whether a job may go from one stage to the other."""
    return after in STAGE_MOVES[before]
