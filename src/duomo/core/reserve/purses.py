"""The words of the two purses: entries of hours, the caps they draw on, and what became of each."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Purse(StrEnum):
    """Where hours come from: work draws from the plan, perfecting after a send-back from the reserve."""

    PLAN = "plan"
    RESERVE = "reserve"


class Mark(StrEnum):
    """Why an entry of hours needs a look before it is approved."""

    BEFORE_ANSWER = "before_answer"
    ABOVE_PURSE = "above_purse"
    FUTURE_DAY = "future_day"
    OVERLONG_DAY = "overlong_day"
    AFTER_STOP = "after_stop"

    @property
    def sentence(self) -> str:
        """What the mark says to a person."""
        return _SENTENCES[self]


_SENTENCES = {
    Mark.BEFORE_ANSWER: "above the feasibility cap before the answer",
    Mark.ABOVE_PURSE: "above what is left in the purse",
    Mark.FUTURE_DAY: "on a day that has not come yet",
    Mark.OVERLONG_DAY: "more than 24 hours on one day",
    Mark.AFTER_STOP: "after the assignment was stopped",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """Hours as recorded: whole minutes on a day, from a purse, before or after the feasibility answer and the stop."""

    id: int
    purse: Purse
    minutes: int
    day: date
    before_answer: bool
    after_stop: bool


@dataclass(frozen=True, slots=True)
class Caps:
    """How many minutes the plan and the reserve hold (with top-ups), and how many may be worked before the answer."""

    plan_minutes: int
    reserve_minutes: int
    feasibility_minutes: int


@dataclass(frozen=True, slots=True)
class Settled:
    """One entry after settling: the minutes that fit within its purse, and what is to be seen about it."""

    id: int
    within_minutes: int
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Settlement:
    """All entries after settling, in order, with what was used and is left of each purse, in minutes."""

    entries: tuple[Settled, ...]
    plan_used: int
    reserve_used: int
    plan_left: int
    reserve_left: int
    beyond_minutes: int
