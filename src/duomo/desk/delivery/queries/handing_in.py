"""The contractor's page for handing in: what done means, and whether it is the time for it."""

from django.urls import reverse

from duomo.core.delivery import AssignmentState
from duomo.desk.assignments import queries as assignments
from duomo.desk.assignments.pages import AssignmentLine
from duomo.desk.briefs import queries as briefs
from duomo.desk.delivery.pages import Closed, HandInPage
from duomo.desk.delivery.queries.cases import applies
from duomo.desk.delivery.queries.rounds import open_round
from duomo.desk.seats.rights import Right
from duomo.desk.seats.seat import Seat

_ENDED = "This assignment has ended, so nothing more can be handed in."


def hand_in_page(seat: Seat, assignment_key: str) -> HandInPage:
    """What a contractor sees before handing in.

    Raises:
        NotYours: the assignment is not this contractor's.
    """
    seat.must(Right.WORK)
    line = assignments.assignment(seat, assignment_key)
    brief = briefs.brief(seat, line.version_id)
    return HandInPage(
        assignment=line,
        brief=brief,
        criteria=tuple(one for one in brief.criteria if line.is_trial or applies(brief, one)),
        round=None if line.is_trial else open_round(seat, line.id),
        last=next(iter(reversed(assignments.deliveries(seat, line.id))), None),
        closed=_closed(line),
    )


def _closed(line: AssignmentLine) -> Closed | None:
    if line.state is AssignmentState.INVITED:
        return Closed(
            "Accept the assignment first: restate its goal and confirm each must.",
            reverse("acknowledge", args=[line.key]),
            "Accept it",
        )
    if line.state is AssignmentState.LOOKING:
        return Closed(
            "Say first whether it is possible; then you can hand in.", reverse("feasibility", args=[line.key]), "Answer"
        )
    if not line.is_open:
        return Closed(_ENDED, line.url, "Back to the assignment")
    if line.is_trial and not line.sealed:
        return Closed(
            "The submissions of this trial are open, so nothing more can be handed in.",
            line.url,
            "Back to the assignment",
        )
    return None
