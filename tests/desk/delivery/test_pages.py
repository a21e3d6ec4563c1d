"""The pages of the gate: who gets them, and the review itself."""

from collections.abc import Callable

import pytest
from django.test import Client

from duomo.desk.delivery import actions, queries
from duomo.desk.kit.clock import utc_now
from duomo.desk.ledger import queries as ledger
from duomo.desk.seats.models import Event
from duomo.desk.seats.rights import Role
from tests.builders import given_member, given_workspace
from tests.desk.delivery.builders import (
    criteria_of,
    given_all_judged,
    given_delivery_in_review,
)
from tests.desk.delivery.world import World, client_of, given_world, once_key, text_of
from tests.desk.people.builders import given_contractor

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return given_world()


Path = Callable[[World], str]
LEADERS: dict[str, Path] = {
    name: lambda w, name=name: w.path(name)  # type: ignore[misc]
    for name in ("review", "send-back", "reject", "take-unfinished")
}


@pytest.mark.parametrize("page", LEADERS.values(), ids=LEADERS.keys())
def test_a_leaders_page_is_for_leaders(world: World, page: Path) -> None:
    path = page(world)
    assert client_of(world.seat).get(path).status_code == 200
    assert client_of(given_member(world.seat, Role.MANAGER)).get(path).status_code == 200
    stranger = given_workspace("Other", owner_email="o@example.com", at=utc_now())
    outside = [given_member(world.seat, role) for role in (Role.REVIEWER, Role.BOOKKEEPER, Role.VIEWER)]
    for somebody in (*outside, world.guest, stranger):
        for method in ("get", "post"):
            assert getattr(client_of(somebody), method)(path).status_code == 404
    assert Client().get(path).status_code == 302


def test_accepting_is_for_leaders(world: World) -> None:
    given_all_judged(world.seat, world.delivery)
    stranger = given_workspace("Other", owner_email="o@example.com", at=utc_now())
    for somebody in (given_member(world.seat, Role.VIEWER), world.guest, stranger):
        assert client_of(somebody).post(world.path("accept")).status_code == 404
    assert client_of(world.seat).get(world.path("accept")).headers["Location"] == world.path("review")
    assert client_of(world.seat).post(world.path("accept")).status_code == 303


def test_handing_in_is_for_the_contractor(world: World) -> None:
    path = f"/assignments/{world.line.key}/deliver/"
    assert client_of(world.guest).get(path).status_code == 200
    other = given_workspace("Other", owner_email="o@example.com", at=utc_now())
    stranger = given_delivery_in_review(other, contractor=given_contractor(other, name="Tom Ode"))[1]
    for somebody in (world.seat, given_member(world.seat, Role.MANAGER), stranger):
        for method in ("get", "post"):
            assert getattr(client_of(somebody), method)(path).status_code == 404


def test_the_outcome_is_read_by_all_who_see_titles_and_ended_by_leaders(world: World) -> None:
    path = f"/jobs/{world.line.job_number}/outcome/"
    viewer, bookkeeper = (given_member(world.seat, role) for role in (Role.VIEWER, Role.BOOKKEEPER))
    for reader in (viewer, bookkeeper):
        assert "has not ended yet" in text_of(client_of(reader).get(path))
        assert client_of(reader).post(path, {"how": "called_off"}).status_code == 404
        assert client_of(reader).get(f"{path}lesson/").status_code == 404
    stranger = given_workspace("Other", owner_email="o@example.com", at=utc_now())
    for somebody in (given_member(world.seat, Role.REVIEWER), world.guest, stranger):
        assert client_of(somebody).get(path).status_code == 404
    for number in ("99", "9" * 30):
        assert client_of(world.seat).get(f"/jobs/{number}/outcome/").status_code == 404


@pytest.mark.parametrize("key", ["nosuchkey", "a" * 300, "%00", "%F0%9F%92%A9", "1' OR '1'='1"])
def test_addresses_of_nothing_are_not_found(world: World, key: str) -> None:
    for page in ("review", "accept", "send-back", "reject", "take-unfinished"):
        assert client_of(world.seat).post(f"/deliveries/{key}/{page}/").status_code == 404
    assert client_of(world.guest).get(f"/assignments/{key}/deliver/").status_code == 404


# --- the review ---------------------------------------------------------------------------------------------------


def test_the_review_shows_delivery_checks_and_what_is_missing(world: World) -> None:
    page = text_of(client_of(world.seat).get(world.path("review")))
    for words in (
        "Not yet: two are not judged.",
        "logo.svg",
        "bytes; at most 40,000 asked for.",
        "1 of 3 musts pass",
        "The name can be read at 16 px height: not judged",
        "The gate is closed",
        'aria-disabled="true" aria-describedby="missing"',
        "by brief version 1",
    ):
        assert words in page


