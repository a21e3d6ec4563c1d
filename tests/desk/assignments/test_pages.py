"""Every page of the room: who gets it, what it does, and that a refusal keeps what was typed."""

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.test import Client

from duomo.core.delivery import AssignmentState
from duomo.desk.assignments import actions, queries
from duomo.desk.assignments.pages import AssignmentLine, QuestionLine
from duomo.desk.briefs import actions as brief_actions
from duomo.desk.briefs import queries as briefs
from duomo.desk.kit.clock import utc_now
from duomo.desk.people.pages import ContractorLine
from duomo.desk.seats.queries import person
from duomo.desk.seats.rights import Role
from duomo.desk.seats.seat import Seat
from tests.builders import given_member, given_workspace
from tests.desk.assignments.builders import GOAL, acknowledged, given_assignment, given_working_assignment
from tests.desk.briefs.builders import given_draft, given_sent_brief
from tests.desk.people.builders import given_contractor

pytestmark = pytest.mark.django_db


def client_of(seat: Seat) -> Client:
    client = Client()
    client.force_login(person(seat.person_id or 0))
    return client


def once_key(page: bytes) -> str:
    found = re.search(rb'name="once" value="([^"]+)"', page)
    assert found is not None
    return found[1].decode()


def text_of(page: bytes) -> str:
    return html.unescape(page.decode())


@dataclass(frozen=True)
class World:
    """A job with two contractors: one invited to work, one at work, who has asked something."""

    seat: Seat
    line: AssignmentLine
    guest: Seat
    working: AssignmentLine
    worker: Seat
    question: QuestionLine
    spare: ContractorLine


@pytest.fixture
def world() -> World:
    seat = given_workspace(at=utc_now())
    brief = given_sent_brief(seat)
    line, guest = given_assignment(seat, brief=brief)
    other = given_contractor(seat, name="Tom Ode")
    working, worker = given_working_assignment(seat, brief=brief, contractor=other)
    question = actions.ask(worker, working.key, "Which photo?")
    return World(seat, line, guest, working, worker, question, given_contractor(seat, name="Kim Moe"))


Path = Callable[[World], str]
OWNERS: dict[str, Path] = {
    "hire": lambda w: f"/jobs/{w.line.job_number}/hire/",
    "answer": lambda w: f"/questions/{w.question.key}/answer/",
    "withdraw": lambda w: f"/assignments/{w.line.key}/withdraw/",
}
INVITED: dict[str, Path] = {
    "acknowledge": lambda w: f"/assignments/{w.line.key}/acknowledge/",
    "decline": lambda w: f"/assignments/{w.line.key}/decline/",
    "ask": lambda w: f"/assignments/{w.line.key}/ask/",
}


@pytest.mark.parametrize("page", OWNERS.values(), ids=OWNERS.keys())
def test_a_leaders_page_is_for_leaders(world: World, page: Path) -> None:
    path = page(world)
    assert client_of(world.seat).get(path).status_code == 200
    assert client_of(given_member(world.seat, Role.MANAGER)).get(path).status_code == 200
    stranger = given_workspace("Other", owner_email="o@example.com", at=utc_now())
    outside = [given_member(world.seat, role) for role in (Role.REVIEWER, Role.BOOKKEEPER, Role.VIEWER)]
    for somebody in (*outside, world.guest, world.worker, stranger):
        for method in ("get", "post"):
            assert getattr(client_of(somebody), method)(path).status_code == 404
    assert Client().get(path).status_code == 302


@pytest.mark.parametrize("page", INVITED.values(), ids=INVITED.keys())
def test_a_contractors_page_is_for_that_contractor(world: World, page: Path) -> None:
    path = page(world)
    assert client_of(world.guest).get(path).status_code == 200
    stranger = given_workspace("Other", owner_email="o@example.com", at=utc_now())
    colleagues = [given_member(world.seat, role) for role in (Role.MANAGER, Role.REVIEWER, Role.VIEWER)]
    for somebody in (*colleagues, world.seat, world.worker, stranger):
        for method in ("get", "post"):
            assert getattr(client_of(somebody), method)(path).status_code == 404
    assert Client().get(path).status_code == 302


