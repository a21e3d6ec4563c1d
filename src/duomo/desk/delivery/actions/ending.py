"""Law 11: every job ends as a hit or a miss, computed from the facts, with reasons and a lesson."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.db import transaction
from django.urls import reverse

from duomo.core.delivery import AssignmentState, JobStage
from duomo.core.ledger import JobFacts
from duomo.core.quantities import format_minutes
from duomo.desk.assignments import actions as assignment_acts
from duomo.desk.assignments import queries as assignments
from duomo.desk.assignments.pages import AssignmentLine
from duomo.desk.briefs import actions as brief_acts
from duomo.desk.briefs import queries as briefs
from duomo.desk.briefs.pages import JobLine
from duomo.desk.delivery.actions.deciding import restage
from duomo.desk.delivery.actions.own_time import log_finishing
from duomo.desk.delivery.actions.records import TAKEN, Work, costs_of, facts_of, keep_records
from duomo.desk.delivery.pages import Ending
from duomo.desk.delivery.queries import decisions
from duomo.desk.kit.refusals import Invalid, Refused, Stale
from duomo.desk.ledger import actions as ledger
from duomo.desk.ledger.actions import JobEnded
from duomo.desk.ledger.pages import OutcomeLine
from duomo.desk.people import queries as people
from duomo.desk.seats.events import record
from duomo.desk.seats.queries import leaders
from duomo.desk.seats.rights import Right
from duomo.desk.seats.seat import Seat
from duomo.desk.waits import actions as waits

WITHDRAWN_BECAUSE = "The job has ended."
WAITS_FOR_REVIEW = "A delivery waits for your review. Accept it, reject it or take it unfinished first."
MINUTES_TO_APPROVE = 3


@dataclass(frozen=True, slots=True)
class EndJob:
    """How a job ends that nothing was accepted for, what was learnt, and what finishing it costs the owner's side."""

    how: Ending
    lesson: str = ""
    finishing_minutes: int = 0


@transaction.atomic
def end_job(seat: Seat, job_number: int, command: EndJob) -> OutcomeLine:
    """End a job. Whether it was a hit or a miss is computed from the facts; what is still open is withdrawn.

    Raises:
        NotYours: there is no such job for this seat.
        Invalid: the way in which it ends does not fit what happened, or the hours are negative.
        Refused: a trial is running, or a delivery waits for its review.
        Stale: the job has ended already.
    """
    seat.must(Right.RUN_JOBS)
    job = briefs.job(seat, job_number)
    if job.stage is JobStage.DONE:
        raise Stale("This job has ended already. Load the page again to see what came of it.")
    lines = assignments.of_job(seat, job.id)
    _refuse_unsettled(lines)
    _check(lines, command)
    gone = [line for line in lines if line.is_open] if command.how is Ending.VANISHED else []
    withdrawn = [line for line in lines if line.is_open]
    for line in withdrawn:
        assignment_acts.withdraw(seat, line.key, WITHDRAWN_BECAUSE)
    # Asked again: what was handed in just before the withdrawal is seen only now, and is not passed over.
    _refuse_undecided(seat, withdrawn)
    brief_acts.move_job(seat, job.id, JobStage.DONE)
    record(seat, "job_ended", job_number=job.number, how=command.how.value)
    log_finishing(seat, job.number, command.finishing_minutes)
    return _close(seat, job, gone=gone, how=command.how, lesson=command.lesson)


def close_or_go_on(seat: Seat, job_number: int, *, lesson: str = "") -> OutcomeLine | None:
    """End the job if no work on it is open any more; else put it where the open work is."""
    job = briefs.job(seat, job_number)
    lines = assignments.of_job(seat, job.id)
    if any(line.is_open for line in lines):
        restage(seat, job.id, lines)
        keep_records(seat, job.number)
        return None
    brief_acts.move_job(seat, job.id, JobStage.DONE)
    return _close(seat, job, lesson=lesson)


def _refuse_unsettled(lines: Iterable[AssignmentLine]) -> None:
    for line in lines:
        if line.is_open and line.is_trial:
            raise Refused("A trial of this job is running. Decide it or call it off before you end the job.")
        if line.state is AssignmentState.DELIVERED and line.is_open:
            raise Refused(WAITS_FOR_REVIEW)


