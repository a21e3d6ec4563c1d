"""Reads of what waits for a seat."""

from django.db.models import F

from duomo.desk.seats.base import WithinQuerySet
from duomo.desk.seats.seat import Seat
from duomo.desk.waits.models import Wait
from duomo.desk.waits.pages import WaitLine


def queue(seat: Seat, *, limit: int = 20) -> tuple[WaitLine, ...]:
    """The seat's own waiting acts: by due moment first, then what has waited longest."""
    rows = _open(seat).order_by(F("due_at").asc(nulls_last=True), "since_at", "pk")[:limit]
    return tuple(
        WaitLine(
            row.pk,
            row.kind,
            row.key,
            row.title,
            row.why,
            row.whose,
            row.url,
            row.job_number,
            row.since_at,
            row.due_at,
            row.minutes,
            row.due_at is not None and row.due_at < seat.at,
        )
        for row in rows
    )


def waiting_count(seat: Seat) -> int:
    """How many acts wait for the seat."""
    return _open(seat).count()


def _open(seat: Seat) -> WithinQuerySet[Wait]:
    # A seat without a member (the house itself) has no queue, and no member is numbered 0.
    return Wait.objects.within(seat).filter(member_id=seat.member_id or 0, closed_at__isnull=True)
