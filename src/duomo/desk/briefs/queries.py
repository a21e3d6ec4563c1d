"""Reads about jobs and their briefs."""

from collections.abc import Iterable
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q

from duomo.core.briefs import OVERRULABLE, BudgetKind, Condition, JudgedBy, check_brief
from duomo.core.delivery import JobStage, check_problem
from duomo.desk.briefs.models import BriefVersion, Criterion, Deliverable, Job, Overrule
from duomo.desk.briefs.pages import (
    BriefPage,
    CriterionLine,
    DeliverableLine,
    JobLine,
    JudgedFinding,
    OverruleLine,
    StageColumn,
    VersionLine,
    words_hash,
)
from duomo.desk.kit.refusals import NotYours
from duomo.desk.seats.base import WithinQuerySet
from duomo.desk.seats.rights import Right
from duomo.desk.seats.seat import Seat

PER_PAGE = 50
# Nobody needs to know on the board whether it is 312 or 4,000; an exact count of ended jobs would grow for ever.
COUNTED_TO = 200


def job(seat: Seat, number: int) -> JobLine:
    """The job with this number.

    Raises:
        NotYours: there is none in this workspace, or the seat may not see the titles of jobs.
    """
    seat.must(Right.SEE_TITLES)
    return job_by_number(seat, number)


def job_by_number(seat: Seat, number: int) -> JobLine:
    """The same for a room that decides itself who may see the job (a trial's reviewer).

    Raises:
        NotYours: there is none in this workspace.
    """
    return _only_job(_jobs(seat).filter(number=number))


def job_by_id(seat: Seat, job_id: int) -> JobLine:
    """The job of a row that the calling room has already found to be this seat's to see.

    Raises:
        NotYours: there is none in this workspace.
    """
    return _only_job(_jobs(seat).filter(pk=job_id))


def jobs_by_id(seat: Seat, ids: Iterable[int]) -> dict[int, JobLine]:
    """Several jobs as `job_by_id` gives one, in one query; unknown ids are left out."""
    return {row.pk: _job_line(row) for row in _jobs(seat).filter(pk__in=set(ids))}


def board(seat: Seat, per_stage: int) -> tuple[StageColumn, ...]:
    """The jobs of each stage, those that came to it last first; at most `per_stage` of each."""
    seat.must(Right.SEE_TITLES)
    return tuple(_column(seat, stage, per_stage) for stage in JobStage)


def job_list(seat: Seat, *, stage: str = "", text: str = "", page: str | int = 1) -> Page[JobLine]:
    """One page of the jobs, newest first; `text` is looked for in the title, a whole number also as the job's."""
    seat.must(Right.SEE_TITLES)
    rows = _jobs(seat).order_by("-number")
    if stage in list(JobStage):
        rows = rows.filter(stage=stage)
    if wanted := text.strip():
        found = Q(title__icontains=wanted)
        rows = rows.filter(found | Q(number=int(wanted)) if _is_number(wanted) else found)
    pages: Paginator[Any] = Paginator(rows, PER_PAGE)
    shown = pages.get_page(page)
    return Page([_job_line(row) for row in shown.object_list], shown.number, pages)


def draft(seat: Seat, job_id: int) -> BriefPage | None:
    """The version that is being written, if there is one."""
    seat.must(Right.SEE_JOBS)
    return _first_brief(seat, _versions(seat).filter(job_id=job_id, state=BriefVersion.State.DRAFT))


def sent_brief(seat: Seat, job_id: int) -> BriefPage | None:
    """The version sent last, if there is one; for a room that has found the job to be this seat's to see."""
    sent = _versions(seat).filter(job_id=job_id, state=BriefVersion.State.SENT)
    return _first_brief(seat, sent.order_by("-number"))


def brief(seat: Seat, version_id: int) -> BriefPage:
    """The version of a row that the calling room has found to be this seat's to see.

    Who may not see jobs (a contractor, a reviewer) gets sent versions only.

    Raises:
        NotYours: there is none in this workspace.
    """
    rows = _versions(seat).filter(pk=version_id)
    found = _first_brief(seat, rows if seat.may(Right.SEE_JOBS) else rows.filter(state=BriefVersion.State.SENT))
    if found is None:
        raise NotYours
    return found


def version(seat: Seat, job_number: int, number: int) -> BriefPage:
    """A job's version by its number.

    Raises:
        NotYours: there is none in this workspace, or the seat may not see jobs.
    """
    seat.must(Right.SEE_JOBS)
    found = _first_brief(seat, _versions(seat).filter(job__number=job_number, number=number))
    if found is None:
        raise NotYours
    return found


def versions(seat: Seat, job_id: int) -> tuple[VersionLine, ...]:
    """All versions of a job's brief, newest first."""
    seat.must(Right.SEE_JOBS)
    rows = BriefVersion.objects.within(seat).filter(job_id=job_id).order_by("-number")
    return tuple(VersionLine(row.number, row.state, row.changed_at, row.sent_at) for row in rows)