def test_verdicts_are_saved_and_nothing_is_decided(world: World) -> None:
    client = client_of(world.seat)
    keys = [line.key for line in criteria_of(world.seat, world.delivery)]
    typed = {**world.verdicts(at_0="fail"), f"wrong-{keys[1]}": "Too thin.", f"kind-{keys[1]}": "polish"}
    done = client.post(world.path("review"), typed)
    assert (done.status_code, done.headers["Location"]) == (303, world.path("review"))
    page = queries.review(world.seat, world.delivery.key)
    assert [(point.word, point.text) for point in page.points] == [("polish", "Too thin.")]
    assert (page.gate.passed, page.open) == (2, True)
    shown = text_of(client.get(world.path("review")))
    assert "Too thin." in shown
    assert "Send back with one point" in shown
    assert "Marta Castell said no" in shown


def test_a_button_of_the_review_saves_and_goes_on(world: World) -> None:
    done = client_of(world.seat).post(world.path("review"), {**world.verdicts(), "then": "reject"})
    assert (done.status_code, done.headers["Location"]) == (303, world.path("reject"))
    elsewhere = client_of(world.seat).post(world.path("review"), {"then": "https://evil.example"})
    assert elsewhere.headers["Location"] == world.path("review")


def test_accepting_from_the_page_with_what_stands_on_it(world: World) -> None:
    client = client_of(world.seat)
    form = {**world.verdicts(), "reviewing": "0:20", "once": once_key(client.get(world.path("review")))}
    first, second = (client.post(world.path("accept"), form) for _ in range(2))
    outcome = f"/jobs/{world.line.job_number}/outcome/"
    for done in (first, second):
        assert (done.status_code, done.headers["Location"]) == (303, outcome)
    assert ledger.own_hours(world.seat, world.line.job_number).reviewing == 20
    assert Event.objects.within(world.seat).filter(verb="delivery_accepted").count() == 1
    page = text_of(client.get(outcome))
    for words in ("A hit", "It would have taken you", "14\u00a0h", "Reviewing", "13.67\u00a0h"):
        assert words in page


def test_a_closed_gate_answers_with_what_is_missing_and_keeps_what_was_typed(world: World) -> None:
    keys = [line.key for line in criteria_of(world.seat, world.delivery)]
    typed = {**world.verdicts(at_0="fail"), f"wrong-{keys[1]}": "Too thin.", "reviewing": "0:20"}
    refused = client_of(world.seat).post(world.path("accept"), typed)
    page = text_of(refused)
    assert refused.status_code == 409
    assert "The gate is closed, 2 of 3 musts pass: “The name can be read at 16 px height” fails." in page
    assert "Too thin." in page
    assert 'value="0:20"' in page
    assert queries.review(world.seat, world.delivery.key).points == ()
    assert queries.review(world.seat, world.delivery.key).open


def test_a_stale_page_says_what_is_true_now_and_keeps_what_was_typed(world: World) -> None:
    actions.reject_delivery(world.seat, world.delivery.key, "Not our name.")
    keys = [line.key for line in criteria_of(world.seat, world.delivery)]
    typed = {**world.verdicts(), f"wrong-{keys[1]}": "Too thin."}
    for page in ("accept", "review"):
        stale = client_of(world.seat).post(world.path(page), typed)
        assert stale.status_code == 409
        assert "Marta Castell decided this delivery" in text_of(stale)
        assert "Too thin." in text_of(stale)
    shown = text_of(client_of(world.seat).get(world.path("review")))
    assert "Delivery 1 was rejected." in shown
    assert "Not our name." in shown
    assert "formaction" not in shown


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [({"reviewing": "soon"}, "hours"), ({"reviewing": "25"}, "at most 24 h"), ({"verdict-KEY": "maybe"}, "maybe")],
)
def test_what_cannot_be_read_is_said_and_saves_nothing(world: World, typed: dict[str, str], sentence: str) -> None:
    key = criteria_of(world.seat, world.delivery)[1].key
    form = {**world.verdicts(), **{name.replace("KEY", key): value for name, value in typed.items()}}
    answer = client_of(world.seat).post(world.path("review"), form)
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert queries.review(world.seat, world.delivery.key).gate.passed == 1


def test_what_has_passed_can_be_judged_again(world: World) -> None:
    given_all_judged(world.seat, world.delivery)
    client = client_of(world.seat)
    key = criteria_of(world.seat, world.delivery)[0].key
    assert f'name="verdict-{key}"' not in text_of(client.get(world.path("review")))
    assert f'name="verdict-{key}"' in text_of(client.get(f"{world.path('review')}?again=yes"))
    client.post(f"{world.path('review')}?again=yes", {f"verdict-{key}": "fail"})
    assert not queries.review(world.seat, world.delivery.key).gate.open
