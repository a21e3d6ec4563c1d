"""What pages and other rooms read of the gate: plain values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from duomo.core.delivery import Gate, Missing, PointDraft, PointKind, ReviewAct
from duomo.desk.assignments.pages import AssignmentLine, CheckLine, DeliveryLine
from duomo.desk.briefs.pages import BriefPage, CriterionLine, JobLine
from duomo.desk.kit.display.words import in_words
from duomo.desk.kit.parts import Fact, Promise, Purse, Step
from duomo.desk.ledger.pages import LessonLine, OutcomeLine


class Ending(StrEnum):
    """How the owner ends a job that nothing was accepted for."""

    NOT_POSSIBLE = "not_possible"
    VANISHED = "vanished"
    CALLED_OFF = "called_off"
    REJECTED = "rejected"


KIND_WORDS = {PointKind.DEFECT: "defect", PointKind.POLISH: "polish", PointKind.NEW_SCOPE: "new scope"}
ACT_WORDS = {
    ReviewAct.ACCEPT: "accepted",
    ReviewAct.SEND_BACK: "sent back",
    ReviewAct.REJECT: "rejected",
    ReviewAct.TAKE_UNFINISHED: "taken unfinished",
}


@dataclass(frozen=True, slots=True)
class PointLine:
    """One thing to put right; `criterion` are the words of the criterion it belongs to, empty where it has none."""

    kind: PointKind
    criterion_key: str
    criterion: str
    text: str

    @property
    def word(self) -> str:
        """The kind as people say it."""
        return KIND_WORDS[self.kind]

    @property
    def draft(self) -> PointDraft:
        """The same as the core judges it."""
        return PointDraft(self.kind, self.criterion_key, self.text)


@dataclass(frozen=True, slots=True)
class RoundLine:
    """From a send-back to the next delivery. A contractor gets no points of new scope: they are outside the brief."""

    number: int
    delivery_id: int
    due_at: datetime
    reserve_minutes: int
    points: tuple[PointLine, ...]
    began_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody did with a delivery, once and for all."""

    act: ReviewAct
    by: str
    decided_at: datetime
    reason: str

    @property
    def word(self) -> str:
        """The act as people say it."""
        return ACT_WORDS[self.act]


@dataclass(frozen=True, slots=True)
class Judged:
    """A person's last verdict on a criterion of this delivery."""

    passed: bool
    by: str
    judged_at: datetime


@dataclass(frozen=True, slots=True)
class CriterionReview:
    """One criterion beside what is known of it on this delivery.

    `applies` is false for what does not count in the condition that was asked for. `passes` is what counts of the check
    and the person together, None while nobody who may judge it has. `point` is what was noted to be wrong.
    """

    number: int
    key: str
    text: str
    must: bool
    by_check: bool
    applies: bool
    check_passed: bool | None
    evidence: str
    judged: Judged | None
    passes: bool | None
    point: PointLine | None

    @property
    def state(self) -> str:
        """How it is drawn: pass, fail or open."""
        return "open" if self.passes is None else "pass" if self.passes else "fail"