def test_questions_are_read_by_leaders_and_viewers(world: World) -> None:
    path = f"/jobs/{world.line.job_number}/questions/"
    page = text_of(client_of(world.seat).get(path).content)
    assert "Which photo?" in page
    assert "Tom Ode" in page
    viewers = client_of(given_member(world.seat, Role.VIEWER)).get(path)
    assert viewers.status_code == 200
    assert "/answer/" not in viewers.content.decode()
    for somebody in (given_member(world.seat, Role.REVIEWER), world.worker):
        assert client_of(somebody).get(path).status_code == 404


@pytest.mark.parametrize("key", ["nosuchkey", "a" * 300, "%00", "..", "%F0%9F%92%A9", "1' OR '1'='1"])
def test_addresses_of_nothing_are_not_found(world: World, key: str) -> None:
    for path in (f"/assignments/{key}/acknowledge/", f"/assignments/{key}/ask/", f"/deliveries/{key}/files/1/"):
        assert client_of(world.guest).get(path).status_code == 404
    for path in (f"/assignments/{key}/withdraw/", f"/questions/{key}/answer/"):
        assert client_of(world.seat).get(path).status_code == 404


def test_a_number_of_no_job_is_not_found(world: World) -> None:
    for number in ("0", "99", "9" * 30):
        assert client_of(world.seat).get(f"/jobs/{number}/hire/").status_code == 404
        assert client_of(world.seat).get(f"/jobs/{number}/questions/").status_code == 404


# --- hiring -------------------------------------------------------------------------------------------------------


def hire_form(world: World, **changes: str) -> dict[str, str]:
    due = (utc_now() + timedelta(days=5)).strftime("%Y-%m-%dT%H:%M")
    usual = {"plan": "8", "reserve": "2", "feasibility": "1:00", "rate": "50", "currency": "EUR", "deadline": due}
    return {"contractor": str(world.spare.id), **usual, **changes}


def test_the_page_of_hiring_is_filled_in_from_the_brief(world: World) -> None:
    page = text_of(client_of(world.seat).get(OWNERS["hire"](world)).content)
    for value in ('name="plan" value="8"', 'name="reserve" value="2"', 'name="feasibility" value="1"', 'value="€50"'):
        assert value in page
    assert "Kim Moe" in page
    assert "Tom Ode" not in page
    assert "Without a trial" in page


def test_hiring_from_the_page(world: World) -> None:
    done = client_of(world.seat).post(OWNERS["hire"](world), hire_form(world))
    assert (done.status_code, done.headers["Location"]) == (303, f"/jobs/{world.line.job_number}/")
    line = queries.of_job(world.seat, world.line.job_id)[-1]
    assert (line.contractor_id, line.plan_minutes, line.feasibility_minutes) == (world.spare.id, 480, 60)
    assert (line.rate_minor, line.fixed_minor) == (5_000, None)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"contractor": ""}, "Choose whom you want to hire."),
        ({"contractor": "999999"}, "Choose one of these."),
        ({"rate": ""}, "Give either a rate for an hour or a fixed price."),
        ({"fixed": "400"}, "Give either a rate for an hour or a fixed price."),
        ({"rate": "a lot"}, "Enter the amount as a number"),
        ({"plan": ""}, "Give the planned hours"),
        ({"plan": "-1"}, "zero or more"),
        ({"feasibility": "9"}, "cannot be longer"),
        ({"deadline": "2020-01-01T10:00"}, "This deadline has passed."),
        ({"deadline": "soon"}, "This is not a date and time."),
        ({"currency": "XYZ"}, "There is no currency"),
    ],
)
def test_what_cannot_be_read_is_said_beside_its_field_and_nothing_is_lost(
    world: World, change: dict[str, str], sentence: str
) -> None:
    form = hire_form(world, reserve="7:30", **change)
    answer = client_of(world.seat).post(OWNERS["hire"](world), form)
    page = text_of(answer.content)
    assert answer.status_code == 422
    assert sentence in page
    assert 'value="7:30"' in page
    assert len(queries.of_job(world.seat, world.line.job_id)) == 2


def test_a_job_without_a_sent_brief_says_so(world: World) -> None:
    draft = given_draft(world.seat)
    answer = client_of(world.seat).get(f"/jobs/{draft.job_number}/hire/")
    assert answer.status_code == 409
    assert "The brief is not sent yet" in text_of(answer.content)


def test_without_contractors_the_page_says_how_to_add_one() -> None:
    seat = given_workspace(at=utc_now())
    answer = client_of(seat).get(f"/jobs/{given_sent_brief(seat).job_number}/hire/")
    assert "There is nobody to hire yet." in text_of(answer.content)


