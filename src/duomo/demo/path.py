"""The steps of a job as the demonstration takes them, each through the deed that the product has for it."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from duomo.core.briefs import BudgetKind, Condition, JudgedBy
from duomo.demo.cast import ZONE
from duomo.demo.scene import Scene, a_file
from duomo.desk.assignments import actions as work
from duomo.desk.assignments import queries as read_assignments
from duomo.desk.assignments.pages import AssignmentLine, DeliveryLine, FeasibilityVerdict
from duomo.desk.briefs import actions as briefs
from duomo.desk.briefs import queries as read_briefs
from duomo.desk.briefs.pages import BriefPage, CriterionLine, DeliverableLine
from duomo.desk.delivery import actions as gate
from duomo.desk.ledger import actions as ledger
from duomo.desk.reserve import actions as hours
from duomo.desk.reserve import queries as read_hours
from duomo.desk.reserve.pages import Approval

HOUR = 60
MORNING, EVENING = 8, 19


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a brief of the demonstration says; spans in minutes."""

    title: str
    function: str
    estimate: int
    goal: str
    deliverable: str
    musts: tuple[str, ...]
    shoulds: tuple[str, ...] = ()
    checks: tuple[tuple[str, str], ...] = ()
    references: str = "The style sheet of the shop and last year's files."
    out_of_scope: str = "Anything that is not named under deliverables."
    plan: int = 8 * HOUR
    reserve: int = 2 * HOUR
    feasibility: int = HOUR
    rate: int = 4500
    days: int = 14
    condition: Condition = Condition.FINISHED


