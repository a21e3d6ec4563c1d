"""A delivery in review with its people, and how pages are read."""

import html
import re
from dataclasses import dataclass
from typing import Any

from django.test import Client

from duomo.desk.assignments import queries as assignments
from duomo.desk.assignments.pages import AssignmentLine, DeliveryLine
from duomo.desk.kit.clock import utc_now
from duomo.desk.seats.queries import person
from duomo.desk.seats.seat import Seat
from tests.builders import given_workspace
from tests.desk.delivery.builders import criteria_of, given_delivery_in_review


def client_of(seat: Seat) -> Client:
    client = Client()
    client.force_login(person(seat.acting_person))
    return client


def text_of(answer: Any) -> str:
    return html.unescape(answer.content.decode())


def once_key(answer: Any) -> str:
    found = re.search(r'name="once" value="([^"]+)"', answer.content.decode())
    assert found is not None
    return found[1]


@dataclass(frozen=True)
class World:
    """A delivery in review, with its owner and its contractor."""

    seat: Seat
    guest: Seat
    line: AssignmentLine
    delivery: DeliveryLine

    def path(self, page: str) -> str:
        return f"/deliveries/{self.delivery.key}/{page}/"

    def verdicts(self, **given: str) -> dict[str, str]:
        """A form of the review: each criterion that a person judges passes, but for `given` by place."""
        keys = [line.key for line in criteria_of(self.seat, self.delivery) if not line.check]
        return {f"verdict-{key}": given.get(f"at_{place}", "pass") for place, key in enumerate(keys)}


def given_world() -> World:
    """A delivery that waits for its review, at this moment."""
    seat = given_workspace(at=utc_now())
    delivery, guest = given_delivery_in_review(seat)
    return World(seat, guest, assignments.assignment_by_id(seat, delivery.assignment_id), delivery)
