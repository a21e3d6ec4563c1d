"""Law 8: a delivery is accepted by a person, through an open gate."""

from django.db import transaction

from duomo.core.delivery import Gate, ReviewAct
from duomo.desk.delivery.actions.deciding import decide, note, tell
from duomo.desk.delivery.actions.ending import close_or_go_on
from duomo.desk.delivery.actions.judging import Judge, judge
from duomo.desk.delivery.actions.own_time import log_reviewing
from duomo.desk.delivery.pages import Decision
from duomo.desk.delivery.queries import decision
from duomo.desk.kit.refusals import NotYours, Refused
from duomo.desk.seats.seat import Seat

MOST_NAMED = 5


@transaction.atomic
def accept_delivery(seat: Seat, key: str, *, judged: Judge | None = None, reviewing_minutes: int = 0) -> Decision:
    """Accept a delivery on which every must has passed. With the last open work of a job the job ends.

    `judged` are verdicts that were typed together with the act; `reviewing_minutes` own time that is recorded with it.

    Raises:
        NotYours: there is no such delivery for this seat.
        Refused: the gate is closed; the sentence names what is missing.
        Stale: the delivery has been decided or replaced.
    """
    if judged is not None:
        judge(seat, key, judged)
    found = decide(seat, key, ReviewAct.ACCEPT)
    gate = found.gate
    if not gate.open:
        raise Refused(closed_sentence(gate))
    note(seat, found, "delivery_accepted", musts=gate.needed)
    tell(
        seat,
        found,
        f"Delivery {found.delivery.number} is accepted",
        "Every must has passed. Approved hours are payable now.",
    )
    log_reviewing(seat, found, reviewing_minutes)
    close_or_go_on(seat, found.assignment.job_number)
    made = decision(seat, found.delivery.id)
    if made is None:
        raise NotYours
    return made


def closed_sentence(gate: Gate) -> str:
    """Why the gate is closed, with what is missing."""
    named = "; ".join(f"“{one.text}” {_why(one.why)}" for one in gate.missing[:MOST_NAMED])
    more = f"; and {len(gate.missing) - MOST_NAMED} more" if len(gate.missing) > MOST_NAMED else ""
    return f"The gate is closed, {gate.passed} of {gate.needed} musts pass: {named}{more}."


def _why(why: str) -> str:
    return "is not judged" if why == "not judged" else why