def overrules(seat: Seat, version_id: int) -> tuple[OverruleLine, ...]:
    """What somebody let stand in this version, in the order of the acts."""
    seat.must(Right.SEE_JOBS)
    rows = Overrule.objects.within(seat).filter(version_id=version_id).order_by("overruled_at", "pk")
    return tuple(
        OverruleLine(row.rule, row.target, row.words_hash, row.reason, row.member_id, row.overruled_at) for row in rows
    )


def judged(seat: Seat, page: BriefPage) -> tuple[JudgedFinding, ...]:
    """Everything that is unclear about a brief, each with the overrule that lets it stand."""
    found = check_brief(page.core, now=seat.at, checkable=check_problem)
    standing = {(line.rule, line.target, line.words_hash): line for line in overrules(seat, page.version_id)}
    core = page.core
    return tuple(
        JudgedFinding(
            finding,
            standing.get((finding.rule, finding.target, words_hash(core, finding))),
            overrulable=finding.rule in OVERRULABLE,
        )
        for finding in found
    )


def _jobs(seat: Seat) -> WithinQuerySet[Job]:
    return Job.objects.within(seat).select_related("function")


def _only_job(rows: WithinQuerySet[Job]) -> JobLine:
    row = rows.first()
    if row is None:
        raise NotYours
    return _job_line(row)


def _job_line(row: Job) -> JobLine:
    return JobLine(
        id=row.pk,
        number=row.number,
        title=row.title,
        function_slug=row.function.slug,
        function_name=row.function.name,
        stage=JobStage(row.stage),
        stage_note=row.stage_note,
        owner_estimate_minutes=row.owner_estimate_minutes,
        created_by_id=row.created_by_id,
        created_at=row.created_at,
        moved_at=row.moved_at,
    )


def _column(seat: Seat, stage: JobStage, per_stage: int) -> StageColumn:
    rows = _jobs(seat).filter(stage=stage).order_by("-moved_at", "-pk")
    shown = tuple(_job_line(row) for row in rows[: per_stage + 1])
    count = len(shown)
    if count > per_stage:
        count = Job.objects.within(seat).filter(stage=stage).order_by()[: COUNTED_TO + 1].count()
    return StageColumn(stage, min(count, COUNTED_TO), more=count > COUNTED_TO, jobs=shown[:per_stage])


def _is_number(text: str) -> bool:
    longest = 9
    return text.isascii() and text.isdigit() and len(text) <= longest


def _versions(seat: Seat) -> WithinQuerySet[BriefVersion]:
    return BriefVersion.objects.within(seat).select_related("job")


def _first_brief(seat: Seat, rows: WithinQuerySet[BriefVersion]) -> BriefPage | None:
    row = rows.first()
    return None if row is None else _brief_page(seat, row)


def _brief_page(seat: Seat, row: BriefVersion) -> BriefPage:
    deliverables = list(Deliverable.objects.within(seat).filter(version=row))
    keys = {deliverable.pk: deliverable.key for deliverable in deliverables}
    return BriefPage(
        version_id=row.pk,
        job_id=row.job_id,
        job_number=row.job.number,
        job_title=row.job.title,
        number=row.number,
        state=row.state,
        revision=row.revision,
        goal=row.goal,
        deliverables=tuple(DeliverableLine(line.key, line.text) for line in deliverables),
        criteria=tuple(_criterion_line(line, keys) for line in Criterion.objects.within(seat).filter(version=row)),
        references=row.references,
        out_of_scope=row.out_of_scope,
        deadline_at=row.deadline_at,
        budget_kind=BudgetKind(row.budget_kind) if row.budget_kind else None,
        planned_minutes=row.planned_minutes,
        rate_minor=row.rate_minor,
        fixed_minor=row.fixed_minor,
        currency=row.currency,
        condition=Condition(row.condition) if row.condition else None,
        reserve_minutes=row.reserve_minutes,
        feasibility_minutes=row.feasibility_minutes,
        owner_estimate_minutes=_estimate(row),
        changed_by_id=row.changed_by_id,
        changed_at=row.changed_at,
        sent_by_id=row.sent_by_id,
        sent_at=row.sent_at,
    )


def _estimate(row: BriefVersion) -> int | None:
    return row.owner_estimate_minutes if row.state == BriefVersion.State.SENT else row.job.owner_estimate_minutes


def _criterion_line(row: Criterion, deliverable_keys: dict[int, str]) -> CriterionLine:
    return CriterionLine(
        key=row.key,
        text=row.text,
        must=row.must,
        judged_by=JudgedBy(row.judged_by),
        check=row.check_line,
        early=row.early,
        deliverable_key=deliverable_keys.get(row.deliverable_id or 0, ""),
    )
