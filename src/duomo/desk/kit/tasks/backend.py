"""The Tasks backend on a table of the same database: a call commits or vanishes with the deed that asked for it."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, ParamSpec, TypeVar, cast

from django.db import transaction
from django.utils.module_loading import import_string

from duomo.desk.kit.clock import utc_now
from duomo.desk.kit.models import QueuedTask
from duomo.desk.kit.tasks.api import (
    BaseTaskBackend,
    Task,
    TaskError,
    TaskResult,
    TaskResultDoesNotExist,
    TaskResultStatus,
    task_enqueued,
)
from duomo.desk.kit.tasks.bell import BELL
from duomo.desk.kit.tasks.queue import Policy

Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")

STATUS = {
    QueuedTask.State.READY: TaskResultStatus.READY,
    QueuedTask.State.RUNNING: TaskResultStatus.RUNNING,
    QueuedTask.State.DONE: TaskResultStatus.SUCCESSFUL,
    QueuedTask.State.DEAD: TaskResultStatus.FAILED,
}


class TableBackend(BaseTaskBackend):
    """Queues calls as rows of `QueuedTask`."""

    supports_defer = True
    supports_get_result = True
    supports_priority = True

    def __init__(self, alias: str, params: dict[str, Any]) -> None:
        super().__init__(alias, params)
        self.policy = Policy(**self.options)

    def enqueue(
        self, task: Task[Arguments, Answer], args: list[Any], kwargs: dict[str, Any]
    ) -> TaskResult[Arguments, Answer]:
        """Queue a call in the present transaction."""
        self.validate_task(task)
        row = _row_of(task, self.alias, list(args), dict(kwargs), utc_now())
        row.save(force_insert=True)
        transaction.on_commit(BELL.ring)
        result = cast("TaskResult[Arguments, Answer]", result_of(row))
        task_enqueued.send(type(self), task_result=result)
        return result

    def get_result(self, result_id: str) -> TaskResult[..., Any]:
        """Return what is known of a call; raises TaskResultDoesNotExist where it is unknown or forgotten."""
        row = QueuedTask.objects.filter(pk=int(result_id)).first() if result_id.isdecimal() else None
        if row is None:
            raise TaskResultDoesNotExist(result_id)
        return result_of(row)


def enqueue_once(task: Task[..., Any], key: str, *args: Any, **kwargs: Any) -> None:
    """Queue a call unless one with this key is known, whatever became of it; safe with many writers.

    Ended calls are forgotten after a week, and their keys with them.
    """
    task.get_backend().validate_task(task)
    row = _row_of(task, task.backend, list(args), kwargs, utc_now())
    row.unique_key = key
    QueuedTask.objects.bulk_create([row], ignore_conflicts=True)
    transaction.on_commit(BELL.ring)


def _row_of(task: Task[..., Any], backend: str, args: list[Any], kwargs: dict[str, Any], at: datetime) -> QueuedTask:
    return QueuedTask(
        path=task.module_path,
        backend=backend,
        queue_name=task.queue_name,
        priority=task.priority,
        # Through JSON and back, so that a wrong argument raises here and not in the middle of the deed's transaction.
        arguments=json.loads(json.dumps({"args": args, "kwargs": kwargs})),
        enqueued_at=at,
        due_at=task.run_after or at,
    )


def result_of(row: QueuedTask) -> TaskResult[..., Any]:
    """Return the row in the words of the Tasks API."""
    result: TaskResult[..., Any] = TaskResult(
        task=import_string(row.path),
        id=str(row.pk),
        status=STATUS[QueuedTask.State(row.state)],
        enqueued_at=row.enqueued_at,
        started_at=row.started_at,
        finished_at=row.finished_at,
        last_attempted_at=row.last_attempted_at,
        args=row.arguments["args"],
        kwargs=row.arguments["kwargs"],
        backend=row.backend,
        errors=[TaskError(exception_class_path=e["path"], traceback=e["trace"]) for e in row.errors],
        worker_ids=list(row.worker_ids),
    )
    # The API keeps the value behind a property that raises until the call has succeeded.
    object.__setattr__(result, "_return_value", row.return_value)
    return result
