"""Visits pages from a seat, without a browser."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from duomo.desk.seats.models import Person
from duomo.desk.seats.seat import Seat


def client_of(seat: Seat) -> Client:
    """A client that has signed in and taken this seat."""
    client = Client(SERVER_NAME="localhost")
    client.force_login(Person.objects.get(pk=seat.person_id or 0))
    session = client.session
    session["workspace_id"] = seat.workspace_id
    session.save()
    return client


def page_of(seat: Seat, url: str) -> str:
    """What the page at `url` says to this seat."""
    answer = client_of(seat).get(url)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def queries_of(seat: Seat, url: str) -> int:
    """How many queries the page at `url` takes once everything is warm."""
    client = client_of(seat)
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)
