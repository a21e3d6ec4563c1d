"""Reads about reviews, rounds and endings."""

from duomo.desk.delivery.queries.cases import Case, case, decision, decisions, reject_reasons
from duomo.desk.delivery.queries.handing_in import hand_in_page
from duomo.desk.delivery.queries.outcome import outcome_page
from duomo.desk.delivery.queries.review import review
from duomo.desk.delivery.queries.rounds import open_round, rounds

__all__ = [
    "Case",
    "case",
    "decision",
    "decisions",
    "hand_in_page",
    "open_round",
    "outcome_page",
    "reject_reasons",
    "review",
    "rounds",
]
