"""What pages and other rooms read about trials: plain values. Those of a sealed or blind trial name nobody."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from duomo.core.delivery import AssignmentState
from duomo.core.trials import Seal, Standing
from duomo.desk.assignments.pages import DeliveryLine

# Whoever is in one of these takes no part any more.
OUT = frozenset({AssignmentState.DECLINED, AssignmentState.WITHDRAWN, AssignmentState.STOPPED, AssignmentState.CLOSED})
ALIASES = "ABCDEFGHIJKLMNOPQRST"
MOST_CONTRACTORS = len(ALIASES)
LOWEST, HIGHEST = 1, 5
"""A score is one of these or between them."""


@dataclass(frozen=True, slots=True)
class TrialLine:
    """One trial in short. Counts tell how many were invited, are in and left; `hired` are names, once it is decided."""

    id: int
    number: int
    job_id: int
    job_number: int
    job_title: str
    version_id: int
    state: str
    task: str
    cap_minutes: int
    rate_minor: int
    currency: str
    deadline_at: datetime
    opened_at: datetime
    unsealed_at: datetime | None
    revealed_at: datetime | None
    decided_at: datetime | None
    decision: str
    invited: int
    handed_in: int
    out: int
    reviewers: int
    locked: int
    hired: tuple[str, ...]
    job_done: bool

    @property
    def seal(self) -> Seal:
        """How much of it may be seen."""
        if self.revealed_at is not None:
            return Seal.REVEALED
        return Seal.UNSEALED if self.unsealed_at is not None else Seal.SEALED

    @property
    def revealed(self) -> bool:
        """Whether the names are known."""
        return self.revealed_at is not None

    @property
    def running(self) -> bool:
        """Whether it is neither decided nor called off."""
        return self.state in {"open", "scoring", "revealed"}


@dataclass(frozen=True, slots=True)
class ParticipantLine:
    """One contractor of a trial by name, for leaders: while it is sealed, and after the reveal."""

    key: str
    contractor_id: int
    contractor_number: int
    name: str
    state: AssignmentState
    handed_in: bool
    judged: bool
    hired: bool
    used_minutes: int
    cost_minor: int
    rate_minor: int | None
    currency: str

    @property
    def out(self) -> bool:
        """Whether they take no part any more."""
        return self.state in OUT


@dataclass(frozen=True, slots=True)
class ReviewerLine:
    """One reviewer of a trial."""

    member_id: int
    name: str
    locked_at: datetime | None


@dataclass(frozen=True, slots=True)
class BlindFile:
    """A file of a submission under a neutral name.

    `position` counts from 1; `shows` says that a browser draws it; `text` is its content where it is a short text.
    """

    position: int
    name: str
    size: int
    shows: bool
    text: str


@dataclass(frozen=True, slots=True)
class BlindCheck:
    """What an automatic check found of one submission."""

    passed: bool
    evidence: str


@dataclass(frozen=True, slots=True)
class Submission:
    """One submission as a reviewer sees it: alias, what was handed in, and nothing about who made it."""

    key: str
    alias: str
    note: str
    links: tuple[str, ...]
    files: tuple[BlindFile, ...]
    checks: Mapping[str, BlindCheck]


@dataclass(frozen=True, slots=True)
class Given:
    """A score that a reviewer gave, with the comment."""

    value: int
    comment: str


@dataclass(frozen=True, slots=True)
class Asked:
    """One criterion of the sheet; `scored` says that a person gives it 1 to 5, `how` how it is judged otherwise."""

    key: str
    text: str
    must: bool
    scored: bool
    how: str


@dataclass(frozen=True, slots=True)
class OtherSheet:
    """The scores of another reviewer who has locked, by submission and criterion."""

    reviewer: str
    given: Mapping[tuple[str, str], Given]


@dataclass(frozen=True, slots=True)
class Price:
    """What a contractor asks for an hour outside of the trial."""

    rate_minor: int | None
    currency: str


@dataclass(frozen=True, slots=True)
class BlindSheet:
    """One reviewer's own sheet. Others' scores and the prices are empty until it is locked."""

    submissions: tuple[Submission, ...]
    criteria: tuple[Asked, ...]
    given: Mapping[tuple[str, str], Given]
    locked_at: datetime | None
    others: tuple[OtherSheet, ...]
    prices: Mapping[str, Price]

    @property
    def scored_criteria(self) -> tuple[str, ...]:
        """The keys of the criteria that a person scores."""
        return tuple(asked.key for asked in self.criteria if asked.scored)


@dataclass(frozen=True, slots=True)
class Place:
    """One contractor's place in the result."""

    key: str
    name: str
    contractor_number: int
    standing: Standing
    comments: tuple[tuple[str, str, str], ...]
    delivery: DeliveryLine | None

    @property
    def spread(self) -> float | None:
        """The spread of the reviewers' means; None with one reviewer."""
        return self.standing.sd


