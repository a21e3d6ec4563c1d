"""Reads about assignments. What a key of an address leads to is checked against the seat; ids come from other rooms.

A contractor's seat gets nothing but its own, whichever way it asks. Deliveries of a trial that is still sealed are
given to their maker alone, and to the house itself, which shows them blind to the trial's reviewers.
"""

from duomo.desk.assignments.queries.deliveries import (
    deliveries,
    deliveries_of,
    delivery,
    delivery_by_id,
    delivery_file,
    handed_in,
)
from duomo.desk.assignments.queries.hiring import hire_page
from duomo.desk.assignments.queries.lines import (
    assignment,
    assignment_by_id,
    assignments_by_id,
    member_of,
    mine,
    of_contractor,
    of_job,
    of_jobs,
    running,
)
from duomo.desk.assignments.queries.questions import answerable, question, questions, questions_page
from duomo.desk.assignments.queries.work import (
    acknowledge_page,
    acknowledgement,
    acknowledgements,
    brief_of,
    brief_to_acknowledge,
    feasibility,
    newer_version,
)

__all__ = [
    "acknowledge_page",
    "acknowledgement",
    "acknowledgements",
    "answerable",
    "assignment",
    "assignment_by_id",
    "assignments_by_id",
    "brief_of",
    "brief_to_acknowledge",
    "deliveries",
    "deliveries_of",
    "delivery",
    "delivery_by_id",
    "delivery_file",
    "feasibility",
    "handed_in",
    "hire_page",
    "member_of",
    "mine",
    "newer_version",
    "of_contractor",
    "of_job",
    "of_jobs",
    "question",
    "questions",
    "questions_page",
    "running",
]
