"""Reads one job from every room: its path, what is next, the hours, the record."""

from django.urls import reverse

from duomo.core.delivery import JobStage
from duomo.core.ledger import OwnHours, net_minutes
from duomo.core.quantities import format_minutes, format_money
from duomo.desk.assignments import queries as assignments
from duomo.desk.assignments.pages import AssignmentLine, FeasibilityLine
from duomo.desk.kit.parts import Fact, Purse
from duomo.desk.ledger import queries as ledger
from duomo.desk.overview.pages import AtWork, JobPage
from duomo.desk.overview.queries.next_step import next_step
from duomo.desk.overview.queries.path import path_of
from duomo.desk.overview.queries.timeline import timeline
from duomo.desk.overview.queries.whole import Whole, whole_of
from duomo.desk.overview.queries.words import FEASIBILITY, STATES
from duomo.desk.reserve import queries as reserve
from duomo.desk.reserve.pages import Payable
from duomo.desk.seats.rights import Right
from duomo.desk.seats.seat import Seat


def job(seat: Seat, number: int, *, before: str = "") -> JobPage:
    """The page of job `number`; `before` is the sequence number before which events are listed.

    Raises:
        NotYours: there is no such job for this seat.
    """
    seat.must(Right.SEE_JOBS)
    whole = whole_of(seat, number)
    payable = reserve.payable(seat, [line.id for line in whole.work]) if seat.may(Right.SEE_MONEY) else {}
    ended = [line for line in whole.work if not line.is_open]
    events, older_url = timeline(seat, number, before, whole.names)
    step = next_step(seat, whole)
    return JobPage(
        number=number,
        title=whole.job.title,
        function=whole.job.function_name,
        stage=whole.job.stage.value,
        answer=step.lead,
        steps=path_of(whole),
        next=step,
        at_work=tuple(_at_work(seat, whole, line, payable.get(line.id)) for line in whole.open_work),
        ended=tuple(_at_work(seat, whole, line, payable.get(line.id)) for line in ended),
        events=events,
        older_events_url=older_url,
        own=_own(seat, whole),
        facts=_facts(seat, whole),
        links=_links(seat, whole),
        may_log=seat.may(Right.LOG_OWN_HOURS) and whole.job.stage is not JobStage.DONE,
    )


def _at_work(seat: Seat, whole: Whole, line: AssignmentLine, payable: Payable | None) -> AtWork:
    found = assignments.feasibility(seat, line.id)
    name = whole.names[line.contractor_id]
    pay = payable.amount_minor if payable else None
    return AtWork(
        key=line.key,
        name=name.name,
        contractor_url=reverse("contractor", args=[name.number]),
        state=STATES[line.state],
        purses=purses_of(line),
        rate=_rate(line) if seat.may(Right.SEE_MONEY) else "",
        deadline_at=line.deadline_at,
        feasibility=_feasibility(found),
        payable=format_money(pay, line.currency) if pay is not None else "",
        deeds=_deeds(line) if seat.may(Right.RUN_JOBS) and line.is_open else (),
    )


def purses_of(line: AssignmentLine) -> tuple[Purse, Purse]:
    """Both purses of an assignment, as its sums say."""
    waiting_plan = min(line.waiting_minutes, line.plan_used_minutes)
    waiting_reserve = min(line.waiting_minutes - waiting_plan, line.reserve_used_minutes)
    plan = Purse(
        key=f"plan-{line.key}",
        label="Planned hours",
        total_minutes=line.plan_minutes,
        approved_minutes=line.plan_used_minutes - waiting_plan,
        waiting_minutes=waiting_plan,
        over_minutes=line.beyond_minutes,
        note="for the work itself",
    )
    kept = Purse(
        key=f"reserve-{line.key}",
        label="Reserve hours",
        total_minutes=line.reserve_minutes,
        approved_minutes=line.reserve_used_minutes - waiting_reserve,
        waiting_minutes=waiting_reserve,
        note="only for perfecting after a send-back",
    )
    return plan, kept


def _feasibility(found: FeasibilityLine | None) -> str:
    return FEASIBILITY[found.answer] if found else ""


def _rate(line: AssignmentLine) -> str:
    if line.fixed_minor is not None:
        return f"{format_money(line.fixed_minor, line.currency)} fixed"
    return f"{format_money(line.rate_minor, line.currency)} an hour" if line.rate_minor is not None else ""


def _deeds(line: AssignmentLine) -> tuple[tuple[str, str], ...]:
    found = [("Top up", reverse("top-up", args=[line.key]))]
    if line.waiting_minutes:
        found.insert(0, ("Approve hours", reverse("approve-hours", args=[line.key])))
    return (*found, ("Withdraw", reverse("withdraw", args=[line.key])))


def _own(seat: Seat, whole: Whole) -> tuple[Fact, ...]:
    line, outcome = whole.job, whole.outcome
    hours = outcome.own if outcome else ledger.own_hours(seat, line.number)
    # An outcome counts the estimate only where work was taken over; until then it stands as the owner gave it.
    estimate = outcome.owner_estimate_minutes if outcome else line.owner_estimate_minutes or 0
    spent = {
        "Briefing": hours.briefing,
        "Choosing": hours.choosing,
        "Answering": hours.answering,
        "Reviewing": hours.reviewing,
        "Finishing": hours.finishing,
    }
    net = net_minutes(OwnHours(estimate, *spent.values()))
    tone = "pass" if net > 0 else "fail" if net < 0 else ""
    return (
        Fact("It would have taken you", _hours(estimate)),
        *(Fact(term, _hours(-minutes)) for term, minutes in spent.items()),
        Fact(
            "Net" if line.stage is JobStage.DONE else "Net, if it ends here",
            _hours(net, signed=True),
            total=True,
            tone=tone,
        ),
    )


def _hours(minutes: int, *, signed: bool = False) -> str:
    plus = "+" if signed and minutes > 0 else ""
    return f"{plus}{format_minutes(minutes)}\u00a0h"


def _facts(seat: Seat, whole: Whole) -> tuple[Fact, ...]:
    brief = whole.sent or whole.draft
    facts = [Fact("Function", whole.job.function_name)]
    if brief and brief.condition:
        facts.append(Fact("Condition", brief.condition.value))
    if seat.may(Right.SEE_MONEY) and brief:
        if brief.rate_minor is not None:
            facts.append(Fact("Rate in the brief", f"{format_money(brief.rate_minor, brief.currency)} an hour"))
        if brief.fixed_minor is not None:
            facts.append(Fact("Price in the brief", format_money(brief.fixed_minor, brief.currency)))
    facts.extend(Fact("Hired", whole.name(line)) for line in whole.open_work)
    return tuple(facts)


def _links(seat: Seat, whole: Whole) -> tuple[tuple[str, str, str], ...]:
    number = whole.job.number
    brief = whole.sent or whole.draft
    links = [(f"Brief, version {brief.number}" if brief else "Brief", reverse("brief", args=[number]), "file")]
    if whole.sent is not None:
        links.append(("Questions", reverse("questions", args=[number]), "question"))
    if whole.job.stage in {JobStage.BRIEF, JobStage.WORK, JobStage.REVIEW} and seat.may(Right.RUN_JOBS):
        links.append(("End the job", reverse("outcome", args=[number]), "check"))
    return tuple(links)