@dataclass(frozen=True, slots=True)
class MeanBar:
    """One contractor's mean as it is drawn: widths and places in percent."""

    place: Place
    width: str
    low: str
    high: str
    spoken: str


@dataclass(frozen=True, slots=True)
class MeanRow:
    """The means of one criterion, best contractor first; None where nobody scored it."""

    asked: Asked
    means: tuple[tuple[Place, float | None], ...]


@dataclass(frozen=True, slots=True)
class TrialResult:
    """What the locked scores say, best mean first; the criteria in the order of the brief."""

    places: tuple[Place, ...]
    criteria: tuple[Asked, ...]
    reviewers: tuple[str, ...]
    verdict: str
    close: bool

    @property
    def bars(self) -> tuple[MeanBar, ...]:
        """The means as bars of 0 to 5, with the reviewers' spread."""
        return tuple(_bar(place) for place in self.places)

    @property
    def rows(self) -> tuple[MeanRow, ...]:
        """The means by criterion."""
        return tuple(
            MeanRow(asked, tuple((place, place.standing.by_criterion.get(asked.key)) for place in self.places))
            for asked in self.criteria
            if asked.scored
        )


@dataclass(frozen=True, slots=True)
class CostLine:
    """What a contractor has cost in the trial, and what the job would cost at the own rate and the planned hours.

    `over_minor` is what that is above the brief's budget, negative below it; None where nothing can be compared.
    """

    name: str
    trial_minor: int
    rate_minor: int | None
    job_minor: int | None
    over_minor: int | None
    currency: str


@dataclass(frozen=True, slots=True)
class TrialPage:
    """A trial as one seat may see it."""

    trial: TrialLine
    goal: str
    criteria: tuple[Asked, ...]
    deliverables: tuple[str, ...]
    leads: bool
    scores: bool
    shows_title: bool
    shows_money: bool
    may_score: bool
    participants: tuple[ParticipantLine, ...]
    reviewers: tuple[ReviewerLine, ...]
    sheet: BlindSheet | None
    result: TrialResult | None
    costs: tuple[CostLine, ...]

    @property
    def not_locked(self) -> tuple[str, ...]:
        """The reviewers whom a reveal would shut out."""
        return tuple(one.name for one in self.reviewers if one.locked_at is None)


def verdict_on(places: Sequence[Place], *, reviewers: int) -> tuple[str, bool]:
    """What the means say in plain words, and whether they are too close to choose by.

    A lead that is smaller than the reviewers' spread may be chance; with one reviewer there is no spread to tell by.
    """
    first = places[0]
    if len(places) == 1:
        return f"Only {first.name}’s submission was judged, so there is nothing to compare it with.", False
    second = places[1]
    lead = first.standing.mean - second.standing.mean
    if lead == 0:
        return f"{first.name} and {second.name} have the same mean.", True
    ahead = f"{first.name} leads {second.name} by {lead:.1f} of 5"
    if reviewers == 1:
        return f"{ahead}, in the eyes of one reviewer.", False
    spread = max(first.standing.sd or 0.0, second.standing.sd or 0.0)
    if lead <= spread:
        return f"{ahead}; the reviewers differ by as much (±{spread:.1f}), so it may be chance.", True
    return f"{ahead}, which is more than the reviewers differ (±{spread:.1f}).", False


def _bar(place: Place) -> MeanBar:
    standing, spread = place.standing, place.spread
    around = "" if spread is None else f", give or take {spread:.1f}"
    return MeanBar(
        place=place,
        width=_across(standing.mean),
        low="" if spread is None else _across(standing.mean - spread),
        high="" if spread is None else _across(standing.mean + spread),
        spoken=f"{place.name}: {standing.mean:.1f} of {HIGHEST}{around}",
    )


def _across(mean: float) -> str:
    return f"{min(max(mean, 0), HIGHEST) / HIGHEST * 100:.2f}%"


def cost_of(minutes: int, rate_minor: int) -> int:
    """What so many minutes cost at a rate for one hour, in minor units, halves rounded up."""
    return (2 * minutes * rate_minor + 60) // 120