def _refuse_undecided(seat: Seat, lines: Iterable[AssignmentLine]) -> None:
    handed_in = assignments.deliveries_of(seat, [line.id for line in lines])
    last = {found[-1].id for found in handed_in.values()}
    if last - set(decisions(seat, last)):
        raise Stale(WAITS_FOR_REVIEW)


def _check(lines: Sequence[AssignmentLine], command: EndJob) -> None:
    work = [line for line in lines if not line.is_trial]
    if command.finishing_minutes < 0:
        raise Invalid("Hours cannot be negative. Type 0 for none.", field="finishing_minutes")
    if command.how is Ending.REJECTED and all(line.state is not AssignmentState.REJECTED for line in work):
        raise Invalid("No delivery of this job was rejected. Choose how else it ends.", field="how")
    if command.how is Ending.VANISHED and not any(line.acknowledged_at for line in work):
        raise Invalid("Nobody was at work on this job, so nobody vanished. Choose how else it ends.", field="how")


def _close(
    seat: Seat, job: JobLine, *, gone: Sequence[AssignmentLine] = (), how: Ending | None = None, lesson: str = ""
) -> OutcomeLine:
    works = keep_records(seat, job.number, [line.id for line in gone])
    lines = assignments.of_job(seat, job.id)
    outcome = ledger.record_job_outcome(seat, _ended(seat, job, lines, works, _facts(works, how), lesson))
    waits.settle_job(seat, job.number)
    for line in lines:
        _ask_to_approve(seat, line)
    return outcome


def _facts(works: Sequence[Work], how: Ending | None) -> JobFacts:
    """The facts, with what only the owner knows: that it is not possible, or that somebody vanished."""
    facts = facts_of(works)
    if how is Ending.NOT_POSSIBLE:
        return replace(facts, not_possible=max(1, facts.not_possible))
    if how is Ending.VANISHED:
        return replace(facts, vanished=max(1, facts.vanished))
    return facts


def _ended(
    seat: Seat, job: JobLine, lines: Sequence[AssignmentLine], works: Sequence[Work], facts: JobFacts, lesson: str
) -> JobEnded:
    work = [one.line for one in works]
    trial_held = any(line.is_trial and line.state is AssignmentState.CLOSED for line in lines)
    number, name = _contractor(seat, work)
    return JobEnded(
        job_number=job.number,
        title=job.title,
        function=job.function_slug,
        function_name=job.function_name,
        facts=replace(facts, skipped_trial=not trial_held),
        contractor_number=number,
        contractor_name=name,
        lesson=lesson.strip(),
        trial_held=trial_held,
        reserve_held=any(line.reserve_minutes > 0 for line in work),
        overruled=any(briefs.overrules(seat, version_id) for version_id in {line.version_id for line in lines}),
        owner_estimate_minutes=job.owner_estimate_minutes or 0,
        plan_minutes=sum(line.plan_minutes for line in work),
        plan_used_minutes=sum(line.plan_used_minutes for line in work),
        reserve_minutes=sum(line.reserve_minutes for line in work),
        reserve_used_minutes=sum(line.reserve_used_minutes for line in work),
        trial_minutes=sum(line.plan_used_minutes for line in lines if line.is_trial),
        costs=costs_of(seat, lines),
    )


def _contractor(seat: Seat, work: Sequence[AssignmentLine]) -> tuple[int | None, str]:
    """Whose work it came down to: the one that was taken, else the last."""
    taken = [line for line in work if line.state is AssignmentState.ACCEPTED]
    taken = taken or [line for line in work if line.state in TAKEN]
    last = (taken or work)[-1:]
    if not last:
        return None, ""
    contractor = people.contractor_by_id(seat, last[0].contractor_id)
    return contractor.number, contractor.name


def _ask_to_approve(seat: Seat, line: AssignmentLine) -> None:
    """The end closes everything that waited, but hours of taken work become payable only now, once approved."""
    if line.state not in TAKEN or not line.waiting_minutes:
        return
    waits.ask_for(
        seat,
        members=leaders(seat),
        kind="approve",
        key=line.key,
        title=f"Approve {format_minutes(line.waiting_minutes)} h on “{line.job_title}”",
        why="The work was taken: these hours are paid once you approve them.",
        whose=people.contractor_by_id(seat, line.contractor_id).name,
        url=reverse("approve-hours", args=[line.key]),
        job_number=line.job_number,
        minutes=MINUTES_TO_APPROVE,
    )
