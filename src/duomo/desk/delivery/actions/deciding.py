"""What every act on a delivery shares: it happens once, on the delivery that is the last, and the second is told so."""

from collections.abc import Iterable
from typing import NoReturn
from zoneinfo import ZoneInfo

from duomo.core.delivery import AssignmentState, JobStage, ReviewAct
from duomo.desk.assignments import actions as assignment_acts
from duomo.desk.assignments import queries as assignments
from duomo.desk.assignments.pages import AssignmentLine, DeliveryLine
from duomo.desk.briefs import actions as briefs
from duomo.desk.delivery import queries
from duomo.desk.delivery.models import Review
from duomo.desk.delivery.queries import Case
from duomo.desk.kit.refusals import Stale
from duomo.desk.people import queries as people
from duomo.desk.seats.events import record
from duomo.desk.seats.seat import Seat
from duomo.desk.waits import actions as waits

STATE_AFTER = {
    ReviewAct.ACCEPT: AssignmentState.ACCEPTED,
    ReviewAct.SEND_BACK: AssignmentState.PERFECTING,
    ReviewAct.REJECT: AssignmentState.REJECTED,
    ReviewAct.TAKE_UNFINISHED: AssignmentState.UNFINISHED,
}


def decide(seat: Seat, delivery_key: str, act: ReviewAct, *, reason: str = "", because: Iterable[str] = ()) -> Case:
    """Decide a delivery, if nobody has, and take its assignment to the state that follows.

    The conditional update comes first: from then on nobody else can judge or decide it, so the case that is given back
    is the one that counts. A law that forbids the act is asked after it; its refusal undoes everything.

    Raises:
        NotYours: there is no such delivery for this seat.
        Stale: the delivery has been decided or replaced, or its assignment has ended.
    """
    before = queries.case(seat, delivery_key)
    review = opened(seat, before.delivery)
    rows = Review.objects.within(seat).filter(pk=review.pk, decided_at__isnull=True)
    decided = {"act": act.value, "reason": reason, "because": list(because)}
    if not rows.update(**decided, decided_at=seat.at, decided_by_id=seat.acting_member):
        refuse_decided(seat, before.delivery)
    refuse_replaced(seat, before)
    after = STATE_AFTER[act]
    assignment_acts.move(seat, before.assignment.id, after, expected=AssignmentState.DELIVERED)
    # Asked again: what was handed in just before the assignment moved is seen only now.
    refuse_replaced(seat, before)
    waits.settle(seat, kind="review", key=delivery_key)
    return queries.case(seat, delivery_key)


def opened(seat: Seat, delivery: DeliveryLine) -> Review:
    """The review of a delivery."""
    review, _ = Review.objects.within(seat).get_or_create(delivery_id=delivery.id, defaults={"opened_at": seat.at})
    return review


def refuse_decided(seat: Seat, delivery: DeliveryLine) -> NoReturn:
    """Say what has been done with the delivery.

    Raises:
        Stale: always.
    """
    made = queries.decision(seat, delivery.id)
    if made is None:
        raise Stale("This delivery is being decided right now. Load the page again to see what is true.")
    at = made.decided_at.astimezone(ZoneInfo(seat.zone))
    when = f"{at:%A} {at.day} {at:%B}, {at:%H:%M}"
    raise Stale(f"{made.by} decided this delivery on {when}: it was {made.word}. Your act was not carried out.")


def refuse_replaced(seat: Seat, found: Case) -> None:
    """Refuse an act on a delivery that is not the last.

    Raises:
        Stale: there is a later one.
    """
    last = assignments.deliveries(seat, found.assignment.id)[-1]
    if last.id != found.delivery.id:
        raise Stale(f"Delivery {last.number} has replaced this one. Review that one instead.")


def note(seat: Seat, found: Case, verb: str, **facts: object) -> None:
    """Record an act on a delivery."""
    record(
        seat,
        verb,
        job_number=found.assignment.job_number,
        subject=f"delivery {found.delivery.key}",
        assignment=found.assignment.key,
        delivery=found.delivery.key,
        number=found.delivery.number,
        version=found.brief.number,
        **facts,
    )


def tell(seat: Seat, found: Case, subject: str, text: str) -> None:
    """Tell the contractor what was done with the delivery, once."""
    line = found.assignment
    member_id = people.contractor_by_id(seat, line.contractor_id).member_id
    if member_id is not None:
        key = f"decided-{found.delivery.key}"
        waits.tell(seat, members=[member_id], key=key, subject=f"{subject}: {line.job_title}", text=text, url=line.url)


def restage(seat: Seat, job_id: int, lines: Iterable[AssignmentLine]) -> None:
    """Put the job where its open work is: under review while any of it waits for one, else at work or in its trial."""
    still_open = [line for line in lines if line.is_open]
    stage = JobStage.WORK
    if any(line.state is AssignmentState.DELIVERED and not line.is_trial for line in still_open):
        stage = JobStage.REVIEW
    elif still_open and all(line.is_trial for line in still_open):
        stage = JobStage.TRIAL
    briefs.move_job(seat, job_id, stage)
