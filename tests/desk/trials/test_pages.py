"""The pages of a trial: what each role gets, what bad input says, and that they stay quick as a trial grows."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from duomo.desk.assignments import queries as assignments
from duomo.desk.kit.clock import utc_now
from duomo.desk.seats.rights import Role
from duomo.desk.seats.seat import Seat
from duomo.desk.trials import actions
from duomo.desk.trials.models import Score, Trial
from duomo.desk.trials.queries import trial_page, trials_by_job
from tests.builders import given_member, given_workspace
from tests.desk.briefs.builders import given_draft, given_job, given_sent_brief
from tests.desk.people.builders import given_contractor
from tests.desk.reserve.builders import browser_of
from tests.desk.trials.builders import (
    GivenTrial,
    given_open_trial,
    given_revealed_trial,
    given_unsealed_trial,
    participant_keys,
    score_all,
)

pytestmark = pytest.mark.django_db


def owner() -> Seat:
    """The owner of a workspace of this moment."""
    return given_workspace(at=utc_now())


def body(browser: Client, address: str, status: int = 200) -> str:
    """The text of a page."""
    answer = browser.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def sheet(trial: GivenTrial, value: str = "4") -> dict[str, str]:
    """The fields of the owner's whole sheet."""
    found = trial_page(trial.seat, trial.job_number).sheet
    assert found is not None
    places = [(one.key, criterion) for one in found.submissions for criterion in found.scored_criteria]
    return {f"score-{key}-{criterion}": value for key, criterion in places}


