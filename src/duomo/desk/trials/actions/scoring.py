"""A reviewer's deeds: scoring as often as they like, and locking once."""

from dataclasses import dataclass

from django.db import transaction

from duomo.core.trials import reviewer_order, scores_complete
from duomo.desk.briefs import queries as briefs
from duomo.desk.kit.display.words import plural
from duomo.desk.kit.refusals import Invalid, NotYours, Refused, Stale
from duomo.desk.seats.events import record
from duomo.desk.seats.queries import reaches
from duomo.desk.seats.rights import Right
from duomo.desk.seats.seat import Seat
from duomo.desk.trials.actions.asking import REVEAL, SCORE, ask_leaders, settle
from duomo.desk.trials.actions.rows import held_trial
from duomo.desk.trials.models import Participant, Reviewer, Score, Trial
from duomo.desk.trials.pages import ALIASES, HIGHEST, LOWEST
from duomo.desk.trials.queries import reviewer_row
from duomo.desk.trials.queries.blind import asked_of, judged_keys

LONGEST_COMMENT = 2_000
MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Scored:
    """One score: which submission, on which criterion, 1 to 5, and a comment. No value takes an earlier one back."""

    key: str
    criterion_key: str
    value: int | None
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Scores:
    """The scores of one sheet as typed, complete or not."""

    scores: tuple[Scored, ...]


@transaction.atomic
def save_scores(seat: Seat, job_number: int, command: Scores) -> int:
    """Keep what a reviewer has scored so far; how many scores the sheet holds.

    Raises:
        NotYours: the seat is not among the reviewers of this trial.
        Stale: the seal is not open yet, the sheet is locked, or the names have been revealed.
        Invalid: a score is not 1 to 5, a comment has no score or is too long, or the sheet has no such place.
    """
    trial, reviewer = _open_sheet(seat, job_number)
    _keep_all(seat, trial, reviewer, command)
    kept = Score.objects.within(seat).filter(reviewer=reviewer).count()
    _note_event(seat, "scores_saved", job_number, trial, scores=kept)
    return kept


@transaction.atomic
def lock_scores(seat: Seat, job_number: int, command: Scores | None = None) -> None:
    """Close the reviewer's own sheet for good, after keeping what was typed last, if anything is given.

    From then on the reviewer sees the scores of the others who have locked, and the prices.

    Raises:
        NotYours: the seat is not among the reviewers of this trial.
        Stale: the seal is not open yet, the sheet is locked already, or the names have been revealed.
        Refused: scores are missing; the sentence names them.
        Invalid: as for saving.
    """
    trial, reviewer = _open_sheet(seat, job_number)
    if command is not None:
        _keep_all(seat, trial, reviewer, command)
    _refuse_gaps(seat, trial, reviewer)
    if not Reviewer.objects.within(seat).filter(pk=reviewer.pk, locked_at__isnull=True).update(locked_at=seat.at):
        raise Stale("Your scores are locked already.")
    _note_event(seat, "scores_locked", job_number, trial)
    settle(seat, trial, SCORE, member_id=reviewer.member_id)
    missing = Reviewer.objects.within(seat).filter(trial=trial, locked_at__isnull=True)
    # A reviewer who has left the workspace is not waited for.
    if not reaches(seat, missing.values_list("member_id", flat=True)):
        _ask_to_reveal(seat, job_number, trial)


def _open_sheet(seat: Seat, job_number: int) -> tuple[Trial, Reviewer]:
    seat.must(Right.SCORE)
    trial = held_trial(seat, job_number)
    reviewer = reviewer_row(seat, trial)
    if reviewer is None:
        raise NotYours
    if trial.state == Trial.State.OPEN:
        raise Stale("The submissions are still sealed. You are told when they open.")
    if trial.state != Trial.State.SCORING:
        raise Stale("The names have been revealed or the trial has ended, so nobody can score it any more.")
    if reviewer.locked_at is not None:
        raise Stale("Your scores are locked, so they cannot be changed.")
    return trial, reviewer


def _keep_all(seat: Seat, trial: Trial, reviewer: Reviewer, command: Scores) -> None:
    places = dict(Participant.objects.within(seat).filter(trial=trial, judged=True).values_list("key", "pk"))
    criteria = {asked.key for asked in asked_of(seat, trial) if asked.scored}
    for one in command.scores:
        _check(one, places, criteria)
        _keep(seat, reviewer, places[one.key], one)


def _check(one: Scored, places: dict[str, int], criteria: set[str]) -> None:
    if one.key not in places or one.criterion_key not in criteria:
        raise Invalid("One of these scores belongs to no place on your sheet. Load the page again.")
    if one.value is not None and not LOWEST <= one.value <= HIGHEST:
        raise Invalid(f"A score is a whole number from {LOWEST} to {HIGHEST}.")
    if one.value is None and one.comment.strip():
        raise Invalid("A comment goes with a score. Give the score as well.")
    if len(one.comment) > LONGEST_COMMENT:
        raise Invalid(f"Shorten the comment to {LONGEST_COMMENT:,} characters.")


def _keep(seat: Seat, reviewer: Reviewer, participant_id: int, one: Scored) -> None:
    rows = Score.objects.within(seat).filter(
        reviewer=reviewer, participant_id=participant_id, criterion_key=one.criterion_key
    )
    if one.value is None:
        rows.delete()
        return
    comment = one.comment.strip()
    if not rows.update(value=one.value, comment=comment, scored_at=seat.at):
        rows.create(
            reviewer=reviewer,
            participant_id=participant_id,
            criterion_key=one.criterion_key,
            value=one.value,
            comment=comment,
            scored_at=seat.at,
        )


def _refuse_gaps(seat: Seat, trial: Trial, reviewer: Reviewer) -> None:
    keys = judged_keys(seat, trial)
    criteria = {asked.key: asked for asked in asked_of(seat, trial) if asked.scored}
    given = Score.objects.within(seat).filter(reviewer=reviewer).values_list("participant__key", "criterion_key")
    missing = scores_complete(keys, list(criteria), list(given))
    if not missing:
        return
    aliases = dict(zip(reviewer_order(trial.seed, str(reviewer.member_id), keys), ALIASES, strict=False))
    gaps = {asked.text: sorted(aliases[key] for key, one in missing if one == asked.key) for asked in criteria.values()}
    raise Refused(_missing_sentence({text: letters for text, letters in gaps.items() if letters}))


def _missing_sentence(gaps: dict[str, list[str]]) -> str:
    """What is missing, in the order of the sheet."""
    named = "; ".join(f"“{text}” for {', '.join(letters)}" for text, letters in list(gaps.items())[:MOST_NAMED])
    rest = len(gaps) - MOST_NAMED
    more = f"; and {plural(rest, 'more criterion,more criteria')}" if rest > 0 else ""
    return f"Every submission needs a score on every criterion before you lock. Missing: {named}{more}."


def _ask_to_reveal(seat: Seat, job_number: int, trial: Trial) -> None:
    job = briefs.job_by_number(seat, job_number)
    title, why = f"Reveal the names of the trial of “{job.title}”", "All reviewers have locked their scores."
    ask_leaders(seat, trial, job, REVEAL, title=title, why=why)


def _note_event(seat: Seat, verb: str, job_number: int, trial: Trial, **facts: int) -> None:
    record(seat, verb, job_number=job_number, subject=f"trial {trial.number}", trial=trial.number, **facts)
