"""Law 3: accepting a job is acknowledging it, in own words and must by must; law 2 for a newer version of the brief."""

from dataclasses import dataclass

from django.db import transaction

from duomo.core.delivery import AssignmentState
from duomo.desk.assignments import queries
from duomo.desk.assignments.actions.moving import shift, stale
from duomo.desk.assignments.actions.telling import tell_leaders
from duomo.desk.assignments.models import Acknowledgement, Assignment
from duomo.desk.assignments.pages import AssignmentLine
from duomo.desk.briefs.pages import BriefPage
from duomo.desk.kit.refusals import Invalid, Stale
from duomo.desk.people import queries as contractors
from duomo.desk.seats.events import record
from duomo.desk.seats.queries import leaders
from duomo.desk.seats.rights import Right
from duomo.desk.seats.seat import Seat
from duomo.desk.waits import actions as waits

MINUTES_TO_DECIDE = 10


@dataclass(frozen=True, slots=True)
class Acknowledge:
    """The goal in the contractor's own words and the keys of the confirmed criteria.

    `version_id` is the version that was read; without it, the one that is to be acknowledged next.
    """

    restated_goal: str
    confirmed: tuple[str, ...]
    version_id: int | None = None


@transaction.atomic
def acknowledge(seat: Seat, key: str, command: Acknowledge) -> AssignmentLine:
    """Accept an assignment, or take the newer version of its brief for the work that is running.

    The first opens the feasibility check, or the work itself where it has none.

    Raises:
        NotYours: it is not this contractor's.
        Invalid: the goal is not restated, or a must is not confirmed.
        Stale: it was answered, withdrawn, or the brief was sent anew since it was read.
    """
    seat.must(Right.WORK)
    line = queries.assignment(seat, key)
    brief = queries.brief_to_acknowledge(seat, line)
    if brief is None:
        raise nothing_to_acknowledge(line)
    if command.version_id not in {None, brief.version_id}:
        raise Stale(f"Version {brief.number} of the brief was sent meanwhile. Read it here, then confirm again.")
    _check_words(brief, command)
    if line.state is AssignmentState.INVITED:
        _accept(seat, line, brief)
    else:
        _take_version(seat, line, brief)
    _keep(seat, line, brief, command)
    return queries.assignment(seat, key)


@transaction.atomic
def decline(seat: Seat, key: str, reason: str) -> AssignmentLine:
    """Say no to an invitation, with the reason that helps the owner to go on.

    Raises:
        NotYours: it is not this contractor's.
        Invalid: there is no reason.
        Stale: it was answered already, or withdrawn.
    """
    seat.must(Right.WORK)
    line = queries.assignment(seat, key)
    if not reason.strip():
        raise Invalid("Say in a few words why, so that the brief or the terms can be put right.", field="reason")
    shift(seat, line.id, AssignmentState.INVITED, AssignmentState.DECLINED, end_reason=reason.strip())
    record(seat, "assignment_declined", job_number=line.job_number, subject=f"assignment {key}", assignment=key)
    _ask_for_another(seat, line, reason.strip())
    return queries.assignment(seat, key)


def nothing_to_acknowledge(line: AssignmentLine) -> Stale:
    """The refusal where there is no version to acknowledge (any more)."""
    return Stale("You have acknowledged this brief already.") if line.is_open else stale(line.state)


def _check_words(brief: BriefPage, command: Acknowledge) -> None:
    if not command.restated_goal.strip():
        raise Invalid("Say in your own words what this job is to achieve.", field="restated_goal")
    missing = [criterion for criterion in brief.musts if criterion.key not in command.confirmed]
    if missing:
        which = "this must" if len(missing) == 1 else f"each of these {len(missing)} musts"
        raise Invalid(
            f"Confirm {which}, or ask a question about it instead: “{missing[0].text}”"
            + (" and others." if len(missing) > 1 else "."),
            field="confirmed",
        )


def _accept(seat: Seat, line: AssignmentLine, brief: BriefPage) -> None:
    looks_first = not line.is_trial and line.feasibility_minutes > 0
    to = AssignmentState.LOOKING if looks_first else AssignmentState.WORKING
    shift(seat, line.id, line.state, to, acknowledged_at=seat.at, version_id=brief.version_id)
    waits.settle(seat, kind="acknowledge", key=line.key)


def _take_version(seat: Seat, line: AssignmentLine, brief: BriefPage) -> None:
    rows = Assignment.objects.within(seat).filter(pk=line.id, state=line.state, version_id=line.version_id)
    if not rows.update(version_id=brief.version_id):
        raise stale(queries.assignment(seat, line.key).state)


def _keep(seat: Seat, line: AssignmentLine, brief: BriefPage, command: Acknowledge) -> None:
    known = {criterion.key for criterion in brief.criteria}
    confirmed = [key for key in dict.fromkeys(command.confirmed) if key in known]
    Acknowledgement.objects.within(seat).create(
        assignment_id=line.id,
        version_id=brief.version_id,
        restated_goal=command.restated_goal.strip(),
        confirmed=confirmed,
        acknowledged_at=seat.at,
    )
    record(
        seat,
        "brief_acknowledged",
        job_number=line.job_number,
        subject=f"assignment {line.key}",
        assignment=line.key,
        version=brief.number,
        confirmed=confirmed,
        brief_digest=brief.digest,
    )
    tell_leaders(
        seat,
        line,
        key=f"acknowledged-{line.key}-{brief.number}",
        subject=f"Version {brief.number} is acknowledged: {line.job_title}",
        text="The contractor restated the goal and confirmed each must. Read whether you mean the same.",
    )


def _ask_for_another(seat: Seat, line: AssignmentLine, reason: str) -> None:
    name = contractors.contractor_by_id(seat, line.contractor_id).name
    if line.is_trial:
        subject = f"{name} has declined the trial: {line.job_title}"
        tell_leaders(seat, line, key=f"declined-{line.key}", subject=subject, text=reason)
        return
    waits.ask_for(
        seat,
        members=leaders(seat),
        kind="decide",
        key=line.key,
        title=f"{name} has declined: {line.job_title}",
        why=reason,
        whose=name,
        url=f"/jobs/{line.job_number}/hire/",
        job_number=line.job_number,
        minutes=MINUTES_TO_DECIDE,
    )
