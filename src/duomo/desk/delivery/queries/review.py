"""The page of a review: the delivery beside its criteria."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone

from duomo.core.delivery import allowed_acts
from duomo.desk.assignments import queries as assignments
from duomo.desk.assignments.pages import DeliveryLine
from duomo.desk.briefs import queries as briefs
from duomo.desk.delivery.models import Point
from duomo.desk.delivery.pages import CriterionReview, Judged, PointLine, ReviewPage, RoundLine, Row
from duomo.desk.delivery.queries.cases import Case, applies, case, decisions
from duomo.desk.delivery.queries.rounds import point_line, rounds
from duomo.desk.kit.parts import Step
from duomo.desk.people import queries as people
from duomo.desk.seats.queries import member_names
from duomo.desk.seats.seat import Seat


def review(seat: Seat, delivery_key: str) -> ReviewPage:
    """The page of a delivery's review.

    Raises:
        NotYours: unknown, a trial's, or the seat does not run jobs.
    """
    found = case(seat, delivery_key)
    handed_in = assignments.deliveries(seat, found.assignment.id)
    made = decisions(seat, [one.id for one in handed_in])
    held = rounds(seat, found.assignment.id)
    points = _points(seat, found)
    by_delivery = {one.delivery_id: one for one in held}
    gated = found.gate
    return ReviewPage(
        job=briefs.job_by_id(seat, found.assignment.job_id),
        assignment=found.assignment,
        contractor=people.contractor_by_id(seat, found.assignment.contractor_id).name,
        delivery=found.delivery,
        brief=found.brief,
        criteria=_criteria(seat, found, points),
        points=points,
        gate=gated,
        acts=allowed_acts(gated, points=len(points)),
        decision=made.get(found.delivery.id),
        replaced_by=handed_in[-1] if handed_in[-1].id != found.delivery.id else None,
        history=tuple(Row(one, made.get(one.id), by_delivery.get(one.id)) for one in reversed(handed_in)),
        round=_round_before(held, found.delivery),
        steps=_steps(seat, found, len(held)),
    )


def _steps(seat: Seat, found: Case, rounds_held: int) -> tuple[Step, ...]:
    line = found.assignment
    tested = any(one.is_trial for one in assignments.of_job(seat, line.job_id))
    trial = (
        Step("Trial", "done", "held", reverse("trial", args=[line.job_number]))
        if tested
        else Step("Trial", "done", "skipped")
    )
    said = f"delivery {found.delivery.number}" + (f", round {rounds_held}" if rounds_held else "")
    due = timezone.localtime(line.deadline_at)
    return (
        Step("Brief", "done", f"version {found.brief.number}", reverse("brief", args=[line.job_number])),
        trial,
        Step("Work", "now", said, reverse("review", args=[found.delivery.key])),
        Step("Outcome", "todo", f"due {due:%a} {due.day} {due:%b}"),
    )


def _criteria(seat: Seat, found: Case, points: Iterable[PointLine]) -> tuple[CriterionReview, ...]:
    names = member_names(seat, {verdict.member_id for verdict in found.verdicts})
    judged = {v.criterion_key: Judged(v.passed, names[v.member_id], v.judged_at) for v in found.verdicts}
    checks = {check.criterion_key: check for check in found.delivery.checks}
    noted = {point.criterion_key: point for point in points}
    return tuple(
        CriterionReview(
            number=number,
            key=line.key,
            text=line.text,
            must=line.must,
            by_check=bool(line.check),
            applies=applies(found.brief, line),
            check_passed=checks[line.key].passed if line.key in checks else None,
            evidence=checks[line.key].evidence if line.key in checks else "",
            judged=judged.get(line.key),
            passes=found.passes(line),
            point=noted.get(line.key),
        )
        for number, line in enumerate(found.brief.criteria, start=1)
    )


def _points(seat: Seat, found: Case) -> tuple[PointLine, ...]:
    rows = Point.objects.within(seat).filter(review__delivery_id=found.delivery.id)
    texts = {line.key: line.text for line in found.brief.criteria}
    return tuple(point_line(row, texts) for row in rows)


def _round_before(held: Iterable[RoundLine], delivery: DeliveryLine) -> RoundLine | None:
    """The round that this delivery answers."""
    before = [one for one in held if one.began_at <= delivery.handed_in_at and one.delivery_id != delivery.id]
    return before[-1] if before else None
