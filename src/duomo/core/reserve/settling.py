"""Laws 6 and 7: hours are always recordable; what exceeds a purse or the feasibility cap is seen, and is not within.

Source: an exact running sum in the order of recording. Limit: it says which minutes fit, not whether they were worked.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from duomo.core.quantities import MOST_MINUTES
from duomo.core.reserve.purses import Caps, Entry, Mark, Purse, Settled, Settlement

DAY_MINUTES = 24 * 60
ALERT_LEVELS = (50, 80, 100)
"""Per cent of a purse at which the owner is told."""


@dataclass(slots=True)
class _Purses:
    """What is still in the purses while the entries go by."""

    plan: int
    reserve: int
    feasibility: int

    def draw(self, entry: Entry) -> tuple[int, tuple[Mark, ...]]:
        """Take what fits of an entry; hours before the answer draw on the plan, whatever purse they were put to."""
        if entry.after_stop:
            return 0, (Mark.AFTER_STOP,)
        if entry.before_answer:
            return self._draw_before_answer(entry.minutes)
        if entry.purse is Purse.PLAN:
            within = min(entry.minutes, self.plan)
            self.plan -= within
        else:
            within = min(entry.minutes, self.reserve)
            self.reserve -= within
        return within, (Mark.ABOVE_PURSE,) if within < entry.minutes else ()

    def _draw_before_answer(self, minutes: int) -> tuple[int, tuple[Mark, ...]]:
        within = min(minutes, self.feasibility, self.plan)
        marks = (
            *([Mark.BEFORE_ANSWER] if minutes > self.feasibility else []),
            *([Mark.ABOVE_PURSE] if minutes > self.plan else []),
        )
        self.plan -= within
        self.feasibility -= within
        return within, marks


def settle(entries: Sequence[Entry], caps: Caps, *, today: date) -> Settlement:
    """Lay the entries, in the order of recording, against the purses.

    An entry that fits in part keeps that part as ``within_minutes``. Minutes before the feasibility answer draw on the
    plan, and only up to the feasibility cap; minutes after the stop draw on nothing. A future day or more than 24 hours
    on one day are marked and still draw: the marks are for the person who approves. Purses never go below zero.
    Raises ValueError for negative minutes.
    """
    _refuse_negative((caps.plan_minutes, caps.reserve_minutes, caps.feasibility_minutes))
    _refuse_negative(entry.minutes for entry in entries)
    purses = _Purses(caps.plan_minutes, caps.reserve_minutes, caps.feasibility_minutes)
    by_day: Counter[date] = Counter()
    for entry in entries:
        by_day[entry.day] += entry.minutes
    settled = tuple(_settled(entry, purses, by_day[entry.day], today) for entry in entries)
    within = sum(one.within_minutes for one in settled)
    return Settlement(
        entries=settled,
        plan_used=caps.plan_minutes - purses.plan,
        reserve_used=caps.reserve_minutes - purses.reserve,
        plan_left=purses.plan,
        reserve_left=purses.reserve,
        beyond_minutes=sum(entry.minutes for entry in entries) - within,
    )


def may_top_up(minutes: int, *, total_minutes: int = 0) -> bool:
    """Whether a purse that holds ``total_minutes`` may be topped up by so many: more than none, and within reason."""
    return minutes > 0 and total_minutes + minutes <= MOST_MINUTES


def alert_levels(used: int, total: int) -> tuple[int, ...]:
    """Name the levels, in per cent, that a purse has reached; an empty purse has reached them all once it is used."""
    if used <= 0:
        return ()
    return tuple(level for level in ALERT_LEVELS if used * 100 >= level * total)


def _settled(entry: Entry, purses: _Purses, day_minutes: int, today: date) -> Settled:
    within, marks = purses.draw(entry)
    seen = (
        *marks,
        *([Mark.FUTURE_DAY] if entry.day > today else []),
        *([Mark.OVERLONG_DAY] if day_minutes > DAY_MINUTES else []),
    )
    return Settled(entry.id, within, seen)


def _refuse_negative(spans: Iterable[int]) -> None:
    if any(minutes < 0 for minutes in spans):
        message = "minutes are never negative; a correction is a new entry in place of the old one"
        raise ValueError(message)