@dataclass(frozen=True, slots=True)
class MissingLine:
    """A criterion that keeps the gate closed, and why; `number` is nothing where no criterion applies at all."""

    number: int
    text: str
    why: str
    fails: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the history: a delivery and what was asked for after it."""

    delivery: DeliveryLine
    decision: Decision | None
    round: RoundLine | None


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """Is it done? The delivery beside its criteria, the gate, and what was asked for before."""

    job: JobLine
    assignment: AssignmentLine
    contractor: str
    delivery: DeliveryLine
    brief: BriefPage
    criteria: tuple[CriterionReview, ...]
    points: tuple[PointLine, ...]
    gate: Gate
    acts: frozenset[ReviewAct]
    decision: Decision | None
    replaced_by: DeliveryLine | None
    history: tuple[Row, ...]
    round: RoundLine | None
    steps: tuple[Step, ...]

    @property
    def answer(self) -> str:
        """Whether it is done, in a sentence."""
        if self.decision is not None:
            return f"Delivery {self.delivery.number} was {self.decision.word}."
        if self.replaced_by is not None:
            return f"Delivery {self.replaced_by.number} has replaced this one."
        if not self.assignment.is_open:
            return "The assignment has ended, so nothing is left to decide."
        return "Yes: every must passes." if self.gate.open else f"Not yet: {_missing(self.gate)}."

    @property
    def open(self) -> bool:
        """Whether it still waits for an act."""
        return self.decision is None and self.replaced_by is None and self.assignment.is_open

    @property
    def to_judge(self) -> tuple[CriterionReview, ...]:
        """Criteria that apply and have not passed."""
        return tuple(one for one in self.criteria if one.applies and not one.passes)

    @property
    def passed(self) -> tuple[CriterionReview, ...]:
        """Criteria that apply and have passed."""
        return tuple(one for one in self.criteria if one.applies and one.passes)

    @property
    def not_asked(self) -> tuple[CriterionReview, ...]:
        """Criteria that do not count in the condition that was asked for."""
        return tuple(one for one in self.criteria if not one.applies)

    @property
    def applying(self) -> int:
        """How many criteria count."""
        return sum(one.applies for one in self.criteria)

    @property
    def passed_words(self) -> str:
        """How many musts pass, in words."""
        one = self.gate.needed == 1
        return f"{self.gate.passed} of {self.gate.needed} {'must passes' if one else 'musts pass'}"

    @property
    def missing(self) -> tuple[MissingLine, ...]:
        """What keeps the gate closed, each with the place on the page where it stands."""
        found = {one.key: one for one in self.criteria}
        return tuple(_missing_line(one, found.get(one.key)) for one in self.gate.missing)

    @property
    def reserve_left(self) -> int:
        """Minutes of the reserve that no recorded hours have used."""
        return max(0, self.assignment.reserve_minutes - self.assignment.reserve_used_minutes)

    @property
    def reserve(self) -> Purse:
        """The reserve as it is drawn."""
        line = self.assignment
        return Purse("reserve", "Reserve", line.reserve_minutes, min(line.reserve_used_minutes, line.reserve_minutes))

    @property
    def loose_points(self) -> tuple[PointLine, ...]:
        """Noted points that belong to no criterion."""
        return tuple(point for point in self.points if not point.criterion_key)


@dataclass(frozen=True, slots=True)
class Closed:
    """Why something cannot be done now, and where to go instead."""

    sentence: str
    url: str
    act: str


@dataclass(frozen=True, slots=True)
class HandInPage:
    """What a contractor sees before handing in. `round` is what was sent back, `last` the delivery before."""

    assignment: AssignmentLine
    brief: BriefPage
    criteria: tuple[CriterionLine, ...]
    round: RoundLine | None
    last: DeliveryLine | None
    closed: Closed | None

    @property
    def due_at(self) -> datetime:
        """By when."""
        return self.round.due_at if self.round else self.assignment.deadline_at

    @property
    def promises(self) -> tuple[Promise, ...]:
        """What done means."""
        return self.found(())

    def found(self, checks: Iterable[CheckLine]) -> tuple[Promise, ...]:
        """What done means, with what the checks say of it."""
        known = {check.criterion_key: check for check in checks}
        return tuple(_promise(number, line, known.get(line.key)) for number, line in enumerate(self.criteria, start=1))


@dataclass(frozen=True, slots=True)
class OutcomePage:
    """How a job ended, or what ending it now would mean. `terms` are the exact sum of the net hours."""

    job: JobLine
    outcome: OutcomeLine | None
    lessons: tuple[LessonLine, ...]
    names: Mapping[int, str]
    terms: tuple[Fact, ...]
    purses: tuple[Fact, ...]
    costs: tuple[Fact, ...]
    endings: tuple[Ending, ...]
    accepted: bool
    open_work: int
    closed: Closed | None

    @property
    def nothing_taken(self) -> bool:
        """Whether the owner had estimated hours, of which none were saved because no work was taken over."""
        counted = self.outcome.owner_estimate_minutes if self.outcome else 0
        return bool(self.outcome and self.job.owner_estimate_minutes) and not counted

    @property
    def learnt(self) -> tuple[tuple[LessonLine, str], ...]:
        """Later lessons, each with whose it is."""
        return tuple((lesson, self.names.get(lesson.member_id, "")) for lesson in self.lessons)


def _missing(gate: Gate) -> str:
    """How many musts fail and how many are not judged."""
    fails = sum(one.why == "fails" for one in gate.missing)
    unjudged = sum(one.why != "fails" for one in gate.missing)
    said = []
    if fails:
        said.append(f"{in_words(fails)} {'must fails' if fails == 1 else 'musts fail'}")
    if unjudged:
        said.append(f"{in_words(unjudged)} {'is' if unjudged == 1 else 'are'} not judged")
    return " and ".join(said)


def _missing_line(missing: Missing, criterion: CriterionReview | None) -> MissingLine:
    if missing.why != "fails" or criterion is None:
        return MissingLine(criterion.number if criterion else 0, missing.text, missing.why, fails=False)
    by_person = criterion.judged is not None and not criterion.judged.passed
    why = f"{criterion.judged.by} said no" if criterion.judged and by_person else "the check fails"
    return MissingLine(criterion.number, missing.text, why, fails=True)


def _promise(number: int, line: CriterionLine, check: CheckLine | None) -> Promise:
    how = f"Check: {line.check}" if line.check else "A person judges it."
    state = ""
    if check is not None:
        how, state = check.evidence, "pass" if check.passed else "fail"
    return Promise(number, line.text, "must" if line.must else "should", how, state)
