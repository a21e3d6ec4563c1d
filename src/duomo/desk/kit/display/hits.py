"""Draws hits and misses: one octagon is one job that ended, hits on the axis and misses under it."""

from collections.abc import Sequence
from dataclasses import dataclass

from duomo.desk.kit.display.shapes import Word, across, month_words
from duomo.desk.kit.parts import Tally

_PITCH, _LEAST_PITCH = 27, 13
_COLUMN_HEIGHT = 216
# A taller column says how many more there are; the table behind has them all.
_MOST_IN_COLUMN = 16
_GAP = 3
_FOOT = 30


@dataclass(frozen=True, slots=True)
class Column:
    """One month: the upper edges of its octagons, and how many more than fit."""

    x: str
    hits: tuple[int, ...]
    misses: tuple[int, ...]
    more_hits: int
    more_misses: int
    above: int
    below: int


@dataclass(frozen=True, slots=True)
class HitsDrawing:
    """The octagons of all months; `size` and `half` are the pixels of one."""

    height: int
    axis: int
    size: int
    half: int
    columns: tuple[Column, ...]
    months: tuple[Word, ...]
    hits: int
    misses: int


def draw_hits(months: Sequence[Tally]) -> HitsDrawing:
    """Columns on one scale; the octagons shrink where a month has many jobs."""
    most_hits = max((min(m.hits, _MOST_IN_COLUMN) for m in months), default=0)
    most_misses = max((min(m.misses, _MOST_IN_COLUMN) for m in months), default=0)
    pitch = max(_LEAST_PITCH, min(_PITCH, _COLUMN_HEIGHT // max(1, most_hits + most_misses)))
    axis = max(1, most_hits) * pitch + 6 + (16 if any(m.hits > _MOST_IN_COLUMN for m in months) else 0)
    slot = 100 / max(1, len(months))
    return HitsDrawing(
        height=axis + 6 + max(1, most_misses) * pitch + _FOOT,
        axis=axis,
        size=pitch - _GAP,
        half=(pitch - _GAP) // 2,
        columns=tuple(_column(m, across((number + 0.5) * slot), axis, pitch) for number, m in enumerate(months)),
        months=month_words([m.label for m in months]),
        hits=sum(m.hits for m in months),
        misses=sum(m.misses for m in months),
    )


def _column(month: Tally, x: str, axis: int, pitch: int) -> Column:
    hits, misses = min(month.hits, _MOST_IN_COLUMN), min(month.misses, _MOST_IN_COLUMN)
    return Column(
        x=x,
        hits=tuple(axis - _GAP - pitch * (number + 1) for number in range(hits)),
        misses=tuple(axis + 2 * _GAP + pitch * number for number in range(misses)),
        more_hits=month.hits - hits,
        more_misses=month.misses - misses,
        above=axis - 2 * _GAP - pitch * hits,
        below=axis + 2 * _GAP + pitch * misses + 10,
    )
