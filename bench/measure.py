"""Times whole requests of a WSGI application in this process, one by one and in turns."""

import gc
import io
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from wsgiref.util import setup_testing_defaults

from django.core.handlers.wsgi import WSGIHandler

NANOSECONDS = 1_000_000
WARM_UP = 5
# The wall's clock is what a person waits by; the processor's is fairer where other programs use the machine too.
CLOCKS: dict[str, Callable[[], int]] = {"wall": time.perf_counter_ns, "cpu": time.process_time_ns}


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, bytes, and how long it took from the call until the connection was closed."""

    status: int
    body: bytes
    milliseconds: float


@dataclass(frozen=True, slots=True)
class Visit:
    """A request that can be made again and again: to which application, where, as whom, on which database.

    `prepare` chooses the database, and is not timed.
    """

    application: WSGIHandler
    path: str
    cookies: str
    prepare: Callable[[], None]
    clock: Callable[[], int] = time.perf_counter_ns

    def make(self) -> Answer:
        """Make the request as a server does: call, read the body, close."""
        self.prepare()
        environ: dict[str, Any] = {"PATH_INFO": self.path, "HTTP_HOST": "127.0.0.1", "HTTP_COOKIE": self.cookies}
        setup_testing_defaults(environ)
        environ["wsgi.input"] = io.BytesIO()
        said: list[str] = []
        begin = self.clock()
        response = self.application(environ, lambda status, _: said.append(status))  # type: ignore[arg-type]
        body = b"".join(response)
        response.close()
        end = self.clock()
        return Answer(int(said[0].split()[0]), body, (end - begin) / NANOSECONDS)


@dataclass
class Times:
    """What one visit took, run by run, in milliseconds."""

    runs: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        """Half of the runs were quicker."""
        return statistics.median(self.runs)

    @property
    def p95(self) -> float:
        """One in twenty took longer."""
        return statistics.quantiles(self.runs, n=20)[-1]


def take_turns(visits: Sequence[Visit], runs: int, told: Callable[[int], None]) -> list[Times]:
    """Time all visits in turns, so that whatever else the machine does meets all of them alike."""
    times = [Times() for _ in visits]
    for _ in range(WARM_UP):
        _each(visits)
    for number in range(1, runs + 1):
        gc.collect()
        for one, answer in zip(times, _each(visits), strict=True):
            one.runs.append(answer.milliseconds)
        told(number)
    return times


def _each(visits: Iterable[Visit]) -> list[Answer]:
    answers = [visit.make() for visit in visits]
    wrong = [(visit.path, answer.status) for visit, answer in zip(visits, answers, strict=True) if answer.status != 200]
    if wrong:
        raise SystemExit(f"These pages did not answer 200: {wrong}")
    return answers
