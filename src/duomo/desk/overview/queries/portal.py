"""Reads the contractor's pages: the list of assignments, and one of them."""

from collections.abc import Sequence

from django.urls import reverse

from duomo.core.delivery import AssignmentState
from duomo.core.quantities import format_money
from duomo.desk.assignments import queries as assignments
from duomo.desk.assignments.pages import AssignmentLine, DeliveryLine
from duomo.desk.briefs.pages import BriefPage
from duomo.desk.delivery import queries as gate
from duomo.desk.files.pages import FileLine
from duomo.desk.kit.parts import Promise, Purse
from duomo.desk.overview.pages import (
    Asked,
    AssignmentCard,
    AssignmentPage,
    Deed,
    HandedIn,
    PortalPage,
    Receipt,
    ToPerfect,
)
from duomo.desk.overview.queries.words import STATES
from duomo.desk.seats.rights import Right
from duomo.desk.seats.seat import Seat

KINDS = {"trial": "Trial", "work": "Assignment"}

# What the contractor reads first, the tone of the short form, and the short form.
WHAT_NOW: dict[AssignmentState, tuple[str, str, str]] = {
    AssignmentState.INVITED: ("Read what done means, then say it in your words, or ask.", "watch", "read and accept"),
    AssignmentState.LOOKING: (
        "Say whether it is possible. Your first look is paid either way.",
        "watch",
        "is it possible?",
    ),
    AssignmentState.WORKING: ("Work on it, log your hours, and hand in when every must is met.", "", "at work"),
    AssignmentState.DELIVERED: ("Nothing: what you handed in is with the reviewer.", "", "in review"),
    AssignmentState.PERFECTING: (
        "Put the points right and hand in again, on the reserve's hours.",
        "watch",
        "to perfect",
    ),
    AssignmentState.ACCEPTED: ("Nothing: it was accepted. Thank you.", "pass", "accepted"),
    AssignmentState.REJECTED: ("Nothing: it was rejected.", "fail", "rejected"),
    AssignmentState.STOPPED: ("Nothing: you said that it is not possible. Your first look is paid.", "", "stopped"),
    AssignmentState.UNFINISHED: ("Nothing: it was taken as it is.", "", "taken unfinished"),
    AssignmentState.DECLINED: ("Nothing: you declined.", "", "declined"),
    AssignmentState.WITHDRAWN: ("Nothing: it was withdrawn.", "", "withdrawn"),
    AssignmentState.CLOSED: ("Nothing: the trial has ended. Thank you for your work.", "", "ended"),
}


def portal(seat: Seat) -> PortalPage:
    """The contractor's assignments."""
    seat.must(Right.WORK)
    lines = assignments.mine(seat)
    cards = [(line.is_open, _card(line)) for line in lines]
    return PortalPage(
        running=tuple(card for is_open, card in cards if is_open),
        ended=tuple(card for is_open, card in cards if not is_open),
    )


def _card(line: AssignmentLine) -> AssignmentCard:
    _, tone, short = WHAT_NOW[line.state]
    return AssignmentCard(
        title=line.job_title,
        url=reverse("assignment", args=[line.key]),
        kind=KINDS[line.kind],
        state=STATES[line.state],
        tone=tone,
        due_at=line.deadline_at,
        what_now=short,
    )


