"""Work after a deed's answer: queued in the deed's transaction, run by the worker, tried again when it fails.

Write a task as a plain function with JSON arguments that may be run twice:

    @task
    def check_delivery(delivery_id: int) -> None: ...

    check_delivery.enqueue(delivery.pk)          # commits or vanishes with the deed
    enqueue_once(remind, f"remind-{job_id}", 7)  # at most one call under this key

    @periodic(minutes=15)
    def close_trials(at: datetime) -> None: ...
"""

from duomo.desk.kit.tasks.api import Task, TaskContext, TaskResult, TaskResultStatus, task
from duomo.desk.kit.tasks.backend import enqueue_once
from duomo.desk.kit.tasks.periodic import periodic
from duomo.desk.kit.tasks.queue import GiveUp

__all__ = ["GiveUp", "Task", "TaskContext", "TaskResult", "TaskResultStatus", "enqueue_once", "periodic", "task"]
