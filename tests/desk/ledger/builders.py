"""Outcomes for tests, written through the actions of the room."""

from typing import Any

from duomo.core.ledger import JobFacts, judge
from duomo.desk.ledger.actions import JobEnded, WorkEnded, record_job_outcome, record_work_outcome
from duomo.desk.ledger.pages import OutcomeLine
from duomo.desk.seats.seat import Seat
from tests.builders import later

NAMES = ("Amina Diallo", "Ruth Abara", "Lena Fors", "Sofia Marin", "Kit Walsh", "Marcus Yeo", "Diego Llorente")


def facts(**changes: Any) -> JobFacts:
    """A job that was accepted in time and within its budget."""
    usual: dict[str, Any] = {"accepted": 1, "unfinished": 0, "not_possible": 0, "rejected": 0, "vanished": 0}
    return JobFacts(**{**usual, "late": False, "over_budget": False, "finishing_minutes": 0, **changes})


def given_outcome(seat: Seat, number: int, **changes: Any) -> OutcomeLine:
    """The outcome of a job with this number: a hit of 8 h planned for 40 EUR unless `changes` say otherwise."""
    usual: dict[str, Any] = {
        "title": f"Job {number}",
        "function": "design",
        "function_name": "Design",
        "facts": facts(),
        "contractor_number": 1,
        "contractor_name": NAMES[0],
        "owner_estimate_minutes": 600,
        "plan_minutes": 480,
        "plan_used_minutes": 300,
        "reserve_minutes": 120,
        "reserve_used_minutes": 30,
        "reserve_held": True,
        "costs": (("EUR", 4_000),),
    }
    return record_job_outcome(seat, JobEnded(job_number=number, **{**usual, **changes}))


def given_work(seat: Seat, number: int, contractor: int = 1, *, hit: bool = True, **changes: Any) -> None:
    """The outcome of one contractor's work on the job with this number."""
    verdict = judge(facts() if hit else facts(accepted=0, rejected=1))
    usual: dict[str, Any] = {
        "job_title": f"Job {number}",
        "assignment_key": f"work{number}-{contractor}",
        "contractor_name": NAMES[(contractor - 1) % len(NAMES)],
        "function": "design",
        "verdict": verdict,
        "estimate_minutes": 480,
        "actual_minutes": 510,
        "ended_at": seat.at,
    }
    record_work_outcome(seat, WorkEnded(job_number=number, contractor_number=contractor, **{**usual, **changes}))


def given_year(seat: Seat, jobs: int) -> None:
    """Jobs that ended one after the other in the months before the seat: every fifth missed, by several contractors."""
    for number in range(1, jobs + 1):
        then = later(seat, days=-(number * 13 % 300))
        missed = number % 5 == 0
        contractor = number % len(NAMES) + 1
        given_work(then, number, contractor, hit=not missed)
        given_outcome(
            then,
            number,
            facts=facts(accepted=0, rejected=1) if missed else facts(),
            contractor_number=contractor,
            contractor_name=NAMES[contractor - 1],
            function="design" if number % 2 else "copywriting",
            function_name="Design" if number % 2 else "Copywriting",
            lesson="Say how it is judged." if missed else "",
            trial_held=not missed,
            overruled=number % 3 == 0,
        )
