"""Draws months of minutes as bars, those below nothing under the axis."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from duomo.desk.kit.display.shapes import Box, Word, across, down, month_words
from duomo.desk.kit.display.words import hours
from duomo.desk.kit.parts import Month

_TALL, _SMALL = 230, 46
_TALL_ENDS, _SMALL_ENDS = (20.0, 196.0), (4.0, 42.0)
_BAR_SHARE = 0.76
_STEPS = (1, 2, 5)
_MOST_LINES = 4


@dataclass(frozen=True, slots=True)
class BarsDrawing:
    """The shapes of the bars, and what a screen reader says instead of them."""

    height: int
    axis: str
    bars: tuple[Box, ...]
    grid: tuple[Word, ...]
    months: tuple[Word, ...]
    says: tuple[Word, ...]
    spoken: str


def draw_bars(months: Sequence[Month], *, spark: bool) -> BarsDrawing:
    """Bars on one scale from the lowest to the highest month; a spark has neither grid nor words."""
    top, bottom = _SMALL_ENDS if spark else _TALL_ENDS
    most = max(0, *(m.minutes for m in months), 0)
    least = min(0, *(m.minutes for m in months), 0)
    step = _grid_step(most - least)
    if not spark:
        most, least = -(-most // step) * step, least // step * step
    unit = (bottom - top) / max(1, most - least)

    def y(minutes: float) -> float:
        return top + (most - minutes) * unit

    lines = range(least, most + 1, step) if most > least else range(0)
    return BarsDrawing(
        height=_SMALL if spark else _TALL,
        axis=down(y(0)),
        bars=tuple(_bar(number, months, y) for number in range(len(months))),
        grid=() if spark else tuple(Word(hours(line), "-10", down(y(line)), anchor="end") for line in lines),
        months=() if spark else month_words([m.label for m in months]),
        says=() if spark else _says(months, y),
        spoken=_spoken(months),
    )


def _grid_step(reach: int) -> int:
    """Minutes between grid lines: one, two or five times a power of ten, in hours."""
    power = 60
    while True:
        for step in _STEPS:
            if reach <= _MOST_LINES * step * power:
                return step * power
        power *= 10


def _bar(number: int, months: Sequence[Month], y: Callable[[float], float]) -> Box:
    minutes = months[number].minutes
    slot = 100 / len(months)
    kind = "bad" if minutes < 0 else "full" if number == len(months) - 1 else "part"
    upper = y(max(0, minutes))
    return Box(
        kind,
        across((number + (1 - _BAR_SHARE) / 2) * slot),
        across(_BAR_SHARE * slot),
        down(upper),
        down(y(min(0, minutes)) - upper),
    )


def _says(months: Sequence[Month], y: Callable[[float], float]) -> tuple[Word, ...]:
    """The last month and, where there is one below nothing, the worst month in figures."""
    if not months:
        return ()
    slot = 100 / len(months)
    last = len(months) - 1
    worst = min(range(len(months)), key=lambda number: months[number].minutes)
    said = []
    if months[worst].minutes < 0:
        place = across((worst + 0.5) * slot)
        said.append(Word(hours(months[worst].minutes), place, down(y(months[worst].minutes) + 14), kind="alarm"))
    if months[last].minutes >= 0:
        place = across((last + 0.5) * slot)
        said.append(Word(hours(months[last].minutes), place, down(y(months[last].minutes) - 6), kind="say"))
    return tuple(said)


def _spoken(months: Sequence[Month]) -> str:
    if not months:
        return "no months yet"
    low, high = min(months, key=lambda m: m.minutes), max(months, key=lambda m: m.minutes)
    span = f"{months[0].label} to {months[-1].label}"
    return f"{span}: lowest {hours(low.minutes)} in {low.label}, highest {hours(high.minutes)} in {high.label}"