def test_a_second_opinion_is_filled_in_with_the_first_look_only(world: World) -> None:
    acknowledged(world.guest, world.line)
    refusal = actions.FeasibilityAnswer("not_possible", "The street has no lamp.")
    actions.answer_feasibility(world.guest, world.line.key, refusal)
    path = f"{OWNERS['hire'](world)}?second={world.line.key}"
    page = text_of(client_of(world.seat).get(path).content)
    for value in ('name="plan" value="1"', 'name="reserve" value="0"', 'name="feasibility" value="1"'):
        assert value in page
    assert "The street has no lamp." in page
    assert f'<option value="{world.line.contractor_id}"' not in page
    done = client_of(world.seat).post(path, hire_form(world, plan="1", reserve="0"))
    assert done.status_code == 303
    assert queries.of_job(world.seat, world.line.job_id)[-1].second_opinion_on == world.line.key


# --- the contractor's deeds ---------------------------------------------------------------------------------------


def acknowledge_form(world: World, **changes: object) -> dict[str, object]:
    brief = briefs.brief(world.seat, world.line.version_id)
    confirmed = [must.key for must in brief.musts]
    return {"restated_goal": GOAL, "confirmed": confirmed, "version": brief.version_id, **changes}


def test_acknowledging_from_the_page(world: World) -> None:
    client = client_of(world.guest)
    page = text_of(client.get(INVITED["acknowledge"](world)).content)
    brief = briefs.brief(world.seat, world.line.version_id)
    for must in brief.musts:
        assert must.text in page
    done = client.post(INVITED["acknowledge"](world), acknowledge_form(world))
    assert (done.status_code, done.headers["Location"]) == (303, f"/assignments/{world.line.key}/")
    assert queries.assignment(world.guest, world.line.key).state is AssignmentState.LOOKING


def test_an_unconfirmed_must_keeps_what_was_typed(world: World) -> None:
    form = acknowledge_form(world)
    confirmed = form["confirmed"]
    assert isinstance(confirmed, list)
    answer = client_of(world.guest).post(INVITED["acknowledge"](world), {**form, "confirmed": confirmed[:1]})
    page = text_of(answer.content)
    assert answer.status_code == 422
    assert "or ask a question about it instead" in page
    assert GOAL in page
    assert re.search(rf'value="{confirmed[0]}"[^>]* checked', page)
    assert queries.assignment(world.guest, world.line.key).state is AssignmentState.INVITED


def test_a_contractor_reads_neither_the_budget_nor_the_owners_estimate(world: World) -> None:
    seat = given_workspace("Other", owner_email="o@example.com", at=utc_now())
    brief = given_sent_brief(seat, rate_minor=7_777)
    line, guest = given_assignment(seat, brief=brief, contractor=given_contractor(seat, name="Kim Moe"))
    page = text_of(client_of(guest).get(f"/assignments/{line.key}/acknowledge/").content)
    assert "€50" in page
    assert "77.77" not in page
    assert "14\xa0h" not in page


def test_a_version_sent_while_reading_comes_back_with_its_difference(world: World) -> None:
    form = acknowledge_form(world)
    brief_actions.revise_brief(world.seat, world.line.job_number)
    sent = briefs.brief(world.seat, world.line.version_id)
    kept = {"deliverables": sent.deliverables, "criteria": sent.criteria}
    job = briefs.job(world.seat, world.line.job_number)
    given_draft(world.seat, job, goal="The sign can be read from the square.", **kept)
    brief_actions.send_brief(world.seat, world.line.job_number)
    answer = client_of(world.guest).post(INVITED["acknowledge"](world), form)
    page = text_of(answer.content)
    assert answer.status_code == 409
    assert "Version 2 of the brief was sent meanwhile" in page
    assert "The sign can be read from the square." in page
    assert GOAL in page
    newer = briefs.sent_brief(world.seat, world.line.job_id)
    assert newer is not None
    assert f'name="version" value="{newer.version_id}"' in page
    read = acknowledge_form(world, confirmed=[must.key for must in newer.musts], version=newer.version_id)
    assert client_of(world.guest).post(INVITED["acknowledge"](world), read).status_code == 303
    changed = text_of(client_of(world.worker).get(f"/assignments/{world.working.key}/acknowledge/").content)
    assert "What changed" in changed
    assert "Stay on version 1" in changed


