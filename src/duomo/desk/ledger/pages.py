"""What pages and other rooms read of the ledger: plain values, all spans in whole minutes."""

from dataclasses import dataclass, fields
from datetime import date, datetime

from django.core.paginator import Page

from duomo.core.ledger import Break, MissReason, Rate
from duomo.desk.kit.display.words import hours, plural
from duomo.desk.kit.parts import Fact, Month, Purse
from duomo.desk.kit.parts import Rate as ShownRate
from duomo.desk.kit.parts import Tally as Hits

ACTIVITIES = ("briefing", "choosing", "answering", "reviewing", "finishing")

REASON_WORDS = {
    MissReason.NOT_POSSIBLE: "not possible",
    MissReason.UNFINISHED: "unfinished",
    MissReason.OFF_BRIEF: "off brief",
    MissReason.LATE: "late",
    MissReason.VANISHED: "vanished",
    MissReason.OVER_BUDGET: "over budget",
    MissReason.QUALITY: "quality",
    MissReason.FINISHED_BY_OWNER: "finished by the owner",
    MissReason.CALLED_OFF: "called off",
}


@dataclass(frozen=True, slots=True)
class OwnHoursLine:
    """What a job took the owner's side so far, by activity."""

    briefing: int = 0
    choosing: int = 0
    answering: int = 0
    reviewing: int = 0
    finishing: int = 0

    @property
    def total(self) -> int:
        """All of it."""
        return sum(getattr(self, term.name) for term in fields(self))


@dataclass(frozen=True, slots=True)
class OwnTimeLine:
    """One entry of own hours; a correction has a minus."""

    activity: str
    minutes: int
    spent_on: date
    note: str
    member_id: int
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class LessonLine:
    """Something learnt after the outcome was recorded."""

    text: str
    member_id: int
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class OutcomeLine:
    """How a job ended.

    `owner_estimate_minutes` is what counts of the owner's estimate: nothing where no work was taken over. `costs` are
    minor units by currency.
    """

    job_number: int
    title: str
    function: str
    function_name: str
    contractor_number: int | None
    contractor_name: str
    hit: bool
    reasons: tuple[MissReason, ...]
    remarks: tuple[MissReason, ...]
    lesson: str
    trial_held: bool
    reserve_held: bool
    overruled: bool
    owner_estimate_minutes: int
    own: OwnHoursLine
    net_minutes: int
    plan_minutes: int
    plan_used_minutes: int
    reserve_minutes: int
    reserve_used_minutes: int
    trial_minutes: int
    costs: tuple[tuple[str, int], ...]
    rule_version: int
    ended_at: datetime

    @property
    def reason_words(self) -> str:
        """The reasons as people say them."""
        return ", ".join(REASON_WORDS[reason] for reason in self.reasons)

    @property
    def remark_words(self) -> str:
        """The remarks of a hit as people say them."""
        return ", ".join(REASON_WORDS[remark] for remark in self.remarks)


@dataclass(frozen=True, slots=True)
class WorkLine:
    """How one contractor's work on a job ended."""

    job_number: int
    job_title: str
    assignment_key: str
    function: str
    hit: bool
    reasons: tuple[MissReason, ...]
    remarks: tuple[MissReason, ...]
    estimate_minutes: int
    actual_minutes: int
    ended_at: datetime

    @property
    def reason_words(self) -> str:
        """The reasons as people say them."""
        return ", ".join(REASON_WORDS[reason] for reason in self.reasons)


@dataclass(frozen=True, slots=True)
class Record:
    """A contractor's record: works that ended, misses among them, and the rate drawn towards that of all contractors.

    What the owner called off is among the `lines` (the last ones, newest first) and not in the counts: it says nothing
    about the contractor.
    """

    jobs: int
    misses: int
    rate: Rate
    lines: tuple[WorkLine, ...]


@dataclass(frozen=True, slots=True)
class NetOfMonth:
    """The jobs that ended in one month of the workspace's zone; `month` is its first day."""

    month: date
    jobs: int
    misses: int
    owner_estimate_minutes: int
    own_minutes: int
    net_minutes: int


@dataclass(frozen=True, slots=True)
class Figures:
    """What the desk shows: twelve months, the present one last, and the miss rate over them."""

    months: tuple[NetOfMonth, ...]
    rate: Rate


@dataclass(frozen=True, slots=True)
class ReasonLine:
    """One reason of misses: how many, the own hours on them, and the last job that missed for it with its lesson."""

    reason: MissReason
    misses: int
    own_minutes: int
    job_number: int
    title: str
    lesson: str

    @property
    def word(self) -> str:
        """The reason as people say it."""
        return REASON_WORDS[self.reason]


@dataclass(frozen=True, slots=True)
class StrategyPair:
    """A strategy followed and skipped, as far as jobs did. `told_apart` says that the two intervals do not overlap."""

    label: str
    rates: tuple[ShownRate, ...]
    told_apart: bool


@dataclass(frozen=True, slots=True)
class Purses:
    """Hours set aside and used; what contractors agreed to at the start against what they recorded."""

    plan: Purse
    reserve: Purse
    trial_minutes: int
    agreed_minutes: int
    recorded_minutes: int

    @property
    def both(self) -> tuple[Purse, Purse]:
        """The two purses in their order."""
        return self.plan, self.reserve

    @property
    def difference_minutes(self) -> int:
        """What was recorded beyond what was agreed at the start; negative where it was less."""
        return self.recorded_minutes - self.agreed_minutes


@dataclass(frozen=True, slots=True)
class LedgerPage:
    """Was it worth it? Sums over a period of months (0 for all); `ended` counts all jobs that ever ended."""

    period: int
    first: date
    last: date
    ended: int
    jobs: int
    misses: int
    net_minutes: int
    rate: Rate
    hits: tuple[Hits, ...]
    net: tuple[Month, ...]
    terms: tuple[Fact, ...]
    costs: tuple[Fact, ...]
    strategies: tuple[StrategyPair, ...]
    contractors: tuple[ShownRate, ...]
    average: float | None
    functions: tuple[ShownRate, ...]
    purses: Purses
    reasons: tuple[ReasonLine, ...]
    recent: Page[OutcomeLine]

    @property
    def answer(self) -> str:
        """Whether it was worth it, in a sentence."""
        if not self.jobs:
            return "No job ended in this period." if self.ended else "Nothing has ended yet."
        missed = f"{self.misses} of {plural(self.jobs, 'job')} missed."
        if self.net_minutes > 0:
            return f"Yes: {hours(self.net_minutes)} saved net. {missed}"
        if self.net_minutes < 0:
            return f"Not yet: {hours(-self.net_minutes)} more spent than saved. {missed}"
        return f"Neither: as many hours spent as saved. {missed}"

    @property
    def hits_count(self) -> int:
        """Jobs that were hits."""
        return self.jobs - self.misses

    @property
    def strategy_rates(self) -> tuple[ShownRate, ...]:
        """All pairs, one under the other."""
        return tuple(rate for pair in self.strategies for rate in pair.rates)

    @property
    def unproven(self) -> tuple[str, ...]:
        """The strategies whose intervals overlap, so that these jobs do not tell them apart."""
        return tuple(pair.label.lower() for pair in self.strategies if len(pair.rates) > 1 and not pair.told_apart)


@dataclass(frozen=True, slots=True)
class Proof:
    """The chain of acts: how many, the hash of the last and, if it was `walked`, the first that does not fit."""

    acts: int
    end: str
    walked: bool
    broken: Break | None
