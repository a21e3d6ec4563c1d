"""Opening a trial: the same version, task, cap, deadline and pay for everybody in it."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from duomo.core.delivery import JobStage
from duomo.desk.assignments import actions as assignment_acts
from duomo.desk.assignments import queries as assignments
from duomo.desk.assignments.actions import Assign
from duomo.desk.briefs import actions as brief_acts
from duomo.desk.kit.refusals import Invalid, Refused, Stale
from duomo.desk.seats.events import record
from duomo.desk.seats.numbers import new_key, next_number
from duomo.desk.seats.rights import Right
from duomo.desk.seats.seat import Seat
from duomo.desk.trials.models import Participant, Reviewer, Trial
from duomo.desk.trials.pages import MOST_CONTRACTORS, TrialLine
from duomo.desk.trials.queries import TrialOffer, trial_of_job, trial_offer

FEWEST_CONTRACTORS = 2
MOST_REVIEWERS = 20
LONGEST_TASK = 5_000
MOST_CAP_MINUTES = 1_000 * 60


@dataclass(frozen=True, slots=True)
class OpenTrial:
    """A trial as typed: whom, who judges, the small task, the cap in minutes, the rate for an hour, the deadline."""

    contractor_ids: tuple[int, ...]
    reviewer_member_ids: tuple[int, ...]
    task: str
    cap_minutes: int
    rate_minor: int
    deadline_at: datetime


@transaction.atomic
def open_trial(seat: Seat, job_number: int, command: OpenTrial) -> TrialLine:
    """Invite the contractors to the same small paid task, and note who will judge it.

    Raises:
        NotYours: the seat does not run jobs, or there is no such job.
        Invalid: contractors, reviewers, task, cap, rate or deadline cannot be taken.
        Refused: no brief is sent, somebody is at work on the job, a trial of it is running, or it has ended.
    """
    seat.must(Right.RUN_JOBS)
    offer = trial_offer(seat, job_number)
    _check(seat, command)
    _check_people(offer, command)
    # Of two at once the second waits here for the first, and then finds its trial.
    number = next_number(seat, f"trial of job {offer.job.id}")
    trial = _trial(seat, offer, _refuse_job(seat, offer), number, command)
    for contractor_id in command.contractor_ids:
        _invite(seat, trial, contractor_id)
    for member_id in command.reviewer_member_ids:
        Reviewer.objects.within(seat).create(trial=trial, member_id=member_id)
    brief_acts.move_job(seat, trial.job_id, JobStage.TRIAL)
    _record(seat, job_number, trial, command)
    line = trial_of_job(seat, trial.job_id)
    if line is None:
        raise RuntimeError("The trial that was opened is not there.")
    return line


def _refuse_job(seat: Seat, offer: TrialOffer) -> int:
    """The version that the trial is about, where the job may have one."""
    if offer.job.stage is JobStage.DONE:
        raise Stale("This job has ended. Start a new job to hold a trial.")
    if offer.brief is None:
        raise Refused("The brief is not sent yet. Send it first: everybody in a trial gets the same sent version.")
    last = trial_of_job(seat, offer.job.id)
    if last is not None and last.running:
        raise Stale("A trial of this job is running already. Decide it or call it off first.")
    if any(line.is_open for line in assignments.of_job(seat, offer.job.id)):
        raise Refused("Somebody is at work on this job. End that first; then a trial can be held.")
    return offer.brief.version_id


def _check(seat: Seat, command: OpenTrial) -> None:
    if not command.task.strip() or len(command.task) > LONGEST_TASK:
        raise Invalid(f"Describe the small task, in at most {LONGEST_TASK:,} characters.", field="task")
    if not 0 < command.cap_minutes <= MOST_CAP_MINUTES:
        raise Invalid("Give the hours that each contractor is paid for: more than none, at most 1,000.", field="cap")
    if command.rate_minor <= 0:
        raise Invalid("Trials are paid. Give the rate for an hour.", field="rate")
    if command.deadline_at <= seat.at:
        raise Invalid("This deadline has passed. Choose a later one.", field="deadline")


def _check_people(offer: TrialOffer, command: OpenTrial) -> None:
    chosen, judging = set(command.contractor_ids), set(command.reviewer_member_ids)
    if len(chosen) < FEWEST_CONTRACTORS:
        raise Invalid("Choose two contractors or more: a trial compares.", field="contractors")
    if len(chosen) > MOST_CONTRACTORS or len(chosen) != len(command.contractor_ids):
        raise Invalid(f"Choose each contractor once, and at most {MOST_CONTRACTORS}.", field="contractors")
    if not chosen <= {one.id for one in offer.contractors}:
        raise Invalid("One of these contractors cannot be invited any more. Choose again.", field="contractors")
    if not judging or len(judging) > MOST_REVIEWERS or len(judging) != len(command.reviewer_member_ids):
        raise Invalid("Choose who scores: one colleague or more, each once.", field="reviewers")
    if not judging <= {member.id for member in offer.reviewers}:
        raise Invalid("One of these colleagues cannot score any more. Choose again.", field="reviewers")


def _trial(seat: Seat, offer: TrialOffer, version_id: int, number: int, command: OpenTrial) -> Trial:
    return Trial.objects.within(seat).create(
        job_id=offer.job.id,
        version_id=version_id,
        number=number,
        task=command.task.strip(),
        cap_minutes=command.cap_minutes,
        rate_minor=command.rate_minor,
        currency=offer.currency,
        deadline_at=command.deadline_at,
        seed=new_key(seat, "trial"),
        opened_by_id=seat.acting_member,
        opened_at=seat.at,
    )


def _invite(seat: Seat, trial: Trial, contractor_id: int) -> None:
    """One path for everybody: what differs between two participants is whose assignment it is."""
    line = assignment_acts.assign(
        seat,
        Assign(
            job_id=trial.job_id,
            version_id=trial.version_id,
            contractor_id=contractor_id,
            kind="trial",
            plan_minutes=trial.cap_minutes,
            reserve_minutes=0,
            feasibility_minutes=0,
            rate_minor=trial.rate_minor,
            fixed_minor=None,
            currency=trial.currency,
            deadline_at=trial.deadline_at,
            task=trial.task,
        ),
    )
    Participant.objects.within(seat).create(trial=trial, assignment_id=line.id, key=new_key(seat, "participant"))


def _record(seat: Seat, job_number: int, trial: Trial, command: OpenTrial) -> None:
    record(
        seat,
        "trial_opened",
        job_number=job_number,
        subject=f"trial {trial.number}",
        trial=trial.number,
        contractors=sorted(command.contractor_ids),
        reviewers=sorted(command.reviewer_member_ids),
        cap_minutes=trial.cap_minutes,
        rate_minor=trial.rate_minor,
        currency=trial.currency,
        deadline_at=trial.deadline_at.isoformat(),
    )
