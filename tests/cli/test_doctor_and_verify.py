"""`doctor`, `verify`, `tick` and `tasks`, each where all is well and where something is wrong."""

from datetime import UTC, datetime

import pytest
from click.testing import CliRunner, Result
from django.db import connection
from pytest_django.fixtures import Settings

from duomo.cli import main
from duomo.desk.kit.models import QueuedTask
from duomo.desk.kit.smtp_server import SmtpServer
from duomo.desk.seats.models import Event
from tests.builders import given_workspace
from tests.cli.processes import free_port

pytestmark = pytest.mark.django_db


def duomo(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


def a_dead_task() -> QueuedTask:
    now = datetime.now(UTC)
    return QueuedTask.objects.create(
        path="duomo.some.task",
        backend="default",
        queue_name="default",
        arguments={"args": [], "kwargs": {}},
        state=QueuedTask.State.DEAD,
        enqueued_at=now,
        due_at=now,
        finished_at=now,
        attempts=6,
        errors=[{"path": "builtins.ValueError", "trace": "Traceback\nValueError: no such file"}],
    )


def test_the_doctor_finds_nothing_wrong_with_a_good_installation() -> None:
    result = duomo("doctor")
    assert "WRONG" not in result.output
    assert "ok     The tables fit this version" in result.output
    assert "note   No mail server is set" in result.output
    assert result.exit_code == 0


def test_the_doctor_names_a_mail_server_that_does_not_answer(settings: Settings) -> None:
    settings.DUOMO_SMTP = SmtpServer("127.0.0.1", free_port())
    result = duomo("doctor")
    assert "WRONG  The mail server 127.0.0.1" in result.output
    assert result.exit_code == 1


def test_the_doctor_counts_tasks_that_failed_for_good() -> None:
    a_dead_task()
    result = duomo("doctor")
    assert "WRONG  1 tasks failed for good" in result.output
    assert result.exit_code == 1


def test_the_doctor_dislikes_an_address_without_encryption(settings: Settings) -> None:
    settings.DUOMO_BASE_URL = "http://desk.example.com"
    assert "WRONG  That address is not encrypted" in duomo("doctor").output


def test_verify_proves_whole_chains() -> None:
    given_workspace()
    result = duomo("verify")
    assert "The event chains of 1 workspace hold." in result.output
    assert "Every stored file is as it was handed over." in result.output
    assert result.exit_code == 0


def test_verify_names_the_first_event_that_was_changed() -> None:
    seat = given_workspace()
    second = Event.objects.within(seat).order_by("seq").last()
    assert second is not None
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER seats_event_no_update")
        else:
            # A change of the table waits for constraints that are checked at the end of a transaction.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE seats_event DISABLE TRIGGER seats_event_append_only")
        cursor.execute("UPDATE seats_event SET verb = 'nothing_happened' WHERE id = %s", [second.pk])
    result = duomo("verify")
    assert f"BROKEN: workspace {seat.workspace_id}, event {second.seq}" in result.output
    assert result.exit_code == 1


def test_tick_runs_what_is_due_and_ends() -> None:
    result = duomo("tick", "--at", "2030-01-01T09:00+01:00")
    assert result.exit_code == 0
    assert "run." in result.output


def test_tick_refuses_what_is_no_moment() -> None:
    result = duomo("tick", "--at", "tomorrow")
    assert result.exit_code == 2
    assert "Write a moment" in result.output


def test_tasks_lists_the_dead_and_gives_one_its_attempts_again() -> None:
    assert "No task has failed for good" in duomo("tasks").output
    dead = a_dead_task()
    assert "ValueError: no such file" in duomo("tasks").output
    assert duomo("tasks", "--retry", str(dead.pk)).exit_code == 0
    dead.refresh_from_db()
    assert (dead.state, dead.attempts) == (QueuedTask.State.READY, 0)


def test_tasks_refuses_a_number_that_is_not_among_the_dead() -> None:
    result = duomo("tasks", "--retry", "4711")
    assert result.exit_code == 1
    assert "There is no failed task with the number 4711" in result.output
