"""What is known of ended work: how it ended, whether it was late or over budget, and what it cost."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from duomo.core.delivery import AssignmentState
from duomo.core.ledger import JobFacts, MissReason, judge
from duomo.desk.assignments import queries as assignments
from duomo.desk.assignments.pages import AssignmentLine, DeliveryLine
from duomo.desk.briefs import queries as briefs
from duomo.desk.briefs.pages import JobLine
from duomo.desk.delivery import queries
from duomo.desk.ledger import actions as ledger
from duomo.desk.ledger.actions import WorkEnded
from duomo.desk.people import queries as people
from duomo.desk.reserve import queries as reserve
from duomo.desk.reserve.pages import amount_of
from duomo.desk.seats.seat import Seat

_S = AssignmentState
TAKEN = frozenset({_S.ACCEPTED, _S.UNFINISHED})


@dataclass(frozen=True, slots=True)
class Work:
    """One contractor's work on a job; `due_at` is the deadline, or the last round's date where that is later."""

    line: AssignmentLine
    deliveries: tuple[DeliveryLine, ...]
    due_at: datetime
    agreed_minutes: int
    reject_reasons: tuple[MissReason, ...]
    vanished: bool = False

    @property
    def started(self) -> bool:
        """Whether the contractor ever accepted it."""
        return self.line.acknowledged_at is not None

    @property
    def used_minutes(self) -> int:
        """All recorded minutes, within the purses or beyond."""
        return self.line.plan_used_minutes + self.line.reserve_used_minutes + self.line.beyond_minutes

    @property
    def over_budget(self) -> bool:
        """Whether more hours were recorded than agreed at the start, top-ups left out; a fixed price cannot be."""
        return self.line.rate_minor is not None and self.used_minutes > self.agreed_minutes

    @property
    def late(self) -> bool:
        """Whether the last delivery, or the end without any, came after the date. What is not possible is not late."""
        if self.line.state is _S.STOPPED or not self.started:
            return False
        last = self.deliveries[-1].handed_in_at if self.deliveries else self.line.ended_at
        return last is not None and last > self.due_at

    @property
    def facts(self) -> JobFacts:
        """How this work alone ended."""
        return facts_of([self])


def facts_of(works: Sequence[Work]) -> JobFacts:
    """How the works of a job ended. Of several, those that were taken say whether it was late or too dear."""
    states = [work.line.state for work in works]
    taken = [work for work in works if work.line.state in TAKEN] or [work for work in works if work.started]
    return JobFacts(
        accepted=states.count(_S.ACCEPTED),
        unfinished=states.count(_S.UNFINISHED),
        not_possible=states.count(_S.STOPPED),
        rejected=states.count(_S.REJECTED),
        vanished=sum(work.vanished for work in works),
        late=any(work.late for work in taken),
        over_budget=any(work.over_budget for work in taken),
        finishing_minutes=0,
        reject_reasons=tuple(dict.fromkeys(reason for work in works for reason in work.reject_reasons)),
        skipped_feasibility=all(work.line.feasibility_minutes == 0 for work in works),
        skipped_reserve=all(work.line.reserve_minutes == 0 for work in works),
    )


def works_of(seat: Seat, lines: Iterable[AssignmentLine], vanished: Iterable[int] = ()) -> tuple[Work, ...]:
    """The work among the assignments of a job; `vanished` are the ids of those whose contractor has."""
    listed = [line for line in lines if not line.is_trial]
    handed_in = assignments.deliveries_of(seat, [line.id for line in listed])
    gone = set(vanished)
    return tuple(_work(seat, line, handed_in.get(line.id, ()), vanished=line.id in gone) for line in listed)


def keep_records(seat: Seat, job_number: int, vanished: Iterable[int] = ()) -> tuple[Work, ...]:
    """Write every ended work of a job into its contractor's record, where it is not yet; gives all works."""
    job = briefs.job(seat, job_number)
    works = works_of(seat, assignments.of_job(seat, job.id, "work"), vanished)
    ended = [work for work in works if work.started and not work.line.is_open]
    contractors = people.contractors_by_id(seat, {work.line.contractor_id for work in ended})
    for work in ended:
        contractor = contractors[work.line.contractor_id]
        ledger.record_work_outcome(seat, _ended(seat, job, work, contractor.number, contractor.name))
    return works


def costs_of(seat: Seat, lines: Iterable[AssignmentLine]) -> tuple[tuple[str, int], ...]:
    """What the assignments cost, in minor units by currency.

    For work that was taken that is what its hours within the purses come to, approved or not yet: the outcome is
    written once, and approval may come after it. Everything else counts as far as it is payable.
    """
    sums: dict[str, int] = {}
    for one in reserve.accounts(seat, lines).values():
        line, payable = one.assignment, one.payable
        amount = payable.amount_minor or 0
        if line.state in TAKEN and line.rate_minor is not None:
            amount = amount_of(sum(entry.within_minutes for entry in one.entries), line.rate_minor)
        if amount:
            sums[line.currency] = sums.get(line.currency, 0) + amount
    return tuple(sorted(sums.items()))


def _work(seat: Seat, line: AssignmentLine, handed_in: tuple[DeliveryLine, ...], *, vanished: bool) -> Work:
    due = [line.deadline_at, *(one.due_at for one in queries.rounds(seat, line.id))]
    added = sum(one.minutes for one in reserve.top_ups(seat, line.id))
    named = queries.reject_reasons(seat, [one.id for one in handed_in])
    return Work(
        line=line,
        deliveries=handed_in,
        due_at=max(due),
        agreed_minutes=line.plan_minutes + line.reserve_minutes - added,
        reject_reasons=tuple(MissReason(reason) for reason in named),
        vanished=vanished,
    )


def _ended(seat: Seat, job: JobLine, work: Work, contractor_number: int, contractor_name: str) -> WorkEnded:
    return WorkEnded(
        job_number=job.number,
        job_title=job.title,
        assignment_key=work.line.key,
        contractor_number=contractor_number,
        contractor_name=contractor_name,
        function=job.function_slug,
        verdict=judge(work.facts),
        estimate_minutes=work.agreed_minutes,
        actual_minutes=work.used_minutes,
        ended_at=work.line.ended_at or seat.at,
    )
