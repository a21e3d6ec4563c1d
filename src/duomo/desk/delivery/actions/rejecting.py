"""Rejecting a delivery: the work of this contractor on this job has ended; the job has not."""

from django.db import transaction
from django.urls import reverse

from duomo.core.delivery import ReviewAct
from duomo.core.ledger import MissReason
from duomo.desk.assignments import queries as assignments
from duomo.desk.delivery.actions.deciding import decide, note, restage, tell
from duomo.desk.delivery.actions.own_time import log_reviewing
from duomo.desk.delivery.actions.records import keep_records
from duomo.desk.delivery.queries import Case
from duomo.desk.kit.refusals import Invalid
from duomo.desk.people import queries as people
from duomo.desk.seats.queries import leaders
from duomo.desk.seats.rights import Right
from duomo.desk.seats.seat import Seat
from duomo.desk.waits import actions as waits

MAY_BE_NAMED = (MissReason.OFF_BRIEF, MissReason.QUALITY)
MINUTES_TO_DECIDE = 10


@transaction.atomic
def reject_delivery(
    seat: Seat, key: str, reason: str, *, because: MissReason = MissReason.OFF_BRIEF, reviewing_minutes: int = 0
) -> None:
    """Reject a delivery for good. Who gets another chance is sent back instead; the owner decides how the job goes on.

    Raises:
        NotYours: there is no such delivery for this seat.
        Invalid: there is no reason, or it is none that a rejection can have.
        Stale: the delivery has been decided or replaced.
    """
    seat.must(Right.RUN_JOBS)
    if not reason.strip():
        raise Invalid("Say why; the contractor reads it.", field="reason")
    if because not in MAY_BE_NAMED:
        raise Invalid("Choose whether it is off the brief or of too low a quality.", field="because")
    found = decide(seat, key, ReviewAct.REJECT, reason=reason.strip(), because=[because.value])
    note(seat, found, "delivery_rejected", because=because.value)
    tell(seat, found, f"Delivery {found.delivery.number} is rejected", reason.strip())
    log_reviewing(seat, found, reviewing_minutes)
    keep_records(seat, found.assignment.job_number)
    lines = assignments.of_job(seat, found.assignment.job_id)
    restage(seat, found.assignment.job_id, lines)
    if not any(line.is_open for line in lines):
        _ask_how_to_go_on(seat, found)


def _ask_how_to_go_on(seat: Seat, found: Case) -> None:
    line = found.assignment
    name = people.contractor_by_id(seat, line.contractor_id).name
    waits.ask_for(
        seat,
        members=leaders(seat),
        kind="decide",
        key=line.key,
        title=f"Nobody is at work any more: {line.job_title}",
        why=f"The delivery of {name} was rejected. Hire somebody else, or end the job.",
        whose=name,
        url=reverse("job", args=[line.job_number]),
        job_number=line.job_number,
        minutes=MINUTES_TO_DECIDE,
    )
