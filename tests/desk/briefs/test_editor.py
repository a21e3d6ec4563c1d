"""The brief's editor as a browser meets it."""

import html
import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from duomo.core.briefs import BudgetKind
from duomo.core.delivery import JobStage
from duomo.desk.briefs import actions, queries
from duomo.desk.briefs.pages import BriefPage
from duomo.desk.seats.queries import events_of_job
from duomo.desk.seats.rights import Role
from duomo.desk.seats.seat import Seat
from tests.builders import given_member, given_workspace
from tests.desk.briefs.browser import once_of, row, signed_in, typed, with_rows
from tests.desk.briefs.builders import complete_draft, criterion, given_draft, given_job

pytestmark = pytest.mark.django_db

ADDRESS = "/jobs/1/brief/"


def _stored(seat: Seat) -> BriefPage:
    page = queries.draft(seat, queries.job(seat, 1).id)
    assert page is not None
    return page


def test_a_new_job_leads_to_its_brief(client: Client) -> None:
    seat = given_workspace()
    browser = signed_in(client, seat)
    once = once_of(browser.get("/jobs/new/"))
    fields = {"title": "Menu card", "function_slug": "design", "owner_estimate_minutes": "1:30", "once": once}
    first, second = browser.post("/jobs/new/", fields), browser.post("/jobs/new/", fields)
    assert (first.status_code, first["Location"]) == (303, ADDRESS)
    assert second["Location"] == ADDRESS
    assert [line.title for line in queries.job_list(seat).object_list] == ["Menu card"]
    assert queries.job(seat, 1).owner_estimate_minutes == 90


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("title", "", "Fill this in."),
        ("title", "x" * 201, "200"),
        ("title", "Menu\u202ecard", "cannot be seen"),
        ("function_slug", "cooking", "Choose one of these."),
        ("owner_estimate_minutes", "-3", "zero or more"),
        ("owner_estimate_minutes", "1e9", "without an exponent"),
        ("owner_estimate_minutes", "0", "at least"),
        ("owner_estimate_minutes", "99999999", "Check the number"),
        ("owner_estimate_minutes", "soon", "as a number"),
    ],
)
def test_a_job_that_cannot_be_read_keeps_what_was_typed(client: Client, field: str, value: str, sentence: str) -> None:
    seat = given_workspace()
    fields = {"title": "Menu card", "function_slug": "design", "owner_estimate_minutes": "2", field: value}
    response = signed_in(client, seat).post("/jobs/new/", fields)
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert all(f'"{kept}"' in response.content.decode() for kept in fields.values() if kept and kept != "cooking")
    assert not queries.job_list(seat).object_list


def test_a_job_is_edited_until_contractors_are_asked(client: Client) -> None:
    seat = given_workspace()
    job = given_job(seat)
    browser = signed_in(client, seat)
    fields = {"title": "Menu card", "function_slug": "copywriting", "owner_estimate_minutes": "2"}
    assert browser.get("/jobs/1/edit/").status_code == 200
    assert browser.post("/jobs/1/edit/", fields).status_code == 303
    assert queries.job(seat, 1).title == "Menu card"
    actions.move_job(seat, job.id, JobStage.TRIAL)
    refused = browser.post("/jobs/1/edit/", {**fields, "title": "Late"})
    assert (refused.status_code, queries.job(seat, 1).title) == (409, "Menu card")
    assert "asked already" in refused.content.decode()


def test_the_editor_shows_findings_with_links_to_their_fields(client: Client) -> None:
    seat = given_workspace()
    given_draft(
        seat, goal="It looks professional.", rate_minor=None, criteria=(criterion("Readable", about="new-logo"),)
    )
    page = signed_in(client, seat).get(ADDRESS).content.decode()
    assert re.search(r"two errors</a> close\s+the gate, one place could mislead", page)
    assert 'href="#id_deliverables-1-text"' in page
    assert 'href="#id_rate_minor"' in page
    assert 'data-anchor="id_goal"' in page
    for anchor in re.findall(r'href="#(id_[^"]+)"', page):
        assert f'id="{anchor}"' in page, anchor
    assert 'aria-disabled="true" aria-describedby="needs"' in page


