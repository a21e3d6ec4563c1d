"""Writing down how a job, and how each contractor's work on it, ended."""

from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction

from duomo.core.ledger import RULE_VERSION, JobFacts, JobVerdict, OwnHours, judge, net_minutes
from duomo.desk.kit.refusals import Stale
from duomo.desk.ledger import queries
from duomo.desk.ledger.actions.tallies import count_job, count_work
from duomo.desk.ledger.models import JobOutcome, WorkOutcome
from duomo.desk.ledger.pages import OutcomeLine, OwnHoursLine, WorkLine
from duomo.desk.seats.events import record
from duomo.desk.seats.rights import Right
from duomo.desk.seats.seat import Seat


@dataclass(frozen=True, slots=True)
class JobEnded:
    """What is known of a job at its end, from all rooms but this one.

    `facts.finishing_minutes` is replaced by the recorded own hours. `costs` are minor units by currency.
    """

    job_number: int
    title: str
    function: str
    function_name: str
    facts: JobFacts
    contractor_number: int | None = None
    contractor_name: str = ""
    lesson: str = ""
    trial_held: bool = False
    reserve_held: bool = False
    overruled: bool = False
    owner_estimate_minutes: int = 0
    plan_minutes: int = 0
    plan_used_minutes: int = 0
    reserve_minutes: int = 0
    reserve_used_minutes: int = 0
    trial_minutes: int = 0
    costs: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class WorkEnded:
    """What is known of one contractor's work at its end; `estimate_minutes` is without later top-ups."""

    job_number: int
    job_title: str
    assignment_key: str
    contractor_number: int
    contractor_name: str
    function: str
    verdict: JobVerdict
    estimate_minutes: int
    actual_minutes: int
    ended_at: datetime


@transaction.atomic
def record_job_outcome(seat: Seat, command: JobEnded) -> OutcomeLine:
    """Judge a job by its facts and the recorded own hours, and keep the outcome with its inputs for good.

    Raises:
        Stale: the job's outcome has been recorded already.
    """
    seat.must(Right.RUN_JOBS)
    own = queries.own_hours(seat, command.job_number)
    facts = replace(command.facts, finishing_minutes=own.finishing)
    verdict = judge(facts)
    counted = command.owner_estimate_minutes if facts.accepted or facts.unfinished else 0
    net = net_minutes(OwnHours(estimate=counted, **asdict(own)))
    _record_event(seat, command.job_number, verdict, net)
    values: dict[str, Any] = {
        **_columns(command),
        **_own_columns(own),
        "hit": verdict.hit,
        "reasons": [reason.value for reason in verdict.reasons],
        "remarks": [remark.value for remark in verdict.remarks],
        "owner_estimate_minutes": counted,
        "net_minutes": net,
        "costs": dict(command.costs),
        "inputs": _inputs(command, facts, own),
        "rule_version": RULE_VERSION,
        "ended_at": seat.at,
    }
    row, new = JobOutcome.objects.within(seat).get_or_create(job_number=command.job_number, defaults=values)
    if not new:
        raise Stale("This job has ended already, and its outcome is recorded. Load the page again to see it.")
    count_job(seat, row)
    return queries.outcome_line(row)


@transaction.atomic
def record_work_outcome(seat: Seat, command: WorkEnded) -> WorkLine | None:
    """Add an ended work to its contractor's record; None where it is in the record already."""
    seat.must(Right.RUN_JOBS)
    values: dict[str, Any] = {
        name: getattr(command, name)
        for name in WorkEnded.__dataclass_fields__
        if name not in {"verdict", "assignment_key"}
    }
    row, new = WorkOutcome.objects.within(seat).get_or_create(
        assignment_key=command.assignment_key,
        defaults={
            **values,
            "hit": command.verdict.hit,
            "reasons": [reason.value for reason in command.verdict.reasons],
            "remarks": [remark.value for remark in command.verdict.remarks],
        },
    )
    if not new:
        return None
    facts = {"contractor": row.contractor_number, "hit": row.hit, "reasons": row.reasons, "actual": row.actual_minutes}
    record(seat, "work_outcome_recorded", job_number=row.job_number, subject=row.assignment_key, **facts)
    count_work(seat, row)
    return queries.work_line(row)


def _record_event(seat: Seat, job_number: int, verdict: JobVerdict, net: int) -> None:
    # Written first: it takes the lock of the workspace's chain, so that of two endings one waits and finds the other.
    record(
        seat,
        "job_outcome_recorded",
        job_number=job_number,
        hit=verdict.hit,
        reasons=[reason.value for reason in verdict.reasons],
        net=net,
        rule=RULE_VERSION,
    )


def _own_columns(own: OwnHoursLine) -> dict[str, Any]:
    return {f"{activity}_minutes": minutes for activity, minutes in asdict(own).items()}


def _columns(command: JobEnded) -> dict[str, Any]:
    elsewhere = {"job_number", "facts", "costs", "owner_estimate_minutes"}
    return {name: getattr(command, name) for name in JobEnded.__dataclass_fields__ if name not in elsewhere}


def _inputs(command: JobEnded, facts: JobFacts, own: OwnHoursLine) -> dict[str, Any]:
    """What the verdict and the sum were computed from."""
    return {
        "facts": {**asdict(facts), "reject_reasons": [reason.value for reason in facts.reject_reasons]},
        "own_minutes": asdict(own),
        "estimate_minutes": command.owner_estimate_minutes,
    }
