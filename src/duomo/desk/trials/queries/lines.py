"""Trials in short, and who takes part in them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from duomo.core.delivery import JobStage
from duomo.desk.assignments import queries as assignments
from duomo.desk.assignments.pages import AssignmentLine
from duomo.desk.people import queries as people
from duomo.desk.people.pages import ContractorLine
from duomo.desk.seats.queries import member_names
from duomo.desk.seats.rights import Right
from duomo.desk.seats.seat import Seat
from duomo.desk.trials.models import Participant, Reviewer, Trial
from duomo.desk.trials.pages import OUT, ParticipantLine, ReviewerLine, TrialLine, cost_of
from duomo.desk.trials.queries.access import house


def trial_of_job(seat: Seat, job_id: int) -> TrialLine | None:
    """The latest trial of a job in short; None where there was none.

    Raises:
        NotYours: the seat may not see the titles of jobs.
    """
    return trials_by_job(seat, [job_id]).get(job_id)


def trials_by_job(seat: Seat, job_ids: Iterable[int]) -> dict[int, TrialLine]:
    """The latest trial of each of these jobs, in a number of queries that does not grow; jobs without one are left out.

    Raises:
        NotYours: the seat may not see the titles of jobs.
    """
    seat.must(Right.SEE_TITLES)
    rows = Trial.objects.within(seat).select_related("job").filter(job_id__in=set(job_ids)).order_by("number")
    return {line.job_id: line for line in lines_of(seat, list({row.job_id: row for row in rows}.values()))}


def lines_of(seat: Seat, trials: Sequence[Trial]) -> tuple[TrialLine, ...]:
    """Rows as lines, with their counts; the callers have checked who may see them."""
    entrants: dict[int, list[Participant]] = defaultdict(list)
    for row in Participant.objects.within(seat).filter(trial__in=trials).order_by("pk"):
        entrants[row.trial_id].append(row)
    ids = {row.assignment_id for of_trial in entrants.values() for row in of_trial}
    given = assignments.assignments_by_id(house(seat), ids)
    came = assignments.handed_in(house(seat), ids)
    hired = {given[row.assignment_id].contractor_id for of_trial in entrants.values() for row in of_trial if row.hired}
    names = people.contractors_by_id(seat, hired) if hired else {}
    locks: dict[int, list[bool]] = defaultdict(list)
    judges = Reviewer.objects.within(seat).filter(trial__in=trials)
    for trial_id, locked_at in judges.values_list("trial_id", "locked_at"):
        locks[trial_id].append(locked_at is not None)
    return tuple(_line(row, entrants[row.pk], given, came, names, locks[row.pk]) for row in trials)


def participants(seat: Seat, trial: Trial) -> tuple[ParticipantLine, ...]:
    """The contractors of a trial by name and in the order of their invitation, for leaders.

    Before the reveal this says who takes part, never whose submission is whose.
    """
    seat.must(Right.RUN_JOBS)
    rows = list(Participant.objects.within(seat).filter(trial=trial).order_by("pk"))
    given = assignments.assignments_by_id(seat, {row.assignment_id for row in rows})
    came = assignments.handed_in(seat, given)
    known = people.contractors_by_id(seat, {line.contractor_id for line in given.values()})
    paired = ((row, given[row.assignment_id]) for row in rows)
    return tuple(_participant(row, line, known[line.contractor_id], came) for row, line in paired)


def reviewers(seat: Seat, trial: Trial) -> tuple[ReviewerLine, ...]:
    """Who scores a trial, and who has locked."""
    rows = list(Reviewer.objects.within(seat).filter(trial=trial).order_by("pk"))
    names = member_names(seat, [row.member_id for row in rows])
    return tuple(ReviewerLine(row.member_id, names[row.member_id], row.locked_at) for row in rows)


def _line(
    row: Trial,
    entrants: Sequence[Participant],
    given: Mapping[int, AssignmentLine],
    came: frozenset[int],
    names: Mapping[int, ContractorLine],
    locks: Sequence[bool],
) -> TrialLine:
    left = {one.assignment_id for one in entrants if given[one.assignment_id].state in OUT and not one.judged}
    return TrialLine(
        id=row.pk,
        number=row.number,
        job_id=row.job_id,
        job_number=row.job.number,
        job_title=row.job.title,
        version_id=row.version_id,
        state=row.state,
        task=row.task,
        cap_minutes=row.cap_minutes,
        rate_minor=row.rate_minor,
        currency=row.currency,
        deadline_at=row.deadline_at,
        opened_at=row.opened_at,
        unsealed_at=row.unsealed_at,
        revealed_at=row.revealed_at,
        decided_at=row.decided_at,
        decision=row.decision,
        invited=len(entrants),
        handed_in=sum(one.assignment_id in came and one.assignment_id not in left for one in entrants),
        out=len(left),
        reviewers=len(locks),
        locked=sum(locks),
        hired=tuple(names[given[one.assignment_id].contractor_id].name for one in entrants if one.hired),
        job_done=row.job.stage == JobStage.DONE,
    )


def _participant(
    row: Participant, line: AssignmentLine, contractor: ContractorLine, came: frozenset[int]
) -> ParticipantLine:
    return ParticipantLine(
        key=row.key,
        contractor_id=contractor.id,
        contractor_number=contractor.number,
        name=contractor.name,
        state=line.state,
        handed_in=line.id in came,
        judged=row.judged,
        hired=row.hired,
        used_minutes=line.plan_used_minutes,
        cost_minor=cost_of(line.plan_used_minutes, line.rate_minor or 0),
        rate_minor=contractor.rate_minor,
        currency=contractor.currency or line.currency,
    )