def test_a_draft_is_kept_at_any_time(client: Client) -> None:
    seat = given_workspace()
    given_job(seat, estimate_minutes=None)
    fields = with_rows(with_rows(typed(_stored(seat)), "deliverables", []), "criteria", [])
    fields |= {"goal": "Half a thought", "planned_minutes": "", "rate_minor": "", "deadline_at": "", "currency": ""}
    fields |= {"owner_estimate_minutes": "", "reserve_minutes": "", "feasibility_minutes": "", "budget_kind": ""}
    response = signed_in(client, seat).post(ADDRESS, {**fields, "keep": "yes"}, follow=True)
    assert response.redirect_chain == [(ADDRESS, 303)]
    assert "The draft is saved." in response.content.decode()
    page = _stored(seat)
    assert (page.goal, page.budget_kind, page.rate_minor, page.deadline_at) == ("Half a thought", None, None, None)


def test_what_the_editor_shows_is_what_it_stores(client: Client) -> None:
    seat = given_workspace()
    before = given_draft(seat, rate_minor=4_550, fixed_minor=100, planned_minutes=470, budget_kind=BudgetKind.FIXED)
    assert before.criteria[1].early
    browser = signed_in(client, seat)
    shown = _fields_of(browser.get(ADDRESS).content.decode())
    assert browser.post(ADDRESS, shown).status_code == 303
    after = _stored(seat)
    assert after.core == before.core
    assert after.revision == before.revision + 1


def _fields_of(page: str) -> dict[str, Any]:
    """The fields of the editor as a browser would send them untouched."""
    form = page[page.index('id="brief-form"') : page.index("data-clarity")]
    form = re.sub(r"<template.*?</template>", "", form, flags=re.DOTALL)
    fields: dict[str, Any] = {}
    for name, text in re.findall(r'<textarea name="([^"]+)"[^>]*>\n?(.*?)</textarea>', form, re.DOTALL):
        fields[name] = html.unescape(text)
    for tag in re.findall(r"<input[^>]+>", form):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and name[1] != "csrfmiddlewaretoken" and ("checked" in tag or not re.search("radio|checkbox", tag)):
            fields[name[1]] = html.unescape(value[1]) if value else "on" if "checkbox" in tag else ""
    for name, options in re.findall(r'<select name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options) or re.search(r'value="([^"]*)"', options)
        assert chosen is not None
        fields[name] = chosen[1]
    return fields


def test_new_rows_are_stored_with_their_deliverable(client: Client) -> None:
    seat = given_workspace()
    given_job(seat)
    deliverables = [
        {"key": "", "text": "  The logo\r\nas SVG "},
        {"key": "", "text": ""},
        {"key": "", "text": "A card"},
    ]
    criteria = [
        row("Readable", about="new0"),
        row("", about="new1"),
        row("Bleed", about="new2", judge="check", check="link"),
    ]
    fields = with_rows(with_rows(typed(_stored(seat)), "deliverables", deliverables), "criteria", criteria)
    assert signed_in(client, seat).post(ADDRESS, fields).status_code == 303
    page = _stored(seat)
    assert [line.text for line in page.deliverables] == ["The logo as SVG", "A card"]
    assert [page.deliverable_text(line.deliverable_key) for line in page.criteria] == ["The logo as SVG", "A card"]
    assert page.criteria[1].check == "link"


def test_removed_rows_go_and_their_criteria_stay(client: Client) -> None:
    seat = given_workspace()
    before = given_draft(seat)
    fields = {**typed(before), "deliverables-0-DELETE": "on", "criteria-3-DELETE": "on"}
    assert signed_in(client, seat).post(ADDRESS, fields).status_code == 303
    page = _stored(seat)
    assert [line.key for line in page.deliverables] == [before.deliverables[1].key]
    assert [(line.key, line.deliverable_key) for line in page.criteria] == [
        (before.criteria[0].key, ""),
        (before.criteria[1].key, ""),
        (before.criteria[2].key, before.deliverables[1].key),
    ]


