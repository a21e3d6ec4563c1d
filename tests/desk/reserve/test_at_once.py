"""Twenty entries and approvals at the same moment: the sums stay right, and one approval wins."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from duomo.desk.assignments import queries as assignments
from duomo.desk.kit.refusals import Refused
from duomo.desk.reserve.actions import LogHours, approve_hours, correct_hours, log_hours
from duomo.desk.reserve.models import HourEntry
from duomo.desk.reserve.pages import Approval
from duomo.desk.reserve.queries import entries
from duomo.desk.seats.events import first_broken
from duomo.desk.seats.models import Event
from duomo.desk.waits import queries as waits
from tests.builders import given_workspace
from tests.desk.assignments.builders import given_working_assignment
from tests.desk.reserve.builders import given_hours

pytestmark = pytest.mark.django_db(transaction=True)

TIMES = 20


def at_once(deed: Callable[[int], Any]) -> list[Any]:
    """What each thread gets that does the same at the same moment; a refusal is its class."""
    start = Barrier(TIMES)

    def one(number: int) -> Any:
        try:
            start.wait()
            return deed(number)
        except Refused as refusal:
            return type(refusal).__name__
        finally:
            connection.close()

    with ThreadPoolExecutor(TIMES) as pool:
        return list(pool.map(one, range(TIMES)))


def test_parallel_entries_keep_right_sums() -> None:
    seat = given_workspace()
    line, guest = given_working_assignment(seat, plan_minutes=300)
    at_once(lambda number: log_hours(guest, line.key, LogHours(guest.today, 10 + number)))
    recorded = sum(10 + number for number in range(TIMES))
    now = assignments.assignment(seat, line.key)
    assert (now.plan_used_minutes, now.beyond_minutes, now.waiting_minutes) == (300, recorded - 300, 300)
    found = entries(seat, line.id)
    assert sum(entry.within_minutes for entry in found) == 300
    assert len({entry.id for entry in found}) == TIMES
    assert len([wait for wait in waits.queue(seat) if wait.kind == "approve"]) == 1
    assert first_broken(seat.workspace_id) is None


def test_one_of_many_corrections_wins() -> None:
    seat = given_workspace()
    line, guest = given_working_assignment(seat)
    entry = given_hours(guest, line, 60)
    answers = at_once(lambda _: correct_hours(guest, entry.key, LogHours(guest.today, 30)).minutes)
    assert sorted(map(str, answers)) == ["30", *["Stale"] * (TIMES - 1)]
    assert [one.minutes for one in entries(seat, line.id)] == [30]
    assert HourEntry.objects.within(seat).count() == 2


def test_one_of_many_approvals_wins() -> None:
    seat = given_workspace()
    line, guest = given_working_assignment(seat)
    entry = given_hours(guest, line, 60)
    digest = Approval.of(entries(seat, line.id)).digest
    answers = at_once(lambda _: approve_hours(seat, line.key, digest, [entry.key]))
    assert sorted(map(str, answers)) == ["60", *["Stale"] * (TIMES - 1)]
    assert Event.objects.within(seat).filter(verb="hours_approved").count() == 1
