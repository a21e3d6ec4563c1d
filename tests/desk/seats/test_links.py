"""The link that the command line prints, and the first start of an installation."""

from typing import Any

import pytest
from django.test import Client

from duomo.desk.kit.clock import utc_now
from duomo.desk.kit.refusals import Invalid, NotYours, Refused
from duomo.desk.seats import actions, queries
from duomo.desk.seats.models import Event, Member, Person, SignInLink, Workspace
from duomo.desk.seats.rights import Role
from duomo.desk.seats.seat import Seat
from tests.builders import AT, given_guest, given_member, given_workspace, later, token_of
from tests.desk.seats.test_sign_in import signed_in

pytestmark = pytest.mark.django_db

SET_UP = {
    "email": "Nora@Castell.example",
    "name": "Nora Castell",
    "workspace": "Castell Paper Goods",
    "zone": "Europe/Berlin",
    "currency": "eur",
}


def link_of(seat: Seat) -> str:
    return actions.make_sign_in_link(seat.acting_person, utc_now())


def test_a_link_signs_in_by_its_button_and_once(client: Client) -> None:
    path = link_of(given_workspace())
    assert client.get(path).status_code == 200
    assert not signed_in(client)
    assert client.post(path).headers["Location"] == "/"
    assert client.get("/settings/").status_code == 200
    again = Client()
    refused = again.post(path)
    assert refused.status_code == 410
    assert "works once, within ten minutes" in refused.content.decode()
    assert not signed_in(again)


def test_reading_the_link_changes_nothing(client: Client) -> None:
    path = link_of(given_workspace())
    for _ in range(5):
        assert client.get(path).status_code == 200
        assert client.head(path).status_code == 200
    assert SignInLink.objects.get().used_at is None


def test_a_link_lives_ten_minutes() -> None:
    owner = given_workspace()
    token = token_of(actions.make_sign_in_link(owner.acting_person, owner.at))
    with pytest.raises(Refused, match="has expired"):
        actions.use_sign_in_link(token, later(owner, minutes=10).at)
    assert actions.use_sign_in_link(token, later(owner, minutes=9).at) == owner.person_id
    with pytest.raises(Refused):
        actions.use_sign_in_link(token, later(owner, minutes=9).at)


def test_an_unknown_link_is_nothing(client: Client) -> None:
    given_workspace()
    with pytest.raises(NotYours):
        actions.use_sign_in_link("x" * 43, AT)
    assert client.post("/links/" + "x" * 43 + "/").status_code == 404
    assert client.put("/links/" + "x" * 43 + "/").status_code == 405


def test_the_session_is_a_new_one(client: Client) -> None:
    path = link_of(given_workspace())
    client.post("/sign-in/", {"email": "marta@castell.example"})
    before = client.session.session_key
    client.post(path)
    assert client.session.session_key != before


def test_the_first_owner_is_the_one_who_has_been_here_longest() -> None:
    demo = actions.create_workspace(
        name="Show", owner_email="show@x.example", owner_name="S", zone="UTC", currency="EUR", at=AT, is_demo=True
    )
    assert actions.first_owner(AT) == demo.person_id
    owner = given_workspace(at=later(demo, days=1).at)
    given_member(owner, Role.OWNER, "second@castell.example")
    given_guest(owner)
    assert actions.first_owner(AT) == owner.person_id


def test_a_fresh_installation_is_set_up_by_whoever_has_the_link(client: Client) -> None:
    person_id = actions.first_owner(AT)
    assert actions.first_owner(AT) == person_id
    client.post(actions.make_sign_in_link(person_id, utc_now()))
    assert client.get("/").headers["Location"] == "/welcome/"
    assert client.get("/welcome/").status_code == 200
    done = client.post("/welcome/", SET_UP)
    assert (done.status_code, done.headers["Location"]) == (303, "/")
    assert client.get("/").status_code == 200
    workspace = Workspace.objects.get()
    assert (workspace.name, workspace.zone, workspace.currency) == ("Castell Paper Goods", "Europe/Berlin", "EUR")
    assert Person.objects.get().email == "nora@castell.example"
    assert actions.first_owner(AT) == person_id


def test_the_welcome_is_for_the_owner_to_be_alone(client: Client) -> None:
    assert client.get("/welcome/").headers["Location"] == "/sign-in/"
    assert client.post("/welcome/", SET_UP).headers["Location"] == "/sign-in/"
    owner = given_workspace()
    removed = given_member(owner, Role.VIEWER)
    actions.remove_member(owner, removed.acting_member)
    for seat in [owner, removed]:
        client.force_login(queries.person(seat.acting_person))
        assert client.post("/welcome/", SET_UP).headers["Location"] == "/"
        with pytest.raises(NotYours):
            actions.set_up(
                seat.acting_person,
                actions.SetUp("new@castell.example", "N", "W", "UTC", "EUR"),
                AT,
            )
    assert Workspace.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("email", "nobody", "This is not a mail address."),
        ("email", "marta@castell.example", "Somebody with this address is here already."),
        ("name", "", "Fill this in."),
        ("name", "x" * 121, "at most 120 characters"),
        ("name", "a\u202eb", "characters that cannot be seen"),
        ("workspace", "x" * 201, "at most 200 characters"),
        ("workspace", "a\x07b", "characters that cannot be seen"),
        ("zone", "Europe/Atlantis", "There is no such time zone."),
        ("zone", "../../etc/passwd", "There is no such time zone."),
        ("currency", "EURO", "at most 3 characters"),
        ("currency", "XXQ", "There is no currency"),
    ],
)
def test_wrong_data_is_refused_beside_the_field(client: Client, field: str, value: str, sentence: str) -> None:
    demo = actions.create_workspace(
        name="Show", owner_email="marta@castell.example", owner_name="S", zone="UTC", currency="EUR", at=AT
    )
    Member.unscoped.filter(pk=demo.acting_member).update(removed_at=AT)
    person_id = actions.first_owner(AT)
    client.post(actions.make_sign_in_link(person_id, utc_now()))
    events = Event.unscoped.count()
    answer = client.post("/welcome/", {**SET_UP, field: value})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert sentence in page
    assert "Nora Castell" in page or field == "name"
    assert Event.unscoped.count() == events
    assert queries.is_owner_to_be(person_id)
    assert client.post("/welcome/", SET_UP).status_code == 303


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": " "}, "workspace"),
        ({"owner_name": "x" * 200}, "name"),
        ({"owner_email": "nobody"}, "email"),
        ({"zone": "Mars/Base"}, "zone"),
        ({"currency": "QQQ"}, "currency"),
    ],
)
def test_the_deed_itself_refuses_wrong_data(change: dict[str, str], field: str) -> None:
    data: dict[str, Any] = {
        "name": "W",
        "owner_email": "o@x.example",
        "owner_name": "O",
        "zone": "UTC",
        "currency": "EUR",
    }
    with pytest.raises(Invalid) as refusal:
        actions.create_workspace(**{**data, **change}, at=AT)
    assert refusal.value.field == field
    assert Workspace.objects.count() == 0
    assert Person.objects.count() == 0


def test_links_are_forgotten_after_a_month() -> None:
    owner = given_workspace()
    actions.make_sign_in_link(owner.acting_person, owner.at)
    assert actions.tidy_links(later(owner, days=30).at) == 0
    assert actions.tidy_links(later(owner, days=31).at) == 1
