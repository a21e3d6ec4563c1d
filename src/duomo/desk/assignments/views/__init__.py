"""The pages of this room: the owner's, the contractor's, and the files of a delivery."""

from duomo.desk.assignments.views.contractor import acknowledge, ask, decline, feasibility
from duomo.desk.assignments.views.files import delivery_file
from duomo.desk.assignments.views.owner import answer, hire, questions, withdraw

__all__ = [
    "acknowledge",
    "answer",
    "ask",
    "decline",
    "delivery_file",
    "feasibility",
    "hire",
    "questions",
    "withdraw",
]
