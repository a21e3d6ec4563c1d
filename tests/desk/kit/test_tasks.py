"""The queue: calls commit with their deed, are retried, fenced, buried, and come round by the clock."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.db import connection, transaction

from duomo.desk.kit.models import QueuedTask
from duomo.desk.kit.tasks import GiveUp, TaskContext, TaskResultStatus, enqueue_once, queue, task
from duomo.desk.kit.tasks.api import TaskResultDoesNotExist, task_backends
from duomo.desk.kit.tasks.bell import BELL
from duomo.desk.kit.tasks.periodic import Periodic, SlotKeeper
from duomo.desk.kit.tasks.queue import Policy
from duomo.desk.kit.tasks.worker import Loop, Worker

NOON = datetime(2026, 3, 29, 12, tzinfo=UTC)
POLICY = Policy(attempts=3, lease_seconds=60, first_wait_seconds=10, longest_wait_seconds=100)

ran: list[object] = []


@pytest.fixture(autouse=True)
def _nothing_ran() -> Iterator[None]:
    ran.clear()
    yield
    ran.clear()


@task
def note(word: str, times: int = 1) -> int:
    """Remember a word."""
    ran.extend([word] * times)
    return times


@task
def stumble() -> None:
    """Fail each time."""
    ran.append("stumble")
    raise ConnectionError("the other side is away")


@task
def in_vain() -> None:
    """Fail for good."""
    ran.append("in vain")
    raise GiveUp("no such file")


@task(takes_context=True)
def count_attempts(context: "TaskContext[..., Any]") -> int:
    """Return the number of this attempt."""
    return context.attempt


class Clock:
    """A clock that is set by hand; without `at` it is well after every enqueued call."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **span: float) -> None:
        self.at += timedelta(**span)


def a_clock() -> Clock:
    return Clock(datetime.now(UTC) + timedelta(seconds=1))


def worker(clock: Clock) -> Worker:
    return Worker(clock, SlotKeeper(periodics=[]))


def only_row() -> QueuedTask:
    return QueuedTask.objects.get()


@pytest.mark.django_db
def test_a_call_runs_with_its_arguments_and_its_answer_is_kept() -> None:
    result = note.enqueue("bells", times=2)
    assert result.status is TaskResultStatus.READY
    assert worker(a_clock()).run_due() == 1
    result.refresh()
    assert ran == ["bells", "bells"]
    assert (result.status, result.return_value, result.attempts) == (TaskResultStatus.SUCCESSFUL, 2, 1)


@pytest.mark.django_db
def test_an_argument_that_is_not_json_is_refused_when_queued() -> None:
    with pytest.raises(TypeError):
        note.enqueue(NOON)  # type: ignore[arg-type]  # the mistake under test
    assert not QueuedTask.objects.exists()


@pytest.mark.django_db
def test_an_unknown_result_is_refused() -> None:
    with pytest.raises(TaskResultDoesNotExist):
        task_backends["default"].get_result("4711")
    with pytest.raises(TaskResultDoesNotExist):
        task_backends["default"].get_result("../4711")


@pytest.mark.django_db(transaction=True)
def test_a_call_vanishes_with_the_deed_that_is_rolled_back_and_commits_with_it() -> None:
    with pytest.raises(LookupError), transaction.atomic():
        note.enqueue("lost")
        raise LookupError
    with transaction.atomic():
        note.enqueue("kept")
    worker(a_clock()).run_due()
    assert ran == ["kept"]


@pytest.mark.django_db(transaction=True)
def test_the_bell_rings_at_the_commit_and_not_before() -> None:
    before = BELL.strokes
    with transaction.atomic():
        note.enqueue("ding")
        assert BELL.strokes == before
    assert BELL.strokes == before + 1


@pytest.mark.django_db
def test_a_call_for_later_waits_until_it_is_due() -> None:
    clock = a_clock()
    note.using(run_after=clock.at + timedelta(hours=1)).enqueue("later")
    one = worker(clock)
    assert one.run_due() == 0
    clock.forward(hours=1)
    assert one.run_due() == 1


@pytest.mark.django_db
def test_the_urgent_call_goes_first() -> None:
    note.enqueue("second")
    note.using(priority=10).enqueue("first")
    worker(a_clock()).run_due()
    assert ran == ["first", "second"]


@pytest.mark.django_db
def test_a_failing_call_is_tried_again_with_growing_waits_and_then_lies_among_the_dead() -> None:
    result = stumble.enqueue()
    clock = a_clock()
    one = worker(clock)
    limit = one.policy.attempts
    waits = []
    for _ in range(limit - 1):
        assert one.run_due() == 1
        waits.append(only_row().due_at - clock.at)
        clock.at = only_row().due_at
    assert one.run_due() == 1
    clock.forward(days=30)
    assert one.run_due() == 0
    result.refresh()
    assert ran == ["stumble"] * limit
    assert result.status is TaskResultStatus.FAILED
    assert result.errors[-1].exception_class is ConnectionError
    assert "the other side is away" in result.errors[-1].traceback
    assert all(later > sooner / 2 for sooner, later in pairwise(waits))
    assert waits[-1] > waits[0] * 3


@pytest.mark.django_db
def test_a_call_that_gives_up_is_not_tried_again() -> None:
    result = in_vain.enqueue()
    assert worker(a_clock()).run_due() == 1
    result.refresh()
    assert (result.status, result.attempts) == (TaskResultStatus.FAILED, 1)


@pytest.mark.django_db
def test_a_dead_call_can_be_given_its_attempts_again() -> None:
    in_vain.enqueue()
    clock = a_clock()
    one = worker(clock)
    one.run_due()
    assert queue.revive(only_row().pk, clock.at)
    assert one.run_due() == 1
    assert ran == ["in vain", "in vain"]
    assert queue.revive(only_row().pk + 1, clock.at) is False


