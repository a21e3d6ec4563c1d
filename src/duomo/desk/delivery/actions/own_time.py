"""Own hours that are typed together with an act, so that they count before the job is judged."""

from duomo.desk.delivery.queries import Case
from duomo.desk.ledger import actions as ledger
from duomo.desk.ledger.actions import LogOwnTime
from duomo.desk.seats.seat import Seat


def log_reviewing(seat: Seat, found: Case, minutes: int) -> None:
    """Record the time that judging this delivery took, if any was typed."""
    if minutes:
        text = f"Delivery {found.delivery.number}"
        ledger.log_own_time(seat, found.assignment.job_number, LogOwnTime("reviewing", minutes, seat.today, text))


def log_finishing(seat: Seat, job_number: int, minutes: int, text: str = "") -> None:
    """Record what finishing costs the owner's side, if anything."""
    if minutes:
        ledger.log_own_time(seat, job_number, LogOwnTime("finishing", minutes, seat.today, text))
