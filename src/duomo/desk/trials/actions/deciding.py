"""Ending a trial: hiring one, several or nobody, or calling it off. Trial work is paid in any case."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from duomo.core.delivery import AssignmentState, JobStage
from duomo.desk.assignments import actions as assignment_acts
from duomo.desk.assignments import queries as assignments
from duomo.desk.assignments.actions import Assign
from duomo.desk.assignments.pages import AssignmentLine
from duomo.desk.briefs import actions as brief_acts
from duomo.desk.briefs import queries as briefs
from duomo.desk.briefs.pages import BriefPage
from duomo.desk.kit.display.words import hours
from duomo.desk.kit.refusals import Invalid, Refused, Stale
from duomo.desk.people import queries as people
from duomo.desk.seats.events import record
from duomo.desk.seats.rights import Right
from duomo.desk.seats.seat import Seat
from duomo.desk.trials.actions.asking import KINDS, settle
from duomo.desk.trials.actions.rows import held_trial
from duomo.desk.trials.models import Participant, Trial
from duomo.desk.trials.pages import OUT
from duomo.desk.waits import actions as waits

LONGEST_REASON = 500
RUNNING = (Trial.State.OPEN, Trial.State.SCORING, Trial.State.REVEALED)


@dataclass(frozen=True, slots=True)
class HireFromTrial:
    """Whom to hire of a trial and on which terms; paid by the hour or at a fixed price, in the trial's currency."""

    key: str
    plan_minutes: int
    reserve_minutes: int
    feasibility_minutes: int
    deadline_at: datetime
    rate_minor: int | None = None
    fixed_minor: int | None = None


@dataclass(frozen=True, slots=True)
class Decide:
    """Whom to hire (nobody where empty), and why."""

    hires: tuple[HireFromTrial, ...]
    reason: str


@transaction.atomic
def decide_trial(seat: Seat, job_number: int, command: Decide) -> tuple[AssignmentLine, ...]:
    """Hire from a revealed trial; the job goes to work, or back to its brief when nobody is hired.

    Raises:
        NotYours: the seat does not run jobs, or there is no trial.
        Stale: the names are not revealed, or the trial has ended.
        Invalid: the terms of a hire or the reason cannot be taken.
        Refused: somebody who has left the trial, or has been archived, is to be hired.
    """
    seat.must(Right.RUN_JOBS)
    trial = held_trial(seat, job_number)
    _check_reason(command.reason)
    _end(seat, trial, Trial.State.DECIDED, command.reason, [Trial.State.REVEALED])
    entrants = _entrants(seat, trial)
    brief = briefs.sent_brief(seat, trial.job_id)
    if brief is None:
        raise Refused("The brief of this job is not sent. Send it first.")
    _refuse_hires(entrants, command.hires)
    hired = tuple(_hire(seat, trial, brief, entrants, one) for one in command.hires)
    keys = {one.key for one in command.hires}
    Participant.objects.within(seat).filter(trial=trial, key__in=keys).update(hired=True)
    _let_go(seat, (line for key, line in entrants.items() if key not in keys), _THANKS)
    _close(seat, entrants.values())
    brief_acts.move_job(seat, trial.job_id, JobStage.WORK if hired else JobStage.BRIEF)
    facts = {"trial": trial.number, "hired": [line.contractor_id for line in hired]}
    record(seat, "trial_decided", job_number=job_number, subject=f"trial {trial.number}", **facts)
    return hired


