"""Tells a hundred jobs through the deeds of the product: sixty that ended and forty that are open."""

from dataclasses import replace
from datetime import datetime
from itertools import cycle, islice

from duomo import demo
from duomo.demo.jobs import TABLE, Everyday, tell
from duomo.demo.scene import Scene
from duomo.demo.trial import a_running_trial, an_open_scoring

OPEN_ENDINGS = {"in_review", "at_work", "asked", "sent", "draft"}
OPEN_DAYS = 12


def tell_hundred(at: datetime, *, done: int = 60, running: int = 40) -> Scene:
    """The demonstration, and as many further jobs of its table as are wanted."""
    scene = demo.make(at=at)
    ended = [row for row in TABLE if row.ending not in OPEN_ENDINGS]
    open_rows = [row for row in TABLE if row.ending in OPEN_ENDINGS]
    # Three full stories of the demonstration have ended, and its two trials are open.
    for row in _again(ended, done - len(ended) - 3):
        tell(scene, replace(row, days_ago=row.days_ago - 1.5))
    an_open_scoring(scene, OPEN_DAYS)
    a_running_trial(scene, 2)
    for row in _again(open_rows, running - len(open_rows) - 4):
        tell(scene, replace(row, days_ago=row.days_ago + 1.5))
    return scene


def _again(rows: list[Everyday], count: int) -> list[Everyday]:
    """The first `count` rows of the table told over and over, each with a title of its own."""
    numbered = enumerate(islice(cycle(rows), count), 1)
    return [replace(row, title=f"{row.title}, order {number}") for number, row in numbered]
