"""Deeds on the ledger: what is written here is never changed."""

from duomo.desk.ledger.actions.lessons import add_lesson
from duomo.desk.ledger.actions.outcomes import JobEnded, WorkEnded, record_job_outcome, record_work_outcome
from duomo.desk.ledger.actions.own_time import LogOwnTime, log_own_time
from duomo.desk.ledger.actions.tallies import rebuild_tallies

__all__ = [
    "JobEnded",
    "LogOwnTime",
    "WorkEnded",
    "add_lesson",
    "log_own_time",
    "rebuild_tallies",
    "record_job_outcome",
    "record_work_outcome",
]
