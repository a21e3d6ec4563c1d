"""The client's own record of what the desk has acknowledged, and its comparison with what the desk has kept."""

import random
import re
import threading
from collections import Counter, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

JOB_IN_ADDRESS = re.compile(r"/jobs/(\d+)/")


@dataclass(frozen=True, slots=True)
class Deed:
    """A form as it is sent, as often as needed. `mark` is a text that no other has; `job` is None for a new job."""

    mark: str
    path: str
    fields: Mapping[str, str]
    job: int | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """A row that the desk has: the mark in it, and the number of its job."""

    mark: str
    job: int


@dataclass
class Journal:
    """Which deeds were sent, acknowledged, refused, or cut off. Shared by all clients."""

    dice: random.Random = field(default_factory=random.Random)
    acknowledged: dict[str, int] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    cut_off: int = 0
    _unsure: deque[Deed] = field(default_factory=deque)
    _jobs: list[int] = field(default_factory=list)
    _drawn: int = 0
    _changed: threading.Condition = field(default_factory=threading.Condition)

    def next(self) -> Deed:
        """What to send now: first what was cut off, word for word, then something new."""
        with self._changed:
            if self._unsure:
                return self._unsure.popleft()
            self._drawn += 1
            job = self.dice.choice(self._jobs) if self._jobs and self.dice.random() < 0.5 else None
            return new_job(self._drawn) if job is None else own_hours(self._drawn, job)

    def acknowledge(self, deed: Deed, location: str) -> None:
        """Note that the desk led on to `location`: from here on the deed must never be lost."""
        found = JOB_IN_ADDRESS.search(location)
        with self._changed:
            if found is None:
                self.refused.append(f"{deed.mark}: led to {location}")
            else:
                self.acknowledged[deed.mark] = int(found.group(1))
                self._jobs += [self.acknowledged[deed.mark]] if deed.job is None else []
            self._changed.notify_all()

    def refuse(self, deed: Deed, why: str) -> None:
        """Note an answer that is neither the next page nor silence."""
        with self._changed:
            self.refused.append(f"{deed.mark}: {why}")
            self._changed.notify_all()

    def cut(self, deed: Deed) -> None:
        """Note that no answer came, so that nobody knows whether the deed was done."""
        with self._changed:
            self.cut_off += 1
            self._unsure.append(deed)

    def wait_for(self, more: int, seconds: float) -> bool:
        """Wait until that many more deeds are acknowledged, or anything was refused."""
        with self._changed:
            wanted = len(self.acknowledged) + more
            return self._changed.wait_for(lambda: bool(self.refused) or len(self.acknowledged) >= wanted, seconds)

    @property
    def unsure(self) -> int:
        """How many deeds wait to be sent again."""
        with self._changed:
            return len(self._unsure)


def new_job(number: int) -> Deed:
    """A job with a title that occurs once."""
    mark = f"Job {number} of the crash test"
    fields = {"title": mark, "function_slug": "design", "owner_estimate_minutes": "4", "once": f"crash-job-{number}"}
    return Deed(mark, "/jobs/new/", fields)


def own_hours(number: int, job: int) -> Deed:
    """Own hours with a note that occurs once."""
    mark = f"Note {number} of the crash test"
    fields = {
        "activity": "briefing",
        "minutes": "0:15",
        "spent_on": "2026-01-05",
        "note": mark,
        "way": "add",
        "once": f"crash-hours-{number}",
    }
    return Deed(mark, f"/jobs/{job}/own-hours/", fields, job)


def faults(acknowledged: Mapping[str, int], kept: Sequence[Kept]) -> list[str]:
    """Everything in which the desk differs from what it has acknowledged: nothing, if it is sound."""
    counts = Counter(row.mark for row in kept)
    places = {row.mark: row.job for row in kept}
    return [
        *(f"lost: {mark}" for mark in acknowledged if mark not in counts),
        *(f"kept {count} times: {mark}" for mark, count in counts.items() if count > 1),
        *(f"never acknowledged: {mark}" for mark in counts if mark not in acknowledged),
        *(
            f"on job {places[mark]} instead of {job}: {mark}"
            for mark, job in acknowledged.items()
            if counts[mark] == 1 and places[mark] != job
        ),
    ]
