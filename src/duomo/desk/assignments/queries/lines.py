"""Assignments as lines."""

from collections.abc import Iterable
from typing import cast

from django.db.models import QuerySet

from duomo.core.delivery import AssignmentState
from duomo.desk.assignments.models import Assignment
from duomo.desk.assignments.pages import OPEN_STATES, AssignmentLine, Kind
from duomo.desk.kit.refusals import NotYours
from duomo.desk.seats.base import WithinQuerySet
from duomo.desk.seats.rights import Right, Role
from duomo.desk.seats.seat import Seat


def assignment(seat: Seat, key: str) -> AssignmentLine:
    """The assignment of an address.

    Raises:
        NotYours: unknown, somebody else's, or the seat judges blind.
    """
    _must_see(seat)
    return _only(_rows(seat).filter(key=key))


def assignment_by_id(seat: Seat, assignment_id: int) -> AssignmentLine:
    """The assignment of a row that the calling room has already found to be this seat's to see.

    Raises:
        NotYours: unknown, or somebody else's.
    """
    return _only(_rows(seat).filter(pk=assignment_id))


def assignments_by_id(seat: Seat, ids: Iterable[int]) -> dict[int, AssignmentLine]:
    """Several at once, as `assignment_by_id` gives one."""
    return {row.pk: _line(row) for row in _rows(seat).filter(pk__in=set(ids))}


def of_job(seat: Seat, job_id: int, kind: Kind | None = None) -> tuple[AssignmentLine, ...]:
    """The assignments of a job in the order in which they were given out."""
    rows = _rows(seat).filter(job_id=job_id)
    return tuple(_line(row) for row in (rows if kind is None else rows.filter(kind=kind)))


def of_jobs(seat: Seat, job_ids: Iterable[int]) -> dict[int, tuple[AssignmentLine, ...]]:
    """The assignments of several jobs, in one query; a job without any is there with an empty tuple."""
    found: dict[int, list[AssignmentLine]] = {job_id: [] for job_id in job_ids}
    for row in _rows(seat).filter(job_id__in=set(found)):
        found[row.job_id].append(_line(row))
    return {job_id: tuple(lines) for job_id, lines in found.items()}


def of_contractor(seat: Seat, contractor_id: int, limit: int = 50) -> tuple[AssignmentLine, ...]:
    """The last assignments of a contractor, newest first."""
    rows = _rows(seat).filter(contractor_id=contractor_id).order_by("-created_at", "-pk")
    return tuple(_line(row) for row in rows[:limit])


def mine(seat: Seat) -> tuple[AssignmentLine, ...]:
    """All assignments of the contractor who asks, open ones first, each by its deadline."""
    seat.must(Right.WORK)
    lines = [_line(row) for row in _rows(seat)]
    return tuple(sorted(lines, key=lambda line: (not line.is_open, line.deadline_at, line.id)))


def running(seat: Seat, limit: int) -> tuple[AssignmentLine, ...]:
    """The open assignments of the workspace, the next deadline first."""
    seat.must(Right.SEE_TITLES)
    rows = _rows(seat).filter(state__in=OPEN_STATES).order_by("deadline_at", "pk")
    return tuple(_line(row) for row in rows[:limit])


def member_of(seat: Seat) -> int:
    """The member who acts.

    Raises:
        NotYours: nobody sits here.
    """
    if seat.member_id is None:
        raise NotYours
    return seat.member_id


def _rows(seat: Seat) -> WithinQuerySet[Assignment]:
    """The rows that the seat may come across: a contractor's own, or those of the workspace."""
    rows = Assignment.objects.within(seat)
    if seat.role is Role.CONTRACTOR:
        rows = rows.filter(contractor__member_id=member_of(seat))
    return rows.select_related("job", "version", "second_opinion_on").order_by("pk")


def _must_see(seat: Seat) -> None:
    if seat.role not in {Role.CONTRACTOR, Role.SYSTEM} and not seat.may(Right.SEE_JOBS):
        seat.must(Right.SEE_HOURS)


def _only(rows: QuerySet[Assignment]) -> AssignmentLine:
    row = rows.first()
    if row is None:
        raise NotYours
    return _line(row)


def _line(row: Assignment) -> AssignmentLine:
    return AssignmentLine(
        id=row.pk,
        key=row.key,
        job_id=row.job_id,
        job_number=row.job.number,
        job_title=row.job.title,
        version_id=row.version_id,
        version_number=row.version.number,
        contractor_id=row.contractor_id,
        kind=cast("Kind", row.kind),
        state=AssignmentState(row.state),
        plan_minutes=row.plan_minutes,
        reserve_minutes=row.reserve_minutes,
        feasibility_minutes=row.feasibility_minutes,
        plan_used_minutes=row.plan_used_minutes,
        reserve_used_minutes=row.reserve_used_minutes,
        beyond_minutes=row.beyond_minutes,
        waiting_minutes=row.waiting_minutes,
        rate_minor=row.rate_minor,
        fixed_minor=row.fixed_minor,
        currency=row.currency,
        deadline_at=row.deadline_at,
        task=row.task,
        unsealed_at=row.unsealed_at,
        second_opinion_on=row.second_opinion_on.key if row.second_opinion_on else None,
        created_at=row.created_at,
        acknowledged_at=row.acknowledged_at,
        ended_at=row.ended_at,
        end_reason=row.end_reason,
    )
