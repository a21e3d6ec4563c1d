"""Does several things at the same moment, each in a thread with a connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from django.db import connection

from duomo.desk.kit.refusals import Refused

Result = TypeVar("Result")
# Longer than any machine needs to start the threads; a barrier that waits for ever would hang the whole run.
PATIENCE_SECONDS = 60


def together(*deeds: Callable[[], Result]) -> list[Result | Refused]:
    """Begin all deeds at the same moment; for each, in order, what it gave or the refusal that it met."""
    start = Barrier(len(deeds))

    def run(deed: Callable[[], Result]) -> Result | Refused:
        try:
            start.wait(timeout=PATIENCE_SECONDS)
            return deed()
        except Refused as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))
