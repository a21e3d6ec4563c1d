"""Law 11: every job ends as a hit or a miss, computed from the facts, and with the hours it saved or cost the owner."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

RULE_VERSION = 1
"""Stored beside each outcome, so that it can be recomputed and disputed by the rule it was judged by."""


class MissReason(StrEnum):
    """Why a job is a miss; late and over budget are remarks where it is a hit all the same."""

    NOT_POSSIBLE = "not_possible"
    UNFINISHED = "unfinished"
    OFF_BRIEF = "off_brief"
    LATE = "late"
    VANISHED = "vanished"
    OVER_BUDGET = "over_budget"
    QUALITY = "quality"
    FINISHED_BY_OWNER = "finished_by_owner"
    CALLED_OFF = "called_off"


@dataclass(frozen=True, slots=True)
class OwnHours:
    """What the job would have taken the owner, and what it took the owner's side, in whole minutes."""

    estimate: int
    briefing: int
    choosing: int
    answering: int
    reviewing: int
    finishing: int

    @property
    def spent(self) -> int:
        """The owner's side's own minutes on the job."""
        return self.briefing + self.choosing + self.answering + self.reviewing + self.finishing


@dataclass(frozen=True, slots=True)
class JobFacts:
    """How the work assignments of a job ended (trials do not count), and what is known about the job.

    ``reject_reasons`` are those that the owner named when rejecting. What was skipped is remembered for the ledger and
    weighs nothing in the verdict.
    """

    accepted: int
    unfinished: int
    not_possible: int
    rejected: int
    vanished: int
    late: bool
    over_budget: bool
    finishing_minutes: int
    reject_reasons: tuple[MissReason, ...] = ()
    skipped_trial: bool = False
    skipped_feasibility: bool = False
    skipped_reserve: bool = False


@dataclass(frozen=True, slots=True)
class JobVerdict:
    """A hit has no reasons and may have remarks; a miss has at least one reason and no remarks."""

    hit: bool
    reasons: tuple[MissReason, ...]
    remarks: tuple[MissReason, ...]


def net_minutes(hours: OwnHours) -> int:
    """Net hours saved, in whole minutes: what it would have taken the owner, less own hours. Negative is a loss.

    An exact sum. Its limit is the estimate, which is the owner's own. Raises ValueError for a negative term.
    """
    if min(hours.estimate, hours.briefing, hours.choosing, hours.answering, hours.reviewing, hours.finishing) < 0:
        message = "own hours are never negative"
        raise ValueError(message)
    return hours.estimate - hours.spent


def judge(facts: JobFacts) -> JobVerdict:
    """Judge a job: a hit is accepted through the gate with nothing finished by the owner; everything else is a miss.

    An earlier attempt that failed does not make a miss of a job that another contractor then carried through the gate.
    """
    remarks = tuple(_remarks(facts))
    if facts.accepted > 0 and facts.unfinished == 0 and facts.finishing_minutes == 0:
        return JobVerdict(hit=True, reasons=(), remarks=remarks)
    reasons = dict.fromkeys((*_reasons(facts), *remarks))
    return JobVerdict(hit=False, reasons=tuple(reasons), remarks=())


def _remarks(facts: JobFacts) -> Iterator[MissReason]:
    if facts.late:
        yield MissReason.LATE
    if facts.over_budget:
        yield MissReason.OVER_BUDGET


def _reasons(facts: JobFacts) -> Iterator[MissReason]:
    if facts.not_possible:
        yield MissReason.NOT_POSSIBLE
    if facts.unfinished:
        yield MissReason.UNFINISHED
    if facts.rejected:
        # What is rejected without a named reason failed criteria of the brief.
        yield from facts.reject_reasons or (MissReason.OFF_BRIEF,)
    if facts.vanished:
        yield MissReason.VANISHED
    if facts.finishing_minutes:
        yield MissReason.FINISHED_BY_OWNER
    if not (facts.accepted or facts.not_possible or facts.unfinished or facts.rejected or facts.vanished):
        yield MissReason.CALLED_OFF
