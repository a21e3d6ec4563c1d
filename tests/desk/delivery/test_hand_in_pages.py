"""The contractor's page for handing in."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from duomo.desk.assignments import queries as assignments
from duomo.desk.assignments.pages import AssignmentLine
from duomo.desk.kit.clock import utc_now
from duomo.desk.seats.seat import Seat
from tests.builders import given_workspace
from tests.desk.assignments.builders import SVG, given_acknowledged_assignment, given_working_assignment
from tests.desk.delivery.builders import (
    given_round,
)
from tests.desk.delivery.world import World, client_of, given_world, once_key, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return given_world()


# --- handing in ---------------------------------------------------------------------------------------------------


def given_page_to_deliver() -> tuple[Seat, Seat, AssignmentLine, Client]:
    seat = given_workspace(at=utc_now())
    line, guest = given_working_assignment(seat)
    return seat, guest, line, client_of(guest)


def svg(name: str = "logo.svg", content: bytes = SVG) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_files_links_and_a_note_are_handed_in_once() -> None:
    seat, _, line, client = given_page_to_deliver()
    path = f"/assignments/{line.key}/deliver/"
    page = client.get(path)
    assert "Check: file *.svg <= 40 kB" in text_of(page)
    typed = {"links": "https://example.com/a\n\nhttps://example.com/b", "note": "Here.", "once": once_key(page)}
    for _ in range(2):
        done = client.post(path, {**typed, "files": [svg(), svg("b.svg")]})
        assert (done.status_code, done.headers["Location"]) == (303, f"/assignments/{line.key}/")
    handed_in = assignments.deliveries(seat, line.id)
    assert [(len(one.files), len(one.links), one.note) for one in handed_in] == [(2, 2, "Here.")]


def test_the_checks_can_be_run_before_anything_is_handed_in() -> None:
    seat, _, line, client = given_page_to_deliver()
    path = f"/assignments/{line.key}/deliver/"
    tried = client.post(path, {"files": [svg("logo.png", b"png")], "note": "Here.", "try": "yes"})
    page = text_of(tried)
    assert "Nothing has been handed in yet." in page
    assert "No file is named like *.svg." in page
    assert "Here." in page
    assert assignments.deliveries(seat, line.id) == ()
    assert "bytes; at most 40,000 asked for." in text_of(client.post(path, {"files": [svg()], "try": "yes"}))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "There is nothing to hand in yet."),
        ({"links": "javascript:alert(1)"}, "is no link"),
        ({"files": [SimpleUploadedFile("empty.svg", b"")]}, "“empty.svg” is empty."),
        ({"note": "x" * 8_001}, "8000"),
    ],
)
def test_what_cannot_be_handed_in_is_said_beside_its_field(typed: dict[str, Any], sentence: str) -> None:
    seat, _, line, client = given_page_to_deliver()
    answer = client.post(f"/assignments/{line.key}/deliver/", typed)
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert assignments.deliveries(seat, line.id) == ()


def test_before_the_answer_the_page_is_closed_with_the_reason() -> None:
    seat = given_workspace(at=utc_now())
    line, guest = given_acknowledged_assignment(seat)
    client = client_of(guest)
    path = f"/assignments/{line.key}/deliver/"
    page = text_of(client.get(path))
    assert "Say first whether it is possible" in page
    assert f"/assignments/{line.key}/feasibility/" in page
    assert '<form class="form' not in page
    sent = client.post(path, {"note": "Here."})
    assert (sent.status_code, "Here." in text_of(sent)) == (409, True)


def test_a_round_shows_its_points_but_no_new_scope(world: World) -> None:
    line = given_round(world.seat, world.delivery)
    page = text_of(client_of(world.guest).get(f"/assignments/{line.key}/deliver/"))
    for words in ("To perfect in round 1", "The letters close up.", "up to 1\u00a0h in this round"):
        assert words in page
