"""Sign-in by mail code: it works once, soon, only in the browser that asked, and tells nobody who sits here."""

import re

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags

from duomo.desk.kit.clock import utc_now
from duomo.desk.kit.models import OutboxMessage
from duomo.desk.seats import actions, queries
from duomo.desk.seats.models import Person
from duomo.desk.seats.rights import Role
from tests.builders import given_member, given_workspace

pytestmark = pytest.mark.django_db

OWNER = "marta@castell.example"
FOREIGN = [
    "//evil.example/",
    "https://evil.example/",
    "https:evil.example",
    "https:/evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    " //evil.example",
    "javascript:alert(1)",
    "jAvAsCrIpT://%0aalert(1)",
    "data:text/html,x",
    "jobs/",
    "/" + "x" * 500,
]


def code_mailed_to(email: str) -> str:
    text = OutboxMessage.objects.filter(to_email=email).latest("pk").text
    found = re.search(r"\n {4}(\S+)\n", text)
    assert found, text
    return found.group(1)


def ask(client: Client, email: str = OWNER, following: str = "") -> str:
    """Ask for a code; the page that asks for it."""
    answer = client.post("/sign-in/", {"email": email, "next": following})
    assert answer.status_code == 302, answer.content
    return answer.headers["Location"]


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def text_of(content: bytes) -> str:
    """A page's words, without what is drawn anew for every page."""
    return re.sub(r"\s+", " ", strip_tags(content.decode()))


def test_a_code_signs_in(client: Client) -> None:
    owner = given_workspace()
    page = ask(client)
    assert page == "/sign-in/code/"
    assert "marta@castell.example" in client.get(page).content.decode()
    done = client.post(page, {"code": code_mailed_to(OWNER)})
    assert (done.status_code, done.headers["Location"]) == (302, "/")
    assert client.session["_auth_user_id"] == str(owner.person_id)
    assert client.get("/settings/").status_code == 200


def test_capitals_of_the_address_do_not_matter(client: Client) -> None:
    given_workspace()
    client.post(ask(client, "MARTA@Castell.Example"), {"code": code_mailed_to(OWNER).lower()})
    assert signed_in(client)


def test_a_wrong_code_is_refused_and_three_end_the_try(client: Client) -> None:
    given_workspace()
    page = ask(client)
    code = code_mailed_to(OWNER)
    for _ in range(2):
        wrong = client.post(page, {"code": "WRONG"})
        assert wrong.status_code == 422
        assert "This is not the code." in wrong.content.decode()
    assert client.post(page, {"code": "WRONG"}).headers["Location"] == "/sign-in/"
    assert client.post(page, {"code": code}).headers["Location"] == "/sign-in/"
    assert not signed_in(client)


def test_a_code_works_once(client: Client) -> None:
    given_workspace()
    page = ask(client)
    code = code_mailed_to(OWNER)
    client.post(page, {"code": code})
    client.post("/sign-out/")
    assert client.post(page, {"code": code}).headers["Location"] == "/sign-in/"
    assert not signed_in(client)


def test_a_code_works_only_where_it_was_asked_for(client: Client) -> None:
    given_workspace()
    page = ask(client)
    other = Client()
    ask(other, "nobody@winter.example")
    assert other.post(page, {"code": code_mailed_to(OWNER)}).status_code == 422
    assert not signed_in(other)


@override_settings(ACCOUNT_LOGIN_BY_CODE_TIMEOUT=-1)
def test_an_old_code_is_refused(client: Client) -> None:
    given_workspace()
    page = ask(client)
    assert client.post(page, {"code": code_mailed_to(OWNER)}).headers["Location"] == "/sign-in/"
    assert not signed_in(client)


def test_codes_live_ten_minutes_at_most() -> None:
    assert settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT <= 600


def test_a_known_and_an_unknown_address_answer_alike() -> None:
    given_workspace()
    said = []
    for email in [OWNER, "xarta@castell.example"]:
        client = Client()
        asked = client.post("/sign-in/", {"email": email})
        page = client.get(asked.headers["Location"])
        wrong = client.post(asked.headers["Location"], {"code": "WRONG"})
        again = client.post(asked.headers["Location"], {"action": "resend"})
        said.append(
            (
                asked.status_code,
                sorted(header for header in asked.headers.items() if header[0] != "Expires"),
                asked.content,
                page.status_code,
                text_of(page.content).replace(email, "@"),
                wrong.status_code,
                text_of(wrong.content).replace(email, "@"),
                again.status_code,
                again.headers["Location"],
                OutboxMessage.objects.filter(to_email=email).exists(),
            )
        )
    assert said[0] == said[1]


def test_an_unknown_address_is_told_by_mail_alone(client: Client) -> None:
    given_workspace()
    ask(client, "nobody@winter.example")
    mail = OutboxMessage.objects.get(to_email="nobody@winter.example")
    assert "nobody sits here under it" in mail.text
    assert "http://127.0.0.1:8000/sign-in/" in mail.text
    assert Person.objects.filter(email="nobody@winter.example").count() == 0


def test_asking_again_and_again_is_refused(client: Client) -> None:
    given_workspace()
    answers = [Client().post("/sign-in/", {"email": OWNER}).status_code for _ in range(5)]
    assert answers == [302, 302, 302, 422, 422]
    assert OutboxMessage.objects.filter(to_email=OWNER).count() == 3


def test_a_forged_address_of_the_visitor_is_not_believed() -> None:
    answers = []
    for number in range(22):
        client = Client(headers={"X-Forwarded-For": f"203.0.113.{number}"})
        answers.append(client.post("/sign-in/", {"email": f"n{number}@winter.example"}).status_code)
    assert answers == [302] * 20 + [422] * 2


