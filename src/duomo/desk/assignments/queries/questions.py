"""Questions and answers. Participants of a trial, and all others at work, read both without names."""

from collections.abc import Iterable
from typing import cast

from django.core.paginator import Page, Paginator
from django.db.models import Q

from duomo.desk.assignments.models import Assignment, Question
from duomo.desk.assignments.pages import QuestionLine, QuestionsPage
from duomo.desk.assignments.queries.lines import member_of
from duomo.desk.briefs import queries as briefs
from duomo.desk.kit.refusals import NotYours
from duomo.desk.seats.base import WithinQuerySet
from duomo.desk.seats.rights import Right, Role
from duomo.desk.seats.seat import Seat

PER_PAGE = 30
# More than these wait nowhere; the next ones come up as these are answered.
MOST_WAITING = 100


def questions(seat: Seat, job_id: int) -> tuple[QuestionLine, ...]:
    """The questions about a job, oldest first. A contractor gets the own ones and those that are answered.

    Raises:
        NotYours: the seat judges blind, or was never at work on this job.
    """
    rows = _rows(seat).filter(job_id=job_id)
    if seat.role is Role.CONTRACTOR and not _assignments(seat).filter(job_id=job_id).exists():
        raise NotYours
    return tuple(_line(seat, row) for row in rows)


def questions_page(seat: Seat, job_number: int, page: str | int = 1) -> QuestionsPage:
    """A job's questions for the owner's side.

    Raises:
        NotYours: there is no such job, or the seat may not see jobs.
    """
    seat.must(Right.SEE_JOBS)
    job = briefs.job(seat, job_number)
    rows = _rows(seat).filter(job_id=job.id)
    answered = rows.filter(answered_at__isnull=False).order_by("-answered_at", "-pk")
    shown = Paginator(answered, PER_PAGE).get_page(page)
    lines = [_line(seat, row) for row in shown.object_list]
    return QuestionsPage(
        job_number=job.number,
        job_title=job.title,
        waiting=tuple(_line(seat, row) for row in rows.filter(answered_at__isnull=True)[:MOST_WAITING]),
        answered=Page(lines, shown.number, cast("Paginator[QuestionLine]", shown.paginator)),
    )


def question(seat: Seat, key: str) -> QuestionLine:
    """The question of an address.

    Raises:
        NotYours: unknown, or not for this seat.
    """
    row = _rows(seat).filter(key=key).first()
    if row is None:
        raise NotYours
    return _line(seat, row)


def answerable(seat: Seat, job_ids: Iterable[int]) -> dict[int, int]:
    """How many questions wait for an answer, by job; jobs without any are left out."""
    seat.must(Right.SEE_JOBS)
    counts: dict[int, int] = {}
    open_ones = Question.objects.within(seat).filter(job_id__in=set(job_ids), answered_at__isnull=True)
    for job_id in open_ones.values_list("job_id", flat=True):
        counts[job_id] = counts.get(job_id, 0) + 1
    return counts


def _rows(seat: Seat) -> WithinQuerySet[Question]:
    rows = Question.objects.within(seat).select_related("job", "assignment__contractor").order_by("asked_at", "pk")
    if seat.role is Role.CONTRACTOR:
        own_jobs = _assignments(seat).values("job_id")
        answered_here = Q(job_id__in=own_jobs, answered_at__isnull=False)
        return rows.filter(answered_here | Q(assignment__contractor__member_id=member_of(seat)))
    seat.must(Right.SEE_JOBS)
    return rows


def _assignments(seat: Seat) -> WithinQuerySet[Assignment]:
    return Assignment.objects.within(seat).filter(contractor__member_id=member_of(seat))


def _line(seat: Seat, row: Question) -> QuestionLine:
    contractor = row.assignment.contractor
    # In a trial nobody learns who asked: leaders may be its reviewers.
    named = seat.role is not Role.CONTRACTOR and row.assignment.kind == Assignment.Kind.WORK
    return QuestionLine(
        key=row.key,
        job_id=row.job_id,
        job_number=row.job.number,
        text=row.text,
        asked_at=row.asked_at,
        asked_by=contractor.name if named else "",
        mine=seat.role is Role.CONTRACTOR and contractor.member_id == seat.member_id,
        answer=row.answer,
        answered_at=row.answered_at,
    )
