"""Own hours, outcomes and records, read one job or one contractor at a time, and the figures of the desk."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Sum

from duomo.core.ledger import MissReason, Rate, miss_rate, prior_from
from duomo.desk.kit.clock import local_day
from duomo.desk.kit.refusals import NotYours
from duomo.desk.ledger.models import JobOutcome, Lesson, OwnTime, Tally, WorkOutcome
from duomo.desk.ledger.pages import (
    ACTIVITIES,
    Figures,
    LessonLine,
    NetOfMonth,
    OutcomeLine,
    OwnHoursLine,
    OwnTimeLine,
    Record,
    WorkLine,
)
from duomo.desk.seats.queries import events_of_job, workspace
from duomo.desk.seats.rights import Right
from duomo.desk.seats.seat import Seat

MONTHS_SHOWN = 12
LINES_SHOWN = 20
"""Lines of a list that is not paged."""


def job_exists(seat: Seat, job_number: int) -> bool:
    """Whether the workspace has a job with this number: whatever exists was opened, which is an act of the chain."""
    return bool(events_of_job(Seat.system(seat.workspace_id, seat.at, seat.zone), job_number, limit=1))


def must_exist(seat: Seat, job_number: int) -> None:
    """Refuse a number that no job of the workspace has.

    Raises:
        NotYours: there is no such job.
    """
    if not job_exists(seat, job_number):
        raise NotYours


def has_ended(seat: Seat, job_number: int) -> bool:
    """Whether the job's outcome has been recorded."""
    return JobOutcome.objects.within(seat).filter(job_number=job_number).exists()


def own_hours(seat: Seat, job_number: int) -> OwnHoursLine:
    """What the job took the owner's side so far, by activity; nothing for a number that no job has.

    Raises:
        NotYours: the seat neither sees jobs nor records own hours.
    """
    if not seat.may(Right.SEE_JOBS):
        seat.must(Right.LOG_OWN_HOURS)
    rows = OwnTime.objects.within(seat).filter(job_number=job_number).values("activity").annotate(sum=Sum("minutes"))
    return OwnHoursLine(**{row["activity"]: row["sum"] for row in rows})


def own_times(seat: Seat, job_number: int) -> tuple[OwnTimeLine, ...]:
    """The entries of own hours on a job, newest first; who does not see jobs gets the own ones only.

    Raises:
        NotYours: there is no such job, or the seat records no own hours.
    """
    seat.must(Right.LOG_OWN_HOURS)
    must_exist(seat, job_number)
    rows = OwnTime.objects.within(seat).filter(job_number=job_number).order_by("-spent_on", "-pk")
    if not seat.may(Right.SEE_JOBS):
        rows = rows.filter(member_id=seat.acting_member)
    return tuple(
        OwnTimeLine(row.activity, row.minutes, row.spent_on, row.note, row.member_id, row.recorded_at) for row in rows
    )


def outcome(seat: Seat, job_number: int) -> OutcomeLine | None:
    """How a job ended; None while it has not.

    Raises:
        NotYours: the seat may not see the titles of jobs.
    """
    return outcomes(seat, [job_number]).get(job_number)


def outcomes(seat: Seat, job_numbers: Iterable[int]) -> dict[int, OutcomeLine]:
    """How several jobs ended, in one query; those that have not are left out.

    Raises:
        NotYours: the seat may not see the titles of jobs.
    """
    seat.must(Right.SEE_TITLES)
    rows = JobOutcome.objects.within(seat).filter(job_number__in=set(job_numbers))
    return {row.job_number: outcome_line(row) for row in rows}


def recent_outcomes(seat: Seat, limit: int = LINES_SHOWN) -> tuple[OutcomeLine, ...]:
    """The jobs that ended last, newest first.

    Raises:
        NotYours: the seat may not see the ledger.
    """
    seat.must(Right.SEE_LEDGER)
    rows = JobOutcome.objects.within(seat).order_by("-ended_at", "-pk")
    return tuple(outcome_line(row) for row in rows[:limit])


def lessons(seat: Seat, job_number: int) -> tuple[LessonLine, ...]:
    """What was learnt after a job's outcome was recorded, oldest first."""
    seat.must(Right.SEE_TITLES)
    rows = Lesson.objects.within(seat).filter(job_number=job_number).order_by("pk")
    return tuple(LessonLine(row.text, row.member_id, row.recorded_at) for row in rows)