def assignment(seat: Seat, key: str) -> AssignmentPage:
    """One assignment as its contractor sees it.

    Raises:
        NotYours: it is not this contractor's.
    """
    seat.must(Right.WORK)
    line = assignments.assignment(seat, key)
    brief = assignments.brief_of(seat, line)
    newer = assignments.newer_version(seat, line)
    acknowledged = assignments.acknowledgement(seat, line.id)
    found = gate.open_round(seat, line.id)
    deeds = _deeds(line, newer)
    # While a delivery is in review nothing has to be done, so nothing is put first.
    first = 0 if line.state is AssignmentState.DELIVERED else 1
    return AssignmentPage(
        key=key,
        title=line.job_title,
        function=KINDS[line.kind].lower(),
        kind=KINDS[line.kind],
        state=STATES[line.state],
        answer=WHAT_NOW[line.state][0],
        due_at=found.due_at if found else line.deadline_at,
        first=next(iter(deeds[:first]), None),
        others=tuple(deeds[first:]),
        promises=_promises(brief),
        purses=_purses(line),
        pay=_pay(line),
        task=line.task,
        restated=acknowledged.restated_goal if acknowledged else "",
        questions=tuple(Asked(q.text, q.answer, q.asked_at) for q in assignments.questions(seat, line.job_id)),
        deliveries=tuple(_handed_in(one) for one in reversed(assignments.deliveries(seat, line.id))),
        points=tuple(ToPerfect(point.word, point.text) for point in found.points) if found else (),
        newer_version=newer.number if newer else None,
        brief=brief,
    )


def _deeds(line: AssignmentLine, newer: BriefPage | None) -> list[Deed]:
    """What the contractor may do now, the most likely first."""
    if not line.is_open:
        return []
    here = [line.key]
    ask = Deed("Ask a question", reverse("ask", args=here), "question")
    deliver = Deed("Hand in", reverse("deliver", args=here), "upload")
    by_state = {
        AssignmentState.INVITED: [
            Deed("Accept the assignment", reverse("acknowledge", args=here), "check"),
            ask,
            Deed("Decline", reverse("decline", args=here), "cross"),
        ],
        AssignmentState.LOOKING: [Deed("Answer: is it possible?", reverse("feasibility", args=here), "check"), ask],
        AssignmentState.WORKING: [deliver, ask],
        AssignmentState.PERFECTING: [deliver, ask],
        AssignmentState.DELIVERED: [ask],
    }
    deeds = by_state[line.state]
    if newer is not None and line.state is not AssignmentState.INVITED:
        deeds.append(Deed(f"See brief version {newer.number}", reverse("acknowledge", args=here), "file"))
    return deeds


def _promises(brief: BriefPage) -> tuple[Promise, ...]:
    return tuple(
        Promise(
            number=number,
            text=line.text,
            weight="must" if line.must else "should",
            how=f"Check: {line.check}" if line.check else "A person judges it.",
        )
        for number, line in enumerate(brief.criteria, 1)
    )


def _purses(line: AssignmentLine) -> tuple[Purse, ...]:
    plan = Purse(f"plan-{line.key}", "Work", line.plan_minutes, line.plan_used_minutes, 0, line.beyond_minutes)
    if line.is_trial:
        return (plan,)
    kept = Purse(
        f"reserve-{line.key}", "Reserve", line.reserve_minutes, line.reserve_used_minutes, note="for perfecting"
    )
    if line.state in {AssignmentState.INVITED, AssignmentState.LOOKING} and line.feasibility_minutes:
        used = min(line.plan_used_minutes, line.feasibility_minutes)
        return (Purse(f"look-{line.key}", "First look", line.feasibility_minutes, used), plan, kept)
    return plan, kept


def _pay(line: AssignmentLine) -> str:
    if line.fixed_minor is not None:
        return f"{format_money(line.fixed_minor, line.currency)} when it is accepted."
    rate = f"{format_money(line.rate_minor, line.currency)} an hour. " if line.rate_minor is not None else ""
    return f"{rate}Hours beyond a purse are kept, but paid only if it is topped up."


def _handed_in(delivery: DeliveryLine) -> HandedIn:
    return HandedIn(
        number=delivery.number,
        handed_in_at=delivery.handed_in_at,
        late=delivery.late,
        note=delivery.note,
        links=delivery.links,
        files=_receipts(delivery.key, delivery.files),
    )


def _receipts(key: str, files: Sequence[FileLine]) -> tuple[Receipt, ...]:
    return tuple(
        Receipt(file.name, file.size, file.sha256, reverse("delivery-file", args=[key, file.id])) for file in files
    )
