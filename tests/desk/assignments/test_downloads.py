"""A file of a delivery goes to its maker and to leaders, as a harmless download, and to nobody else by any address."""

from collections.abc import Iterable
from typing import cast

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client

from duomo.desk.assignments import actions
from duomo.desk.assignments.pages import AssignmentLine, DeliveryLine, Kind
from duomo.desk.kit.clock import utc_now
from duomo.desk.seats.queries import person
from duomo.desk.seats.rights import Role
from duomo.desk.seats.seat import Seat
from tests.builders import given_member, given_workspace
from tests.desk.assignments.builders import given_delivery, given_working_assignment
from tests.desk.briefs.builders import given_sent_brief
from tests.desk.people.builders import given_contractor

pytestmark = pytest.mark.django_db

HOSTILE = b"<script>alert(1)</script>"


def get(seat: Seat, delivery: DeliveryLine, file_id: int | None = None) -> HttpResponse:
    client = Client()
    client.force_login(person(seat.person_id or 0))
    wanted = delivery.files[0].id if file_id is None else file_id
    return cast("HttpResponse", client.get(f"/deliveries/{delivery.key}/files/{wanted}/"))


def body(answer: HttpResponse) -> bytes:
    streamed = cast("StreamingHttpResponse", answer)
    return b"".join(cast("Iterable[bytes]", streamed.streaming_content))


def given(kind: Kind = "work") -> tuple[Seat, AssignmentLine, Seat, DeliveryLine, Seat, DeliveryLine]:
    """A workspace with two contractors on one job, and what each handed in."""
    seat = given_workspace(at=utc_now())
    brief = given_sent_brief(seat)
    line, guest = given_working_assignment(seat, kind, brief=brief)
    other = given_contractor(seat, name="Tom Ode")
    others_line, rival = given_working_assignment(seat, kind, brief=brief, contractor=other)
    mine = given_delivery(guest, line, files={"page.html": HOSTILE})
    theirs = given_delivery(rival, others_line, files={"page.html": b"theirs"})
    return seat, line, guest, mine, rival, theirs


def test_maker_and_leaders_get_it() -> None:
    seat, _, guest, mine, _, _ = given()
    for somebody in (guest, seat, given_member(seat, Role.MANAGER)):
        answer = get(somebody, mine)
        assert (answer.status_code, body(answer)) == (200, HOSTILE)


def test_it_is_a_download_that_runs_nothing() -> None:
    seat, _, _, mine, _, _ = given()
    answer = get(seat, mine)
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="page.html"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "ETag" not in answer.headers
    assert body(answer) == HOSTILE


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.BOOKKEEPER, Role.VIEWER])
def test_other_colleagues_get_nothing(role: Role) -> None:
    seat, _, _, mine, _, _ = given()
    assert get(given_member(seat, role), mine).status_code == 404


def test_strangers_get_nothing() -> None:
    _, _, _, mine, _, _ = given()
    other = given_workspace("Other", owner_email="o@example.com", at=utc_now())
    _, foreign = given_working_assignment(other, contractor=given_contractor(other, name="Ned Foe"))
    for stranger in (other, foreign):
        assert get(stranger, mine).status_code == 404
    assert Client().get(f"/deliveries/{mine.key}/files/{mine.files[0].id}/").status_code == 302


def test_a_contractor_gets_nothing_of_another() -> None:
    _, _, guest, mine, rival, theirs = given()
    assert get(guest, theirs).status_code == 404
    assert get(rival, mine).status_code == 404


def test_parents_that_do_not_belong_together_are_not_found() -> None:
    seat, _, guest, mine, _, theirs = given()
    for somebody in (seat, guest):
        assert get(somebody, mine, theirs.files[0].id).status_code == 404
        assert get(somebody, mine, 0).status_code == 404
        assert get(somebody, mine, 10**25).status_code == 404


def test_sealed_it_goes_to_its_maker_alone() -> None:
    seat, line, guest, mine, rival, _ = given("trial")
    assert body(get(guest, mine)) == HOSTILE
    for somebody in (seat, given_member(seat, Role.MANAGER), given_member(seat, Role.REVIEWER), rival):
        assert get(somebody, mine).status_code == 404
    actions.unseal(seat, [line.id])
    assert body(get(seat, mine)) == HOSTILE
    assert get(given_member(seat, Role.VIEWER), mine).status_code == 404


def test_the_answer_for_a_sealed_file_is_that_for_none() -> None:
    seat, _, _, mine, _, _ = given("trial")
    sealed, none = get(seat, mine), get(seat, mine, 10**9)
    assert sealed.status_code == none.status_code == 404
    assert sealed.headers["Content-Type"] == none.headers["Content-Type"]
    assert len(sealed.content) == len(none.content)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_a_download_changes_nothing(method: str) -> None:
    seat, _, _, mine, _, _ = given()
    client = Client()
    client.force_login(person(seat.person_id or 0))
    assert getattr(client, method)(f"/deliveries/{mine.key}/files/{mine.files[0].id}/").status_code == 405
