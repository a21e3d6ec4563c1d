"""Invitations: a link shows nothing secret, is taken once, and is no login."""

from datetime import datetime

import pytest
from django.test import Client

from duomo.desk.kit.clock import utc_now
from duomo.desk.kit.models import OutboxMessage
from duomo.desk.kit.refusals import NotYours, Refused, Stale
from duomo.desk.seats import actions, queries
from duomo.desk.seats.models import Event, Invitation, Member
from duomo.desk.seats.rights import Role
from duomo.desk.seats.seat import Seat
from tests.builders import given_workspace, later, token_of
from tests.desk.seats.test_sign_in import code_mailed_to, signed_in

pytestmark = pytest.mark.django_db

VERA = "vera@winter.example"


def given_workspace_now() -> Seat:
    """Pages read the clock, so what they show must be of today."""
    return given_workspace(at=utc_now())


def guest_path(owner: Seat, email: str = VERA, name: str = "Vera Canary") -> str:
    path = actions.ensure_guest(owner, email=email, name=name).path
    assert path is not None
    return path


def test_the_page_says_who_invites_and_nothing_more(client: Client) -> None:
    owner = given_workspace_now()
    page = client.get(guest_path(owner)).content.decode()
    assert "Castell Paper Goods" in page
    for secret in ["anary", "winter", "marta", "Marta", "contractor"]:
        assert secret not in page


def test_reading_the_page_changes_nothing(client: Client) -> None:
    owner = given_workspace_now()
    path = guest_path(owner)
    before = Event.unscoped.count(), OutboxMessage.objects.count()
    for _ in range(5):
        assert client.get(path).status_code == 200
        assert client.head(path).status_code == 200
    assert (Event.unscoped.count(), OutboxMessage.objects.count()) == before
    assert Invitation.unscoped.get().used_at is None
    assert Member.unscoped.get(person__email=VERA).joined_at is None


def test_an_invitation_leads_to_a_seat_with_one_click_and_a_code(client: Client) -> None:
    owner = given_workspace_now()
    path = guest_path(owner)
    assert 'value="/assignments/abc/"' in client.get(f"{path}?next=/assignments/abc/").content.decode()
    taken = client.post(path, {"next": "/assignments/abc/"})
    assert (taken.status_code, taken.headers["Location"]) == (303, "/sign-in/code/?next=%2Fassignments%2Fabc%2F")
    assert not signed_in(client)
    assert VERA in client.get(taken.headers["Location"]).content.decode()
    done = client.post(taken.headers["Location"], {"code": code_mailed_to(VERA)})
    assert done.headers["Location"] == "/assignments/abc/"
    assert client.get("/portal/").status_code == 200


def test_a_used_link_says_what_to_do(client: Client) -> None:
    owner = given_workspace_now()
    path = guest_path(owner)
    client.post(path)
    for answer in [Client().get(f"{path}?next=/assignments/abc/"), Client().post(path, {"next": "/assignments/abc/"})]:
        assert answer.status_code == 409
        assert "was already taken" in answer.content.decode()
        assert "/sign-in/?next=%2Fassignments%2Fabc%2F" in answer.content.decode()


def test_a_revoked_link_says_what_to_do(client: Client) -> None:
    owner = given_workspace_now()
    invited = actions.invite_member(owner, actions.InviteMember("ines@castell.example", "Ines", Role.VIEWER))
    actions.revoke_invitation(owner, invited.member_id)
    for answer in [client.get(invited.path), client.post(invited.path)]:
        assert answer.status_code == 410
        assert "was withdrawn" in answer.content.decode()
    assert Member.unscoped.get(pk=invited.member_id).joined_at is None


def test_an_old_link_says_what_to_do(client: Client) -> None:
    owner = given_workspace(at=datetime.fromisoformat("2020-01-01T09:00Z"))
    path = guest_path(owner)
    for answer in [client.get(path), client.post(path)]:
        assert answer.status_code == 410
        assert "has expired" in answer.content.decode()


