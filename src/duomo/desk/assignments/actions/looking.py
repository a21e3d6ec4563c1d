"""Law 6: feasibility comes first. The contractor looks up to a cap of hours, then says whether it is possible."""

from dataclasses import dataclass
from typing import get_args

from django.db import transaction

from duomo.core.delivery import AssignmentState
from duomo.desk.assignments import queries
from duomo.desk.assignments.actions.moving import shift
from duomo.desk.assignments.actions.telling import tell_leaders
from duomo.desk.assignments.models import Feasibility
from duomo.desk.assignments.pages import AssignmentLine, FeasibilityLine, FeasibilityVerdict
from duomo.desk.kit.refusals import Invalid, NotYours
from duomo.desk.people import queries as contractors
from duomo.desk.seats.events import record
from duomo.desk.seats.queries import leaders
from duomo.desk.seats.rights import Right
from duomo.desk.seats.seat import Seat
from duomo.desk.waits import actions as waits

MINUTES_TO_DECIDE = 15


@dataclass(frozen=True, slots=True)
class FeasibilityAnswer:
    """Whether it is possible; `evidence` says what has to change, or shows why it cannot be done."""

    answer: FeasibilityVerdict
    evidence: str = ""


@transaction.atomic
def answer_feasibility(seat: Seat, key: str, command: FeasibilityAnswer) -> FeasibilityLine:
    """Say whether it is possible. "Not possible" ends the assignment and offers the owner a second opinion.

    Raises:
        NotYours: the assignment is not this contractor's.
        Invalid: the evidence is missing.
        Stale: there is nothing to answer (any more).
    """
    seat.must(Right.WORK)
    line = queries.assignment(seat, key)
    _check(command)
    stops = command.answer == "not_possible"
    to = AssignmentState.STOPPED if stops else AssignmentState.WORKING
    shift(seat, line.id, AssignmentState.LOOKING, to)
    Feasibility.objects.within(seat).create(
        assignment_id=line.id, answer=command.answer, evidence=command.evidence.strip(), answered_at=seat.at
    )
    record(
        seat,
        "feasibility_answered",
        job_number=line.job_number,
        subject=f"assignment {key}",
        assignment=key,
        answer=command.answer,
    )
    _tell(seat, line, command)
    found = queries.feasibility(seat, line.id)
    if found is None:
        raise NotYours
    return found


def _check(command: FeasibilityAnswer) -> None:
    if command.answer not in get_args(FeasibilityVerdict):
        raise Invalid("Choose one of the three answers.", field="answer")
    if command.evidence.strip():
        return
    if command.answer == "changes":
        raise Invalid("Say what has to change in the brief, and how you know.", field="evidence")
    if command.answer == "not_possible":
        raise Invalid("Show why it is not possible: which must cannot be met, and what you tried.", field="evidence")


def _tell(seat: Seat, line: AssignmentLine, command: FeasibilityAnswer) -> None:
    name = contractors.contractor_by_id(seat, line.contractor_id).name
    evidence = command.evidence.strip()
    if command.answer == "not_possible":
        waits.ask_for(
            seat,
            members=leaders(seat),
            kind="decide",
            key=line.key,
            title=f"{name} says it is not possible: {line.job_title}",
            why=f"{evidence[:400]} — Ask another contractor for a second opinion, change the brief, or end the job.",
            whose=name,
            url=f"/jobs/{line.job_number}/hire/?second={line.key}",
            job_number=line.job_number,
            minutes=MINUTES_TO_DECIDE,
        )
        return
    said = "it is possible" if command.answer == "go" else "it is possible with changes"
    text = evidence or "Every must can be met in the planned hours."
    tell_leaders(seat, line, key=f"feasibility-{line.key}", subject=f"{name} says {said}: {line.job_title}", text=text)
