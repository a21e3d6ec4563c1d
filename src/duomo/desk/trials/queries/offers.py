"""What a trial can be made of: the sent brief of the job, contractors and reviewers to choose from."""

from dataclasses import dataclass

from duomo.desk.briefs import queries as briefs
from duomo.desk.briefs.pages import BriefPage, JobLine
from duomo.desk.kit.refusals import Stale
from duomo.desk.people import queries as people
from duomo.desk.people.pages import ContractorLine
from duomo.desk.seats import queries as seats
from duomo.desk.seats.pages import MemberLine
from duomo.desk.seats.rights import RIGHTS, Right
from duomo.desk.seats.seat import Seat
from duomo.desk.trials.models import Trial
from duomo.desk.trials.pages import ParticipantLine, TrialLine, TrialResult
from duomo.desk.trials.queries.access import trial_row
from duomo.desk.trials.queries.lines import lines_of, participants
from duomo.desk.trials.queries.result import trial_result


@dataclass(frozen=True, slots=True)
class TrialOffer:
    """`brief` is the version sent last, or None; contractors of the job's function come first."""

    job: JobLine
    brief: BriefPage | None
    contractors: tuple[ContractorLine, ...]
    reviewers: tuple[MemberLine, ...]
    currency: str


@dataclass(frozen=True, slots=True)
class DecidePage:
    """What a revealed trial is decided on: who is still in, the brief that a hire is given, and the result."""

    trial: TrialLine
    brief: BriefPage
    entrants: tuple[ParticipantLine, ...]
    result: TrialResult | None


def decide_page(seat: Seat, job_number: int) -> DecidePage:
    """What the page that decides a trial shows; contractors in the order of the result, then those not judged.

    Raises:
        NotYours: the seat does not run jobs, or there is no trial.
        Stale: the names are not revealed yet, or the trial has ended.
    """
    seat.must(Right.RUN_JOBS)
    trial = trial_row(seat, job_number)
    if trial.state in {Trial.State.OPEN, Trial.State.SCORING}:
        raise Stale("Reveal the names first; then you can decide.")
    brief = briefs.sent_brief(seat, trial.job_id)
    if trial.state != Trial.State.REVEALED or brief is None:
        raise Stale("This trial has ended already. Go back to see how.")
    result = trial_result(seat, trial)
    place = {one.key: n for n, one in enumerate(result.places)} if result else {}
    still_in = [one for one in participants(seat, trial) if not one.out]
    ranked = sorted(still_in, key=lambda one: place.get(one.key, len(place)))
    return DecidePage(lines_of(seat, [trial])[0], brief, tuple(ranked), result)


def trial_offer(seat: Seat, job_number: int) -> TrialOffer:
    """What the page that opens a trial offers.

    Raises:
        NotYours: the seat does not run jobs, or there is no such job.
    """
    seat.must(Right.RUN_JOBS)
    job = briefs.job(seat, job_number)
    brief = briefs.sent_brief(seat, job.id)
    known = sorted(people.choices(seat), key=lambda one: (job.function_slug not in one.function_slugs, one.name))
    judges = tuple(member for member in seats.members(seat) if member.role in RIGHTS[Right.SCORE])
    currency = (brief.currency if brief else "") or seats.workspace(seat).currency
    return TrialOffer(job, brief, tuple(known), judges, currency)
