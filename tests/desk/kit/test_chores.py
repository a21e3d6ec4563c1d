"""The daily tidying: what has served its purpose goes, what is younger stays."""

from datetime import UTC, datetime, timedelta

import pytest

from duomo.desk.kit.chores import tidy
from duomo.desk.kit.models import LocalMail, OnceKey, OutboxMessage, QueuedTask
from duomo.desk.kit.tasks.periodic import every_periodic

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def a_task(state: QueuedTask.State, *, days: int) -> None:
    at = NOW - timedelta(days=days)
    QueuedTask.objects.create(
        path="duomo.some.task",
        backend="default",
        queue_name="default",
        arguments={"args": [], "kwargs": {}},
        state=state,
        enqueued_at=at,
        due_at=at,
        finished_at=None if state == QueuedTask.State.READY else at,
    )


def a_mail(*, days: int) -> None:
    at = NOW - timedelta(days=days)
    LocalMail.objects.create(message_id=f"<{days}@x>", to_email="a@example.com", subject="s", text="t", sent_at=at)
    OutboxMessage.objects.create(
        key=str(days),
        to_email="a@example.com",
        subject="s",
        text="t",
        created_at=at,
        due_at=at,
        next_try_at=at,
        sent_at=at,
    )


@pytest.mark.django_db
def test_ended_tasks_are_forgotten_in_their_time_and_waiting_ones_never() -> None:
    for state, days in [("done", 8), ("done", 6), ("dead", 91), ("dead", 89), ("ready", 400)]:
        a_task(QueuedTask.State(state), days=days)
    tidy(NOW)
    assert sorted(QueuedTask.objects.values_list("state", flat=True)) == ["dead", "done", "ready"]


@pytest.mark.django_db
def test_old_mail_goes_but_its_key_stays() -> None:
    a_mail(days=31)
    a_mail(days=29)
    tidy(NOW)
    assert list(LocalMail.objects.values_list("message_id", flat=True)) == ["<29@x>"]
    assert dict(OutboxMessage.objects.values_list("key", "to_email")) == {"31": "", "29": "a@example.com"}


@pytest.mark.django_db
def test_marks_of_sent_forms_go_after_two_weeks() -> None:
    for key, days in [("old", 15), ("young", 13)]:
        OnceKey.objects.create(key=key)
        OnceKey.objects.filter(key=key).update(created_at=NOW - timedelta(days=days))
    tidy(NOW)
    assert list(OnceKey.objects.values_list("key", flat=True)) == ["young"]


def test_the_tidying_comes_round_by_itself() -> None:
    assert "duomo.desk.kit.chores.tidy" in [one.name for one in every_periodic()]
