"""Trials for tests, made through the actions of the room."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from duomo.desk.assignments import queries as assignments
from duomo.desk.assignments.pages import AssignmentLine
from duomo.desk.briefs.pages import BriefPage
from duomo.desk.people.pages import ContractorLine
from duomo.desk.seats.rights import Role
from duomo.desk.seats.seat import Seat
from duomo.desk.trials import actions
from duomo.desk.trials.actions import OpenTrial, Scored, Scores
from duomo.desk.trials.models import Participant
from duomo.desk.trials.pages import TrialLine
from duomo.desk.trials.queries import trial_of_job, trial_page
from tests.builders import given_member
from tests.desk.assignments.builders import SVG, acknowledged, given_delivery
from tests.desk.briefs.builders import given_sent_brief
from tests.desk.people.builders import given_contractor, given_guest

NAMES = ("Amina Diallo", "Bruno Keller", "Chiara Rossi", "Dagny Holm")


@dataclass(frozen=True, slots=True)
class Entrant:
    """One contractor of a trial, with the guest seat at which they work."""

    contractor: ContractorLine
    line: AssignmentLine
    seat: Seat


@dataclass(frozen=True, slots=True)
class GivenTrial:
    """A trial with everybody in it. Entrants are in the order of their invitation."""

    seat: Seat
    brief: BriefPage
    entrants: tuple[Entrant, ...]
    reviewers: tuple[Seat, ...]

    @property
    def job_number(self) -> int:
        """The job's number."""
        return self.brief.job_number

    @property
    def trial(self) -> TrialLine:
        """The trial as it is now."""
        line = trial_of_job(self.seat, self.brief.job_id)
        assert line is not None
        return line


def trial_terms(seat: Seat, **changes: Any) -> OpenTrial:
    """The terms of a trial: one small task, 2 h, 50 EUR an hour, due in three days; people are the caller's affair."""
    usual = OpenTrial(
        contractor_ids=(),
        reviewer_member_ids=(seat.member_id or 0,),
        task="Draw the logo only, in one colour.",
        cap_minutes=120,
        rate_minor=5_000,
        deadline_at=seat.at + timedelta(days=3),
    )
    return replace(usual, **changes)


def given_open_trial(
    seat: Seat, *, contractors: int = 2, reviewers: int = 1, brief: BriefPage | None = None, **changes: Any
) -> GivenTrial:
    """A trial in which everybody has acknowledged and nobody has handed in.

    The first reviewer is the seat itself, further ones are reviewers by role. `changes` are fields of `OpenTrial`.
    """
    brief = brief or given_sent_brief(seat)
    people = tuple(_contractor(seat, name) for name in NAMES[:contractors])
    judges = (seat, *(_reviewer(seat, n) for n in range(1, reviewers)))
    chosen = {
        "contractor_ids": tuple(person.id for person in people),
        "reviewer_member_ids": tuple(judge.member_id for judge in judges),
    }
    actions.open_trial(seat, brief.job_number, trial_terms(seat, **{**chosen, **changes}))
    lines = {line.contractor_id: line for line in assignments.of_job(seat, brief.job_id, "trial") if line.is_open}
    entrants = []
    for person in people:
        guest = given_guest(seat, person)
        entrants.append(Entrant(person, acknowledged(guest, lines[person.id]), guest))
    return GivenTrial(seat, brief, tuple(entrants), judges)


def given_unsealed_trial(seat: Seat, **given: Any) -> GivenTrial:
    """A trial in which all have handed in, so that it waits for scores; the files and notes differ."""
    trial = given_open_trial(seat, **given)
    for place, entrant in enumerate(trial.entrants, start=1):
        files = {"logo.svg": SVG, "words.txt": f"Words of draft {place}".encode()}
        hand_in(entrant, note=f"My draft number {place}.", files=files)
    return trial


def given_revealed_trial(seat: Seat, **given: Any) -> GivenTrial:
    """A trial that all reviewers have scored and locked, with the names revealed. The first entrant leads."""
    trial = given_unsealed_trial(seat, **given)
    for judge in trial.reviewers:
        score_all(trial, judge)
        actions.lock_scores(judge, trial.job_number)
    actions.reveal(seat, trial.job_number)
    return trial


def hand_in(entrant: Entrant, *, at: datetime | None = None, **delivered: Any) -> None:
    """Hand in for a trial as the room of the deliveries does: the delivery, then word to the trial."""
    guest = replace(entrant.seat, at=at or entrant.seat.at)
    given_delivery(guest, entrant.line, **delivered)
    actions.delivery_came(guest, entrant.line.id)


def score_all(trial: GivenTrial, judge: Seat, *, best: int = 5) -> None:
    """Give every submission a score on every criterion: `best` to the first entrant's, one less to each further."""
    keys = participant_keys(trial)
    page = trial_page(judge, trial.job_number)
    assert page.sheet is not None
    scores = tuple(
        Scored(keys[entrant.line.id], criterion, max(1, best - place), f"Seen by {judge.role}.")
        for place, entrant in enumerate(trial.entrants)
        for criterion in page.sheet.scored_criteria
        if keys[entrant.line.id] in {one.key for one in page.sheet.submissions}
    )
    actions.save_scores(judge, trial.job_number, Scores(scores))


def participant_keys(trial: GivenTrial) -> dict[int, str]:
    """By assignment: the key under which blind pages know the participant."""
    rows = Participant.objects.within(trial.seat).filter(trial_id=trial.trial.id)
    return dict(rows.values_list("assignment_id", "key"))


def _contractor(seat: Seat, name: str) -> ContractorLine:
    address = f"{name.split(maxsplit=1)[0].lower()}-{seat.workspace_id}@example.com"
    return given_contractor(seat, name=name, email=address)


def _reviewer(seat: Seat, n: int) -> Seat:
    address = f"reviewer-{n}-{seat.workspace_id}@castell.example"
    return given_member(seat, Role.REVIEWER, email=address, name=f"Reviewer {n}")
