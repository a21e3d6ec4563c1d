"""The navigation shows where a seat may go, who sits there, and how much waits."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from duomo.desk.kit.parts import Nav
from duomo.desk.seats import queries as seats
from duomo.desk.seats.rights import Role
from duomo.desk.seats.seat import Seat
from tests.builders import given_guest, given_member, given_workspace
from tests.desk.waits.builders import given_wait

pytestmark = pytest.mark.django_db


def nav_of(seat: Seat) -> Nav:
    client = Client()
    client.force_login(seats.person(seat.acting_person))
    nav: Nav = client.get("/settings/").context["nav"]
    return nav


@pytest.mark.parametrize(
    ("role", "labels"),
    [
        (Role.OWNER, ["Desk", "Jobs", "Contractors", "Hours", "Ledger", "Settings"]),
        (Role.MANAGER, ["Desk", "Jobs", "Contractors", "Hours", "Ledger", "Settings"]),
        (Role.BOOKKEEPER, ["Desk", "Jobs", "Contractors", "Hours", "Ledger", "Settings"]),
        (Role.VIEWER, ["Desk", "Jobs", "Contractors", "Ledger", "Settings"]),
        (Role.REVIEWER, ["Desk", "Settings"]),
    ],
)
def test_each_role_sees_its_pages(role: Role, labels: list[str]) -> None:
    seat = given_member(given_workspace(), role)
    nav = nav_of(seat)
    assert [item.label for item in nav.items] == labels
    assert (nav.workspace, nav.role) == ("Castell Paper Goods", role.value)
    assert [item.label for item in nav.items if item.current] == ["Settings"]


def test_the_desk_says_how_much_waits() -> None:
    owner = given_workspace()
    assert nav_of(owner).items[0].count == 0
    given_wait(owner, owner)
    given_wait(owner, owner, key="question-2")
    assert nav_of(owner).items[0].count == 2


def test_a_guest_has_the_portal_and_the_own_settings() -> None:
    guest = given_guest(given_workspace())
    nav = nav_of(guest)
    assert [item.url for item in nav.items] == ["/portal/"]
    assert [link.url for link in nav.foot] == ["/settings/"]
    assert (nav.home_url, nav.person, nav.role) == ("/portal/", "Vera Winter", "")


def test_a_guest_of_several_can_change_between_them() -> None:
    guest = given_guest(given_workspace())
    given_guest(given_workspace(name="Winter", owner_email="stranger@winter.example"))
    assert [link.url for link in nav_of(guest).foot] == ["/settings/", "/seats/"]


def test_nobody_has_no_navigation_and_a_page_without_it_asks_for_nothing(client: Client) -> None:
    given_workspace()
    with CaptureQueriesContext(connection) as seen:
        assert client.get("/sign-in/").context["nav"] is None
    assert [one["sql"] for one in seen if "waits_wait" in one["sql"]] == []
