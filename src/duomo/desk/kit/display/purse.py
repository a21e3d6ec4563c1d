"""Draws a purse: hours as a bar that burns down, with the forecast hatched and its P80 marked."""

from collections.abc import Iterable
from dataclasses import dataclass

from duomo.core.quantities import format_minutes
from duomo.desk.kit.display.shapes import Box, Word, across
from duomo.desk.kit.display.words import NBSP, hours
from duomo.desk.kit.parts import Purse

# The part of the width that the longest purse fills, in percent; the rest is for the last label.
_WIDTH = 93.0
_MOST_TICKS = 10
_EDGE = 8.0
_WIDE_ENOUGH = 40.0
_WARM_SHARE = 0.8


@dataclass(frozen=True, slots=True)
class PurseDrawing:
    """The shapes of a purse, and what a screen reader says instead of them."""

    boxes: tuple[Box, ...]
    forecast: Box | None
    frame: str
    ticks: tuple[str, ...]
    words: tuple[Word, ...]
    p80: Word | None
    spoken: str


def meter_tone(used: int, total: int) -> str:
    """The colour of a meter: warm from 80 %, clay where nothing is left; the figures beside it say the same."""
    if used >= total > 0 or used > total:
        return "bad"
    return "warm" if total > 0 and used >= _WARM_SHARE * total else "full"


def purse_scale(purses: Iterable[Purse]) -> int:
    """The minutes that the longest of these purses needs, so that all stand on one scale."""
    needs = (max(p.total_minutes + p.over_minutes, p.used_minutes, p.p80_minutes or 0) for p in purses)
    return max(1, *needs, 1)


def draw_purse(purse: Purse, scale: int) -> PurseDrawing:
    """A purse against `scale` minutes."""
    unit = _WIDTH / max(1, scale)
    end = purse.total_minutes * unit
    boxes = (
        Box("void", "0%", across(end)),
        Box("full", "0%", across(purse.approved_minutes * unit)),
        Box("part", across(purse.approved_minutes * unit), across(purse.waiting_minutes * unit)),
        Box("bad", across(end), across(purse.over_minutes * unit)),
    )
    return PurseDrawing(
        boxes=tuple(box for box in boxes if box.width != "0%"),
        forecast=_forecast(purse, unit),
        frame=across(end),
        ticks=tuple(across(minutes * unit) for minutes in _tick_minutes(purse.total_minutes)),
        words=_words(purse.total_minutes, end),
        p80=_p80(purse, unit),
        spoken=_spoken(purse),
    )


def _forecast(purse: Purse, unit: float) -> Box | None:
    recorded = purse.used_minutes + purse.over_minutes
    if purse.p80_minutes is None or purse.p80_minutes <= recorded:
        return None
    return Box("", across(recorded * unit), across((purse.p80_minutes - recorded) * unit))


def _p80(purse: Purse, unit: float) -> Word | None:
    if purse.p80_minutes is None:
        return None
    x = purse.p80_minutes * unit
    anchor = "start" if x < _EDGE else "end" if x > 100 - _EDGE else "middle"
    return Word(f"P80 {hours(purse.p80_minutes)}", across(x), anchor=anchor)


def _tick_minutes(total: int) -> range:
    """A tick for each hour, or for as many hours as leave ten ticks at the most."""
    step = 60
    while total / step > _MOST_TICKS:
        step *= 2
    return range(0, total + 1, step)


def _words(total: int, end: float) -> tuple[Word, ...]:
    words = [Word("0", "0%", anchor="start")]
    if end > _WIDE_ENOUGH:
        words.append(Word(format_minutes(total // 2), across(end / 2)))
    if total:
        words.append(Word(hours(total), across(end), anchor="middle" if end > _EDGE else "start"))
    return tuple(words[1:] if 0 < end <= _EDGE else words)


def _spoken(purse: Purse) -> str:
    said = [f"{purse.label}: {hours(purse.total_minutes)}. {hours(purse.approved_minutes)} approved"]
    if purse.waiting_minutes:
        said.append(f", {hours(purse.waiting_minutes)} waiting for approval")
    said.append(f", {hours(purse.left_minutes)} left.")
    if purse.over_minutes:
        said.append(f" {hours(purse.over_minutes)} recorded beyond it, not payable.")
    if purse.p80_minutes is not None:
        said.append(f" Forecast: with 80{NBSP}% certainty no more than {hours(purse.p80_minutes)}.")
    return "".join(said)
