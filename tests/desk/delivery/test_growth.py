"""A page of the gate takes as many queries for many rounds, criteria and points as for few."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from duomo.core.delivery import PointDraft, PointKind
from duomo.desk.assignments import queries as assignments
from duomo.desk.assignments.pages import DeliveryLine
from duomo.desk.delivery import queries
from duomo.desk.delivery.actions import send_back
from duomo.desk.seats.seat import Seat
from tests.builders import given_workspace, later
from tests.desk.briefs.builders import complete_draft, criterion, given_sent_brief
from tests.desk.delivery.builders import (
    a_point,
    given_all_judged,
    given_delivery_in_review,
    given_handed_in,
    sent_back_with,
)

pytestmark = pytest.mark.django_db

Read = Callable[[Seat, Seat, DeliveryLine], object]
READS: dict[str, Read] = {
    "review": lambda seat, _, delivery: queries.review(seat, delivery.key),
    "rounds": lambda seat, _, delivery: queries.rounds(seat, delivery.assignment_id),
    "rounds of the contractor": lambda _, guest, delivery: queries.rounds(guest, delivery.assignment_id),
    "hand_in_page": lambda _, guest, delivery: queries.hand_in_page(
        guest, assignments.assignment_by_id(guest, delivery.assignment_id).key
    ),
    "outcome_page": lambda seat, _, delivery: queries.outcome_page(
        seat, assignments.assignment_by_id(seat, delivery.assignment_id).job_number
    ),
}


def number_of_queries(read: Read, seat: Seat, guest: Seat, delivery: DeliveryLine) -> int:
    with CaptureQueriesContext(connection) as captured:
        read(seat, guest, delivery)
    return len(captured)


def given_after_rounds(seat: Seat, count: int, criteria: int) -> tuple[Seat, DeliveryLine]:
    """A delivery after some rounds, of a brief with some more criteria than usual."""
    usual = complete_draft(seat).criteria
    more = tuple(criterion(f"Sheet {number} has a number on its back") for number in range(criteria))
    brief = given_sent_brief(seat, criteria=(*usual, *more))
    delivery, guest = given_delivery_in_review(seat, brief=brief)
    line = assignments.assignment_by_id(seat, delivery.assignment_id)
    for number in range(count):
        now = later(seat, hours=2 * number + 1)
        given_all_judged(now, delivery)
        points = (a_point(now, delivery), *(PointDraft(PointKind.POLISH, "", f"Point {n}.") for n in range(number)))
        send_back(now, delivery.key, sent_back_with(now, delivery, points=points, reserve_minutes=0))
        delivery = given_handed_in(later(guest, hours=2 * number + 2), line)
    given_all_judged(later(seat, days=2), delivery)
    return guest, delivery


@pytest.mark.parametrize("read", READS.values(), ids=READS.keys())
def test_a_read_takes_as_many_queries_for_many_as_for_few(read: Read) -> None:
    few_seat = given_workspace()
    few_guest, few = given_after_rounds(few_seat, 1, 0)
    many_seat = given_workspace("Other", owner_email="o@example.com")
    many_guest, many = given_after_rounds(many_seat, 4, 12)
    expected = number_of_queries(read, few_seat, few_guest, few)
    assert number_of_queries(read, many_seat, many_guest, many) <= expected