def test_a_link_is_good_for_thirty_days() -> None:
    owner = given_workspace()
    token = token_of(guest_path(owner))
    with pytest.raises(Refused, match="expired"):
        actions.take_invitation(token, later(owner, days=30).at)
    assert actions.take_invitation(token, later(owner, days=29, hours=23).at) == VERA


def test_a_link_that_was_sent_again_closes_the_old_one() -> None:
    owner = given_workspace()
    first = actions.invite_member(owner, actions.InviteMember("ines@castell.example", "Ines", Role.VIEWER))
    second = actions.renew_invitation(owner, first.member_id)
    with pytest.raises(Refused, match="withdrawn"):
        actions.take_invitation(token_of(first.path), owner.at)
    assert actions.take_invitation(token_of(second.path), owner.at) == "ines@castell.example"


def test_every_link_of_a_guest_stays_good_until_one_is_taken() -> None:
    owner = given_workspace()
    first, second = guest_path(owner), guest_path(owner)
    assert first != second
    actions.take_invitation(token_of(first), owner.at)
    with pytest.raises(Stale, match="already taken"):
        actions.take_invitation(token_of(second), owner.at)
    guest = actions.ensure_guest(owner, email=VERA, name="Vera")
    assert (guest.joined, guest.path) == (True, None)


def test_a_wrong_token_is_nothing_whatever_the_address(client: Client) -> None:
    owner = given_workspace_now()
    guest_path(owner)
    answer = client.post("/invitations/" + "x" * 43 + "/", {"email": VERA})
    assert answer.status_code == 404
    with pytest.raises(NotYours):
        actions.take_invitation("x" * 43, owner.at)
    assert Member.unscoped.get(person__email=VERA).joined_at is None


def test_the_right_address_without_the_link_gives_no_seat(client: Client) -> None:
    owner = given_workspace_now()
    guest_path(owner)
    client.post("/sign-in/", {"email": VERA})
    client.post("/sign-in/code/", {"code": code_mailed_to(VERA)})
    assert signed_in(client)
    assert client.get("/portal/").status_code == 404
    assert queries.all_seats(int(client.session["_auth_user_id"]), owner.at) == ()


def test_the_right_link_in_a_strangers_browser_gives_the_stranger_nothing(client: Client) -> None:
    owner = given_workspace_now()
    stranger = given_workspace(name="Winter", owner_email="stranger@winter.example", at=utc_now())
    path = guest_path(owner)
    client.force_login(queries.person(stranger.acting_person))
    answer = client.post(path)
    assert answer.status_code == 409
    assert "signed in as somebody else" in answer.content.decode()
    assert Member.unscoped.get(person__email=VERA).joined_at is None
    assert {line.workspace for line in queries.seats_of(stranger.acting_person)} == {"Winter"}


def test_somebody_who_is_signed_in_takes_a_second_seat_at_once(client: Client) -> None:
    first = given_workspace_now()
    second = given_workspace(name="Winter", owner_email="stranger@winter.example", at=utc_now())
    path = guest_path(second, "marta@castell.example", "Marta")
    client.force_login(queries.person(first.acting_person))
    answer = client.post(path, {"next": "/portal/"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/portal/")
    assert client.get("/portal/").status_code == 200
    assert [line.workspace for line in queries.seats_of(first.acting_person)] == ["Castell Paper Goods", "Winter"]


def test_tokens_are_stored_as_digests() -> None:
    owner = given_workspace()
    token = token_of(guest_path(owner))
    assert len(token) >= 43
    assert token not in str(list(Invitation.unscoped.values()))


def test_a_link_that_is_tried_too_often_rests(client: Client) -> None:
    owner = given_workspace_now()
    path = guest_path(owner)
    answers = {client.get(path).status_code for _ in range(41)}
    assert answers == {200, 429}
    assert "Too many tries" in client.get(path).content.decode()
