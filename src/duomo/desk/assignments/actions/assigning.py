"""Giving a brief to a contractor: as one of a trial's small assignments, or as the work itself."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from duomo.core.currencies import is_currency
from duomo.core.delivery import AssignmentState, JobStage
from duomo.desk.assignments import queries
from duomo.desk.assignments.models import Assignment
from duomo.desk.assignments.pages import AssignmentLine, Kind
from duomo.desk.briefs import actions as briefs
from duomo.desk.briefs import queries as brief_queries
from duomo.desk.briefs.pages import BriefPage, JobLine
from duomo.desk.kit.refusals import Invalid, NotYours, Refused, Stale
from duomo.desk.people import actions as people
from duomo.desk.people import queries as contractors
from duomo.desk.seats.events import record
from duomo.desk.seats.numbers import new_key
from duomo.desk.seats.rights import Right
from duomo.desk.seats.seat import Seat
from duomo.desk.waits import actions as waits

MINUTES_TO_ACKNOWLEDGE = 15


@dataclass(frozen=True, slots=True)
class Assign:
    """One contractor on one sent version: minutes, money in minor units, paid by the hour or at a fixed price."""

    job_id: int
    version_id: int
    contractor_id: int
    kind: Kind
    plan_minutes: int
    reserve_minutes: int
    feasibility_minutes: int
    rate_minor: int | None
    fixed_minor: int | None
    currency: str
    deadline_at: datetime
    second_opinion_on: str | None = None
    task: str = ""


@dataclass(frozen=True, slots=True)
class Hire:
    """Whom to hire and on which terms; the currency is the brief's, or the workspace's where it names none."""

    contractor_id: int
    plan_minutes: int
    reserve_minutes: int
    feasibility_minutes: int
    deadline_at: datetime
    currency: str
    rate_minor: int | None = None
    fixed_minor: int | None = None
    second_opinion_on: str | None = None


@transaction.atomic
def assign(seat: Seat, command: Assign) -> AssignmentLine:
    """Give a sent version to a contractor, who is invited and asked to acknowledge it. The job stays where it is.

    Raises:
        Invalid: hours, money, deadline or contractor cannot be taken.
        Refused: the contractor is archived.
    """
    seat.must(Right.RUN_JOBS)
    line = _give(seat, command)
    _record(seat, "contractor_assigned", line)
    return line


@transaction.atomic
def hire(seat: Seat, job_number: int, command: Hire) -> AssignmentLine:
    """Give the job's last sent version to a contractor as the work itself. That no trial came before is remembered.

    Raises:
        Invalid: hours, money, deadline or contractor cannot be taken.
        Refused: the brief is not sent, a trial is running, the job has ended, or the contractor is at work on it.
    """
    seat.must(Right.RUN_JOBS)
    job = brief_queries.job(seat, job_number)
    brief = _sent_brief(seat, job)
    others = queries.of_job(seat, job.id)
    _refuse_hire(others, command)
    line = _give(
        seat,
        Assign(
            job_id=job.id,
            version_id=brief.version_id,
            contractor_id=command.contractor_id,
            kind="work",
            plan_minutes=command.plan_minutes,
            reserve_minutes=command.reserve_minutes,
            feasibility_minutes=command.feasibility_minutes,
            rate_minor=command.rate_minor,
            fixed_minor=command.fixed_minor,
            currency=command.currency,
            deadline_at=command.deadline_at,
            second_opinion_on=command.second_opinion_on,
        ),
    )
    for other in others:
        waits.settle(seat, kind="decide", key=other.key)
    briefs.move_job(seat, job.id, JobStage.WORK)
    _record(seat, "contractor_hired", line, trial_skipped=not any(other.is_trial for other in others))
    return line


def _sent_brief(seat: Seat, job: JobLine) -> BriefPage:
    if job.stage is JobStage.DONE:
        raise Stale("This job has ended. Start a new job to hire somebody.")
    brief = brief_queries.sent_brief(seat, job.id)
    if brief is None:
        raise Refused("The brief is not sent yet. Send it first; then a contractor can be hired for it.")
    return brief


def _refuse_hire(others: tuple[AssignmentLine, ...], command: Hire) -> None:
    for other in others:
        if other.is_open and other.is_trial:
            raise Refused("A trial of this job is running. Decide it or call it off before you hire.")
        if other.is_open and other.contractor_id == command.contractor_id:
            raise Invalid("This contractor is already at work on this job. Choose another one.", field="contractor")


def _give(seat: Seat, command: Assign) -> AssignmentLine:
    contractor = contractors.contractor_by_id(seat, command.contractor_id)
    brief = _version(seat, command)
    _check_terms(seat, command)
    first = _first_opinion(seat, command)
    guest = people.invite_contractor(seat, contractor.id)
    row = Assignment.objects.within(seat).create(
        key=new_key(seat, "assignment"),
        job_id=command.job_id,
        version_id=brief.version_id,
        contractor_id=contractor.id,
        kind=command.kind,
        plan_minutes=command.plan_minutes,
        reserve_minutes=command.reserve_minutes,
        feasibility_minutes=command.feasibility_minutes,
        rate_minor=command.rate_minor,
        fixed_minor=command.fixed_minor,
        currency=command.currency,
        deadline_at=command.deadline_at,
        task=command.task,
        second_opinion_on_id=first.id if first else None,
        created_by_id=queries.member_of(seat),
        created_at=seat.at,
    )
    line = queries.assignment_by_id(seat, row.pk)
    _ask_to_acknowledge(seat, line, guest.member_id)
    return line


def _version(seat: Seat, command: Assign) -> BriefPage:
    brief = brief_queries.brief(seat, command.version_id)
    if brief.job_id != command.job_id:
        raise NotYours
    if brief.sent_at is None:
        raise Refused("The brief is not sent yet. Send it first; then a contractor can be invited.")
    return brief


def _check_terms(seat: Seat, command: Assign) -> None:
    if command.deadline_at <= seat.at:
        raise Invalid("This deadline has passed. Choose a later one.", field="deadline")
    if (command.rate_minor is None) == (command.fixed_minor is None):
        raise Invalid("Give either a rate for an hour or a fixed price.", field="rate")
    if not is_currency(command.currency):
        raise Invalid("Choose the currency, such as EUR or USD.", field="currency")
    if command.fixed_minor is None and command.plan_minutes <= 0:
        raise Invalid("Give the planned hours: work by the hour is paid up to them.", field="plan")
    if command.plan_minutes and command.feasibility_minutes > command.plan_minutes:
        raise Invalid("The first look is a part of the planned hours, so it cannot be longer.", field="feasibility")


def _first_opinion(seat: Seat, command: Assign) -> AssignmentLine | None:
    if command.second_opinion_on is None:
        return None
    first = queries.assignment(seat, command.second_opinion_on)
    if first.job_id != command.job_id:
        raise NotYours
    if first.state is not AssignmentState.STOPPED:
        raise Stale("A second opinion is for an assignment that ended as not possible; this one did not.")
    if first.contractor_id == command.contractor_id:
        raise Invalid("The first opinion is this contractor's. Choose another one.", field="contractor")
    return first


def _ask_to_acknowledge(seat: Seat, line: AssignmentLine, member_id: int) -> None:
    what = "a small paid test" if line.is_trial else "the work itself"
    waits.ask_for(
        seat,
        members=[member_id],
        kind="acknowledge",
        key=line.key,
        title=f"You are invited: {line.job_title}",
        why=f"This is {what}. Read the brief, say the goal in your own words and confirm each must, or ask.",
        url=line.url,
        job_number=line.job_number,
        minutes=MINUTES_TO_ACKNOWLEDGE,
    )


def _record(seat: Seat, verb: str, line: AssignmentLine, **also: bool) -> None:
    record(
        seat,
        verb,
        job_number=line.job_number,
        subject=f"assignment {line.key}",
        assignment=line.key,
        kind=line.kind,
        contractor=line.contractor_id,
        version=line.version_number,
        plan_minutes=line.plan_minutes,
        reserve_minutes=line.reserve_minutes,
        feasibility_minutes=line.feasibility_minutes,
        rate_minor=line.rate_minor,
        fixed_minor=line.fixed_minor,
        currency=line.currency,
        deadline_at=line.deadline_at.isoformat(),
        second_opinion_on=line.second_opinion_on,
        **also,
    )
