"""The demonstration tells what it promises, through the deeds of the product, and the same each time."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from duomo.core.ledger import MissReason
from duomo.demo import make
from duomo.demo.cast import PLAYERS
from duomo.demo.scene import Scene
from duomo.desk.assignments import queries as assignments
from duomo.desk.briefs import queries as briefs
from duomo.desk.kit.outbox import mail_withheld
from duomo.desk.ledger import queries as ledger
from duomo.desk.ledger.pages import OutcomeLine
from duomo.desk.people import queries as people
from duomo.desk.reserve import queries as hours
from duomo.desk.seats.events import first_broken
from duomo.desk.seats.models import Event
from duomo.desk.seats.seat import Seat
from tests.builders import AT


@pytest.fixture(scope="module")
def scene(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Scene]:
    """The demonstration, made once for all of these tests, for they only look at it; gone afterwards."""
    with django_db_blocker.unblock(), transaction.atomic():
        with mail_withheld():
            yield make(at=AT)
        transaction.set_rollback(True)


@pytest.fixture
def owner(scene: Scene) -> Seat:
    return scene.owner(AT)


def outcome_of(owner: Seat, title: str) -> OutcomeLine:
    number = briefs.job_list(owner, text=title)[0].number
    outcome = ledger.outcome(owner, number)
    assert outcome is not None
    return outcome


def acts(workspace_id: int) -> list[tuple[object, ...]]:
    rows = Event.unscoped.filter(workspace_id=workspace_id).order_by("seq")
    return list(rows.values_list("seq", "at", "verb", "job_number", "subject"))


def test_about_forty_jobs_in_four_functions_by_fifteen_contractors(owner: Seat) -> None:
    columns = briefs.board(owner, 100)
    jobs = [job for column in columns for job in column.jobs]
    assert 38 <= len(jobs) <= 45
    assert {job.function_slug for job in jobs} == {"design", "copywriting", "development", "admin"}
    assert len(people.choices(owner)) == len(PLAYERS) == 15
    assert all(column.jobs for column in columns)


def test_two_years_and_nothing_after_the_present(owner: Seat) -> None:
    moments = list(Event.objects.within(owner).values_list("at", flat=True))
    assert AT - min(moments) >= timedelta(days=700)
    assert max(moments) <= AT


def test_the_icon_was_just_what_was_asked_for(owner: Seat) -> None:
    outcome = outcome_of(owner, "Duomo icon")
    assert outcome.hit
    assert outcome.trial_held
    assert outcome.own.finishing == 0
    assert outcome.reserve_used_minutes == 60


def test_the_css_burnt_three_hours_and_the_owner_did_it_in_one(owner: Seat) -> None:
    outcome = outcome_of(owner, "Customised CSS")
    assert not outcome.hit
    assert MissReason.NOT_POSSIBLE in outcome.reasons
    assert outcome.plan_used_minutes == 180
    assert outcome.own.finishing == 60
    assert outcome.net_minutes < 0


def test_the_second_time_the_first_look_stops_it_after_an_hour(owner: Seat) -> None:
    job = briefs.job_list(owner, text="Custom CSS for the shop")[0]
    stopped, opinion = sorted(assignments.of_job(owner, job.id), key=lambda line: line.created_at)
    assert (stopped.state, stopped.plan_used_minutes) == ("stopped", 60)
    assert opinion.second_opinion_on == stopped.key
    assert hours.payable(owner, [stopped.id])[stopped.id].minutes == 60
    assert outcome_of(owner, "Custom CSS for the shop").hit


def test_the_chain_holds(owner: Seat) -> None:
    assert first_broken(owner.workspace_id) is None


def test_nobody_has_a_mail_waiting(owner: Seat, mailoutbox: list[object]) -> None:
    assert mailoutbox == []


def test_it_is_the_same_each_time(owner: Seat) -> None:
    told = acts(owner.workspace_id)
    assert len(told) > 500
    with mail_withheld():
        again = make_in_other_town()
    assert acts(again) == told


def make_in_other_town() -> int:
    """The demonstration a second time beside the first: another workspace, the same people on new seats."""
    return make(at=AT).owner(AT).workspace_id
