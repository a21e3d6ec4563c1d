"""What pages and other rooms read about hours: plain values, all spans in whole minutes."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.paginator import Page

from duomo.core.reserve import Mark, Purse, approval_digest
from duomo.desk.assignments.pages import AssignmentLine
from duomo.desk.kit.parts import Purse as PurseBar

PURSE_WORDS = {Purse.PLAN: "Planned hours", Purse.RESERVE: "Reserve hours"}


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One entry of hours that counts, with what became of it.

    `within_minutes` is what fits into its purse. `waits` says that somebody has to approve it. `corrected` says that it
    took the place of an earlier entry.
    """

    id: int
    key: str
    assignment_id: int
    purse: Purse
    minutes: int
    within_minutes: int
    worked_on: date
    note: str
    marks: tuple[Mark, ...]
    recorded_at: datetime
    corrected: bool
    waits: bool
    approved_at: datetime | None

    @property
    def beyond_minutes(self) -> int:
        """What does not fit into the purse."""
        return self.minutes - self.within_minutes

    @property
    def may_correct(self) -> bool:
        """Whether its maker may still correct it."""
        return self.approved_at is None


@dataclass(frozen=True, slots=True)
class Payable:
    """What may be paid now. `amount_minor` is None where no rate or price was agreed."""

    minutes: int
    amount_minor: int | None
    currency: str


@dataclass(frozen=True, slots=True)
class TopUpLine:
    """Minutes that somebody added to a purse, and why."""

    purse: Purse
    minutes: int
    reason: str
    member: str
    topped_up_at: datetime


@dataclass(frozen=True, slots=True)
class EntryAt:
    """An entry in the list over all jobs, with whose it is and for what."""

    entry: EntryLine
    contractor: str
    job_number: int
    job_title: str
    assignment_key: str
    trial: bool


@dataclass(frozen=True, slots=True)
class DayOfHours:
    """The entries of one day; `minutes` is the sum of those shown."""

    day: date
    minutes: int
    entries: tuple[EntryAt, ...]


@dataclass(frozen=True, slots=True)
class ToApprove:
    """One assignment with hours that wait for approval."""

    assignment_key: str
    contractor: str
    job_number: int
    job_title: str
    minutes: int
    entries: int


@dataclass(frozen=True, slots=True)
class HoursFilter:
    """What the list over all jobs is narrowed to: `show` is all, waiting, beyond or approved."""

    show: str = "all"
    job_number: int | None = None


@dataclass(frozen=True, slots=True)
class OwnHours:
    """The contractor's page of one assignment's hours; the latest entry first."""

    line: AssignmentLine
    purses: tuple[PurseBar, ...]
    payable: Payable
    entries: Page[EntryLine]


@dataclass(frozen=True, slots=True)
class ApprovePage:
    """What waits for approval on one assignment, with its purses."""

    line: AssignmentLine
    contractor: str
    purses: tuple[PurseBar, ...]
    approval: "Approval"

    @property
    def amount_minor(self) -> int | None:
        """What the approval comes to; None without a rate."""
        rate = self.line.rate_minor
        return None if rate is None else amount_of(self.approval.minutes, rate)


@dataclass(frozen=True, slots=True)
class PursesPage:
    """Both purses of one assignment, what was added to them, and which is short (None where neither is)."""

    line: AssignmentLine
    contractor: str
    purses: tuple[PurseBar, ...]
    top_ups: tuple[TopUpLine, ...]
    short: Purse | None


@dataclass(frozen=True, slots=True)
class Approval:
    """What an approval would cover, and the digest that it is bound to."""

    entries: tuple[EntryLine, ...]
    digest: str

    @classmethod
    def of(cls, entries: tuple[EntryLine, ...]) -> "Approval":
        """The approval of what waits among `entries`."""
        waiting = tuple(entry for entry in entries if entry.waits)
        return cls(waiting, digest_of(waiting))

    @property
    def minutes(self) -> int:
        """How much would be approved."""
        return sum(entry.within_minutes for entry in self.entries)


def digest_of(entries: tuple[EntryLine, ...]) -> str:
    """The digest of exactly these entries with the minutes that fit into their purses."""
    return approval_digest([(entry.id, entry.within_minutes, entry.purse.value) for entry in entries])


def amount_of(minutes: int, rate_minor: int) -> int:
    """What so many minutes cost at a rate for one hour, in minor units, halves rounded up."""
    return (2 * minutes * rate_minor + 60) // 120
