"""Revealing whose submission is whose: a recorded act, after which nobody scores any more."""

from django.db import transaction

from duomo.desk.assignments import actions as assignment_acts
from duomo.desk.briefs import queries as briefs
from duomo.desk.kit.refusals import Refused, Stale
from duomo.desk.seats.events import record
from duomo.desk.seats.rights import Right
from duomo.desk.seats.seat import Seat
from duomo.desk.trials.actions.asking import DECIDE, REVEAL, SCORE, ask_leaders, settle
from duomo.desk.trials.actions.rows import held_trial
from duomo.desk.trials.models import Participant, Reviewer, Trial


@transaction.atomic
def reveal(seat: Seat, job_number: int) -> None:
    """Show the names to leaders. Who has not locked by now can no longer score: names would sway them.

    Only from here on are the deliveries open by the contractor's name in the other rooms.

    Raises:
        NotYours: the seat does not run jobs, or there is no trial.
        Refused: nobody has locked yet.
        Stale: the submissions are still sealed, or the names are revealed already.
    """
    seat.must(Right.RUN_JOBS)
    trial = held_trial(seat, job_number)
    locked = sorted(_reviewers(seat, trial, locked=True))
    _refuse(trial, locked)
    scoring = Trial.objects.within(seat).filter(pk=trial.pk, state=Trial.State.SCORING)
    if not scoring.update(state=Trial.State.REVEALED, revealed_at=seat.at):
        raise Stale("The names have been revealed in the meantime.")
    shut_out = sorted(_reviewers(seat, trial, locked=False))
    judged = Participant.objects.within(seat).filter(trial=trial, judged=True).values_list("assignment_id", flat=True)
    assignment_acts.unseal(seat, list(judged))
    facts = {"trial": trial.number, "locked": locked, "not_locked": shut_out}
    record(seat, "trial_revealed", job_number=job_number, subject=f"trial {trial.number}", **facts)
    settle(seat, trial, SCORE, REVEAL)
    _ask_to_decide(seat, job_number, trial)


def _reviewers(seat: Seat, trial: Trial, *, locked: bool) -> set[int]:
    rows = Reviewer.objects.within(seat).filter(trial=trial, locked_at__isnull=not locked)
    return set(rows.values_list("member_id", flat=True))


def _refuse(trial: Trial, locked: list[int]) -> None:
    if trial.state == Trial.State.OPEN:
        raise Stale("The submissions are still sealed, so there is nothing to reveal yet.")
    if trial.state != Trial.State.SCORING:
        raise Stale("The names of this trial are not hidden any more.")
    if not locked:
        raise Refused("Nobody has locked their scores yet. The names can be revealed after the first reviewer has.")


def _ask_to_decide(seat: Seat, job_number: int, trial: Trial) -> None:
    job = briefs.job(seat, job_number)
    why = "The names and the scores are known. Hire one, several or nobody."
    ask_leaders(seat, trial, job, DECIDE, title=f"Decide the trial of “{job.title}”", why=why, minutes=15)