@pytest.mark.django_db
def test_the_attempt_is_told_to_a_task_that_asks() -> None:
    result = count_attempts.enqueue()
    worker(a_clock()).run_due()
    result.refresh()
    assert result.return_value == 1


@pytest.mark.django_db
def test_a_call_whose_code_is_gone_is_kept_as_a_failure() -> None:
    note.enqueue("lost")
    QueuedTask.objects.update(path="duomo.no.such.task")
    assert worker(a_clock()).run_due() == 1
    assert only_row().errors[-1]["path"] == "builtins.ModuleNotFoundError"


@pytest.mark.django_db
def test_the_call_of_a_dead_worker_is_taken_up_when_its_lease_is_over() -> None:
    note.enqueue("again")
    clock = a_clock()
    dead = queue.claim("the dead worker", clock.at, POLICY)
    assert dead is not None
    assert queue.claim("the next", clock.at + timedelta(seconds=59), POLICY) is None
    taken = queue.claim("the next", clock.at + timedelta(seconds=61), POLICY)
    assert taken is not None
    assert (taken.pk, taken.attempts) == (dead.pk, 2)


@pytest.mark.django_db
def test_a_worker_that_was_thought_dead_writes_nothing() -> None:
    note.enqueue("once")
    at = a_clock().at
    slow = queue.claim("the slow worker", at, POLICY)
    assert slow is not None
    later = at + timedelta(minutes=5)
    quick = queue.claim("the next", later, POLICY)
    assert quick is not None
    assert not queue.renew(slow, later, POLICY)
    assert not queue.finish(slow, "stale", later)
    assert not queue.fail(slow, ValueError(), "stale", later, POLICY)
    assert queue.finish(quick, "fresh", later)
    assert only_row().return_value == "fresh"


@pytest.mark.django_db
def test_a_renewed_lease_keeps_others_away() -> None:
    note.enqueue("long")
    at = a_clock().at
    row = queue.claim("the worker", at, POLICY)
    assert row is not None
    assert queue.renew(row, at + timedelta(seconds=50), POLICY)
    assert queue.claim("another", at + timedelta(seconds=100), POLICY) is None


@pytest.mark.django_db
def test_a_call_that_kills_its_workers_ends_among_the_dead() -> None:
    note.enqueue("poison")
    at = a_clock().at
    for number in range(POLICY.attempts):
        assert queue.claim(f"victim {number}", at + timedelta(minutes=5 * number), POLICY) is not None
    assert queue.claim("the next", at + timedelta(hours=1), POLICY) is None
    row = only_row()
    assert row.state == QueuedTask.State.DEAD
    assert "fell silent" in row.errors[-1]["trace"]


@pytest.mark.django_db
def test_one_key_queues_one_call_for_ever() -> None:
    for word in ("first", "second"):
        enqueue_once(note, "the same key", word)
    one = worker(a_clock())
    one.run_due()
    enqueue_once(note, "the same key", "third")
    one.run_due()
    assert ran == ["first"]


@pytest.mark.django_db
def test_a_slot_is_queued_once_by_many_workers_and_the_missed_ones_do_not_pile_up() -> None:
    hourly = Periodic("tests.hourly", timedelta(hours=1), ran.append)
    keepers = [SlotKeeper([hourly]) for _ in range(3)]
    for at in (NOON, NOON + timedelta(minutes=59), NOON + timedelta(hours=7)):
        for keeper in keepers:
            keeper.queue_slots(at)
            keeper.queue_slots(at)
    assert QueuedTask.objects.count() == 2


def test_waits_double_up_to_their_limit_and_are_spread() -> None:
    still = [POLICY.wait_before(attempt, 0.5).total_seconds() for attempt in range(1, 7)]
    assert still == [10, 20, 40, 80, 100, 100]
    assert POLICY.wait_before(2, 0.0) == timedelta(seconds=10)
    assert POLICY.wait_before(2, 0.999) < timedelta(seconds=30)
    assert POLICY.wait_before(10_000, 0.5) == timedelta(seconds=100)


@pytest.mark.django_db(transaction=True)
def test_many_workers_run_every_call_once() -> None:
    calls, hands = 60, 4
    for number in range(calls):
        note.enqueue(f"call {number}")

    def work() -> None:
        try:
            worker(a_clock()).run_due()
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(hands)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(map(str, ran)) == sorted(f"call {number}" for number in range(calls))
    assert set(QueuedTask.objects.values_list("state", "attempts")) == {(QueuedTask.State.DONE, 1)}


@pytest.mark.django_db(transaction=True)
def test_the_loop_wakes_at_the_commit_and_stops_when_asked() -> None:
    done = threading.Event()

    def step() -> bool:
        worked = Worker(a_clock()).run_one()
        if worked:
            done.set()
        return worked

    # Without the bell it would look again only after this minute.
    loop = Loop("test-loop", step, idle_seconds=60)
    loop.start()
    try:
        note.enqueue("ding")
        assert done.wait(10)
    finally:
        loop.ask_to_stop()
        loop.join(10)
    assert not loop.is_alive()
    assert ran == ["ding"]


def test_the_loop_outlives_a_step_that_raises() -> None:
    outcomes = iter([ConnectionError("the database is away"), None])
    recovered = threading.Event()

    def step() -> bool:
        outcome = next(outcomes, None)
        if outcome is not None:
            raise outcome
        recovered.set()
        return False

    loop = Loop("test-loop", step, idle_seconds=0.01)
    loop.start()
    try:
        assert recovered.wait(10)
    finally:
        loop.ask_to_stop()
        loop.join(10)
    assert not loop.is_alive()
