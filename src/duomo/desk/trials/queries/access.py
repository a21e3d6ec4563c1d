"""Who gets to which trial: leaders to all, reviewers to those that they were asked to score, nobody else to any."""

from duomo.desk.briefs import queries as briefs
from duomo.desk.kit.refusals import NotYours
from duomo.desk.seats.rights import Right
from duomo.desk.seats.seat import Seat
from duomo.desk.trials.models import Participant, Reviewer, Trial


def house(seat: Seat) -> Seat:
    """The seat of the house at the same moment: it reads what its caller may see only through an alias, or as a sum."""
    return Seat.system(seat.workspace_id, seat.at, seat.zone)


def trial_row(seat: Seat, job_number: int) -> Trial:
    """The latest trial of a job, for leaders and for those who score it.

    Raises:
        NotYours: there is none, or the seat neither leads nor scores it.
    """
    seat.must(Right.SCORE)
    job = briefs.job_by_number(seat, job_number)
    row = Trial.objects.within(seat).filter(job_id=job.id).order_by("-number").first()
    if row is None or not (seat.may(Right.RUN_JOBS) or reviewer_row(seat, row)):
        raise NotYours
    return row


def reviewer_row(seat: Seat, trial: Trial) -> Reviewer | None:
    """The seat's own place among the reviewers of a trial."""
    return Reviewer.objects.within(seat).filter(trial=trial, member_id=seat.acting_member).first()


def trial_of_participant(seat: Seat, assignment_id: int) -> tuple[Trial, Participant] | None:
    """The trial that an assignment belongs to, with its place in it."""
    row = Participant.objects.within(seat).select_related("trial").filter(assignment_id=assignment_id).first()
    return None if row is None else (row.trial, row)
