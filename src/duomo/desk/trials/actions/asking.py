"""What waits for whom in a trial, and how it is told."""

from django.urls import reverse

from duomo.desk.briefs.pages import JobLine
from duomo.desk.seats import queries as seats
from duomo.desk.seats.rights import LEADERS
from duomo.desk.seats.seat import Seat
from duomo.desk.trials.models import Reviewer, Trial
from duomo.desk.waits import actions as waits

SCORE, REVEAL, DECIDE, EMPTY = "score", "reveal", "decide_trial", "empty_trial"
KINDS = (SCORE, REVEAL, DECIDE, EMPTY)
MINUTES_A_SUBMISSION = 10


def wait_key(trial: Trial) -> str:
    """The key under which everything about a trial waits."""
    return f"trial-{trial.pk}"


def ask_to_score(seat: Seat, trial: Trial, job: JobLine, submissions: int) -> None:
    """The seal is open: each reviewer is asked to score. The role of a reviewer learns no title before the page."""
    rows = Reviewer.objects.within(seat).filter(trial=trial, locked_at__isnull=True)
    members = set(rows.values_list("member_id", flat=True))
    leading = {reach.member_id for reach in seats.reaches(seat, members) if reach.role in LEADERS}
    for group, of_what in ((leading, f"of “{job.title}”"), (members - leading, f"of job {job.number}")):
        waits.ask_for(
            seat,
            members=group,
            kind=SCORE,
            key=wait_key(trial),
            title=f"Score the trial {of_what}",
            why="The submissions are open under aliases. Names, prices and others’ scores stay sealed until you lock.",
            url=reverse("trial", args=[job.number]),
            job_number=job.number,
            minutes=MINUTES_A_SUBMISSION * max(1, submissions),
        )


def ask_leaders(seat: Seat, trial: Trial, job: JobLine, kind: str, *, title: str, why: str, minutes: int = 5) -> None:
    """Ask the owner's side for the next step."""
    waits.ask_for(
        seat,
        members=seats.leaders(seat),
        kind=kind,
        key=wait_key(trial),
        title=title,
        why=why,
        url=reverse("trial", args=[job.number]),
        job_number=job.number,
        minutes=minutes,
    )


def settle(seat: Seat, trial: Trial, *kinds: str, member_id: int | None = None) -> None:
    """Close what waits about a trial: these kinds, for one member or for all."""
    members = None if member_id is None else [member_id]
    for kind in kinds:
        waits.settle(seat, kind=kind, key=wait_key(trial), members=members)
