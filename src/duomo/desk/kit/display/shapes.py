"""What the small charts are made of: places in percent of the width and pixels of the height.

The drawings have no viewBox, so that words keep their size at any width (docs/look.md).
"""

from collections.abc import Sequence
from dataclasses import dataclass

_MOST_LABELS = 24


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle: `kind` is its class; sideways figures are percent, upright ones pixels."""

    kind: str
    x: str
    width: str
    y: str = ""
    height: str = ""


@dataclass(frozen=True, slots=True)
class Word:
    """A word at a place; `anchor` is start, middle or end, `kind` its class."""

    text: str
    x: str
    y: str = ""
    anchor: str = "middle"
    kind: str = ""


def across(value: float) -> str:
    """A sideways coordinate or width: ``58.14%``."""
    return f"{value:.2f}".rstrip("0").rstrip(".") + "%"


def down(value: float) -> str:
    """An upright coordinate or height in pixels."""
    return f"{value:.1f}"


def share(part: float, whole: float) -> float:
    """`part` of `whole` in percent, kept between 0 and 100."""
    return 0.0 if whole <= 0 else max(0.0, min(100.0, 100.0 * part / whole))


def month_words(labels: Sequence[str]) -> tuple[Word, ...]:
    """The labels under a chart of months; every other one only where there is room, counted from the last."""
    slot = 100 / max(1, len(labels))
    every = -(-len(labels) // _MOST_LABELS)
    words = []
    for number, label in enumerate(labels):
        from_last = len(labels) - 1 - number
        if from_last % max(1, every) == 0:
            kind = "roomy" if from_last // max(1, every) % 2 else ""
            words.append(Word(label, across((number + 0.5) * slot), kind=kind))
    return tuple(words)