@dataclass(slots=True)
class Story:
    """One job while it is being told: the scene, the job's number and the present moment of the story."""

    scene: Scene
    wanted: Wanted
    at: datetime
    number: int = 0
    job_id: int = 0
    deadline: datetime = field(init=False)

    def __post_init__(self) -> None:
        """The deadline is fixed when the story begins."""
        self.deadline = self.at + timedelta(days=self.wanted.days)

    def later(self, **span: float) -> "Story":
        """Let time pass, but for the nights: what would fall into one happens on the next morning."""
        self.at += timedelta(**span)
        here = self.at.astimezone(ZoneInfo(ZONE))
        if not MORNING <= here.hour < EVENING:
            days = 0 if here.hour < MORNING else 1
            self.at = (here + timedelta(days=days)).replace(hour=MORNING, minute=here.minute).astimezone(UTC)
        return self

    # The owner's side

    def open(self, own_minutes: int = 45) -> "Story":
        """Open the job, and note the time that briefing took."""
        wanted = self.wanted
        line = briefs.open_job(
            self.scene.owner(self.at), briefs.OpenJob(wanted.title, wanted.function, wanted.estimate)
        )
        self.number, self.job_id = line.number, line.id
        self.own("briefing", own_minutes)
        return self

    def write(self) -> "Story":
        """Write the brief."""
        seat = self.scene.owner(self.at)
        stored = read_briefs.draft(seat, self.job_id)
        revision = stored.revision if stored else 0
        briefs.save_brief(seat, self.number, draft_of(self.wanted, self.deadline, revision))
        return self

    def send(self) -> BriefPage:
        """Send the brief: from here on it is frozen."""
        return briefs.send_brief(self.scene.owner(self.at), self.number)

    def own(self, activity: str, minutes: int) -> None:
        """Note own minutes of the owner's side."""
        seat = self.scene.owner(self.at)
        ledger.log_own_time(seat, self.number, ledger.LogOwnTime(activity, minutes, seat.today, ""))

    def hire(self, name: str, *, second_opinion_on: str | None = None, plan: int | None = None) -> AssignmentLine:
        """Hire without a trial."""
        wanted = self.wanted
        return work.hire(
            self.scene.owner(self.at),
            self.number,
            work.Hire(
                contractor_id=self.scene.contractors[name],
                plan_minutes=plan or wanted.plan,
                reserve_minutes=wanted.reserve,
                feasibility_minutes=wanted.feasibility,
                deadline_at=self.deadline,
                currency="EUR",
                rate_minor=wanted.rate,
                second_opinion_on=second_opinion_on,
            ),
        )

    # The contractor's side

    def acknowledge(self, name: str, key: str, words: str) -> None:
        """Restate the goal and confirm each must."""
        seat = self.scene.guest(name, self.at)
        brief = read_briefs.sent_brief(self.scene.owner(self.at), self.job_id)
        musts = tuple(line.key for line in brief.musts) if brief else ()
        work.acknowledge(seat, key, work.Acknowledge(words, musts))

    def answer(self, name: str, key: str, verdict: FeasibilityVerdict, evidence: str = "") -> None:
        """Say whether it is possible."""
        work.answer_feasibility(self.scene.guest(name, self.at), key, work.FeasibilityAnswer(verdict, evidence))

    def log(self, name: str, key: str, minutes: int, note: str) -> None:
        """Record hours."""
        seat = self.scene.guest(name, self.at)
        hours.log_hours(seat, key, hours.LogHours(seat.today, minutes, note))

    def hand_in(self, name: str, key: str, note: str, *files: tuple[str, str]) -> DeliveryLine:
        """Deliver."""
        seat = self.scene.guest(name, self.at)
        blobs = tuple(a_file(seat, file, content) for file, content in files)
        return gate.hand_in(seat, key, work.HandIn(note=note, blobs=blobs))

    # The gate

    def pass_all(self, delivery: DeliveryLine) -> None:
        """Judge that every criterion of a person passes."""
        seat = self.scene.owner(self.at)
        brief = read_briefs.brief(seat, delivery.version_id)
        keys = [line.key for line in brief.criteria if line.judged_by is JudgedBy.PERSON]
        gate.judge(seat, delivery.key, gate.Judge(tuple(gate.VerdictDraft(key, passed=True) for key in keys)))

    def accept(self, delivery: DeliveryLine, key: str) -> None:
        """Accept the delivery, and approve the hours behind it."""
        gate.accept_delivery(self.scene.owner(self.at), delivery.key)
        self.approve(key)

    def approve(self, key: str) -> None:
        """Approve whatever hours of the assignment wait."""
        seat = self.scene.owner(self.at)
        line = read_assignments.assignment(seat, key)
        waiting = Approval.of(read_hours.entries(seat, line.id))
        if waiting.entries and read_hours.needs_approval(line):
            hours.approve_hours(seat, key, waiting.digest, [entry.key for entry in waiting.entries])

    def fail(self, delivery: DeliveryLine, criterion_text: str) -> str:
        """Judge that one criterion fails; its key."""
        seat = self.scene.owner(self.at)
        brief = read_briefs.brief(seat, delivery.version_id)
        key = next(line.key for line in brief.criteria if line.text == criterion_text)
        gate.judge(seat, delivery.key, gate.Judge((gate.VerdictDraft(key, passed=False),)))
        return key


def draft_of(wanted: Wanted, deadline: datetime, revision: int) -> briefs.BriefDraft:
    """The brief in the words of the action that saves it."""
    about = "new-1"
    lines = [_criterion(text, about, must=True) for text in wanted.musts]
    lines += [_criterion(text, about, must=True, check=check) for text, check in wanted.checks]
    lines += [_criterion(text, about, must=False) for text in wanted.shoulds]
    return briefs.BriefDraft(
        goal=wanted.goal,
        deliverables=(DeliverableLine(about, wanted.deliverable),),
        criteria=tuple(lines),
        references=wanted.references,
        out_of_scope=wanted.out_of_scope,
        deadline_at=deadline,
        budget_kind=BudgetKind.HOURS,
        planned_minutes=wanted.plan,
        rate_minor=wanted.rate,
        currency="EUR",
        condition=wanted.condition,
        reserve_minutes=wanted.reserve,
        feasibility_minutes=wanted.feasibility,
        owner_estimate_minutes=wanted.estimate,
        revision=revision,
    )


def _criterion(text: str, about: str, *, must: bool, check: str = "") -> CriterionLine:
    return CriterionLine(
        key="",
        text=text,
        must=must,
        judged_by=JudgedBy.CHECK if check else JudgedBy.PERSON,
        check=check,
        early=False,
        deliverable_key=about,
    )