def test_a_known_and_an_unknown_address_cost_the_same() -> None:
    given_workspace()
    costs = []
    for email in [OWNER, "xarta@castell.example"]:
        with CaptureQueriesContext(connection) as seen:
            Client().post("/sign-in/", {"email": email})
        costs.append(len(seen))
    assert costs[0] == costs[1]


@pytest.mark.parametrize("email", ["", "nobody", "a b@x.example", "x" * 260 + "@x.example", "a\0b@x.example"])
def test_a_wrong_address_gets_a_sentence_and_keeps_what_was_typed(client: Client, email: str) -> None:
    answer = client.post("/sign-in/", {"email": email})
    assert answer.status_code == 422
    assert "mail address" in text_of(answer.content)
    assert OutboxMessage.objects.count() == 0


@pytest.mark.parametrize("following", FOREIGN)
def test_sign_in_leads_to_own_pages_only(client: Client, following: str) -> None:
    given_workspace()
    page = ask(client, following=following)
    done = client.post(page, {"code": code_mailed_to(OWNER), "next": following})
    assert done.headers["Location"] == "/"


@pytest.mark.parametrize("following", FOREIGN)
def test_every_other_way_in_and_out_leads_to_own_pages_only(client: Client, following: str) -> None:
    owner = given_workspace()
    out = client.post("/sign-out/", {"next": following})
    assert out.headers["Location"] == "/sign-in/"
    link = actions.make_sign_in_link(owner.acting_person, utc_now())
    assert client.post(link, {"next": following}).headers["Location"] == "/"
    assert client.get(f"/seats/{owner.workspace_id}/", {"next": following}).headers["Location"] == "/"
    assert client.get("/sign-in/", {"next": following}).headers["Location"] == "/"


def test_sign_in_leads_on_to_the_page_that_was_wanted(client: Client) -> None:
    given_workspace()
    door = client.get("/settings/people/?page=2")
    assert door.headers["Location"] == "/sign-in/?next=%2Fsettings%2Fpeople%2F%3Fpage%3D2"
    page = ask(client, following="/settings/people/?page=2")
    assert client.get("/sign-in/?next=/jobs/7/").headers["Location"] == "/sign-in/code/?next=%2Fjobs%2F7%2F"
    done = client.post(page, {"code": code_mailed_to(OWNER)})
    assert done.headers["Location"] == "/settings/people/?page=2"


def test_the_session_is_a_new_one_after_sign_in_and_gone_after_sign_out(client: Client) -> None:
    given_workspace()
    page = ask(client)
    before = client.session.session_key
    client.post(page, {"code": code_mailed_to(OWNER)})
    after = client.session.session_key
    assert after != before
    assert not Session.objects.filter(session_key=before).exists()
    kept = client.cookies["duomo"].value
    client.post("/sign-out/")
    assert not Session.objects.filter(session_key=after).exists()
    thief = Client()
    thief.cookies["duomo"] = kept
    assert thief.get("/settings/").status_code == 302


def test_sign_out_is_a_deed(client: Client) -> None:
    owner = given_workspace()
    client.force_login(queries.person(owner.acting_person))
    assert client.get("/sign-out/").status_code == 200
    assert signed_in(client)
    assert client.post("/sign-out/").status_code == 303
    assert not signed_in(client)


def test_another_address_can_be_used_on_the_way(client: Client) -> None:
    given_workspace()
    ask(client, "typo@castell.example", "/jobs/7/")
    assert client.get("/sign-in/").status_code == 302
    back = client.post("/sign-out/", {"next": "/jobs/7/"})
    assert back.headers["Location"] == "/sign-in/?next=%2Fjobs%2F7%2F"
    assert client.get("/sign-in/").status_code == 200


def test_a_new_code_can_be_asked_for_and_the_old_one_is_dead(client: Client) -> None:
    given_workspace()
    page = ask(client)
    first = code_mailed_to(OWNER)
    assert client.post(page, {"action": "resend"}).headers["Location"] == page
    assert client.post(page, {"code": first}).status_code == 422
    client.post(page, {"code": code_mailed_to(OWNER)})
    assert signed_in(client)


def test_nobody_can_sign_up(client: Client) -> None:
    given_workspace()
    before = Person.objects.count()
    for path in ["/signup/", "/accounts/signup/", "/sign-up/", "/accounts/login/", "/accounts/password/reset/"]:
        assert client.get(path).status_code == 404
    client.post("/sign-in/", {"email": "new@winter.example", "password1": "x", "name": "New"})
    assert Person.objects.count() == before


def test_a_password_opens_nothing(client: Client) -> None:
    owner = given_workspace()
    person = queries.person(owner.acting_person)
    assert not person.has_usable_password()
    person.set_password("secret")
    person.save()
    assert client.post("/sign-in/", {"email": OWNER, "login": OWNER, "password": "secret"}).status_code == 302
    assert not signed_in(client)


def test_somebody_without_a_seat_hears_so(client: Client) -> None:
    owner = given_workspace()
    viewer = given_member(owner, Role.VIEWER, "ines@castell.example")
    actions.remove_member(owner, viewer.acting_member)
    client.post(ask(client, "ines@castell.example"), {"code": code_mailed_to("ines@castell.example")})
    answer = client.get("/")
    assert answer.status_code == 404
    assert "You have no seat here" in answer.content.decode()
    assert client.get("/seats/").status_code == 200


def test_secrets_are_in_no_log(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    owner = given_workspace()
    caplog.set_level("DEBUG")
    link = actions.make_sign_in_link(owner.acting_person, utc_now())
    client.post(link)
    client.post("/sign-out/")
    page = ask(client)
    code = code_mailed_to(OWNER)
    client.post(page, {"code": code})
    assert code not in caplog.text
    assert link not in caplog.text
