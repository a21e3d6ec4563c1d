"""Deeds on assignments; one module for each."""

from duomo.desk.assignments.actions.acknowledging import Acknowledge, acknowledge, decline, nothing_to_acknowledge
from duomo.desk.assignments.actions.asking import answer, ask
from duomo.desk.assignments.actions.assigning import Assign, Hire, assign, hire
from duomo.desk.assignments.actions.delivering import HandIn, record_delivery, try_checks, unseal
from duomo.desk.assignments.actions.looking import FeasibilityAnswer, answer_feasibility
from duomo.desk.assignments.actions.moving import Purses, keep_purses, move, stale
from duomo.desk.assignments.actions.telling import tell_of_newer_versions
from duomo.desk.assignments.actions.withdrawing import withdraw

__all__ = [
    "Acknowledge",
    "Assign",
    "FeasibilityAnswer",
    "HandIn",
    "Hire",
    "Purses",
    "acknowledge",
    "answer",
    "answer_feasibility",
    "ask",
    "assign",
    "decline",
    "hire",
    "keep_purses",
    "move",
    "nothing_to_acknowledge",
    "record_delivery",
    "stale",
    "tell_of_newer_versions",
    "try_checks",
    "unseal",
    "withdraw",
]
