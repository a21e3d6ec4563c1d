"""Law 9: sending back is precise. Every point says what is wrong, whose hours it takes, and by when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.urls import reverse

from duomo.core.delivery import PointDraft, PointKind, ReviewAct, points_problem
from duomo.core.quantities import format_minutes
from duomo.desk.assignments import queries as assignments
from duomo.desk.delivery import queries
from duomo.desk.delivery.actions.deciding import decide, note, opened, restage
from duomo.desk.delivery.actions.judging import check_points, note_points
from duomo.desk.delivery.actions.own_time import log_reviewing
from duomo.desk.delivery.models import Round
from duomo.desk.delivery.pages import RoundLine
from duomo.desk.delivery.queries import Case
from duomo.desk.kit.refusals import Invalid, NotYours
from duomo.desk.people import queries as people
from duomo.desk.seats.rights import Right
from duomo.desk.seats.seat import Seat
from duomo.desk.waits import actions as waits

MINUTES_TO_READ = 15


@dataclass(frozen=True, slots=True)
class SendBack:
    """What to perfect, by when, and how many minutes of the reserve may go into it."""

    points: tuple[PointDraft, ...]
    due_at: datetime
    reserve_minutes: int
    reviewing_minutes: int = 0


@transaction.atomic
def send_back(seat: Seat, key: str, command: SendBack) -> RoundLine:
    """Send a delivery back with what is to be perfected; the next delivery draws on the reserve.

    Points of new scope are kept with the review and are no work of the contractor's: they need a new version.

    Raises:
        NotYours: there is no such delivery for this seat.
        Invalid: the points are not precise, the date has passed, or the reserve does not hold so many hours.
        Stale: the delivery has been decided or replaced.
    """
    seat.must(Right.RUN_JOBS)
    found = queries.case(seat, key)
    _check(seat, found, command)
    found = decide(seat, key, ReviewAct.SEND_BACK)
    _refuse_above_reserve(found, command.reserve_minutes)
    review = opened(seat, found.delivery)
    note_points(seat, review, command.points)
    row = Round.objects.within(seat).create(
        assignment_id=found.assignment.id,
        review=review,
        number=Round.objects.within(seat).filter(assignment_id=found.assignment.id).count() + 1,
        reserve_minutes=command.reserve_minutes,
        due_at=command.due_at,
        began_at=seat.at,
    )
    restage(seat, found.assignment.job_id, assignments.of_job(seat, found.assignment.job_id))
    _record(seat, found, command, row.number)
    _ask_to_perfect(seat, found, command)
    log_reviewing(seat, found, command.reviewing_minutes)
    begun = queries.open_round(seat, found.assignment.id)
    if begun is None:
        raise NotYours
    return begun


def _check(seat: Seat, found: Case, command: SendBack) -> None:
    problem = points_problem(command.points)
    if problem:
        raise Invalid(problem, field="points")
    check_points({criterion.key for criterion in found.brief.criteria}, command.points, field="points")
    if command.due_at <= seat.at:
        raise Invalid("This date has passed. Choose one that leaves time to perfect it.", field="due_at")
    if command.reserve_minutes < 0:
        raise Invalid("Hours from the reserve cannot be negative. Type 0 for none.", field="reserve_minutes")
    _refuse_above_reserve(found, command.reserve_minutes)


def _refuse_above_reserve(found: Case, wanted: int) -> None:
    line = found.assignment
    left = max(0, line.reserve_minutes - line.reserve_used_minutes)
    if wanted > left:
        held = f"{format_minutes(left)} h of {format_minutes(line.reserve_minutes)} h"
        raise Invalid(
            f"Only {held} are left in the reserve. Ask for less, or top it up first.", field="reserve_minutes"
        )


def _record(seat: Seat, found: Case, command: SendBack, number: int) -> None:
    kinds = [point.kind for point in command.points]
    note(
        seat,
        found,
        "delivery_sent_back",
        round=number,
        points=len(kinds),
        kinds={kind.value: kinds.count(kind) for kind in PointKind},
        reserve_minutes=command.reserve_minutes,
    )


def _ask_to_perfect(seat: Seat, found: Case, command: SendBack) -> None:
    line = found.assignment
    member_id = people.contractor_by_id(seat, line.contractor_id).member_id
    points = [point for point in command.points if point.kind is not PointKind.NEW_SCOPE]
    waits.ask_for(
        seat,
        members=[] if member_id is None else [member_id],
        kind="round",
        key=line.key,
        title=f"Perfect delivery {found.delivery.number}: {line.job_title}",
        why=_said(points, command.reserve_minutes),
        url=reverse("deliver", args=[line.key]),
        job_number=line.job_number,
        due_at=command.due_at,
        minutes=command.reserve_minutes or MINUTES_TO_READ,
    )


def _said(points: Sequence[PointDraft], reserve_minutes: int) -> str:
    first = " ".join(points[0].text.split())
    more = f" And {len(points) - 1} more." if len(points) > 1 else ""
    reserve = f"Up to {format_minutes(reserve_minutes)} h of the reserve are yours for it."
    return f"{first[:300]}{more} {reserve if reserve_minutes else 'No hours of the reserve go into it.'}"
