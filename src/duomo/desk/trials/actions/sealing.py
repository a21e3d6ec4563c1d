"""Opening the seal: at the deadline, or when all who are still in have handed in. The house does it, nobody else."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from duomo.core.trials import may_unseal
from duomo.desk.assignments import queries as assignments
from duomo.desk.briefs import queries as briefs
from duomo.desk.kit.refusals import Stale
from duomo.desk.seats.events import record
from duomo.desk.seats.seat import Seat
from duomo.desk.trials.actions.asking import EMPTY, ask_leaders, ask_to_score, settle
from duomo.desk.trials.actions.rows import hold
from duomo.desk.trials.models import Participant, Trial
from duomo.desk.trials.pages import OUT
from duomo.desk.trials.queries import trial_of_participant
from duomo.desk.trials.queries.access import house


@dataclass(frozen=True, slots=True)
class _Entries:
    """Who is in: ids of assignments."""

    invited: frozenset[int]
    handed_in: frozenset[int]
    out: frozenset[int]


@transaction.atomic
def delivery_came(seat: Seat, assignment_id: int) -> None:
    """Something was handed in for an assignment: where it is the last that a trial waited for, the seal opens.

    Call it in the transaction of the hand-in. A first delivery is always taken; one that comes after the seal was
    opened is paid but not judged, for its newness would say whose it is.

    Raises:
        Stale: the delivery would replace one that is being judged.
    """
    found = trial_of_participant(seat, assignment_id)
    if found is None:
        return
    trial, place = found
    trial = hold(seat, trial.pk)
    if trial.state == Trial.State.OPEN:
        _unseal_if_due(house(seat), trial)
        return
    if Participant.objects.within(seat).filter(pk=place.pk, judged=True).exists():
        raise Stale("What you handed in is being judged, so it cannot be replaced any more.")


def unseal_due(at: datetime) -> int:
    """Open every trial whose deadline has come or in which all who are still in have handed in; how many were opened.

    For the worker: it looks at all workspaces, also for those whose last missing contractor declined.
    """
    waiting = list(Trial.unscoped.filter(state=Trial.State.OPEN).order_by("pk").values_list("workspace_id", "pk"))
    return sum(_unseal_one(Seat.system(workspace_id, at), pk) for workspace_id, pk in waiting)


@transaction.atomic
def _unseal_one(seat: Seat, trial_id: int) -> bool:
    trial = hold(seat, trial_id)
    return trial.state == Trial.State.OPEN and _unseal_if_due(seat, trial)


def _unseal_if_due(seat: Seat, trial: Trial) -> bool:
    entries = _entries(seat, trial)
    due = may_unseal(
        deadline_at=trial.deadline_at,
        now=seat.at,
        invited=len(entries.invited),
        handed_in=len(entries.handed_in),
        out=len(entries.out),
    )
    if due and entries.handed_in:
        return _unseal(seat, trial, entries)
    if seat.at >= trial.deadline_at or entries.out == entries.invited:
        _say_that_nothing_is_in(seat, trial)
    return False


def _unseal(seat: Seat, trial: Trial, entries: _Entries) -> bool:
    opened = Trial.objects.within(seat).filter(pk=trial.pk, state=Trial.State.OPEN)
    if not opened.update(state=Trial.State.SCORING, unsealed_at=seat.at):
        return False
    Participant.objects.within(seat).filter(trial=trial, assignment_id__in=entries.handed_in).update(judged=True)
    job = briefs.job_by_id(seat, trial.job_id)
    facts = {"trial": trial.number, "invited": len(entries.invited), "submissions": len(entries.handed_in)}
    record(seat, "trial_unsealed", job_number=job.number, subject=f"trial {trial.number}", **facts)
    settle(seat, trial, EMPTY)
    ask_to_score(seat, trial, job, len(entries.handed_in))
    return True


def _say_that_nothing_is_in(seat: Seat, trial: Trial) -> None:
    job = briefs.job_by_id(seat, trial.job_id)
    ask_leaders(
        seat,
        trial,
        job,
        EMPTY,
        title=f"Nobody has handed in for the trial of “{job.title}”",
        why="Call the trial off, or go on waiting: the first submission that comes in opens it.",
    )


def _entries(seat: Seat, trial: Trial) -> _Entries:
    rows = Participant.objects.within(seat).filter(trial=trial)
    lines = assignments.assignments_by_id(seat, rows.values_list("assignment_id", flat=True))
    out = frozenset(id_ for id_, line in lines.items() if line.state in OUT)
    return _Entries(frozenset(lines), assignments.handed_in(seat, lines) - out, out)
