"""Colleagues: who may set whom, who stays, and what a removed person may still do."""

from itertools import product

import pytest
from django.test import Client

from duomo.desk.kit.models import OutboxMessage
from duomo.desk.kit.refusals import Invalid, NotYours, Refused, Stale
from duomo.desk.seats import actions, queries
from duomo.desk.seats.events import first_broken
from duomo.desk.seats.models import Event, Member
from duomo.desk.seats.rights import COLLEAGUES, MAY_SET, Role
from duomo.desk.seats.seat import Seat
from tests.builders import given_guest, given_member, given_workspace, later, token_of

pytestmark = pytest.mark.django_db

ROLES = sorted(COLLEAGUES)
ALL = [*ROLES, Role.CONTRACTOR]
PAIRS = list(product(ALL, ALL))


def given_role(owner: Seat, role: Role, email: str) -> Seat:
    """A seat of this role; a second owner where an owner is asked for."""
    return given_guest(owner, email) if role is Role.CONTRACTOR else given_member(owner, role, email)


def role_of(seat: Seat) -> str:
    return Member.unscoped.get(pk=seat.acting_member).role


def invite(seat: Seat, role: Role = Role.VIEWER, email: str = "ines@castell.example", name: str = "Ines") -> int:
    return actions.invite_member(seat, actions.InviteMember(email, name, role)).member_id


def text_of_newest_mail() -> str:
    return OutboxMessage.objects.latest("pk").text


@pytest.mark.parametrize(("mine", "theirs"), PAIRS)
def test_who_may_set_whom_to_what(mine: Role, theirs: Role) -> None:
    """Each role tries to lift or lower each other role to each role: the table decides, and it is the actor's row."""
    owner = given_workspace()
    actor = given_role(owner, mine, "actor@castell.example")
    target = given_role(owner, theirs, "target@castell.example")
    for wish in ALL:
        before = role_of(target)
        allowed = {Role(before), wish} <= MAY_SET.get(mine, frozenset())
        if allowed:
            actions.set_role(actor, target.acting_member, wish)
            assert role_of(target) == wish
        else:
            with pytest.raises(NotYours):
                actions.set_role(actor, target.acting_member, wish)
            assert role_of(target) == before


@pytest.mark.parametrize(("mine", "theirs"), PAIRS)
def test_who_may_remove_whom(mine: Role, theirs: Role) -> None:
    owner = given_workspace()
    actor = given_role(owner, mine, "actor@castell.example")
    target = given_role(owner, theirs, "target@castell.example")
    if theirs in MAY_SET.get(mine, frozenset()):
        actions.remove_member(actor, target.acting_member)
        assert Member.unscoped.get(pk=target.acting_member).removed_at == actor.at
    else:
        with pytest.raises(NotYours):
            actions.remove_member(actor, target.acting_member)
        assert Member.unscoped.get(pk=target.acting_member).removed_at is None


@pytest.mark.parametrize(("mine", "wish"), PAIRS)
def test_who_may_invite_whom(mine: Role, wish: Role) -> None:
    owner = given_workspace()
    actor = given_role(owner, mine, "actor@castell.example")
    before = Member.unscoped.count(), Event.unscoped.count(), OutboxMessage.objects.count()
    if wish in MAY_SET.get(mine, frozenset()):
        assert invite(actor, wish)
    else:
        with pytest.raises(NotYours):
            invite(actor, wish)
        assert (Member.unscoped.count(), Event.unscoped.count(), OutboxMessage.objects.count()) == before


def test_the_last_owner_stays() -> None:
    owner = given_workspace()
    with pytest.raises(Refused, match="needs an owner"):
        actions.remove_member(owner, owner.acting_member)
    with pytest.raises(Refused, match="needs an owner"):
        actions.set_role(owner, owner.acting_member, Role.MANAGER)
    invite(owner, Role.OWNER)
    with pytest.raises(Refused, match="needs an owner"):
        actions.remove_member(owner, owner.acting_member)
    given_member(owner, Role.OWNER, "second@castell.example")
    actions.set_role(owner, owner.acting_member, Role.MANAGER)
    assert role_of(owner) == Role.MANAGER


def test_an_owner_of_another_workspace_changes_nobody() -> None:
    owner = given_workspace()
    colleague = given_member(owner, Role.VIEWER)
    stranger = given_workspace(name="Winter and Sons", owner_email="stranger@winter.example")
    member_id = colleague.acting_member
    with pytest.raises(NotYours):
        actions.set_role(stranger, member_id, Role.OWNER)
    with pytest.raises(NotYours):
        actions.remove_member(stranger, member_id)
    waiting = invite(owner)
    with pytest.raises(NotYours):
        actions.renew_invitation(stranger, waiting)
    with pytest.raises(NotYours):
        actions.revoke_invitation(stranger, waiting)
    assert actions.fresh_invitation(stranger, waiting) is None
    assert queries.member_names(stranger, [member_id]) == {}
    assert queries.reaches(stranger, [member_id]) == ()
    assert [line.id for line in queries.members(stranger)] == [stranger.member_id]