@transaction.atomic
def call_off_trial(seat: Seat, job_number: int, reason: str) -> None:
    """End a running trial without hiring; everybody in it is told, and the job goes back to its brief.

    Raises:
        NotYours: the seat does not run jobs, or there is no trial.
        Stale: the trial has ended already.
        Invalid: the reason is missing or too long.
    """
    seat.must(Right.RUN_JOBS)
    trial = held_trial(seat, job_number)
    _check_reason(reason)
    if not reason.strip():
        raise Invalid("Say why, for your own record.", field="reason")
    before = trial.state
    _end(seat, trial, Trial.State.CALLED_OFF, reason, RUNNING)
    entrants = _entrants(seat, trial)
    _let_go(seat, entrants.values(), _CALLED_OFF)
    _close(seat, entrants.values())
    brief_acts.move_job(seat, trial.job_id, JobStage.BRIEF)
    facts = {"trial": trial.number, "stood": before}
    record(seat, "trial_called_off", job_number=job_number, subject=f"trial {trial.number}", **facts)


# The same words whether somebody else was hired or nobody: a contractor learns nothing of the others.
_THANKS = "Thank you for taking part in the trial of “{title}”. This time the job does not go to you."
_CALLED_OFF = "The trial of “{title}” was called off. Thank you for the time you gave it."
_PAID = "What you worked on it is paid, up to {cap}; hours that you have not recorded yet you can still record."


def _check_reason(reason: str) -> None:
    if len(reason) > LONGEST_REASON:
        raise Invalid(f"Shorten the reason to {LONGEST_REASON} characters.", field="reason")


def _end(seat: Seat, trial: Trial, to: str, reason: str, expected: Iterable[str]) -> None:
    rows = Trial.objects.within(seat).filter(pk=trial.pk, state__in=list(expected))
    if rows.update(state=to, decided_at=seat.at, decision=reason.strip()):
        settle(seat, trial, *KINDS)
        return
    if trial.state in RUNNING:
        raise Stale("Reveal the names first; then you can decide.")
    raise Stale("This trial has ended already. Go back to see how.")


def _entrants(seat: Seat, trial: Trial) -> dict[str, AssignmentLine]:
    rows = Participant.objects.within(seat).filter(trial=trial).order_by("pk")
    keys = dict(rows.values_list("assignment_id", "key"))
    return {keys[id_]: line for id_, line in assignments.assignments_by_id(seat, keys).items()}


def _refuse_hires(entrants: Mapping[str, AssignmentLine], hires: tuple[HireFromTrial, ...]) -> None:
    keys = [one.key for one in hires]
    if len(set(keys)) != len(keys) or not set(keys) <= set(entrants):
        raise Invalid("Choose from those who took part, each once.", field="hires")
    if any(entrants[key].state in OUT for key in keys):
        raise Refused("One of these contractors has left the trial. Choose among those who are still in.")


def _hire(
    seat: Seat, trial: Trial, brief: BriefPage, entrants: Mapping[str, AssignmentLine], one: HireFromTrial
) -> AssignmentLine:
    return assignment_acts.assign(
        seat,
        Assign(
            job_id=trial.job_id,
            version_id=brief.version_id,
            contractor_id=entrants[one.key].contractor_id,
            kind="work",
            plan_minutes=one.plan_minutes,
            reserve_minutes=one.reserve_minutes,
            feasibility_minutes=one.feasibility_minutes,
            rate_minor=one.rate_minor,
            fixed_minor=one.fixed_minor,
            currency=trial.currency,
            deadline_at=one.deadline_at,
        ),
    )


def _close(seat: Seat, lines: Iterable[AssignmentLine]) -> None:
    for line in lines:
        if line.is_open:
            assignment_acts.move(seat, line.id, AssignmentState.CLOSED)


def _let_go(seat: Seat, lines: Iterable[AssignmentLine], words: str) -> None:
    for line in lines:
        member_id = people.contractor_by_id(seat, line.contractor_id).member_id
        if not line.is_open or member_id is None:
            continue
        said = f"{words.format(title=line.job_title)} {_PAID.format(cap=hours(line.plan_minutes))}"
        subject = f"The trial of “{line.job_title}” has ended"
        waits.tell(seat, members=[member_id], key=f"trial-over-{line.key}", subject=subject, text=said, url=line.url)
