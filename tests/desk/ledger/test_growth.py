"""What the ledger reads does not grow with the number of jobs behind it."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from duomo.desk.ledger import queries
from duomo.desk.ledger.actions import LogOwnTime, log_own_time
from duomo.desk.ledger.models import Tally
from duomo.desk.seats.seat import Seat
from tests.builders import given_workspace, later
from tests.desk.briefs.builders import given_job
from tests.desk.ledger.builders import given_outcome, given_year

pytestmark = pytest.mark.django_db

READS: dict[str, Callable[[Seat], object]] = {
    "ledger_page": queries.ledger_page,
    "ledger_page of all months": lambda seat: queries.ledger_page(seat, period=0),
    "figures": queries.figures,
    "record_of": lambda seat: queries.record_of(seat, 1),
    "outcomes": lambda seat: queries.outcomes(seat, range(1, 60)),
    "recent_outcomes": queries.recent_outcomes,
}


def number_of_queries(read: Callable[[Seat], object], seat: Seat) -> int:
    with CaptureQueriesContext(connection) as captured:
        read(seat)
    return len(captured)


@pytest.mark.parametrize("read", READS.values(), ids=READS.keys())
def test_a_read_takes_as_many_queries_for_many_as_for_few(read: Callable[[Seat], object]) -> None:
    few, many = given_workspace(), given_workspace("Other", owner_email="o@example.com")
    given_year(few, 10)
    given_year(many, 60)
    assert number_of_queries(read, many) <= number_of_queries(read, few)


def test_the_rows_behind_the_page_do_not_grow_with_jobs() -> None:
    seat = given_workspace()
    given_year(seat, 5)
    given_year_again = Tally.objects.within(seat).count()
    for number in range(100, 120):
        given_outcome(later(seat, minutes=number), number, trial_held=True, overruled=True)
    after_twenty = Tally.objects.within(seat).count()
    for number in range(200, 240):
        given_outcome(later(seat, minutes=number), number, trial_held=True, overruled=True)
    assert Tally.objects.within(seat).count() == after_twenty
    assert after_twenty - given_year_again <= 7


def test_the_list_of_own_hours_takes_as_many_queries_for_many_as_for_few() -> None:
    seat = given_workspace()
    job = given_job(seat)
    log_own_time(seat, job.number, LogOwnTime("briefing", 5, seat.today))
    few = number_of_queries(lambda one: queries.own_times(one, job.number), seat)
    for _ in range(20):
        log_own_time(seat, job.number, LogOwnTime("briefing", 5, seat.today))
    assert number_of_queries(lambda one: queries.own_times(one, job.number), seat) == few


def test_writing_an_outcome_costs_the_same_with_many_behind_it() -> None:
    seat = given_workspace()
    given_year(seat, 3)
    early = number_of_queries(lambda one: given_outcome(one, 500), seat)
    given_year_number = range(600, 640)
    for number in given_year_number:
        given_outcome(seat, number)
    assert number_of_queries(lambda one: given_outcome(one, 700), seat) <= early
