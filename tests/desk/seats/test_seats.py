"""A person with several seats sits in one workspace at a time, and a form acts where it was drawn."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from duomo.desk.kit.refusals import NotYours
from duomo.desk.seats import actions, queries
from duomo.desk.seats.rights import Right, Role
from duomo.desk.seats.seat import Seat
from tests.builders import AT, given_guest, given_member, given_workspace

pytestmark = pytest.mark.django_db


def given_two_seats() -> tuple[Seat, Seat]:
    """The same person owns two workspaces."""
    return given_workspace(), given_workspace(name="Winter and Sons")


def name_shown(client: Client) -> str:
    return str(client.get("/settings/").context["nav"].workspace)


def test_the_browser_shows_the_first_seat_until_another_is_taken(client: Client) -> None:
    first, second = given_two_seats()
    assert first.person_id == second.person_id
    client.force_login(queries.person(first.acting_person))
    assert name_shown(client) == "Castell Paper Goods"
    page = client.get("/seats/").content.decode()
    assert "Winter and Sons" in page
    assert client.post(f"/seats/{second.workspace_id}/").headers["Location"] == "/"
    assert name_shown(client) == "Winter and Sons"
    link = client.get(f"/seats/{first.workspace_id}/?next=/jobs/7/")
    assert link.headers["Location"] == "/jobs/7/"
    assert name_shown(client) == "Castell Paper Goods"


def test_only_an_own_seat_can_be_taken(client: Client) -> None:
    first, _ = given_two_seats()
    stranger = given_workspace(name="Other", owner_email="stranger@winter.example")
    client.force_login(queries.person(first.acting_person))
    for path in [f"/seats/{stranger.workspace_id}/", "/seats/999999/"]:
        assert client.get(path).status_code == 404
        assert client.post(path).status_code == 404
    assert "Other" not in client.get("/seats/").content.decode()
    assert name_shown(client) == "Castell Paper Goods"


def test_nobody_is_sent_to_sign_in(client: Client) -> None:
    first, _ = given_two_seats()
    assert client.get("/seats/").headers["Location"].startswith("/sign-in/")
    assert client.get(f"/seats/{first.workspace_id}/").headers["Location"].startswith("/sign-in/")


def test_a_form_acts_in_the_workspace_that_it_was_drawn_for(client: Client) -> None:
    first, second = given_two_seats()
    client.force_login(queries.person(first.acting_person))
    client.post(f"/seats/{second.workspace_id}/")
    client.post("/settings/functions/", {"name": "Sales", "drawn_for": str(first.workspace_id)})
    assert "sales" in {line.slug for line in queries.functions(first)}
    assert "sales" not in {line.slug for line in queries.functions(second)}
    assert name_shown(client) == "Winter and Sons"


def test_a_form_cannot_name_a_workspace_of_others(client: Client) -> None:
    first, second = given_two_seats()
    stranger = given_workspace(name="Other", owner_email="stranger@winter.example")
    client.force_login(queries.person(first.acting_person))
    for foreign in [str(stranger.workspace_id), "999999", "x", "-1"]:
        refused = client.post("/settings/functions/", {"name": f"Sales {foreign}", "drawn_for": foreign})
        assert refused.status_code == 404
    for seat in [first, second, stranger]:
        assert len(queries.functions(seat)) == 4


def test_a_form_of_a_lost_seat_acts_nowhere(client: Client) -> None:
    first, second = given_two_seats()
    client.force_login(queries.person(first.acting_person))
    given_member(second, Role.OWNER, "other@winter.example")
    actions.remove_member(second, second.acting_member)
    form = {"name": "Sales", "drawn_for": str(second.workspace_id)}
    assert client.post("/settings/functions/", form).status_code == 404
    assert len(queries.functions(first)) == 4


def test_forms_say_where_they_were_drawn(client: Client) -> None:
    first, second = given_two_seats()
    client.force_login(queries.person(first.acting_person))
    client.post(f"/seats/{second.workspace_id}/")
    assert f'name="drawn_for" value="{second.workspace_id}"' in client.get("/settings/").content.decode()
    assert f'name="drawn_for" value="{second.workspace_id}"' in client.get("/settings/functions/").content.decode()


def test_a_seat_is_looked_up_with_one_query(client: Client) -> None:
    first, second = given_two_seats()
    client.force_login(queries.person(first.acting_person))
    client.get("/settings/")
    with CaptureQueriesContext(connection) as few:
        client.get("/settings/")
    for number in range(5):
        given_workspace(name=f"W{number}")
    with CaptureQueriesContext(connection) as many:
        client.get("/settings/")
    assert len(few) == len(many)
    assert second.workspace_id


def test_a_seat_knows_its_rights_and_its_day() -> None:
    owner = given_workspace(zone="Pacific/Auckland")
    assert owner.today.isoformat() == "2026-11-23"
    assert Seat.system(owner.workspace_id, AT, "America/New_York").today.isoformat() == "2026-11-23"
    assert Seat.system(owner.workspace_id, AT, "Pacific/Auckland").today.isoformat() == "2026-11-23"
    assert owner.may(Right.MANAGE_WORKSPACE)
    with pytest.raises(NotYours):
        owner.must(Right.WORK)
    with pytest.raises(NotYours):
        owner.must_be_system()
    Seat.system(owner.workspace_id, AT).must_be_system()


def test_who_leads_and_what_people_are_called() -> None:
    owner = given_workspace()
    manager = given_member(owner, Role.MANAGER)
    guest = given_guest(owner)
    given_member(owner, Role.REVIEWER)
    actions.invite_member(owner, actions.InviteMember("tom@castell.example", "Tom", Role.MANAGER))
    assert queries.leaders(owner) == (owner.member_id, manager.member_id)
    names = queries.member_names(guest, [owner.acting_member, guest.acting_member, 999999])
    assert names == {owner.member_id: "Marta Castell", guest.member_id: "Vera Winter"}
    for seat in [guest, given_member(owner, Role.VIEWER)]:
        with pytest.raises(NotYours):
            queries.members(seat)
    assert len(queries.members(Seat.system(owner.workspace_id, AT))) == 5