def test_declining_from_the_page(world: World) -> None:
    client = client_of(world.guest)
    assert client.post(INVITED["decline"](world), {"reason": ""}).status_code == 422
    assert client.post(INVITED["decline"](world), {"reason": "No time."}).status_code == 303
    assert queries.assignment(world.guest, world.line.key).end_reason == "No time."


def test_a_stale_form_is_refused_with_what_is_true_now_and_keeps_the_words(world: World) -> None:
    client = client_of(world.guest)
    client.get(INVITED["decline"](world))
    actions.withdraw(world.seat, world.line.key, "The shop closes.")
    for path, form in (
        (INVITED["decline"](world), {"reason": "No time before March."}),
        (INVITED["ask"](world), {"text": "No time before March."}),
        (INVITED["acknowledge"](world), acknowledge_form(world, restated_goal="No time before March.")),
    ):
        answer = client.post(path, form)
        page = text_of(answer.content)
        assert answer.status_code == 409
        assert "This assignment has been withdrawn." in page
        assert "No time before March." in page
        assert client.get(path).status_code == 409


def test_a_double_click_asks_once(world: World) -> None:
    client = client_of(world.guest)
    key = once_key(client.get(INVITED["ask"](world)).content)
    answers = [client.post(INVITED["ask"](world), {"text": "Which colour?", "once": key}) for _ in range(2)]
    assert [(answer.status_code, answer.headers["Location"]) for answer in answers] == [
        (303, f"/assignments/{world.line.key}/")
    ] * 2
    assert [line.text for line in queries.questions(world.guest, world.line.job_id)] == ["Which colour?"]


def test_a_question_shows_no_names_to_contractors(world: World) -> None:
    actions.answer(world.seat, world.question.key, "The second one.")
    page = text_of(client_of(world.guest).get(INVITED["ask"](world)).content)
    assert "The second one." in page
    assert "Tom Ode" not in page


def test_saying_whether_it_is_possible(world: World) -> None:
    acknowledged(world.guest, world.line)
    path = f"/assignments/{world.line.key}/feasibility/"
    client = client_of(world.guest)
    assert client.get(path).status_code == 200
    missing = client.post(path, {"answer": "not_possible", "evidence": ""})
    assert missing.status_code == 422
    assert "Show why it is not possible" in text_of(missing.content)
    assert client.post(path, {"answer": "", "evidence": ""}).status_code == 422
    assert client.post(path, {"answer": "changes", "evidence": "One class name."}).status_code == 303
    assert queries.assignment(world.guest, world.line.key).state is AssignmentState.WORKING
    assert client.get(path).status_code == 409
    again = client.post(path, {"answer": "go", "evidence": "Kept words."})
    assert again.status_code == 409
    assert "Kept words." in text_of(again.content)


# --- the owner's deeds --------------------------------------------------------------------------------------------


def test_answering_from_the_page(world: World) -> None:
    client = client_of(world.seat)
    path = OWNERS["answer"](world)
    assert client.post(path, {"text": " "}).status_code == 422
    done = client.post(path, {"text": "The second one."})
    assert (done.status_code, done.headers["Location"]) == (303, f"/jobs/{world.line.job_number}/questions/")
    again = client.post(path, {"text": "The first one."})
    assert again.status_code == 409
    page = text_of(again.content)
    assert "answered meanwhile" in page
    assert "The first one." in page
    assert "The second one." in page


def test_withdrawing_from_the_page(world: World) -> None:
    client = client_of(world.seat)
    path = OWNERS["withdraw"](world)
    assert "Ines Duarte" in text_of(client.get(path).content)
    assert client.post(path, {"reason": ""}).status_code == 422
    assert client.post(path, {"reason": "The shop closes."}).status_code == 303
    assert queries.assignment(world.seat, world.line.key).state is AssignmentState.WITHDRAWN
    assert client.get(path).status_code == 409


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", "{{ 7|add:7 }}", "=1+1", "' OR 1=1 --"])
def test_words_are_shown_as_they_were_typed(world: World, words: str) -> None:
    actions.ask(world.guest, world.line.key, words)
    page = client_of(world.seat).get(f"/jobs/{world.line.job_number}/questions/").content.decode()
    assert html.escape(words) in page
    assert "<script>alert" not in page
