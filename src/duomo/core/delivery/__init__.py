"""The gate, thought through: checks of what was delivered, the review, and the states an assignment goes through."""

from duomo.core.delivery.check_language import Check, CheckError, check_problem, parse_check
from duomo.core.delivery.check_running import CheckResult, DeliveredFile, run_check
from duomo.core.delivery.gate import Gate, GateCriterion, Missing, VerdictOn, gate
from duomo.core.delivery.review import PointDraft, PointKind, ReviewAct, allowed_acts, points_problem
from duomo.core.delivery.states import (
    MOVES,
    STAGE_MOVES,
    TERMINAL,
    AssignmentState,
    JobStage,
    may_move,
    may_move_stage,
)

__all__ = [
    "MOVES",
    "STAGE_MOVES",
    "TERMINAL",
    "AssignmentState",
    "Check",
    "CheckError",
    "CheckResult",
    "DeliveredFile",
    "Gate",
    "GateCriterion",
    "JobStage",
    "Missing",
    "PointDraft",
    "PointKind",
    "ReviewAct",
    "VerdictOn",
    "allowed_acts",
    "check_problem",
    "gate",
    "may_move",
    "may_move_stage",
    "parse_check",
    "points_problem",
    "run_check",
]
