"""Law 8: taking work that does not pass the gate, with a name, a reason and the own hours that it will cost."""

from dataclasses import dataclass

from django.db import transaction

from duomo.core.delivery import ReviewAct, allowed_acts
from duomo.core.quantities import format_minutes
from duomo.desk.delivery.actions.deciding import decide, note, tell
from duomo.desk.delivery.actions.ending import close_or_go_on
from duomo.desk.delivery.actions.own_time import log_finishing, log_reviewing
from duomo.desk.kit.refusals import Invalid, Refused
from duomo.desk.seats.rights import Right
from duomo.desk.seats.seat import Seat


@dataclass(frozen=True, slots=True)
class TakeUnfinished:
    """Why, and the own minutes that finishing will cost; `reviewing_minutes` is own time recorded with it."""

    reason: str
    finishing_minutes: int
    lesson: str = ""
    reviewing_minutes: int = 0


@transaction.atomic
def take_unfinished(seat: Seat, key: str, command: TakeUnfinished) -> None:
    """Take a delivery although the gate is closed. It counts as a miss; with the last open work the job ends.

    Raises:
        NotYours: there is no such delivery for this seat.
        Invalid: the reason or the hours are missing.
        Refused: the gate is open, so it can be accepted.
        Stale: the delivery has been decided or replaced.
    """
    seat.must(Right.RUN_JOBS)
    reason = command.reason.strip()
    if not reason:
        raise Invalid("Say why you take it as it is.", field="reason")
    if command.finishing_minutes < 0:
        raise Invalid("Type the hours it will cost you, 0 if none.", field="finishing_minutes")
    found = decide(seat, key, ReviewAct.TAKE_UNFINISHED, reason=reason)
    if ReviewAct.TAKE_UNFINISHED not in allowed_acts(found.gate, points=0):
        raise Refused("Every must passes, so nothing is unfinished. Accept the delivery instead.")
    note(seat, found, "delivery_taken_unfinished", finishing_minutes=command.finishing_minutes)
    tell(
        seat,
        found,
        f"Delivery {found.delivery.number} is taken unfinished",
        f"{reason}\n\nThe work ends here; the owner finishes it. Approved hours are payable now.",
    )
    log_reviewing(seat, found, command.reviewing_minutes)
    text = f"Finishing delivery {found.delivery.number}, {format_minutes(command.finishing_minutes)} h foreseen"
    log_finishing(seat, found.assignment.job_number, command.finishing_minutes, text)
    close_or_go_on(seat, found.assignment.job_number, lesson=command.lesson)
