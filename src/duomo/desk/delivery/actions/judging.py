"""Saving verdicts and what is wrong, before anything is decided."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction

from duomo.core.delivery import Gate, PointDraft
from duomo.desk.delivery import queries
from duomo.desk.delivery.actions.deciding import opened, refuse_decided, refuse_replaced
from duomo.desk.delivery.models import Point, Review, Verdict
from duomo.desk.kit.refusals import Invalid
from duomo.desk.seats.events import record
from duomo.desk.seats.seat import Seat

MOST_POINTS = 100
LONGEST_POINT = 5_000


@dataclass(frozen=True, slots=True)
class VerdictDraft:
    """Whether one criterion passes on this delivery, in the judge's eyes."""

    criterion_key: str
    passed: bool


@dataclass(frozen=True, slots=True)
class Judge:
    """Verdicts, and the points noted so far; points given as None stay as they are."""

    verdicts: tuple[VerdictDraft, ...]
    points: tuple[PointDraft, ...] | None = None


@transaction.atomic
def judge(seat: Seat, delivery_key: str, command: Judge) -> Gate:
    """Save a person's verdicts on a delivery; gives the gate after them. Unchanged verdicts are not written again.

    Raises:
        NotYours: there is no such delivery for this seat.
        Invalid: a criterion is not of the brief, or a point cannot be taken.
        Stale: the delivery has been decided or replaced.
    """
    found = queries.case(seat, delivery_key)
    keys = {criterion.key for criterion in found.brief.criteria}
    _check(keys, command)
    review = opened(seat, found.delivery)
    rows = Review.objects.within(seat).filter(pk=review.pk, decided_at__isnull=True)
    if not rows.update(judged_at=seat.at):
        refuse_decided(seat, found.delivery)
    refuse_replaced(seat, found)
    changed = _keep_verdicts(seat, review, found.verdicts, command.verdicts)
    if changed:
        passed = sum(verdict.passed for verdict in changed)
        record(
            seat,
            "verdicts_recorded",
            job_number=found.assignment.job_number,
            subject=f"delivery {delivery_key}",
            delivery=delivery_key,
            number=found.delivery.number,
            passed=passed,
            failed=len(changed) - passed,
            verdicts={verdict.criterion_key: verdict.passed for verdict in changed},
        )
    if command.points is not None:
        note_points(seat, review, command.points)
    return queries.case(seat, delivery_key).gate


def note_points(seat: Seat, review: Review, points: Iterable[PointDraft]) -> None:
    """Put these points in place of those noted before; they become final with the send-back."""
    Point.objects.within(seat).filter(review=review).delete()
    Point.objects.within(seat).bulk_create(
        Point(
            review=review,
            position=position,
            criterion_key=point.criterion_key,
            kind=point.kind.value,
            text=point.text.strip(),
        )
        for position, point in enumerate(points)
    )


def check_points(keys: set[str], points: Sequence[PointDraft], *, field: str | None = None) -> None:
    """Refuse points that are too many, too long, or on a criterion that the brief does not have.

    Raises:
        Invalid: there is such a point.
    """
    if len(points) > MOST_POINTS:
        raise Invalid(f"At most {MOST_POINTS} points go back at once. Join some of them.", field=field)
    for point in points:
        if point.criterion_key and point.criterion_key not in keys:
            raise Invalid("A point names a criterion that is not in this brief. Load the page again.", field=field)
        if len(point.text) > LONGEST_POINT:
            raise Invalid(f"A point has more than {LONGEST_POINT} characters. Shorten it.", field=field)


def _check(keys: set[str], command: Judge) -> None:
    if any(verdict.criterion_key not in keys for verdict in command.verdicts):
        raise Invalid("A verdict is on a criterion that is not in this brief. Load the page again.")
    check_points(keys, command.points or ())


def _keep_verdicts(
    seat: Seat, review: Review, before: Iterable[Verdict], given: Iterable[VerdictDraft]
) -> list[VerdictDraft]:
    """Write the verdicts that say something new, and give them."""
    last = {verdict.criterion_key: verdict.passed for verdict in before}
    changed = [verdict for verdict in given if last.get(verdict.criterion_key) is not verdict.passed]
    for verdict in changed:
        Verdict.objects.within(seat).create(
            review=review,
            criterion_key=verdict.criterion_key,
            passed=verdict.passed,
            member_id=seat.acting_member,
            judged_at=seat.at,
        )
    return changed
