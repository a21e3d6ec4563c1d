"""The pages of the acts: sending back, rejecting, taking it unfinished, ending the job."""

from datetime import timedelta

import pytest

from duomo.desk.assignments import queries as assignments
from duomo.desk.briefs import queries as briefs
from duomo.desk.delivery import actions, queries
from duomo.desk.kit.clock import utc_now
from tests.builders import given_workspace
from tests.desk.assignments.builders import given_working_assignment
from tests.desk.delivery.builders import (
    criteria_of,
    given_accepted_job,
    given_all_judged,
    given_handed_in,
    sent_back_with,
)
from tests.desk.delivery.world import World, client_of, given_world, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return given_world()


# --- sending back -------------------------------------------------------------------------------------------------


def rows(*points: dict[str, str], **fields: str) -> dict[str, str]:
    due = (utc_now() + timedelta(days=3)).strftime("%Y-%m-%dT%H:%M")
    form = {"points-TOTAL_FORMS": str(len(points)), "points-INITIAL_FORMS": "0", "due_at": due, "reserve": "1"}
    for number, point in enumerate(points):
        form |= {f"points-{number}-{name}": value for name, value in point.items()}
    return {**form, **fields}


def test_sending_back_begins_with_what_was_noted(world: World) -> None:
    given_all_judged(world.seat, world.delivery, passed=False)
    page = text_of(client_of(world.seat).get(world.path("send-back")))
    assert page.count('name="points-') > 6
    assert "2 h of 2 h are left." in page
    assert "/brief/revise/" in page


def test_sending_back_from_the_page(world: World) -> None:
    key = criteria_of(world.seat, world.delivery)[1].key
    form = rows({"text": "Too thin.", "criterion": key, "kind": "defect"}, {"text": " ", "kind": "polish"})
    done = client_of(world.seat).post(world.path("send-back"), form)
    assert (done.status_code, done.headers["Location"]) == (303, f"/jobs/{world.line.job_number}/")
    begun = queries.open_round(world.seat, world.line.id)
    assert begun is not None
    assert ([point.text for point in begun.points], begun.reserve_minutes) == (["Too thin."], 60)


@pytest.mark.parametrize(
    ("point", "fields", "sentence"),
    [
        ({"text": "", "kind": "polish"}, {}, "Add at least one point"),
        ({"text": "Dark.", "kind": "defect"}, {}, "Choose the criterion that it fails"),
        ({"text": "A poster.", "kind": "new_scope"}, {}, "Write a new version of the brief"),
        ({"text": "Dark.", "kind": "polish"}, {"reserve": "3"}, "Only 2 h of 2 h are left"),
        ({"text": "Dark.", "kind": "polish"}, {"due_at": "2020-01-01T10:00"}, "This date has passed"),
        ({"text": "Dark.", "kind": "polish"}, {"due_at": "soon"}, "This is not a date and time"),
        ({"text": "Dark.", "kind": "polish"}, {"reserve": "much"}, "hours"),
        ({"text": "Dark.", "kind": "loud"}, {}, "loud"),
        ({"text": "Dark.", "kind": "polish", "criterion": "nosuch"}, {}, "nosuch"),
    ],
)
def test_what_is_not_precise_is_said_and_nothing_is_lost(
    world: World, point: dict[str, str], fields: dict[str, str], sentence: str
) -> None:
    kept = "Kept as typed." if point["text"] else ""
    form = rows(point, {"text": kept, "kind": "new_scope"}, **fields)
    answer = client_of(world.seat).post(world.path("send-back"), form)
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert kept in text_of(answer)
    assert queries.review(world.seat, world.delivery.key).open


def test_another_row_comes_without_a_script(world: World) -> None:
    form = rows({"text": "Too thin.", "kind": "polish"}, more="points")
    page = text_of(client_of(world.seat).post(world.path("send-back"), form))
    assert 'name="points-TOTAL_FORMS" value="2"' in page
    assert "Too thin." in page
    assert queries.open_round(world.seat, world.line.id) is None


def test_rows_that_were_tampered_with_are_no_error_of_ours(world: World) -> None:
    for broken in ({"points-TOTAL_FORMS": "x"}, {"points-TOTAL_FORMS": "100000"}, {}):
        form = {**rows({"text": "Too thin.", "kind": "polish"}), **broken}
        if not broken:
            del form["points-TOTAL_FORMS"]
        assert client_of(world.seat).post(world.path("send-back"), form).status_code == 422


