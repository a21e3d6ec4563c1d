"""What other rooms and the pages see of a job and its brief: plain values."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from duomo.core.briefs import Brief, BudgetKind, Condition, Criterion, Deliverable, Finding, JudgedBy, Severity
from duomo.core.delivery import JobStage
from duomo.desk.kit.parts import Promise


@dataclass(frozen=True, slots=True)
class JobLine:
    """One job. `moved_at` is when it came to its stage."""

    id: int
    number: int
    title: str
    function_slug: str
    function_name: str
    stage: JobStage
    stage_note: str
    owner_estimate_minutes: int | None
    created_by_id: int
    created_at: datetime
    moved_at: datetime


@dataclass(frozen=True, slots=True)
class StageColumn:
    """One stage of the board, newest first. `count` is counted to a limit; `more` says that there are more still."""

    stage: JobStage
    count: int
    more: bool
    jobs: tuple[JobLine, ...]


@dataclass(frozen=True, slots=True)
class DeliverableLine:
    """Something that is to be handed in."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """One testable expectation.

    `check` counts only where a check judges; `deliverable_key` is empty where the criterion is about the whole job.
    """

    key: str
    text: str
    must: bool
    judged_by: JudgedBy
    check: str
    early: bool
    deliverable_key: str


@dataclass(frozen=True, slots=True)
class BriefPage:
    """One version of a brief, a draft (`state` "draft", `revision` counts its changes) or sent (`state` "sent")."""

    version_id: int
    job_id: int
    job_number: int
    job_title: str
    number: int
    state: str
    revision: int
    goal: str
    deliverables: tuple[DeliverableLine, ...]
    criteria: tuple[CriterionLine, ...]
    references: str
    out_of_scope: str
    deadline_at: datetime | None
    budget_kind: BudgetKind | None
    planned_minutes: int | None
    rate_minor: int | None
    fixed_minor: int | None
    currency: str
    condition: Condition | None
    reserve_minutes: int | None
    feasibility_minutes: int | None
    owner_estimate_minutes: int | None
    changed_by_id: int
    changed_at: datetime
    sent_by_id: int | None
    sent_at: datetime | None

    @property
    def core(self) -> Brief:
        """The same brief as the core judges it."""
        return Brief(
            goal=self.goal,
            deliverables=tuple(Deliverable(line.key, line.text) for line in self.deliverables),
            criteria=tuple(_criterion(line) for line in self.criteria),
            references=self.references,
            out_of_scope=self.out_of_scope,
            deadline_at=self.deadline_at,
            budget_kind=self.budget_kind,
            planned_minutes=self.planned_minutes,
            rate_minor=self.rate_minor,
            fixed_minor=self.fixed_minor,
            currency=self.currency,
            condition=self.condition,
            reserve_minutes=self.reserve_minutes,
            feasibility_minutes=self.feasibility_minutes,
            owner_estimate_minutes=self.owner_estimate_minutes,
        )

    @property
    def digest(self) -> str:
        """The SHA-256 of the brief in its one canonical spelling: what the event of its sending binds."""
        return _digest({"job": self.job_number, "version": self.number, "brief": asdict(self.core)})

    @property
    def proposed_feasibility_minutes(self) -> int:
        """What is frozen where the owner leaves the first look open: an eighth of the plan, but at least an hour."""
        hour, eighth = 60, 8
        if self.planned_minutes is None:
            return hour
        return min(self.planned_minutes, max(hour, self.planned_minutes // eighth))

    @property
    def musts(self) -> tuple[CriterionLine, ...]:
        """The criteria without which the work is not done."""
        return tuple(line for line in self.criteria if line.must)

    @property
    def promises(self) -> tuple[Promise, ...]:
        """The criteria as their contractor reads them."""
        return tuple(
            Promise(number, line.text, "must" if line.must else "should", self._judged(line))
            for number, line in enumerate(self.criteria, 1)
        )

    @property
    def reference_lines(self) -> tuple[str, ...]:
        """The lines of the references, so that those which are addresses can become links."""
        return tuple(line.strip() for line in self.references.splitlines() if line.strip())

    def _judged(self, line: CriterionLine) -> str:
        """How a criterion is judged, about which deliverable, and whether a draft is judged by it too."""
        judge = f"Check: {line.check}" if line.judged_by is JudgedBy.CHECK else "A person judges"
        about = self.deliverable_text(line.deliverable_key)
        early = "also in a draft or rough" if line.early and self.condition is not Condition.FINISHED else ""
        return "; ".join(filter(None, (judge, f"for “{about}”" if about else "", early)))

    def place_of(self, key: str) -> int | None:
        """The place of a deliverable or criterion among its like, from 0; None where the brief has no such key."""
        for keys in ([line.key for line in self.deliverables], [line.key for line in self.criteria]):
            if key in keys:
                return keys.index(key)
        return None

    def deliverable_text(self, key: str) -> str:
        """The words of the deliverable with this key; empty where there is none."""
        return next((line.text for line in self.deliverables if line.key == key), "")


@dataclass(frozen=True, slots=True)
class OverruleLine:
    """A finding that somebody let stand."""

    rule: str
    target: str
    words_hash: str
    reason: str
    member_id: int
    overruled_at: datetime


@dataclass(frozen=True, slots=True)
class JudgedFinding:
    """A finding about a draft, with the overrule that lets it stand where there is one."""

    finding: Finding
    overrule: OverruleLine | None
    overrulable: bool

    @property
    def blocks(self) -> bool:
        """Whether it keeps the brief from being sent."""
        return self.finding.severity is Severity.ERROR and self.overrule is None


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version in the list of a job's versions."""

    number: int
    state: str
    changed_at: datetime
    sent_at: datetime | None


def words_hash(brief: Brief, finding: Finding) -> str:
    """The digest of what a finding is about: an overrule holds only as long as these words stand."""
    about: Any
    if finding.field == "criterion":
        about = [asdict(criterion) for criterion in brief.criteria if criterion.key == finding.target]
    elif finding.field == "deliverable":
        about = [asdict(deliverable) for deliverable in brief.deliverables if deliverable.key == finding.target]
    else:
        about = getattr(brief, finding.field, None)
    return _digest({"rule": finding.rule, "about": about})


def _criterion(line: CriterionLine) -> Criterion:
    return Criterion(
        key=line.key,
        text=line.text,
        must=line.must,
        judged_by=line.judged_by,
        check=line.check,
        deliverable_key=line.deliverable_key,
        early=line.early,
    )


def _digest(facts: dict[str, Any]) -> str:
    spelled = json.dumps(facts, default=_spelled, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(spelled.encode()).hexdigest()


def _spelled(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    raise TypeError(f"A brief holds no {type(value).__name__}.")
