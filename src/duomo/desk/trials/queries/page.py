"""A trial's page as the seat that asks may see it."""

from duomo.desk.briefs import queries as briefs
from duomo.desk.seats.rights import Right
from duomo.desk.seats.seat import Seat
from duomo.desk.trials.models import Trial
from duomo.desk.trials.pages import TrialPage
from duomo.desk.trials.queries.access import house, reviewer_row, trial_row
from duomo.desk.trials.queries.blind import asked_of, blind_sheet
from duomo.desk.trials.queries.lines import lines_of, participants, reviewers
from duomo.desk.trials.queries.result import costs, trial_result


def trial_page(seat: Seat, job_number: int) -> TrialPage:
    """The latest trial of a job, for leaders and for those who score it.

    Names are there for leaders alone: who takes part while everything is sealed, and whose is what after the reveal.
    In between, when the work is judged, the page holds no name of a contractor at all.

    Raises:
        NotYours: there is none, or the seat neither leads nor scores it.
    """
    trial = trial_row(seat, job_number)
    line = lines_of(seat, [trial])[0]
    brief = briefs.brief(house(seat), trial.version_id)
    leads = seat.may(Right.RUN_JOBS)
    place = reviewer_row(seat, trial)
    judging = trial.state == Trial.State.SCORING
    return TrialPage(
        trial=line,
        goal=brief.goal,
        criteria=asked_of(seat, trial),
        deliverables=tuple(one.text for one in brief.deliverables),
        leads=leads,
        scores=place is not None,
        shows_title=seat.may(Right.SEE_TITLES),
        shows_money=seat.may(Right.SEE_MONEY),
        participants=participants(seat, trial) if leads and not judging else (),
        reviewers=reviewers(seat, trial),
        may_score=judging and place is not None and place.locked_at is None,
        sheet=blind_sheet(seat, trial, place) if place is not None and _shows_sheet(trial, leads=leads) else None,
        result=trial_result(seat, trial) if leads else None,
        costs=costs(seat, trial, brief) if leads and trial.revealed_at is not None else (),
    )


def _shows_sheet(trial: Trial, *, leads: bool) -> bool:
    """Leaders see the result by name from the reveal on; other reviewers keep their sheet, under aliases."""
    return trial.unsealed_at is not None and not (leads and trial.state != Trial.State.SCORING)
