"""Rounds: what was asked for after a send-back, by when, and out of which reserve."""

from collections.abc import Mapping

from duomo.core.delivery import PointKind
from duomo.desk.assignments import queries as assignments
from duomo.desk.briefs import queries as briefs
from duomo.desk.delivery.models import Point, Round
from duomo.desk.delivery.pages import PointLine, RoundLine
from duomo.desk.seats.rights import Right, Role
from duomo.desk.seats.seat import Seat


def rounds(seat: Seat, assignment_id: int) -> tuple[RoundLine, ...]:
    """The rounds of an assignment, oldest first.

    Raises:
        NotYours: the assignment is not this contractor's, or the seat does not see jobs.
    """
    if seat.role is not Role.CONTRACTOR:
        seat.must(Right.SEE_JOBS)
    assignments.assignment_by_id(seat, assignment_id)
    rows = list(
        Round.objects.within(seat).filter(assignment_id=assignment_id).select_related("review").order_by("number")
    )
    if not rows:
        return ()
    points = _points_of_reviews(seat, assignment_id, [row.review_id for row in rows])
    return tuple(
        RoundLine(
            number=row.number,
            delivery_id=row.review.delivery_id,
            due_at=row.due_at,
            reserve_minutes=row.reserve_minutes,
            points=points.get(row.review_id, ()),
            began_at=row.began_at,
            ended_at=row.ended_at,
        )
        for row in rows
    )


def open_round(seat: Seat, assignment_id: int) -> RoundLine | None:
    """The round that runs now; None where nothing is to be perfected.

    Raises:
        NotYours: the assignment is not this contractor's, or the seat does not see jobs.
    """
    return next((one for one in rounds(seat, assignment_id) if one.ended_at is None), None)


def _points_of_reviews(seat: Seat, assignment_id: int, review_ids: list[int]) -> dict[int, tuple[PointLine, ...]]:
    rows = Point.objects.within(seat).filter(review_id__in=review_ids)
    if seat.role is Role.CONTRACTOR:
        rows = rows.exclude(kind=PointKind.NEW_SCOPE.value)
    # A criterion keeps its key from version to version, so the version at work now knows all but dropped ones.
    version_id = assignments.assignment_by_id(seat, assignment_id).version_id
    texts = {line.key: line.text for line in briefs.brief(seat, version_id).criteria}
    found: dict[int, tuple[PointLine, ...]] = {}
    for row in rows:
        found[row.review_id] = (*found.get(row.review_id, ()), point_line(row, texts))
    return found


def point_line(row: Point, texts: Mapping[str, str]) -> PointLine:
    """A point with the words of its criterion."""
    return PointLine(PointKind(row.kind), row.criterion_key, texts.get(row.criterion_key, ""), row.text)