@pytest.mark.parametrize("prefix", ["deliverables", "criteria"])
def test_another_row_saves_nothing_and_loses_nothing(client: Client, prefix: str) -> None:
    seat = given_workspace()
    before = given_draft(seat)
    browser = signed_in(client, seat)
    once = once_of(browser.get(ADDRESS))
    fields = {
        **typed(before),
        "goal": "Typed <anew>",
        "planned_minutes": "eight",
        "criteria-0-early": "on",
        "once": once,
    }
    response = browser.post(ADDRESS, {**fields, "criteria-1-DELETE": "on", "more": prefix})
    page = response.content.decode()
    assert response.status_code == 200
    assert "Typed &lt;anew&gt;" in page
    assert 'value="eight"' in page
    assert f'name="{prefix}-TOTAL_FORMS" value="{int(fields[f"{prefix}-TOTAL_FORMS"]) + 1}"' in page
    assert re.search(r'name="criteria-0-early"[^>]*checked', page)
    assert re.search(r'name="criteria-1-DELETE"[^>]*checked', page)
    assert once_of(response) == once
    assert _stored(seat) == before
    shown = _fields_of(page)
    assert browser.post(ADDRESS, {**shown, "planned_minutes": "8"}).status_code == 303
    assert _stored(seat).goal == "Typed <anew>"


def test_an_unknown_form_set_gets_no_row(client: Client) -> None:
    seat = given_workspace()
    before = given_draft(seat)
    response = signed_in(client, seat).post(ADDRESS, {**typed(before), "more": "x", "criteria-TOTAL_FORMS": "nonsense"})
    assert response.status_code == 200
    assert 'name="deliverables-TOTAL_FORMS" value="2"' in response.content.decode()


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("planned_minutes", "1e9", "without an exponent"),
        ("planned_minutes", "-8", "zero or more"),
        ("planned_minutes", "12000", "at most"),
        ("reserve_minutes", "a lot", "as a number"),
        ("rate_minor", "50.555", "two ways"),
        ("rate_minor", "99999999999999", "too large"),
        ("rate_minor", "-50", "zero or more"),
        ("rate_minor", "50000000", "This must be at most"),
        ("currency", "XYZ", "There is no currency"),
        ("currency", "EURO", "at most 3"),
        ("currency", "", "Give the currency"),
        ("deadline_at", "2026-03-29T02:30", "the clocks skip it"),
        ("deadline_at", "2026-02-30T10:00", "not a date and time"),
        ("deadline_at", "tomorrow", "not a date and time"),
        ("condition", "perfect", "Choose one of these."),
        ("goal", "x" * 20_001, "20000"),
        ("goal", "Reads \x00 well", "cannot be seen"),
        ("deliverables-0-text", "x" * 501, "at most 500"),
        ("criteria-0-check", "x" * 201, "at most 200"),
        ("criteria-0-about", "aaaaaaaaaaaa", "no deliverable of this brief"),
        ("criteria-0-weight", "perhaps", "not one of the available"),
        ("criteria-0-key", "aaaaaaaaaaaa", "not part of the brief any more"),
        ("criteria-TOTAL_FORMS", "9999", "at most 100"),
        ("criteria-TOTAL_FORMS", "", "ManagementForm"),
    ],
)
def test_what_cannot_be_read_is_said_and_the_rest_stays(client: Client, field: str, value: str, sentence: str) -> None:
    seat = given_workspace()
    before = given_draft(seat)
    response = signed_in(client, seat).post(ADDRESS, {**typed(before), "goal": "What I typed", field: value})
    page = response.content.decode()
    assert response.status_code == 422
    assert sentence in page
    assert 'role="alert"' in page
    assert field == "goal" or "What I typed" in page
    assert _stored(seat) == before


def test_a_deadline_is_typed_and_shown_in_the_persons_zone(client: Client) -> None:
    seat = given_workspace(zone="America/New_York")
    before = given_draft(seat)
    browser = signed_in(client, seat)
    browser.post(ADDRESS, typed(before, deadline_at="2026-12-07T10:00"))
    assert _stored(seat).deadline_at == datetime(2026, 12, 7, 15, 0, tzinfo=UTC)
    page = browser.get(ADDRESS).content.decode()
    assert 'value="2026-12-07T10:00"' in page
    assert "America/New York" in page


