"""Reads about own hours, outcomes and the sums over them."""

from duomo.desk.ledger.queries.facts import (
    figures,
    has_ended,
    job_exists,
    lessons,
    must_exist,
    outcome,
    outcome_line,
    outcomes,
    own_hours,
    own_times,
    recent_outcomes,
    record_of,
    work_line,
)
from duomo.desk.ledger.queries.page import PERIODS, ledger_page
from duomo.desk.ledger.queries.proof import proof

__all__ = [
    "PERIODS",
    "figures",
    "has_ended",
    "job_exists",
    "ledger_page",
    "lessons",
    "must_exist",
    "outcome",
    "outcome_line",
    "outcomes",
    "own_hours",
    "own_times",
    "proof",
    "recent_outcomes",
    "record_of",
    "work_line",
]
