"""Work that comes round by the clock: each slot of time is queued once, however many workers look at the clock."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils.module_loading import autodiscover_modules

from duomo.desk.kit.tasks.api import task
from duomo.desk.kit.tasks.backend import enqueue_once

PeriodicWork = Callable[[datetime], None]


@dataclass(frozen=True)
class Periodic:
    """Work and how often it comes round; slots are counted from 1970 in UTC."""

    name: str
    every: timedelta
    work: PeriodicWork

    def slot(self, at: datetime) -> int:
        """Return the number of the slot that `at` falls into."""
        return int(at.timestamp() // self.every.total_seconds())


_ALL: dict[str, Periodic] = {}


def periodic(*, minutes: int) -> Callable[[PeriodicWork], PeriodicWork]:
    """Register a function of a room's `tasks.py`; it gets the moment at which its slot was seen, and may be run twice.

    After a standstill the present slot runs once; the missed ones do not pile up.
    """

    def register(work: PeriodicWork) -> PeriodicWork:
        name = f"{work.__module__}.{work.__qualname__}"
        _ALL[name] = Periodic(name, timedelta(minutes=minutes), work)
        return work

    return register


def every_periodic() -> list[Periodic]:
    """Return all registered work, after reading the `tasks` of every room."""
    autodiscover_modules("tasks", "chores")
    return sorted(_ALL.values(), key=lambda one: one.name)


@task
def run_periodic(name: str, at: str) -> None:
    """Run one slot's work; work that a newer version no longer knows is passed over."""
    known = _ALL.get(name)
    if known is not None:
        known.work(datetime.fromisoformat(at))


@dataclass
class SlotKeeper:
    """Queues the slots that have come, and remembers them so that the database is asked once a slot."""

    periodics: list[Periodic] = field(default_factory=every_periodic)
    seen: dict[str, int] = field(default_factory=dict)

    def queue_slots(self, at: datetime) -> None:
        """Queue every piece of work whose present slot this keeper has not queued yet."""
        for one in self.periodics:
            slot = one.slot(at)
            if self.seen.get(one.name) != slot:
                enqueue_once(run_periodic, f"{one.name}@{slot}", one.name, at.isoformat())
                self.seen[one.name] = slot