def test_a_deadline_in_the_past_is_kept_found_and_closes_the_gate(client: Client) -> None:
    seat = given_workspace()
    before = given_draft(seat)
    browser = signed_in(client, seat)
    assert browser.post(ADDRESS, typed(before, deadline_at="2020-01-01T10:00")).status_code == 303
    assert "already passed" in browser.get(ADDRESS).content.decode()
    refused = browser.post("/jobs/1/brief/send/", {"revision": before.revision + 1})
    assert (refused.status_code, queries.sent_brief(seat, before.job_id)) == (409, None)


def test_a_double_click_saves_once(client: Client) -> None:
    seat = given_workspace()
    before = given_draft(seat)
    browser = signed_in(client, seat)
    fields = typed(before, goal="Once", once=once_of(browser.get(ADDRESS)))
    assert [browser.post(ADDRESS, fields).status_code for _ in range(2)] == [303, 303]
    assert _stored(seat).revision == before.revision + 1
    assert [event.verb for event in events_of_job(seat, 1, limit=9)].count("brief_saved") == 2


def test_two_writers_meet_and_neither_loses_a_word(client: Client) -> None:
    seat = given_workspace()
    mine = given_draft(seat)
    anna = given_member(seat, Role.MANAGER, name="Anna Weiss")
    theirs = complete_draft(
        seat, goal="Anna's goal", deliverables=mine.deliverables[:1], criteria=mine.criteria[:1], revision=mine.revision
    )
    actions.save_brief(anna, 1, theirs)
    browser = signed_in(client, seat)
    response = browser.post(ADDRESS, typed(mine, goal="My goal"))
    page = response.content.decode()
    assert response.status_code == 409
    assert "Anna Weiss changed this brief while you were writing" in page
    assert "Anna&#x27;s goal" in page
    assert "My goal" in page
    assert _stored(seat).goal == "Anna's goal"
    again = browser.post(ADDRESS, _fields_of(page))
    assert again.status_code == 303
    after = _stored(seat)
    assert after.goal == "My goal"
    assert [line.text for line in after.criteria] == [line.text for line in mine.criteria]
    assert [after.deliverable_text(line.deliverable_key) for line in after.criteria] == [
        mine.deliverable_text(line.deliverable_key) for line in mine.criteria
    ]
    assert after.criteria[0].key == mine.criteria[0].key


def test_a_draft_that_was_sent_meanwhile_keeps_what_was_typed(client: Client) -> None:
    seat = given_workspace()
    mine = given_draft(seat)
    actions.send_brief(seat, 1)
    response = signed_in(client, seat).post(ADDRESS, typed(mine, goal="Too late"))
    assert response.status_code == 409
    assert "Version 1 of this brief is sent and frozen" in response.content.decode()
    assert "Too late" in response.content.decode()
    assert queries.version(seat, 1, 1).goal == mine.goal


def test_findings_are_told_while_typing_and_nothing_is_written(client: Client) -> None:
    seat = given_workspace()
    before = given_draft(seat)
    browser = signed_in(client, seat)
    criteria = [row("x", DELETE="on"), row(""), row("A modern look", about="new0")]
    fields = with_rows(typed(before, goal="A stunning 🎂 sign"), "criteria", criteria)
    fields = with_rows(fields, "deliverables", [{"key": "", "text": "Logo"}])
    response = browser.post("/jobs/1/brief/findings/", fields)
    page = response.content.decode()
    assert response.status_code == 200
    assert 'data-anchor="id_goal"' in page
    assert 'data-start="2" data-end="10"' in page
    assert 'data-anchor="id_criteria-2-text"' in page
    assert "<html" not in page
    assert _stored(seat) == before
    assert browser.post("/jobs/1/brief/findings/", {**fields, "planned_minutes": "eight"}).status_code == 204
    assert browser.get("/jobs/1/brief/findings/").status_code == 405
