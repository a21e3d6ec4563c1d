"""The settings pages: each deed once, with its refusals; nothing grows with the rows."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from duomo.desk.kit.models import OutboxMessage
from duomo.desk.kit.refusals import Invalid, NotYours
from duomo.desk.seats import actions, queries
from duomo.desk.seats.models import Event, Function, Member, Person
from duomo.desk.seats.rights import Role
from duomo.desk.seats.seat import Seat
from tests.builders import given_guest, given_member, given_workspace

pytestmark = pytest.mark.django_db

PAGES = ["/settings/", "/settings/people/", "/settings/functions/", "/settings/workspace/"]


def browser_of(seat: Seat) -> Client:
    client = Client()
    client.force_login(queries.person(seat.acting_person))
    return client


def queries_of(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert client.get(path).status_code == 200
    return len(seen)


@pytest.mark.parametrize(
    ("role", "open_pages"),
    [
        (Role.OWNER, PAGES),
        (Role.MANAGER, PAGES[:3]),
        (Role.REVIEWER, PAGES[:1]),
        (Role.BOOKKEEPER, PAGES[:1]),
        (Role.VIEWER, PAGES[:1]),
        (Role.CONTRACTOR, PAGES[:1]),
    ],
)
def test_which_settings_each_role_sees(role: Role, open_pages: list[str]) -> None:
    owner = given_workspace()
    seat = given_guest(owner) if role is Role.CONTRACTOR else given_member(owner, role)
    client = browser_of(seat)
    for path in PAGES:
        assert client.get(path).status_code == (200 if path in open_pages else 404)
        answer = client.post(path, {}).status_code
        assert answer == ((405 if path == "/settings/people/" else 422) if path in open_pages else 404)


def test_inviting_by_the_page_sends_one_mail_however_often_it_is_sent() -> None:
    owner = given_workspace()
    client = browser_of(owner)
    once = client.get("/settings/people/invite/").context["form"].initial["once"]
    form = {"once": once, "name": "Ines Roth", "email": "ines@castell.example", "role": "reviewer"}
    for _ in range(3):
        assert client.post("/settings/people/invite/", form).headers["Location"] == "/settings/people/"
    assert OutboxMessage.objects.filter(to_email="ines@castell.example").count() == 1
    page = client.get("/settings/people/").content.decode()
    assert "Ines Roth is invited. The mail is on its way." in page
    assert "invited, not here yet" in page
    assert page.index("marta@castell.example") < page.index("ines@castell.example")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"email": "nobody"}, "This is not a mail address."),
        ({"email": "x" * 250 + "@x.example"}, "This is not a mail address."),
        ({"email": "marta@castell.example"}, "Marta Castell is here already."),
        ({"name": ""}, "Fill this in."),
        ({"name": "x" * 200}, "at most 120 characters"),
        ({"role": ""}, "Fill this in."),
        ({"role": "contractor"}, "Choose one of these."),
        ({"role": "system"}, "Choose one of these."),
    ],
)
def test_a_wrong_invitation_keeps_what_was_typed(change: dict[str, str], sentence: str) -> None:
    client = browser_of(given_workspace())
    form = {"name": "Ines Roth", "email": "ines@castell.example", "role": "reviewer", **change}
    answer = client.post("/settings/people/invite/", form)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert sentence in page
    assert "Ines Roth" in page or "name" in change
    assert Member.unscoped.count() == 1
    assert OutboxMessage.objects.count() == 0


def test_a_manager_cannot_invite_an_owner_by_the_page() -> None:
    manager = given_member(given_workspace(), Role.MANAGER)
    client = browser_of(manager)
    assert "Reviewer" in client.get("/settings/people/invite/").content.decode()
    assert ">Owner<" not in client.get("/settings/people/invite/").content.decode()
    form = {"name": "Ines Roth", "email": "ines@castell.example", "role": "owner"}
    assert client.post("/settings/people/invite/", form).status_code == 422


def test_role_removal_and_invitations_by_the_pages() -> None:
    owner = given_workspace()
    viewer = given_member(owner, Role.VIEWER)
    waiting = actions.invite_member(owner, actions.InviteMember("tom@castell.example", "Tom", Role.VIEWER)).member_id
    client = browser_of(owner)
    for path, form in [
        (f"/settings/people/{viewer.member_id}/role/", {"role": "reviewer"}),
        (f"/settings/people/{viewer.member_id}/remove/", {"once": "a"}),
        (f"/settings/people/{waiting}/renew/", {"once": "b"}),
        (f"/settings/people/{waiting}/revoke/", {"once": "c"}),
    ]:
        assert client.get(path).status_code == 200
        assert client.post(path, form).headers["Location"] == "/settings/people/"
        assert client.post(path, form).status_code in {303, 404}
    assert set(Member.unscoped.filter(removed_at__isnull=False).values_list("pk", flat=True)) == {
        viewer.member_id,
        waiting,
    }
    assert OutboxMessage.objects.filter(to_email="tom@castell.example").count() == 2


def test_the_pages_of_a_colleague_are_closed_to_strangers_and_to_lower_ranks() -> None:
    owner = given_workspace()
    viewer = given_member(owner, Role.VIEWER)
    waiting = actions.invite_member(owner, actions.InviteMember("tom@castell.example", "Tom", Role.VIEWER)).member_id
    stranger = given_workspace(name="Winter", owner_email="stranger@winter.example")
    manager = given_member(owner, Role.MANAGER)
    events = Event.unscoped.count()
    for seat, paths in [
        (stranger, [(viewer.member_id, "role"), (viewer.member_id, "remove"), (waiting, "renew"), (waiting, "revoke")]),
        (manager, [(owner.member_id, "role"), (owner.member_id, "remove"), (manager.member_id, "role")]),
    ]:
        client = browser_of(seat)
        for member_id, act in paths:
            path = f"/settings/people/{member_id}/{act}/"
            assert client.get(path).status_code == 404
            assert client.post(path, {"role": "viewer"}).status_code == 404
    assert Event.unscoped.count() == events
    assert Person.objects.filter(email="tom@castell.example").exists()


def test_the_last_owner_reads_why_not_beside_the_form() -> None:
    owner = given_workspace()
    answer = browser_of(owner).post(f"/settings/people/{owner.member_id}/remove/", {})
    assert answer.status_code == 409
    assert "A workspace needs an owner." in answer.content.decode()


def test_my_own_settings_are_saved_for_colleagues_and_guests() -> None:
    owner = given_workspace()
    for seat in [owner, given_guest(owner)]:
        client = browser_of(seat)
        form = {"name": "New Name", "zone": "Asia/Kathmandu", "notify": "daily"}
        assert client.post("/settings/", form).headers["Location"] == "/settings/"
        page = client.get("/settings/").content.decode()
        assert "Your settings are saved." in page
        assert "New Name" in page
        assert queries.me(seat).notify == "daily"
        assert queries.seat_of_member(seat.acting_member, seat.at).zone == "Asia/Kathmandu"


@pytest.mark.parametrize(
    "change", [{"name": ""}, {"name": "x" * 121}, {"name": "a\x00b"}, {"zone": "Mars/Base"}, {"notify": "hourly"}]
)
def test_wrong_settings_of_mine_are_refused_by_page_and_deed(change: dict[str, str]) -> None:
    owner = given_workspace()
    form = {"name": "New Name", "zone": "Asia/Kathmandu", "notify": "daily", **change}
    assert browser_of(owner).post("/settings/", form).status_code == 422
    with pytest.raises(Invalid) as refusal:
        actions.change_me(owner, actions.ChangeMe(**form))
    assert refusal.value.field == next(iter(change))
    assert queries.me(owner).name == "Marta Castell"


def test_only_listed_fields_are_taken() -> None:
    owner = given_workspace()
    viewer = given_member(owner, Role.VIEWER)
    stranger = given_workspace(name="Winter", owner_email="stranger@winter.example")
    form: dict[str, Any] = {
        "name": "Sly",
        "zone": "UTC",
        "notify": "never",
        "role": "owner",
        "email": "sly@x.example",
        "workspace": stranger.workspace_id,
        "workspace_id": stranger.workspace_id,
        "is_active": "",
        "person": owner.person_id,
    }
    assert browser_of(viewer).post("/settings/", form).status_code == 303
    row = Member.unscoped.select_related("person").get(pk=viewer.acting_member)
    assert (row.role, row.workspace_id, row.person.is_active) == (Role.VIEWER, owner.workspace_id, True)
    assert row.person.email.startswith("viewer-")


def test_the_workspace_is_changed_by_its_owner_alone() -> None:
    owner = given_workspace()
    form = {"name": "Castell & Daughters", "zone": "Europe/Lisbon", "currency": "usd"}
    assert browser_of(owner).post("/settings/workspace/", form).status_code == 303
    line = queries.workspace(owner)
    assert (line.name, line.zone, line.currency) == ("Castell & Daughters", "Europe/Lisbon", "USD")
    for change in [{"name": " "}, {"zone": "Mars/Base"}, {"currency": "QQQ"}, {"name": "x" * 201}]:
        assert browser_of(owner).post("/settings/workspace/", {**form, **change}).status_code == 422
        with pytest.raises(Invalid):
            actions.change_workspace(owner, actions.ChangeWorkspace(**{**form, **change}))
    with pytest.raises(NotYours):
        actions.change_workspace(given_member(owner, Role.MANAGER), actions.ChangeWorkspace(**form))


def test_functions_come_go_and_come_back() -> None:
    owner = given_workspace()
    client = browser_of(owner)
    assert client.post("/settings/functions/", {"name": "Book-keeping"}).status_code == 303
    line = queries.functions(owner)[-1]
    assert (line.slug, line.name) == ("book-keeping", "Book-keeping")
    assert client.post("/settings/functions/", {"name": "Book-keeping"}).status_code == 422
    assert client.post("/settings/functions/", {"name": "x" * 61}).status_code == 422
    assert client.post(f"/settings/functions/{line.id}/retire/").status_code == 303
    assert line.id not in {one.id for one in queries.functions(owner)}
    assert client.post("/settings/functions/", {"name": "book keeping"}).status_code == 303
    assert line.id in {one.id for one in queries.functions(owner)}
    client.post(f"/settings/functions/{line.id}/retire/")
    client.post(f"/settings/functions/{line.id}/bring-back/")
    assert line.id in {one.id for one in queries.functions(owner)}
    assert actions.add_function(owner, "Переводы").slug.startswith("function-")


def test_functions_of_another_workspace_and_of_other_roles_stay_as_they_are() -> None:
    owner = given_workspace()
    stranger = given_workspace(name="Winter", owner_email="stranger@winter.example")
    line = queries.functions(owner)[0]
    for seat in [stranger, given_member(owner, Role.VIEWER)]:
        client = browser_of(seat)
        for act in ["retire", "bring-back"]:
            assert client.post(f"/settings/functions/{line.id}/{act}/").status_code == 404
        with pytest.raises(NotYours):
            actions.retire_function(seat, line.id)
        with pytest.raises(NotYours):
            actions.bring_back_function(seat, line.id)
    assert Function.unscoped.get(pk=line.id).retired_at is None
    with pytest.raises(NotYours):
        actions.add_function(given_member(owner, Role.REVIEWER), "Sales")


def test_the_list_of_people_asks_the_database_no_more_for_twenty_than_for_two() -> None:
    owner = given_workspace()
    client = browser_of(owner)
    given_member(owner, Role.VIEWER, "first@castell.example")
    queries_of(client, "/settings/people/")
    few = queries_of(client, "/settings/people/")
    for number in range(20):
        role = Role.VIEWER if number % 2 else Role.MANAGER
        invited = actions.invite_member(owner, actions.InviteMember(f"n{number}@castell.example", f"N {number}", role))
        assert invited.path
    assert queries_of(client, "/settings/people/") == few


def test_names_are_shown_as_text() -> None:
    owner = given_workspace()
    given_member(owner, Role.VIEWER, name="<script>alert(1)</script>")
    page = browser_of(owner).get("/settings/people/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page
