"""Mails about waiting acts: at once, once a day or never, each message once, with a link that works."""

import pytest
from django.test import Client

from duomo.desk.kit.clock import utc_now
from duomo.desk.seats import actions as seats
from duomo.desk.seats import queries as seats_queries
from duomo.desk.seats.models import Invitation
from duomo.desk.seats.rights import Role
from duomo.desk.waits import actions
from tests.builders import AT, given_guest, given_member, given_workspace, later
from tests.desk.waits.builders import given_wait, mails_to, told_how, utc

pytestmark = pytest.mark.django_db

OWNER, VERA = "marta@castell.example", "vera@winter.example"
BASE = "http://127.0.0.1:8000"


def test_a_mail_says_what_why_where_and_how_to_get_fewer() -> None:
    owner = given_workspace()
    given_wait(owner, owner, why="Vera cannot go on without it.", due_at=utc("2026-11-25 09:00"), minutes=90)
    (mail,) = mails_to(OWNER)
    assert mail.subject == "Answer a question on “Autumn catalogue”"
    assert mail.text == (
        "Hello Marta Castell,\n\n"
        "Vera cannot go on without it.\n\n"
        "This takes about 1.5 hours. It is due on Wednesday 25 November 2026, 10:00 (Europe/Berlin).\n\n"
        f"{BASE}/jobs/7/\n\n"
        "-- \nCastell Paper Goods, on Duomo.\n"
        f"At once, once a day or never: choose how you get these mails at {BASE}/settings/\n"
    )
    assert (mail.workspace_id, mail.due_at) == (owner.workspace_id, AT)


@pytest.mark.parametrize(("notify", "number"), [("at_once", 1), ("daily", 0), ("never", 0)])
def test_each_person_is_told_as_chosen(notify: str, number: int) -> None:
    owner = given_workspace()
    told_how(owner, notify)
    given_wait(owner, owner)
    actions.tell(owner, members=[owner.acting_member], key="hired-1", subject="Vera was hired", text="For job 7.")
    assert len(mails_to(OWNER)) == number * 2


def test_a_message_is_told_once_to_each() -> None:
    owner = given_workspace()
    manager = given_member(owner, Role.MANAGER, "ines@castell.example")
    for _ in range(3):
        members = [owner.acting_member, manager.acting_member]
        actions.tell(owner, members=members, key="hired-1", subject="Vera was hired", text="For job 7.", url="/jobs/7/")
    assert len(mails_to(OWNER)) == 1
    assert [mail.subject for mail in mails_to("ines@castell.example")][-1] == "Vera was hired"
    actions.tell(owner, members=[owner.acting_member], key="hired-2", subject="Tom was hired", text="For job 8.")
    assert "/jobs/" not in mails_to(OWNER)[-1].text


def test_nobody_elsewhere_and_nobody_who_left_is_told() -> None:
    owner = given_workspace()
    stranger = given_workspace(name="Winter", owner_email="stranger@winter.example")
    viewer = given_member(owner, Role.VIEWER, "ines@castell.example")
    seats.remove_member(owner, viewer.acting_member)
    before = len(mails_to("ines@castell.example"))
    members = [stranger.acting_member, viewer.acting_member, 999999]
    actions.tell(owner, members=members, key="hired-1", subject="Vera was hired", text="For job 7.")
    assert mails_to("stranger@winter.example") == []
    assert len(mails_to("ines@castell.example")) == before


def test_a_subject_cannot_bring_a_header() -> None:
    owner = given_workspace()
    text = "For job 7."
    subject = "Hello\r\nBcc: everybody@x.example\n" + "x" * 400
    actions.tell(owner, members=[owner.acting_member], key="hired-1", subject=subject, text=text)
    (mail,) = mails_to(OWNER)
    assert "\n" not in mail.subject
    assert "\r" not in mail.subject


def test_a_guest_who_has_not_joined_gets_a_link_through_an_invitation(client: Client) -> None:
    owner = given_workspace(at=utc_now())
    guest = seats.ensure_guest(owner, email=VERA, name="Vera Winter")
    actions.ask_for(
        owner,
        members=[guest.member_id],
        kind="acknowledge",
        key="assignment-1",
        title="Read the brief",
        url="/assignments/abc/",
    )
    (mail,) = mails_to(VERA)
    link = next(line for line in mail.text.splitlines() if line.startswith(BASE + "/invitations/"))
    assert link.endswith("/?next=/assignments/abc/")
    page = client.get(link.removeprefix(BASE))
    assert page.status_code == 200
    assert 'value="/assignments/abc/"' in page.content.decode()
    assert seats.take_invitation(link.split("/")[4], owner.at) == VERA


