"""Sending, overruling and changing a brief as a browser meets them."""

import pytest
from django.test import Client

from duomo.desk.briefs import actions, queries
from duomo.desk.briefs.pages import BriefPage
from duomo.desk.seats.queries import events_of_job
from duomo.desk.seats.rights import Role
from duomo.desk.seats.seat import Seat
from tests.builders import given_member, given_workspace
from tests.desk.briefs.browser import once_of, signed_in, typed
from tests.desk.briefs.builders import complete_draft, given_draft, given_sent_brief

pytestmark = pytest.mark.django_db

ADDRESS = "/jobs/1/brief/"


def _stored(seat: Seat) -> BriefPage:
    page = queries.draft(seat, queries.job(seat, 1).id)
    assert page is not None
    return page


def test_sending_what_has_holes_saves_it_and_says_what_is_missing(client: Client) -> None:
    seat = given_workspace()
    before = given_draft(seat)
    fields = typed(before, goal="", rate_minor="")
    response = signed_in(client, seat).post(ADDRESS, {**fields, "send": "yes"}, follow=True)
    page = response.content.decode()
    assert response.redirect_chain == [(f"{ADDRESS}?unsent#missing", 303)]
    assert "Not sent yet; the draft is saved." in page
    assert 'href="#id_goal"' in page
    assert "The rate for an hour is missing." in page
    assert _stored(seat).rate_minor is None


def test_a_clear_brief_is_read_once_more_and_sent(client: Client) -> None:
    seat = given_workspace()
    before = given_draft(seat)
    browser = signed_in(client, seat)
    response = browser.post(ADDRESS, {**typed(before), "send": "yes"})
    assert response["Location"] == "/jobs/1/brief/send/"
    page = browser.get("/jobs/1/brief/send/")
    assert "Once sent, version 1 is frozen." in page.content.decode()
    assert 'aria-disabled="true"' not in page.content.decode()
    fields = {"revision": before.revision + 1, "once": once_of(page)}
    assert [browser.post("/jobs/1/brief/send/", fields)["Location"] for _ in range(2)] == ["/jobs/1/", "/jobs/1/"]
    assert [event.verb for event in events_of_job(seat, 1, limit=9)].count("brief_sent") == 1


def test_a_closed_gate_says_why_when_it_is_pressed(client: Client) -> None:
    seat = given_workspace()
    draft = given_draft(seat, goal="")
    browser = signed_in(client, seat)
    closed = browser.get("/jobs/1/brief/send/").content.decode()
    assert 'aria-disabled="true" aria-describedby="missing"' in closed
    assert f'href="{ADDRESS}#id_goal"' in closed
    pressed = browser.post("/jobs/1/brief/send/", {"revision": draft.revision})
    assert pressed.status_code == 409
    assert "The brief is not sent yet. The brief has no goal." in pressed.content.decode()


def test_what_changed_after_reading_is_not_sent(client: Client) -> None:
    seat = given_workspace()
    draft = given_draft(seat)
    actions.save_brief(seat, 1, complete_draft(seat, goal="Another", revision=draft.revision))
    pressed = signed_in(client, seat).post("/jobs/1/brief/send/", {"revision": draft.revision})
    assert pressed.status_code == 409
    assert queries.sent_brief(seat, draft.job_id) is None


def test_a_finding_is_overruled_on_its_page(client: Client) -> None:
    seat = given_workspace()
    given_draft(seat, goal="It looks professional.")
    browser = signed_in(client, seat)
    address = "/jobs/1/brief/overrule/"
    assert "professional" in browser.get(f"{address}?rule=vague-word&target=").content.decode()
    fields = {"rule": "vague-word", "target": "", "reason": ""}
    assert browser.post(address, fields).status_code == 422
    done = browser.post(address, {**fields, "reason": "The client's <word>."})
    assert done["Location"] == f"{ADDRESS}#clear"
    page = browser.get(ADDRESS).content.decode()
    assert "Marta Castell lets it stand" in page
    assert "The client&#x27;s &lt;word&gt;." in page
    assert browser.get(f"{address}?rule=nonsense").status_code == 409


def test_a_sent_brief_is_shown_and_changed_by_a_new_version(client: Client) -> None:
    seat = given_workspace()
    given_sent_brief(seat)
    browser = signed_in(client, seat)
    page = browser.get(ADDRESS).content.decode()
    assert "sent by Marta Castell" in page
    assert "<textarea" not in page
    assert "Begin the next version" in browser.get("/jobs/1/brief/revise/").content.decode()
    assert browser.post("/jobs/1/brief/revise/", {})["Location"] == ADDRESS
    assert "version 2, draft" in browser.get(ADDRESS).content.decode()
    assert browser.post("/jobs/1/brief/revise/", {}).status_code == 409


def test_the_draft_of_a_later_version_is_discarded(client: Client) -> None:
    seat = given_workspace()
    sent = given_sent_brief(seat)
    actions.revise_brief(seat, 1)
    browser = signed_in(client, seat)
    page = browser.get("/jobs/1/brief/discard/")
    assert "version 2 is deleted" in page.content.decode()
    fields = {"once": once_of(page)}
    assert [browser.post("/jobs/1/brief/discard/", fields).status_code for _ in range(2)] == [303, 303]
    assert queries.draft(seat, sent.job_id) is None
    assert browser.get("/jobs/1/brief/discard/").status_code == 409


def test_a_new_version_shows_its_words_that_changed(client: Client) -> None:
    seat = given_workspace()
    given_sent_brief(seat)
    draft = actions.revise_brief(seat, 1)
    command = complete_draft(
        seat,
        goal=draft.goal.replace("street", "<square>"),
        deliverables=draft.deliverables,
        criteria=draft.criteria[:3],
        rate_minor=6_000,
        revision=draft.revision,
    )
    actions.save_brief(seat, 1, command)
    actions.send_brief(seat, 1)
    page = signed_in(client, seat).get("/jobs/1/brief/versions/2/").content.decode()
    assert "<del>street,</del><ins>&lt;square&gt;,</ins>" in page
    assert "<del>Two colours of the style sheet" in page
    assert "<del>€50</del><ins>€60</ins>" in page
    assert "Compared with version 1" in page
    assert "What is new" not in signed_in(client, seat).get("/jobs/1/brief/versions/1/").content.decode()


def test_prices_are_shown_to_those_who_may_see_money(client: Client) -> None:
    seat = given_workspace()
    given_sent_brief(seat)
    draft = actions.revise_brief(seat, 1)
    actions.save_brief(seat, 1, complete_draft(seat, rate_minor=6_000, revision=draft.revision))
    actions.send_brief(seat, 1)
    viewer = given_member(seat, Role.VIEWER)
    for address in (ADDRESS, "/jobs/1/brief/versions/2/", "/jobs/1/brief/versions/1/"):
        shown = signed_in(client, viewer).get(address).content.decode()
        assert "The bakery gets a sign" in shown
        assert "€" not in shown
        assert "Change the brief" not in shown
    assert "€60" in signed_in(client, seat).get(ADDRESS).content.decode()


def test_a_viewer_reads_the_draft_and_cannot_write(client: Client) -> None:
    seat = given_workspace()
    before = given_draft(seat)
    viewer = signed_in(client, given_member(seat, Role.VIEWER))
    page = viewer.get(ADDRESS)
    assert (page.status_code, "<textarea" in page.content.decode()) == (200, False)
    assert viewer.post(ADDRESS, typed(before)).status_code == 404
    assert _stored(seat) == before
