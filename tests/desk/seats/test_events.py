"""The chain of acts: it grows with its deed, cannot be changed, and shows what somebody changed all the same."""

from dataclasses import replace
from datetime import timedelta, timezone
from itertools import pairwise

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from duomo.core.ledger import GENESIS, BreakReason
from duomo.desk.kit.refusals import NotYours
from duomo.desk.seats import queries
from duomo.desk.seats.events import first_broken, record
from duomo.desk.seats.models import ChainHead, Event
from duomo.desk.seats.numbers import new_key, next_number
from duomo.desk.seats.rights import Role
from duomo.desk.seats.seat import Seat
from tests.builders import given_guest, given_member, given_workspace, later

pytestmark = pytest.mark.django_db


def record_some(seat: Seat, number: int = 5) -> None:
    for step in range(number):
        record(later(seat, minutes=step), "brief_sent", job_number=7, subject="version 1", step=step)


def without_triggers() -> None:
    """What only somebody with the database in hands can do."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER seats_event_no_update")
            cursor.execute("DROP TRIGGER seats_event_no_delete")
        else:
            cursor.execute("SET LOCAL session_replication_role = replica")


@pytest.mark.parametrize("act", ["update", "delete", "save", "raw"])
def test_the_database_refuses_to_change_or_delete_an_event(act: str) -> None:
    seat = given_workspace()
    record_some(seat, 1)
    row = Event.unscoped.latest("seq")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        if act == "update":
            Event.objects.within(seat).filter(pk=row.pk).update(verb="brief_lost")
        elif act == "delete":
            row.delete()
        elif act == "save":
            row.verb = "brief_lost"
            row.save()
        else:
            connection.cursor().execute("DELETE FROM seats_event")
    assert Event.unscoped.latest("seq").verb == "brief_sent"


def test_each_event_is_tied_to_the_one_before() -> None:
    seat = given_workspace()
    record_some(seat)
    rows = list(Event.unscoped.order_by("seq"))
    assert [row.seq for row in rows] == [1, 2, 3, 4, 5, 6]
    assert rows[0].previous_hash == GENESIS
    assert all(row.previous_hash == before.hash for before, row in pairwise(rows))
    assert first_broken(seat.workspace_id) is None


def test_a_moment_counts_whatever_zone_it_is_said_in() -> None:
    seat = given_workspace()
    record(replace(seat, at=seat.at.astimezone(timezone(timedelta(hours=5, minutes=45)))), "brief_sent")
    assert first_broken(seat.workspace_id) is None


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"verb": "brief_lost"}, BreakReason.WRONG_HASH),
        ({"facts": {"step": 99}}, BreakReason.WRONG_HASH),
        ({"job_number": 8}, BreakReason.WRONG_HASH),
        ({"member_id": None}, BreakReason.WRONG_HASH),
        ({"previous_hash": "f" * 64}, BreakReason.WRONG_PREVIOUS),
        ({"seq": 99}, BreakReason.GAP),
    ],
)
def test_a_change_behind_the_triggers_back_shows(change: dict[str, object], reason: BreakReason) -> None:
    seat = given_workspace()
    record_some(seat)
    without_triggers()
    Event.unscoped.filter(seq=3).update(**change)
    found = first_broken(seat.workspace_id)
    assert found is not None
    assert found.reason is reason


@pytest.mark.parametrize("seq", [1, 3, 6])
def test_a_missing_event_shows_even_at_the_end(seq: int) -> None:
    seat = given_workspace()
    record_some(seat)
    without_triggers()
    Event.unscoped.filter(seq=seq).delete()
    assert first_broken(seat.workspace_id) is not None


def test_a_forged_end_shows() -> None:
    seat = given_workspace()
    record_some(seat)
    ChainHead.objects.update(hash="0" * 64)
    assert first_broken(seat.workspace_id) is not None


def test_a_fork_is_refused() -> None:
    seat = given_workspace()
    record_some(seat, 2)
    second = Event.unscoped.get(seq=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.unscoped.create(
            workspace_id=seat.workspace_id,
            seq=9,
            at=seat.at,
            verb="forked",
            facts={},
            previous_hash=second.previous_hash,
            hash="e" * 64,
        )


def test_each_workspace_has_a_chain_of_its_own() -> None:
    first = given_workspace()
    second = given_workspace(name="Winter", owner_email="stranger@winter.example")
    record_some(first)
    record_some(second, 2)
    assert Event.objects.within(second).count() == 3
    assert first_broken(first.workspace_id) is None
    assert first_broken(second.workspace_id) is None


@pytest.mark.parametrize("fact", [1.5, {"a": 0.1}, {1, 2}, "NUL \0"])
def test_facts_that_are_not_written_alike_everywhere_are_refused(fact: object) -> None:
    seat = given_workspace()
    with pytest.raises((TypeError, ValueError)), transaction.atomic():
        record(seat, "brief_sent", fact=fact)
    assert Event.unscoped.count() == 1


def test_a_refused_deed_leaves_no_event() -> None:
    seat = given_workspace()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        record(seat, "brief_sent")
        raise ZeroDivisionError
    assert Event.unscoped.count() == 1
    assert first_broken(seat.workspace_id) is None


def test_the_events_of_a_job_come_in_pages_newest_first() -> None:
    seat = given_workspace()
    record_some(seat)
    record(seat, "brief_sent", job_number=8)
    first = queries.events_of_job(seat, 7, limit=3)
    assert [line.facts["step"] for line in first] == [4, 3, 2]
    rest = queries.events_of_job(seat, 7, limit=3, before_seq=first[-1].seq)
    assert [line.facts["step"] for line in rest] == [1, 0]
    assert queries.events_of_job(given_member(seat, Role.VIEWER), 7, limit=9)
    stranger = given_workspace(name="Winter", owner_email="stranger@winter.example")
    assert queries.events_of_job(stranger, 7, limit=9) == ()
    for closed in [given_guest(seat), given_member(seat, Role.REVIEWER), given_member(seat, Role.BOOKKEEPER)]:
        with pytest.raises(NotYours):
            queries.events_of_job(closed, 7, limit=9)


def test_numbers_begin_at_one_in_each_workspace_and_keys_cannot_be_guessed() -> None:
    first = given_workspace()
    second = given_workspace(name="Winter", owner_email="stranger@winter.example")
    assert [next_number(first, "job") for _ in range(3)] == [1, 2, 3]
    assert next_number(second, "job") == 1
    keys = [new_key(seat, "assignment") for seat in [first, first, second]]
    assert len(set(keys)) == 3
    assert all(len(key) == 12 and key.isalnum() and key == key.lower() for key in keys)