def test_a_link_that_is_an_invitation_already_is_left_as_it_is() -> None:
    owner = given_workspace()
    guest = seats.ensure_guest(owner, email=VERA, name="Vera Winter")
    members = [guest.member_id]
    actions.tell(owner, members=members, key="k", subject="Come in", text="Please.", url=guest.path or "")
    assert f"{BASE}{guest.path}\n" in mails_to(VERA)[0].text
    assert Invitation.unscoped.count() == 1


def test_a_guest_who_has_joined_gets_the_page_itself() -> None:
    owner = given_workspace()
    guest = given_guest(owner)
    given_wait(owner, guest, url="/assignments/abc/")
    assert f"{BASE}/assignments/abc/\n" in mails_to(VERA)[0].text


def test_somebody_with_several_seats_is_led_into_the_right_one() -> None:
    first = given_workspace()
    second = given_workspace(name="Winter")
    assert first.person_id == second.person_id
    given_wait(second, second)
    assert f"{BASE}/seats/{second.workspace_id}/?next=/jobs/7/\n" in mails_to(OWNER)[0].text


def test_a_reminder_comes_once_within_a_day_of_the_date() -> None:
    owner = given_workspace()
    given_wait(owner, owner, due_at=utc("2026-11-26 09:00"), why="Vera cannot go on without it.")
    assert actions.remind_due(utc("2026-11-25 08:59")) == 0
    assert actions.remind_due(utc("2026-11-25 09:01")) == 1
    assert actions.remind_due(utc("2026-11-25 09:02")) == 0
    assert actions.remind_due(utc("2026-11-26 09:01")) == 0
    asked, reminded = mails_to(OWNER)
    assert reminded.subject == "Due soon: Answer a question on “Autumn catalogue”"
    assert "It is due on Thursday 26 November 2026, 10:00 (Europe/Berlin)." in reminded.text
    assert f"{BASE}/jobs/7/\n" in reminded.text
    assert asked.key != reminded.key


def test_a_reminder_does_not_follow_on_the_heels_of_the_first_mail() -> None:
    owner = given_workspace()
    given_wait(owner, owner, due_at=utc("2026-11-23 19:00"))
    assert actions.remind_due(utc("2026-11-23 09:05")) == 0
    assert actions.remind_due(utc("2026-11-23 14:00")) == 1


def test_what_is_done_or_past_is_not_reminded_of() -> None:
    owner = given_workspace()
    given_wait(owner, owner, key="done", due_at=utc("2026-11-26 09:00"))
    given_wait(owner, owner, key="past", due_at=utc("2026-11-25 09:00"))
    given_wait(owner, owner, key="without a date")
    actions.settle(owner, kind="answer", key="done")
    assert actions.remind_due(utc("2026-11-25 12:00")) == 0


def test_a_new_date_is_reminded_of_anew() -> None:
    owner = given_workspace()
    given_wait(owner, owner, due_at=utc("2026-11-26 09:00"))
    assert actions.remind_due(utc("2026-11-25 12:00")) == 1
    given_wait(later(owner, days=2), owner, due_at=utc("2026-12-01 09:00"))
    assert actions.remind_due(utc("2026-11-30 12:00")) == 1
    assert len(mails_to(OWNER)) == 3


def test_whoever_wants_no_mail_gets_no_reminder() -> None:
    owner = given_workspace()
    told_how(owner, "never")
    given_wait(owner, owner, due_at=utc("2026-11-26 09:00"))
    actions.remind_due(utc("2026-11-25 12:00"))
    assert mails_to(OWNER) == []


def test_the_preference_is_the_persons_and_can_be_changed_by_a_guest(client: Client) -> None:
    owner = given_workspace()
    guest = given_guest(owner)
    client.force_login(seats_queries.person(guest.acting_person))
    form = {"name": "Vera Winter", "zone": "Europe/Berlin", "notify": "never"}
    assert client.post("/settings/", form).status_code == 303
    given_wait(owner, guest)
    assert mails_to(VERA) == []


@pytest.mark.parametrize("notify", ["never", "daily"])
def test_an_invitation_reaches_whoever_wants_no_mails_from_other_workspaces(notify: str) -> None:
    owner = given_workspace()
    told_how(given_guest(owner), notify)
    other = given_workspace(name="Winter", owner_email="stranger@winter.example")
    guest = seats.ensure_guest(other, email=VERA, name="Vera Winter")
    actions.tell(other, members=[guest.member_id], key="k", subject="Come in", text="Please.", url="/portal/")
    assert f"{BASE}/invitations/" in mails_to(VERA)[0].text
