"""Draws a rate with its interval, and the gate's dial."""

from dataclasses import dataclass

from duomo.desk.kit.display.shapes import Word, across, share
from duomo.desk.kit.display.words import NBSP, percent, percent_to

_QUARTERS = (0, 25, 50, 75, 100)


@dataclass(frozen=True, slots=True)
class IntervalDrawing:
    """Where the dot, the whisker and the dashed line stand, and what a screen reader says instead."""

    rate: str
    low: str
    high: str
    mean: str
    grid: tuple[str, ...]
    words: tuple[Word, ...]
    spoken: str


@dataclass(frozen=True, slots=True)
class Dial:
    """The dashes of the octagon's ring: one side for each part."""

    sides: int
    lit: str


def draw_interval(rate: float, low: float, high: float, mean: float | None = None) -> IntervalDrawing:
    """A rate and its interval as shares from 0 to 1, on an axis from 0 to 100 %."""
    return IntervalDrawing(
        rate=across(share(rate, 1)),
        low=across(share(low, 1)),
        high=across(share(high, 1)),
        mean="" if mean is None else across(share(mean, 1)),
        grid=tuple(across(quarter) for quarter in _QUARTERS),
        words=axis_words(),
        spoken=f"{percent(rate)}, interval {percent_to(low, high)}",
    )


def axis_words() -> tuple[Word, ...]:
    """The words of an axis of percent; the quarters between them have lines alone."""
    return (Word("0", "0%", anchor="start"), Word("50", "50%", kind="roomy"), Word(f"100{NBSP}%", "100%", anchor="end"))


def draw_dial(done: int, total: int) -> Dial:
    """A ring of `total` sides with `done` of them lit; the last gap is long enough to hide the rest."""
    sides, lit = max(1, total), max(0, min(done, total))
    return Dial(sides, " ".join([".88 .12"] * (lit - 1) + [f".88 {sides}"]) if lit else "")