def test_a_removed_person_is_refused_with_the_next_request(client: Client) -> None:
    owner = given_workspace()
    viewer = given_member(owner, Role.VIEWER)
    client.force_login(queries.person(viewer.acting_person))
    assert client.get("/settings/").status_code == 200
    actions.remove_member(owner, viewer.acting_member)
    refused = client.get("/settings/")
    assert refused.status_code == 404
    assert "You have no seat here" in refused.content.decode()
    with pytest.raises(NotYours):
        queries.seat_of_member(viewer.acting_member, owner.at)


def test_a_changed_role_counts_with_the_next_request(client: Client) -> None:
    owner = given_workspace()
    manager = given_member(owner, Role.MANAGER)
    client.force_login(queries.person(manager.acting_person))
    assert client.get("/settings/people/").status_code == 200
    actions.set_role(owner, manager.acting_member, Role.VIEWER)
    assert client.get("/settings/people/").status_code == 404


def test_somebody_removed_can_be_invited_again_and_has_nothing_of_the_old_rights() -> None:
    owner = given_workspace()
    manager = given_member(owner, Role.MANAGER, "ines@castell.example")
    actions.remove_member(owner, manager.acting_member)
    ines = actions.InviteMember("Ines@Castell.example", "Ines", Role.VIEWER)
    again = actions.invite_member(later(owner, days=1), ines)
    assert again.member_id == manager.member_id
    with pytest.raises(NotYours):
        queries.seat_of_member(again.member_id, owner.at)
    actions.take_invitation(token_of(again.path), later(owner, days=2).at)
    assert queries.seat_of_member(again.member_id, owner.at).role is Role.VIEWER


def test_nobody_is_invited_twice() -> None:
    owner = given_workspace()
    given_guest(owner, "vera@winter.example")
    given_member(owner, Role.VIEWER, "ines@castell.example")
    invite(owner, email="tom@castell.example", name="Tom")
    for email, sentence in [
        ("ines@castell.example", "is here already"),
        ("tom@castell.example", "was invited already"),
        ("VERA@winter.example", "belongs to a contractor"),
    ]:
        with pytest.raises(Invalid, match=sentence) as refusal:
            invite(owner, email=email)
        assert refusal.value.field == "email"


def test_a_colleague_is_no_guest() -> None:
    owner = given_workspace()
    given_member(owner, Role.VIEWER, "ines@castell.example")
    with pytest.raises(Invalid, match="belongs to a colleague"):
        actions.ensure_guest(owner, email="ines@castell.example", name="Ines")
    with pytest.raises(NotYours):
        actions.ensure_guest(given_member(owner, Role.BOOKKEEPER), email="vera@winter.example", name="Vera")


@pytest.mark.parametrize(
    "email", ["", "nobody", "a@b", "two@x.example, three@x.example", f"{'x' * 250}@x.example", "a\0@x.example"]
)
def test_a_wrong_address_is_refused(email: str) -> None:
    owner = given_workspace()
    with pytest.raises(Invalid) as refusal:
        invite(owner, email=email)
    assert refusal.value.field == "email"


@pytest.mark.parametrize("name", ["", "   ", "x" * 121, "Ines\0", "Ines\u202eexe", "two\nlines"])
def test_a_wrong_name_is_refused(name: str) -> None:
    owner = given_workspace()
    with pytest.raises(Invalid) as refusal:
        invite(owner, name=name)
    assert refusal.value.field == "name"


def test_two_changes_at_once_do_not_pass_each_other() -> None:
    owner = given_workspace()
    member = invite(owner)
    actions.revoke_invitation(owner, member)
    with pytest.raises(NotYours):
        actions.revoke_invitation(owner, member)
    viewer = given_member(owner, Role.VIEWER)
    with pytest.raises(Stale):
        actions.renew_invitation(owner, viewer.acting_member)


def test_the_mail_of_an_invitation_says_who_invites_and_how_to_come_in() -> None:
    owner = given_workspace()
    invited = actions.invite_member(owner, actions.InviteMember("ines@castell.example", "Ines", Role.REVIEWER))
    mail = OutboxMessage.objects.latest("pk")
    assert mail.to_email == "ines@castell.example"
    assert f"http://127.0.0.1:8000{invited.path}" in mail.text
    assert "Marta Castell invites you" in mail.text
    assert "reviewer" in mail.text


def test_events_name_nobody() -> None:
    owner = given_workspace()
    viewer = given_member(owner, Role.VIEWER, "ines@castell.example", "Ines Canary")
    actions.set_role(owner, viewer.acting_member, Role.REVIEWER)
    actions.remove_member(owner, viewer.acting_member)
    rows = Event.unscoped.order_by("seq").values_list("verb", "subject", "facts")
    assert [verb for verb, _, _ in rows] == [
        "workspace_opened",
        "member_invited",
        "invitation_taken",
        "role_changed",
        "member_removed",
    ]
    assert "anary" not in str(list(rows))
    assert "castell" not in str(list(rows)).lower()
    assert first_broken(owner.workspace_id) is None
