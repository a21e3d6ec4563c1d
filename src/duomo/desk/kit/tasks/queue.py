"""Claims, ends and retries queued tasks: each runs at least once, and what a dead worker began is taken up again."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Min, Q, QuerySet

from duomo.desk.kit.models import QueuedTask

LONGEST_TRACE = 8000
KEPT_ERRORS = 5
WORKER_IS_AWAY_AFTER = timedelta(minutes=10)


class GiveUp(Exception):
    """Raised by a task for which another attempt would be in vain; it goes to the dead letters at once."""


@dataclass(frozen=True)
class Policy:
    """How patient the queue is. Spans are in seconds."""

    attempts: int = 6
    lease_seconds: float = 120
    first_wait_seconds: float = 10
    longest_wait_seconds: float = 3600

    def wait_before(self, attempt: int, dice: float) -> timedelta:
        """Return the wait before the attempt after number `attempt`: doubled each time, spread by half either way.

        `dice` is uniform in [0, 1). The spread keeps a thousand calls that failed together from returning together
        (the "equal jitter" of M. Brooker, Exponential Backoff And Jitter, AWS Architecture Blog, 2015).
        """
        doubled = self.first_wait_seconds * 2.0 ** min(attempt - 1, 30)
        return timedelta(seconds=min(doubled, self.longest_wait_seconds) * (0.5 + dice))


def _takeable(at: datetime) -> QuerySet[QueuedTask]:
    ready = Q(state=QueuedTask.State.READY, due_at__lte=at)
    abandoned = Q(state=QueuedTask.State.RUNNING, lease_until_at__lt=at)
    return QueuedTask.objects.filter(ready | abandoned)


def claim(worker: str, at: datetime, policy: Policy) -> QueuedTask | None:
    """Take the most urgent call that is due, or one whose worker fell silent; None where there is none.

    A call that has used up its attempts without an answer goes to the dead letters here: it killed its workers.
    """
    # A glance without a lock first: on SQLite every transaction is a writer's.
    while _takeable(at).exists():
        with transaction.atomic():
            rows = _takeable(at).order_by("-priority", "due_at", "pk")
            if connection.features.has_select_for_update_skip_locked:
                rows = rows.select_for_update(skip_locked=True)
            row = rows.first()
            if row is None:
                return None
            if row.attempts < policy.attempts:
                return _mark_running(row, worker, at, policy)
            _bury(row, at)
    return None


def _mark_running(row: QueuedTask, worker: str, at: datetime, policy: Policy) -> QueuedTask:
    row.state = QueuedTask.State.RUNNING
    row.claim = secrets.token_hex(16)
    row.attempts += 1
    row.worker_ids = [*row.worker_ids, worker]
    row.started_at = row.started_at or at
    row.last_attempted_at = at
    row.lease_until_at = at + timedelta(seconds=policy.lease_seconds)
    row.save(
        update_fields=[
            "state",
            "claim",
            "attempts",
            "worker_ids",
            "started_at",
            "last_attempted_at",
            "lease_until_at",
        ]
    )
    return row


def _bury(row: QueuedTask, at: datetime) -> None:
    silence = {"path": "builtins.TimeoutError", "trace": f"The worker fell silent in attempt {row.attempts}."}
    row.state = QueuedTask.State.DEAD
    row.claim = ""
    row.finished_at = at
    row.lease_until_at = None
    row.errors = [*row.errors, silence][-KEPT_ERRORS:]
    row.save(update_fields=["state", "claim", "finished_at", "lease_until_at", "errors"])


def renew(row: QueuedTask, at: datetime, policy: Policy) -> bool:
    """Prolong the lease of a long call; False where another worker has taken it."""
    return _still_mine(row).update(lease_until_at=at + timedelta(seconds=policy.lease_seconds)) == 1


def finish(row: QueuedTask, value: Any, at: datetime) -> bool:
    """Mark the call as done; False where another worker has taken it, whose answer then counts."""
    done = _still_mine(row).update(
        state=QueuedTask.State.DONE, return_value=value, finished_at=at, lease_until_at=None, claim=""
    )
    return done == 1


def fail(row: QueuedTask, error: BaseException, trace: str, at: datetime, policy: Policy) -> bool:
    """Put the call back for a later attempt, or among the dead letters after the last one; False where not mine."""
    path = f"{type(error).__module__}.{type(error).__qualname__}"
    errors = [*row.errors, {"path": path, "trace": trace[-LONGEST_TRACE:]}][-KEPT_ERRORS:]
    if isinstance(error, GiveUp) or row.attempts >= policy.attempts:
        changed = _still_mine(row).update(
            state=QueuedTask.State.DEAD, errors=errors, finished_at=at, lease_until_at=None, claim=""
        )
    else:
        dice = secrets.randbelow(1000) / 1000
        changed = _still_mine(row).update(
            state=QueuedTask.State.READY,
            errors=errors,
            due_at=at + policy.wait_before(row.attempts, dice),
            lease_until_at=None,
            claim="",
        )
    return changed == 1


def _still_mine(row: QueuedTask) -> QuerySet[QueuedTask]:
    return QueuedTask.objects.filter(pk=row.pk, state=QueuedTask.State.RUNNING, claim=row.claim)


def revive(pk: int, at: datetime) -> bool:
    """Give a dead call all its attempts again; False where it is not among the dead letters."""
    dead = QueuedTask.objects.filter(pk=pk, state=QueuedTask.State.DEAD)
    return dead.update(state=QueuedTask.State.READY, attempts=0, due_at=at, finished_at=None) == 1


def forget_ended(done_before: datetime, dead_before: datetime) -> int:
    """Delete calls that ended long ago and return how many."""
    old = Q(state=QueuedTask.State.DONE, finished_at__lt=done_before) | Q(
        state=QueuedTask.State.DEAD, finished_at__lt=dead_before
    )
    return QueuedTask.objects.filter(old).delete()[0]


@dataclass(frozen=True)
class DeadLetter:
    """A call that failed for good, as an operator reads it."""

    number: int
    path: str
    attempts: int
    ended_at: datetime | None
    error: str


def dead_letters(most: int = 100) -> list[DeadLetter]:
    """Return the calls that failed for good, newest first; `error` is the last line of the last trace."""
    rows = QueuedTask.objects.filter(state=QueuedTask.State.DEAD).order_by("-finished_at", "-pk")[:most]
    return [DeadLetter(row.pk, row.path, row.attempts, row.finished_at, _last_line(row.errors)) for row in rows]


def _last_line(errors: list[dict[str, str]]) -> str:
    lines = errors[-1]["trace"].strip().splitlines() if errors else []
    return lines[-1] if lines else "no trace was kept"


def oldest_waiting(at: datetime) -> datetime | None:
    """Return since when a call that is due waits in vain (more than ten minutes), or None where the worker keeps up."""
    late = _takeable(at - WORKER_IS_AWAY_AFTER)
    since: datetime | None = late.aggregate(since=Min("due_at"))["since"]
    return since
