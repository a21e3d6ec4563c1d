"""What the room of the assignments tells others: plain values, no rows."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.core.paginator import Page

from duomo.core.delivery import TERMINAL, AssignmentState
from duomo.desk.briefs.pages import BriefPage
from duomo.desk.files.pages import FileLine
from duomo.desk.people.pages import ContractorLine

Kind = Literal["trial", "work"]
FeasibilityVerdict = Literal["go", "changes", "not_possible"]

OPEN_STATES = frozenset(AssignmentState) - TERMINAL


def assignment_url(key: str) -> str:
    """The contractor's page of an assignment."""
    return f"/assignments/{key}/"


@dataclass(frozen=True, slots=True)
class AssignmentLine:
    """One contractor on one frozen brief version.

    `version_id` is the version by which deliveries are judged: the one given out, until the contractor acknowledges a
    newer one. Sums in minutes are kept by the room of the hours. `second_opinion_on` is the key of the assignment that
    ended as not possible.
    """

    id: int
    key: str
    job_id: int
    job_number: int
    job_title: str
    version_id: int
    version_number: int
    contractor_id: int
    kind: Kind
    state: AssignmentState
    plan_minutes: int
    reserve_minutes: int
    feasibility_minutes: int
    plan_used_minutes: int
    reserve_used_minutes: int
    beyond_minutes: int
    waiting_minutes: int
    rate_minor: int | None
    fixed_minor: int | None
    currency: str
    deadline_at: datetime
    task: str
    unsealed_at: datetime | None
    second_opinion_on: str | None
    created_at: datetime
    acknowledged_at: datetime | None
    ended_at: datetime | None
    end_reason: str

    @property
    def is_trial(self) -> bool:
        """Whether it is one of a trial's."""
        return self.kind == "trial"

    @property
    def is_open(self) -> bool:
        """Whether it has not ended."""
        return self.state in OPEN_STATES

    @property
    def sealed(self) -> bool:
        """Whether what was handed in is shown to nobody but its maker."""
        return self.is_trial and self.unsealed_at is None

    @property
    def url(self) -> str:
        """The contractor's page of it."""
        return assignment_url(self.key)


@dataclass(frozen=True, slots=True)
class AcknowledgementLine:
    """The contractor's own words for the goal, and the keys of the criteria confirmed."""

    assignment_id: int
    version_id: int
    restated_goal: str
    confirmed: tuple[str, ...]
    acknowledged_at: datetime


@dataclass(frozen=True, slots=True)
class FeasibilityLine:
    """What the contractor found in the first look."""

    assignment_id: int
    answer: FeasibilityVerdict
    evidence: str
    answered_at: datetime


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A question about a job. Whose it is, is told to leaders for hired contractors only; `mine` to the asker."""

    key: str
    job_id: int
    job_number: int
    text: str
    asked_at: datetime
    asked_by: str
    mine: bool
    answer: str
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class CheckLine:
    """What an automatic check found."""

    criterion_key: str
    passed: bool
    evidence: str


@dataclass(frozen=True, slots=True)
class DeliveryLine:
    """What was handed in: numbered from 1 within its assignment, hashed, never changed.

    `receipt` is the hash of the event that binds digests and sizes of its files into the workspace's chain.
    """

    id: int
    key: str
    number: int
    assignment_id: int
    version_id: int
    note: str
    links: tuple[str, ...]
    handed_in_at: datetime
    late: bool
    files: tuple[FileLine, ...]
    checks: tuple[CheckLine, ...]
    receipt: str


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One difference between two versions of a brief, as its reader sees it."""

    label: str
    kind: str
    segments: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class HirePage:
    """What the owner needs to hire: the brief sent last, who could be asked, and how the first opinion went."""

    job_number: int
    job_title: str
    brief: BriefPage
    contractors: tuple[ContractorLine, ...]
    trial_skipped: bool
    second: AssignmentLine | None
    second_name: str
    second_evidence: str


@dataclass(frozen=True, slots=True)
class QuestionsPage:
    """A job's questions for the owner's side: those that wait, oldest first, and a page of the answered ones."""

    job_number: int
    job_title: str
    waiting: tuple[QuestionLine, ...]
    answered: Page[QuestionLine]


@dataclass(frozen=True, slots=True)
class AcknowledgePage:
    """The version that a contractor may acknowledge, beside the one they stand on where that is another."""

    line: AssignmentLine
    brief: BriefPage
    possible: bool
    changes: tuple[ChangeLine, ...]
    words: str

    @property
    def is_newer(self) -> bool:
        """Whether work is running already, by an earlier version."""
        return self.line.acknowledged_at is not None
