"""The owner takes an assignment back."""

from django.db import transaction

from duomo.core.delivery import AssignmentState
from duomo.desk.assignments import queries
from duomo.desk.assignments.actions.moving import shift
from duomo.desk.assignments.actions.telling import tell_contractor
from duomo.desk.assignments.pages import AssignmentLine
from duomo.desk.kit.refusals import Invalid
from duomo.desk.seats.events import record
from duomo.desk.seats.rights import Right
from duomo.desk.seats.seat import Seat


@transaction.atomic
def withdraw(seat: Seat, key: str, reason: str) -> AssignmentLine:
    """End an assignment before its work is done; the contractor is told why. Recorded hours stay as they are.

    Raises:
        NotYours: the seat may not, or there is no such assignment.
        Invalid: there is no reason.
        Stale: it has ended already.
    """
    seat.must(Right.RUN_JOBS)
    line = queries.assignment(seat, key)
    if not reason.strip():
        raise Invalid("Say why; the contractor reads it.", field="reason")
    shift(seat, line.id, line.state, AssignmentState.WITHDRAWN, end_reason=reason.strip())
    record(
        seat,
        "assignment_withdrawn",
        job_number=line.job_number,
        subject=f"assignment {key}",
        assignment=key,
        was=line.state.value,
    )
    tell_contractor(
        seat,
        line,
        key=f"withdrawn-{key}",
        subject=f"This assignment was withdrawn: {line.job_title}",
        text=f"{reason.strip()}\n\nHours that were recorded until now are kept.",
    )
    return queries.assignment(seat, key)