def test_a_trial_is_opened_by_page() -> None:
    seat = owner()
    brief = given_sent_brief(seat)
    ids = [given_contractor(seat, name=name).id for name in ("Amina Diallo", "Bruno Keller")]
    browser, address = browser_of(seat), f"/jobs/{brief.job_number}/trial/new/"
    page = body(browser, address)
    assert all(word in page for word in ("Amina Diallo", "Bruno Keller", "Marta Castell", "€50"))
    typed = {
        "contractors": [str(one) for one in ids],
        "reviewers": [str(seat.member_id)],
        "task": "Draw the logo only.",
        "cap": "1:30",
        "rate": "45,50",
        "deadline": "2099-11-27T17:00",
        "once": "the same form",
    }
    answers = [browser.post(address, typed) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert [answer["Location"] for answer in answers] == [f"/jobs/{brief.job_number}/trial/"] * 2
    row = Trial.objects.within(seat).get()
    assert (row.cap_minutes, row.rate_minor, row.currency) == (90, 4_550, "EUR")


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("contractors", [], "Choose two contractors or more"),
        ("contractors", ["1000000000", "x"], "Choose one of these"),
        ("reviewers", [], "Choose who scores"),
        ("task", "", "Fill this in."),
        ("task", "x" * 5_001, "5000"),
        ("cap", "", "Fill this in."),
        ("cap", "-1", "zero or more"),
        ("cap", "1e9", "exponent"),
        ("cap", "100000", "at most"),
        ("rate", "", "Trials are paid"),
        ("rate", "0", "Trials are paid"),
        ("rate", "-5", "zero or more"),
        ("rate", "a lot", "amount as a number"),
        ("deadline", "", "Fill this in."),
        ("deadline", "tomorrow", "not a date and time"),
        ("deadline", "2020-01-01T12:00", "has passed"),
    ],
)
def test_bad_terms_are_named_beside_their_field_and_nothing_is_lost(field: str, value: Any, sentence: str) -> None:
    seat = owner()
    brief = given_sent_brief(seat)
    ids = [given_contractor(seat, name=name).id for name in ("Amina Diallo", "Bruno Keller")]
    typed = {
        "contractors": [str(one) for one in ids],
        "reviewers": [str(seat.member_id)],
        "task": "Kept words",
        "cap": "2",
        "rate": "50",
        "deadline": "2099-11-27T17:00",
        field: value,
    }
    answer = browser_of(seat).post(f"/jobs/{brief.job_number}/trial/new/", typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert f'id="id_{field}_error"' in page
    assert Trial.objects.within(seat).count() == 0
    if field != "task":
        assert "Kept words" in page


def test_what_is_missing_for_a_trial_is_said_with_the_way_to_it() -> None:
    seat = owner()
    draft = given_draft(seat)
    assert "not sent yet" in body(browser_of(seat), f"/jobs/{draft.job_number}/trial/new/")
    brief = given_sent_brief(seat, given_job(seat, title="Another"))
    given_contractor(seat)
    assert "two contractors or more" in body(browser_of(seat), f"/jobs/{brief.job_number}/trial/new/")
    answer = browser_of(seat).get(f"/jobs/{brief.job_number}/trial/")
    assert (answer.status_code, answer["Location"]) == (302, f"/jobs/{brief.job_number}/trial/new/")


def test_scores_are_saved_and_locked_by_page() -> None:
    seat = owner()
    trial = given_unsealed_trial(seat)
    browser, base = browser_of(seat), f"/jobs/{trial.job_number}/trial/"
    typed = sheet(trial)
    first = next(iter(typed))
    part = {first: "5", first.replace("score", "comment", 1): "Clear & calm"}
    for value in ("3", "5"):
        assert browser.post(f"{base}score/", {**part, first: value, "once": "the same form"})["Location"] == base
    assert Score.objects.within(seat).get().value == 5
    page = body(browser, base)
    assert "5\u00a0scores are missing" in page
    assert "Clear &amp; calm" in page
    refused = browser.post(f"{base}lock/", part)
    assert refused.status_code == 409
    assert "Missing: “The name can be read" in refused.content.decode()
    assert browser.post(f"{base}lock/", typed).status_code == 303
    assert Score.objects.within(seat).count() == 6
    assert "Your scores are locked" in body(browser, base)


@pytest.mark.parametrize("value", ["0", "6", "-1", "1e9", "4.5", "good"])
def test_a_score_that_is_none_is_refused_and_nothing_is_lost(value: str) -> None:
    seat = owner()
    trial = given_unsealed_trial(seat)
    typed = sheet(trial)
    first, *_, last = typed
    typed = {first: value, last: "3", last.replace("score", "comment", 1): "Kept words"}
    answer = browser_of(seat).post(f"/jobs/{trial.job_number}/trial/score/", typed)
    assert answer.status_code == 422
    assert "A score is a whole number from 1 to 5." in answer.content.decode()
    assert "Kept words" in answer.content.decode()
    assert Score.objects.within(seat).count() == 0


def test_a_comment_without_a_score_is_refused_beside_its_place() -> None:
    seat = owner()
    trial = given_unsealed_trial(seat)
    name = next(iter(sheet(trial)))
    answer = browser_of(seat).post(
        f"/jobs/{trial.job_number}/trial/score/", {name.replace("score", "comment", 1): "Only words"}
    )
    assert answer.status_code == 422
    assert f'id="id_{name}_error"' in answer.content.decode()
    assert "Only words" in answer.content.decode()


def test_revealing_deciding_and_calling_off_by_page() -> None:
    seat = owner()
    trial = given_unsealed_trial(seat, reviewers=2)
    browser, base = browser_of(seat), f"/jobs/{trial.job_number}/trial/"
    assert browser.post(f"{base}reveal/", {}).status_code == 409
    score_all(trial, seat)
    actions.lock_scores(seat, trial.job_number)
    assert "Reviewer 1 has not locked yet" in body(browser, f"{base}reveal/")
    assert browser.post(f"{base}reveal/", {})["Location"] == base
    assert "Amina Diallo" in body(browser, base)
    page = body(browser, f"{base}decide/")
    assert page.count('name="hire-') == 2
    refused = browser.post(f"{base}decide/", {"reason": "Kept words"})
    assert refused.status_code == 422
    assert "Choose whom to hire" in refused.content.decode()
    assert "Kept words" in refused.content.decode()
    key = participant_keys(trial)[trial.entrants[0].line.id]
    terms = {
        f"hire-{key}": "on",
        f"plan-{key}": "8",
        f"reserve-{key}": "",
        f"feasibility-{key}": "1",
        f"pay-{key}": "48",
        f"deadline-{key}": "2099-12-18T17:00",
    }
    assert browser.post(f"{base}decide/", {**terms, "nobody": "on"}).status_code == 422
    assert browser.post(f"{base}decide/", {**terms, f"pay-{key}": ""}).status_code == 422
    assert browser.post(f"{base}decide/", {**terms, f"plan-{key}": "-8"}).status_code == 422
    assert browser.post(f"{base}decide/", {**terms, f"deadline-{key}": "2020-01-01T12:00"}).status_code == 422
    assert browser.post(f"{base}decide/", {**terms, "once": "x"})["Location"] == f"/jobs/{trial.job_number}/"
    assert browser.post(f"{base}decide/", {**terms, "once": "y"}).status_code == 409
    [hired] = assignments.of_job(seat, trial.brief.job_id, "work")
    assert (hired.plan_minutes, hired.reserve_minutes, hired.rate_minor) == (480, 0, 4_800)
    assert "Hired: Amina Diallo." in body(browser, base)


def test_nobody_is_hired_by_page() -> None:
    seat = owner()
    trial = given_revealed_trial(seat)
    address = f"/jobs/{trial.job_number}/trial/decide/"
    assert browser_of(seat).post(address, {"nobody": "on", "reason": "None fits"}).status_code == 303
    assert trial.trial.state == "decided"


def test_calling_off_by_page_needs_a_reason() -> None:
    seat = owner()
    trial = given_open_trial(seat)
    browser, address = browser_of(seat), f"/jobs/{trial.job_number}/trial/call-off/"
    assert browser.post(address, {"reason": ""}).status_code == 422
    assert browser.post(address, {"reason": "Too early"}).status_code == 303
    assert "Too early" in body(browser, f"/jobs/{trial.job_number}/trial/")
    assert browser.post(address, {"reason": "Again"}).status_code == 409


def test_who_gets_which_page() -> None:
    seat = owner()
    trial = given_unsealed_trial(seat, reviewers=2)
    pages = ("", "score/", "new/", "reveal/", "call-off/")
    addresses = [f"/jobs/{trial.job_number}/trial/{page}" for page in pages]

    def answers(somebody: Seat) -> list[int]:
        return [browser_of(somebody).get(address).status_code for address in addresses]

    assert answers(seat) == [200, 302, 200, 200, 200]
    assert answers(given_member(seat, Role.MANAGER)) == [200, 302, 200, 200, 200]
    assert answers(trial.reviewers[1]) == [200, 302, 404, 404, 404]
    other = given_workspace("Other", owner_email="o@other.example", at=seat.at)
    stranger = given_member(seat, Role.REVIEWER)
    nobodies = [given_member(seat, role) for role in (Role.BOOKKEEPER, Role.VIEWER)]
    for nobody in (stranger, *nobodies, trial.entrants[0].seat):
        assert answers(nobody) == [404] * 5
    assert answers(other) == [404] * 5
    assert Client().get(addresses[0]).status_code == 302


def test_a_job_that_is_not_there_is_nothing() -> None:
    seat = owner()
    for page in ("score/", "new/", "reveal/", "decide/", "call-off/"):
        assert browser_of(seat).get(f"/jobs/99/trial/{page}").status_code == 404


def test_unlocked_sheets_warn_before_the_reveal_and_one_submission_is_named() -> None:
    seat = owner()
    trial = given_open_trial(seat)
    actions.delivery_came(trial.entrants[0].seat, trial.entrants[0].line.id)
    assert re.search(r"0\s+of\s+2\s+in", body(browser_of(seat), f"/jobs/{trial.job_number}/trial/"))


def test_the_number_of_queries_does_not_grow_with_the_contractors() -> None:
    def counts(contractors: int) -> list[int]:
        seat = given_workspace(owner_email=f"o{contractors}@example.com", at=utc_now())
        sealed = given_open_trial(seat, contractors=contractors, reviewers=contractors)
        found = [count(seat, sealed)]
        actions.call_off_trial(seat, sealed.job_number, "To begin again")
        return found

    def count(seat: Seat, trial: GivenTrial) -> int:
        browser = browser_of(seat)
        with CaptureQueriesContext(connection) as seen:
            assert browser.get(f"/jobs/{trial.job_number}/trial/").status_code == 200
        return len(seen)

    assert counts(2) == counts(4)


@pytest.mark.parametrize("stood", ["scoring", "revealed"])
def test_nor_does_it_with_the_submissions(stood: str) -> None:
    def count(contractors: int) -> int:
        seat = given_workspace(owner_email=f"o{contractors}@example.com", at=utc_now())
        given = {"scoring": given_unsealed_trial, "revealed": given_revealed_trial}[stood]
        trial = given(seat, contractors=contractors, reviewers=2)
        browser = browser_of(seat)
        with CaptureQueriesContext(connection) as seen:
            assert browser.get(f"/jobs/{trial.job_number}/trial/").status_code == 200
        return len(seen)

    assert count(2) == count(4)


def test_the_lines_of_many_jobs_take_as_many_queries_as_those_of_one() -> None:
    seat = owner()
    first = given_open_trial(seat)

    def count(ids: list[int]) -> int:
        with CaptureQueriesContext(connection) as seen:
            assert trials_by_job(seat, ids).keys() == set(ids)
        return len(seen)

    few = count([first.brief.job_id])
    people = tuple(entrant.contractor.id for entrant in first.entrants)
    ids = [first.brief.job_id]
    for number in range(3):
        brief = given_sent_brief(seat, given_job(seat, title=f"Job {number}"))
        terms = actions.OpenTrial(people, (seat.acting_member,), "Try", 60, 5_000, first.trial.deadline_at)
        actions.open_trial(seat, brief.job_number, terms)
        ids.append(brief.job_id)
    assert count(ids) == few
