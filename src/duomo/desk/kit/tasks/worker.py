"""Runs queued tasks, in threads beside the web server or in a process of its own."""

import logging
import os
import secrets
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from socket import gethostname
from typing import Any

from django.db import close_old_connections, connection
from django.utils.module_loading import import_string

from duomo.desk.kit.clock import utc_now
from duomo.desk.kit.models import QueuedTask
from duomo.desk.kit.tasks import queue
from duomo.desk.kit.tasks.api import TaskContext, task_backends, task_finished, task_started
from duomo.desk.kit.tasks.backend import TableBackend, result_of
from duomo.desk.kit.tasks.bell import BELL
from duomo.desk.kit.tasks.periodic import SlotKeeper

Clock = Callable[[], datetime]

# A call that runs longer loses its lease: a task that hangs must not hold a worker's promise for ever.
LONGEST_RUN_SECONDS = 1800
LONGEST_REST_SECONDS = 30.0

logger = logging.getLogger(__name__)


class Worker:
    """Takes one call after another from the table of one backend."""

    def __init__(self, clock: Clock = utc_now, slots: SlotKeeper | None = None) -> None:
        backend = task_backends["default"]
        if not isinstance(backend, TableBackend):
            raise TypeError("The worker runs calls of TableBackend; TASKS names another.")
        self.name = f"{gethostname()}-{os.getpid()}-{secrets.token_hex(4)}"
        self._clock = clock
        self.policy = backend.policy
        self._backend_class = type(backend)
        self._slots = SlotKeeper() if slots is None else slots

    def step(self) -> bool:
        """Queue the periodic slots that have come, then run one call; False where nothing was due."""
        self._slots.queue_slots(self._clock())
        return self.run_one()

    def run_due(self) -> int:
        """Run everything that is due now, also what it queues for now, and return how many calls that was."""
        count = 0
        while self.step():
            count += 1
        return count

    def run_one(self) -> bool:
        """Claim and run one call; False where nothing was due. A failing task never raises here."""
        row = queue.claim(self.name, self._clock(), self.policy)
        if row is None:
            return False
        try:
            value = self._call(row)
        except Exception as error:  # noqa: BLE001  (whatever a task raises is kept with its row)
            logger.warning("Task %s failed in attempt %d: %s", row.path, row.attempts, type(error).__name__)
            queue.fail(row, error, traceback.format_exc(), self._clock(), self.policy)
        else:
            queue.finish(row, value, self._clock())
        self._announce_end(row.pk)
        return True

    def _call(self, row: QueuedTask) -> Any:
        task = import_string(row.path)
        result = result_of(row)
        task_started.send(self._backend_class, task_result=result)
        context = [TaskContext(task_result=result)] if task.takes_context else []
        with self._kept_lease(row):
            return task.call(*context, *row.arguments["args"], **row.arguments["kwargs"])

    def _announce_end(self, pk: int) -> None:
        ended = QueuedTask.objects.filter(pk=pk, state__in=[QueuedTask.State.DONE, QueuedTask.State.DEAD]).first()
        if ended is not None:
            # A task that a newer version removed cannot be named to listeners; its row tells the story.
            with suppress(ImportError):
                task_finished.send(self._backend_class, task_result=result_of(ended))

    @contextmanager
    def _kept_lease(self, row: QueuedTask) -> Iterator[None]:
        """Renew the lease in a thread beside the call until the call ends or runs longer than any should."""
        ended = threading.Event()
        pause = self.policy.lease_seconds / 3

        def keep() -> None:
            renewals = int(LONGEST_RUN_SECONDS / pause)
            try:
                for _ in range(renewals):
                    if ended.wait(pause) or not queue.renew(row, self._clock(), self.policy):
                        return
            except Exception:
                logger.exception("The lease of task %s could not be renewed", row.path)
            finally:
                connection.close()

        keeper = threading.Thread(target=keep, name=f"lease-{row.pk}", daemon=True)
        keeper.start()
        try:
            yield
        finally:
            ended.set()
            keeper.join()


class Loop(threading.Thread):
    """Repeats a step until told to stop; a step that raises (the database is away) is tried again after a rest."""

    def __init__(self, name: str, step: Callable[[], bool], *, idle_seconds: float = 1.0) -> None:
        super().__init__(name=name, daemon=True)
        self._step = step
        self._idle_seconds = idle_seconds
        self._stop_asked = threading.Event()

    def ask_to_stop(self) -> None:
        """Let the present step end and begin no other."""
        self._stop_asked.set()
        BELL.ring()

    def run(self) -> None:
        """Step at once while there is work, else wait for the bell or the next look."""
        rest = self._idle_seconds
        while not self._stop_asked.is_set():
            heard = BELL.strokes
            close_old_connections()
            try:
                worked = self._step()
            except Exception:
                logger.exception("%s rests for %.0f s after an error", self.name, rest)
                self._stop_asked.wait(rest)
                rest = min(rest * 2, LONGEST_REST_SECONDS)
                continue
            finally:
                close_old_connections()
            rest = self._idle_seconds
            if not worked:
                BELL.wait(heard, self._idle_seconds)
        connection.close()