def record_of(seat: Seat, contractor_number: int) -> Record:
    """How a contractor's works ended. The rate is drawn towards that of all contractors while there are few.

    Raises:
        NotYours: the seat may not see contractors.
    """
    seat.must(Right.SEE_PEOPLE)
    counts = contractor_counts(seat)
    misses, jobs = counts.get(str(contractor_number), (0, 0))
    rows = WorkOutcome.objects.within(seat).filter(contractor_number=contractor_number).order_by("-ended_at", "-pk")
    return Record(
        jobs=jobs,
        misses=misses,
        rate=miss_rate(misses, jobs, prior=prior_from(list(counts.values()))),
        lines=tuple(work_line(row) for row in rows[:LINES_SHOWN]),
    )


def contractor_counts(seat: Seat) -> dict[str, tuple[int, int]]:
    """Misses and works of every contractor by number as text, over all months."""
    rows = Tally.objects.within(seat).filter(facet=Tally.Facet.CONTRACTOR)
    found = rows.values("value").annotate(worked=Sum("jobs"), missed=Sum("misses"))
    return {row["value"]: (row["missed"], row["worked"]) for row in found}


def figures(seat: Seat) -> Figures:
    """The last twelve months of the workspace's zone, the present one last, and the miss rate over them.

    Raises:
        NotYours: the seat may not see the ledger.
    """
    seat.must(Right.SEE_LEDGER)
    months = net_of_months(seat, last_months(local_day(workspace(seat).zone, seat.at), MONTHS_SHOWN))
    return Figures(months, rate_over(months))


def rate_over(months: Iterable[NetOfMonth]) -> Rate:
    """The miss rate over some months."""
    counted = list(months)
    return miss_rate(sum(month.misses for month in counted), sum(month.jobs for month in counted))


def net_of_months(seat: Seat, months: tuple[date, ...]) -> tuple[NetOfMonth, ...]:
    """What came of the jobs that ended in these months, in one query; months without any are there with nothing."""
    rows = Tally.objects.within(seat).filter(
        facet=Tally.Facet.ALL, month__range=(f"{months[0]:%Y-%m}", f"{months[-1]:%Y-%m}")
    )
    found = {row.month: row for row in rows}
    return tuple(_net_of_month(month, found.get(f"{month:%Y-%m}")) for month in months)


def last_months(today: date, count: int) -> tuple[date, ...]:
    """The first days of the last `count` months, the present one last."""
    present = today.year * 12 + today.month - 1
    return tuple(date(month // 12, month % 12 + 1, 1) for month in range(present - count + 1, present + 1))


def own_of(row: JobOutcome | Tally) -> OwnHoursLine:
    """The own hours of an outcome, or of a sum over outcomes."""
    return OwnHoursLine(**{activity: getattr(row, f"{activity}_minutes") for activity in ACTIVITIES})


def outcome_line(row: JobOutcome) -> OutcomeLine:
    """An outcome as other rooms read it."""
    return OutcomeLine(
        job_number=row.job_number,
        title=row.title,
        function=row.function,
        function_name=row.function_name,
        contractor_number=row.contractor_number,
        contractor_name=row.contractor_name,
        hit=row.hit,
        reasons=tuple(MissReason(reason) for reason in row.reasons),
        remarks=tuple(MissReason(remark) for remark in row.remarks),
        lesson=row.lesson,
        trial_held=row.trial_held,
        reserve_held=row.reserve_held,
        overruled=row.overruled,
        owner_estimate_minutes=row.owner_estimate_minutes,
        own=own_of(row),
        net_minutes=row.net_minutes,
        plan_minutes=row.plan_minutes,
        plan_used_minutes=row.plan_used_minutes,
        reserve_minutes=row.reserve_minutes,
        reserve_used_minutes=row.reserve_used_minutes,
        trial_minutes=row.trial_minutes,
        costs=tuple(sorted(row.costs.items())),
        rule_version=row.rule_version,
        ended_at=row.ended_at,
    )


def work_line(row: WorkOutcome) -> WorkLine:
    """A row of a contractor's record."""
    return WorkLine(
        job_number=row.job_number,
        job_title=row.job_title,
        assignment_key=row.assignment_key,
        function=row.function,
        hit=row.hit,
        reasons=tuple(MissReason(reason) for reason in row.reasons),
        remarks=tuple(MissReason(remark) for remark in row.remarks),
        estimate_minutes=row.estimate_minutes,
        actual_minutes=row.actual_minutes,
        ended_at=row.ended_at,
    )


def _net_of_month(month: date, row: Tally | None) -> NetOfMonth:
    if row is None:
        return NetOfMonth(month, 0, 0, 0, 0, 0)
    return NetOfMonth(month, row.jobs, row.misses, row.owner_estimate_minutes, own_of(row).total, row.net_minutes)
