"""The page on which a job ends, and that shows what came of it."""

from collections.abc import Sequence

from django.urls import reverse

from duomo.core.delivery import AssignmentState
from duomo.core.quantities import format_money
from duomo.desk.assignments import queries as assignments
from duomo.desk.assignments.pages import AssignmentLine
from duomo.desk.briefs import queries as briefs
from duomo.desk.delivery.pages import Closed, Ending, OutcomePage
from duomo.desk.kit.display.words import hours
from duomo.desk.kit.parts import Fact
from duomo.desk.ledger import queries as ledger
from duomo.desk.ledger.pages import OutcomeLine, OwnHoursLine
from duomo.desk.seats.queries import member_names
from duomo.desk.seats.rights import Right
from duomo.desk.seats.seat import Seat


def outcome_page(seat: Seat, job_number: int) -> OutcomePage:
    """How a job ended, or what ending it now would mean.

    Raises:
        NotYours: there is no such job, or the seat may not see the titles of jobs.
    """
    seat.must(Right.SEE_TITLES)
    job = briefs.job(seat, job_number)
    outcome = ledger.outcome(seat, job_number)
    lessons = ledger.lessons(seat, job_number)
    lines = assignments.of_job(seat, job.id)
    work = [line for line in lines if not line.is_trial]
    return OutcomePage(
        job=job,
        outcome=outcome,
        lessons=lessons,
        names=member_names(seat, {lesson.member_id for lesson in lessons}),
        terms=_terms(outcome) if outcome else (),
        purses=_purses(outcome) if outcome else (),
        costs=_costs(seat, outcome) if outcome else (),
        endings=_endings(work),
        accepted=any(line.state is AssignmentState.ACCEPTED for line in work),
        open_work=sum(line.is_open for line in work),
        closed=None if outcome else _closed(seat, lines),
    )


def _endings(work: Sequence[AssignmentLine]) -> tuple[Ending, ...]:
    """The ways in which the job can end; a way that does not fit what happened is not offered."""
    found = [Ending.NOT_POSSIBLE]
    if any(line.acknowledged_at for line in work):
        found.append(Ending.VANISHED)
    if any(line.state is AssignmentState.REJECTED for line in work):
        found.append(Ending.REJECTED)
    return (*found, Ending.CALLED_OFF)


def _closed(seat: Seat, lines: Sequence[AssignmentLine]) -> Closed | None:
    for line in lines:
        if line.is_open and line.is_trial:
            url = reverse("trial", args=[line.job_number])
            return Closed("A trial of this job is running. Decide it or call it off first.", url, "See the trial")
        if line.is_open and line.state is AssignmentState.DELIVERED:
            last = assignments.deliveries(seat, line.id)[-1]
            url = reverse("review", args=[last.key])
            return Closed(
                "A delivery waits for your review. Accept it, reject it or take it unfinished first.", url, "Review it"
            )
    return None


def _terms(outcome: OutcomeLine) -> tuple[Fact, ...]:
    """The exact sum of the net hours, term by term."""
    own: OwnHoursLine = outcome.own
    net = outcome.net_minutes
    return (
        Fact("It would have taken you", hours(outcome.owner_estimate_minutes)),
        Fact("Briefing", hours(-own.briefing)),
        Fact("Choosing", hours(-own.choosing)),
        Fact("Answering", hours(-own.answering)),
        Fact("Reviewing", hours(-own.reviewing)),
        Fact("Finishing it yourself", hours(-own.finishing)),
        Fact("Net hours saved", hours(net), total=True, tone="fail" if net < 0 else "pass" if net > 0 else ""),
    )


def _purses(outcome: OutcomeLine) -> tuple[Fact, ...]:
    return (
        Fact("Planned hours", f"{hours(outcome.plan_used_minutes)} of {hours(outcome.plan_minutes)}"),
        Fact("Reserve hours", f"{hours(outcome.reserve_used_minutes)} of {hours(outcome.reserve_minutes)}"),
        Fact("Trial hours", hours(outcome.trial_minutes)),
    )


def _costs(seat: Seat, outcome: OutcomeLine) -> tuple[Fact, ...]:
    if not seat.may(Right.SEE_MONEY):
        return ()
    return tuple(Fact("Paid out or to be paid", format_money(amount, currency)) for currency, amount in outcome.costs)
