"""What the pages over all rooms show: plain values, put together by queries.py."""

from dataclasses import dataclass, field
from datetime import date, datetime

from duomo.core.ledger import Rate
from duomo.desk.kit.parts import Event, Fact, Month, Promise, Purse, QueueRow, Step


@dataclass(frozen=True, slots=True)
class Card:
    """One job on the board. `used_minutes` is None where nobody is at work yet."""

    title: str
    url: str
    function: str
    who: str = ""
    note: str = ""
    tone: str = ""
    used_minutes: int | None = None
    total_minutes: int = 0
    net_minutes: int | None = None
    hit: bool | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """One stage of the board. `count` is in words, for a large one is only counted to a limit."""

    stage: str
    label: str
    count: str
    cards: tuple[Card, ...]
    more_url: str


@dataclass(frozen=True, slots=True)
class ReserveBar:
    """One job's reserve on the desk's small chart; positions are percents of its width."""

    job_number: int
    left: float
    width: float
    used_width: float
    short: bool


@dataclass(frozen=True, slots=True)
class Reserves:
    """Reserve hours of the assignments at work, in minutes."""

    left_minutes: int
    held_minutes: int
    jobs: int
    bars: tuple[ReserveBar, ...]


@dataclass(frozen=True, slots=True)
class Saved:
    """Net minutes saved in the present month and the eleven before it."""

    minutes: int
    month: date
    estimate_minutes: int
    own_minutes: int
    months: tuple[Month, ...]


@dataclass(frozen=True, slots=True)
class MissRate:
    """Misses among the jobs that ended within twelve months, with the 95 % interval, as shares."""

    mean: float
    low: float
    high: float
    jobs: int

    @property
    def whole_percent(self) -> int:
        """The mean as a whole percentage."""
        return round(100 * self.mean)


@dataclass(frozen=True, slots=True)
class DeskPage:
    """The answer to *what needs me now?* `minutes` is how long the waiting acts take, as a rule."""

    now: datetime
    queue: tuple[QueueRow, ...]
    waiting: int
    minutes: int
    may_open_job: bool
    saved: Saved | None = None
    misses: MissRate | None = None
    reserves: Reserves | None = None
    board: tuple[Column, ...] = ()

    @property
    def oldest(self) -> datetime | None:
        """When the longest wait of the queue began."""
        return min((row.since_at for row in self.queue if row.since_at), default=None)


@dataclass(frozen=True, slots=True)
class Next:
    """What happens next, who does it, and where."""

    lead: str
    rest: str = ""
    url: str = ""
    act: str = ""
    others: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class AtWork:
    """One contractor's assignment on a job."""

    key: str
    name: str
    contractor_url: str
    state: str
    purses: tuple[Purse, Purse]
    rate: str
    deadline_at: datetime
    feasibility: str
    payable: str
    deeds: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class JobPage:
    """What answers *where does it stand?* on the page of a job."""

    number: int
    title: str
    function: str
    stage: str
    answer: str
    steps: tuple[Step, ...]
    next: Next
    at_work: tuple[AtWork, ...]
    ended: tuple[AtWork, ...]
    events: tuple[Event, ...]
    older_events_url: str
    own: tuple[Fact, ...]
    facts: tuple[Fact, ...]
    links: tuple[tuple[str, str, str], ...]
    may_log: bool


@dataclass(frozen=True, slots=True)
class AssignmentCard:
    """One assignment in the contractor's list."""

    title: str
    url: str
    kind: str
    state: str
    tone: str
    due_at: datetime
    what_now: str


@dataclass(frozen=True, slots=True)
class PortalPage:
    """A contractor's assignments: those that are running, and those that ended."""

    running: tuple[AssignmentCard, ...]
    ended: tuple[AssignmentCard, ...]


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that the contractor may do now."""

    label: str
    url: str
    icon: str = ""


@dataclass(frozen=True, slots=True)
class AssignmentPage:
    """The answer to *what now?* for a contractor."""

    key: str
    title: str
    function: str
    kind: str
    state: str
    answer: str
    due_at: datetime
    first: Deed | None
    others: tuple[Deed, ...]
    promises: tuple[Promise, ...]
    purses: tuple[Purse, ...]
    pay: str
    task: str
    restated: str
    questions: tuple["Asked", ...]
    deliveries: tuple["HandedIn", ...]
    points: tuple["ToPerfect", ...]
    newer_version: int | None
    brief: object = field(repr=False)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and its answer, without names."""

    text: str
    answer: str
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class HandedIn:
    """One delivery with its receipt."""

    number: int
    handed_in_at: datetime
    late: bool
    note: str
    links: tuple[str, ...]
    files: tuple["Receipt", ...]


@dataclass(frozen=True, slots=True)
class Receipt:
    """A file as it was taken."""

    name: str
    size: int
    sha256: str
    url: str


@dataclass(frozen=True, slots=True)
class ToPerfect:
    """One point of the open round."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class JobRow:
    """One job in the list; without `url` for those who may see its title only."""

    number: int
    title: str
    url: str
    function: str
    stage: str
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class JobsPage:
    """One page of the list of jobs, with what it was narrowed to."""

    rows: tuple[JobRow, ...]
    stage: str
    text: str
    stages: tuple[tuple[str, str], ...]
    newer_url: str
    older_url: str
    may_open_job: bool


@dataclass(frozen=True, slots=True)
class RecordRow:
    """How one assignment of a contractor ended."""

    job_number: int
    url: str
    hit: bool
    reasons: str
    actual_minutes: int
    estimate_minutes: int
    ended_at: datetime


@dataclass(frozen=True, slots=True)
class ContractorPage:
    """What answers *how does the work turn out?* on the page of a contractor."""

    number: int
    name: str
    functions: tuple[str, ...]
    edit_url: str
    rate: Rate
    rows: tuple[RecordRow, ...]
    facts: tuple[Fact, ...]
    link: str
    note: str