# --- rejecting, taking it unfinished -----------------------------------------------------------------------------


def test_rejecting_from_the_page(world: World) -> None:
    client = client_of(world.seat)
    empty = client.post(world.path("reject"), {"because": "quality", "reason": ""})
    assert (empty.status_code, "Fill this in." in text_of(empty)) == (422, True)
    done = client.post(world.path("reject"), {"because": "quality", "reason": "Crooked."})
    assert done.status_code == 303
    assert assignments.assignment_by_id(world.seat, world.line.id).state == "rejected"


def test_taking_it_unfinished_from_the_page_says_that_it_is_a_miss(world: World) -> None:
    client = client_of(world.seat)
    page = text_of(client.get(world.path("take-unfinished")))
    assert "counts as a miss" in page
    assert "The name can be read at 16 px height: not judged" in page
    without = client.post(world.path("take-unfinished"), {"reason": "The fair.", "finishing": ""})
    assert without.status_code == 422
    assert "The fair." in text_of(without)
    done = client.post(world.path("take-unfinished"), {"reason": "The fair.", "finishing": "2", "lesson": "Earlier."})
    assert done.status_code == 303
    outcome = text_of(client.get(f"/jobs/{world.line.job_number}/outcome/"))
    assert "A miss: unfinished, finished by the owner" in outcome
    assert "Earlier." in outcome


# --- ending -------------------------------------------------------------------------------------------------------


def test_ending_a_job_from_its_page() -> None:
    seat = given_workspace(at=utc_now())
    line, _ = given_working_assignment(seat)
    client = client_of(seat)
    path = f"/jobs/{line.job_number}/outcome/"
    page = text_of(client.get(path))
    assert "The contractor vanished" in page
    assert "What was delivered was rejected" not in page
    assert "1\u00a0assignment still open will be withdrawn" in page
    nothing = client.post(path, {"lesson": "Ask weekly."})
    assert (nothing.status_code, "Choose how it ends." in text_of(nothing)) == (422, True)
    assert "Ask weekly." in text_of(nothing)
    done = client.post(path, {"how": "vanished", "lesson": "Ask weekly.", "finishing": "1"})
    assert (done.status_code, done.headers["Location"]) == (303, path)
    shown = text_of(client.get(path))
    for words in (
        "A miss: vanished, finished by the owner",
        "Ask weekly.",
        "no work was taken over",
        "shown as a loss",
    ):
        assert words in shown


def test_a_stale_ending_says_that_the_job_has_ended(world: World) -> None:
    given_all_judged(world.seat, world.delivery)
    actions.accept_delivery(world.seat, world.delivery.key)
    path = f"/jobs/{world.line.job_number}/outcome/"
    stale = client_of(world.seat).post(path, {"how": "called_off", "lesson": "Kept as typed."})
    assert stale.status_code == 409
    assert "This job has ended already." in text_of(stale)
    assert "Kept as typed." in text_of(stale)


def test_a_waiting_delivery_keeps_the_ending_closed(world: World) -> None:
    page = text_of(client_of(world.seat).get(f"/jobs/{world.line.job_number}/outcome/"))
    assert "A delivery waits for your review." in page
    assert world.path("review") in page
    assert "End the job</button>" not in page


def test_a_lesson_is_added_afterwards() -> None:
    seat = given_workspace(at=utc_now())
    number = given_accepted_job(seat)
    client = client_of(seat)
    path = f"/jobs/{number}/outcome/lesson/"
    assert client.post(path, {"text": " "}).status_code == 422
    done = client.post(path, {"text": "Hire her again."})
    assert done.headers["Location"] == f"/jobs/{number}/outcome/"
    page = text_of(client.get(f"/jobs/{number}/outcome/"))
    assert "Hire her again." in page
    assert "Marta Castell," in page


def test_history_names_every_delivery(world: World) -> None:
    actions.send_back(world.seat, world.delivery.key, sent_back_with(world.seat, world.delivery))
    second = given_handed_in(world.guest, world.line)
    page = text_of(client_of(world.seat).get(f"/deliveries/{second.key}/review/"))
    assert "It answers round 1" in page
    assert f"/deliveries/{world.delivery.key}/review/" in page
    assert briefs.job(world.seat, world.line.job_number).stage == "review"
