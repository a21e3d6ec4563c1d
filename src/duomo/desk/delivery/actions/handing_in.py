"""A contractor hands in: a trial goes to its trial, work comes before the gate."""

from django.db import transaction
from django.urls import reverse

from duomo.core.delivery import JobStage
from duomo.desk.assignments import actions as assignment_acts
from duomo.desk.assignments import queries as assignments
from duomo.desk.assignments.actions import HandIn
from duomo.desk.assignments.pages import AssignmentLine, DeliveryLine
from duomo.desk.briefs import actions as briefs
from duomo.desk.delivery.models import Review, Round
from duomo.desk.people import queries as people
from duomo.desk.seats.queries import leaders
from duomo.desk.seats.rights import Right
from duomo.desk.seats.seat import Seat
from duomo.desk.trials import actions as trials
from duomo.desk.waits import actions as waits

MINUTES_TO_REVIEW = 20


@transaction.atomic
def hand_in(seat: Seat, assignment_key: str, command: HandIn) -> DeliveryLine:
    """Hand in against an assignment; the blobs were received before. A delivery nobody has reviewed is replaced.

    Raises:
        NotYours: the assignment is not this contractor's.
        Invalid: nothing is handed in, or a link or a file cannot be taken.
        Stale: the state of the assignment does not allow it now.
    """
    seat.must(Right.WORK)
    delivery = assignment_acts.record_delivery(seat, assignment_key, command)
    line = assignments.assignment_by_id(seat, delivery.assignment_id)
    if line.is_trial:
        trials.delivery_came(seat, line.id)
    else:
        _bring_before_the_gate(seat, line, delivery)
    return delivery


def _bring_before_the_gate(seat: Seat, line: AssignmentLine, delivery: DeliveryLine) -> None:
    Review.objects.within(seat).create(delivery_id=delivery.id, opened_at=seat.at)
    Round.objects.within(seat).filter(assignment_id=line.id, ended_at__isnull=True).update(ended_at=seat.at)
    waits.settle(seat, kind="round", key=line.key)
    for earlier in assignments.deliveries(seat, line.id):
        if earlier.id != delivery.id:
            waits.settle(seat, kind="review", key=earlier.key)
    briefs.move_job(seat, line.job_id, JobStage.REVIEW)
    name = people.contractor_by_id(seat, line.contractor_id).name
    failed = sum(not check.passed for check in delivery.checks)
    found = f"{failed} of {len(delivery.checks)} checks fail." if delivery.checks else "No automatic checks."
    waits.ask_for(
        seat,
        members=leaders(seat),
        kind="review",
        key=delivery.key,
        title=f"Review delivery {delivery.number}: {line.job_title}",
        why=f"{name} handed in. {found} Nothing is accepted until you say so.",
        whose=name,
        url=reverse("review", args=[delivery.key]),
        job_number=line.job_number,
        minutes=MINUTES_TO_REVIEW,
    )
