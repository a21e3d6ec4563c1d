"""The trial that a deed is about, held against others until the deed is done."""

from duomo.desk.seats.seat import Seat
from duomo.desk.trials.models import Trial
from duomo.desk.trials.queries import trial_row


def held_trial(seat: Seat, job_number: int) -> Trial:
    """The latest trial of a job, locked for this transaction: hand-ins, scores and the reveal go one after the other.

    Raises:
        NotYours: there is none, or the seat neither leads nor scores it.
    """
    return hold(seat, trial_row(seat, job_number).pk)


def hold(seat: Seat, trial_id: int) -> Trial:
    """A trial by its id, locked for this transaction."""
    return Trial.objects.within(seat).select_for_update().get(pk=trial_id)
