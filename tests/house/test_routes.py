"""Every route of the resolver, tried as everybody: a new route without a row in the table fails."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus

import pytest
from django.apps import apps
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.house.access import ACCESS
from tests.house.world import LETTERS, World, given_world

pytestmark = pytest.mark.django_db

# What a visit may write without doing a deed.
NOT_DEEDS = {"sessions.Session", "kit.OnceKey"}


Patterns = list[URLPattern | URLResolver]


def routes(patterns: Patterns | None = None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, route)
        else:
            yield route, pattern


def address(route: str, world: World) -> str:
    """The route with things of the world in the place of its parameters."""
    names = ACCESS[route].split()
    things = iter(names[1:] if names else ())
    parts = [str(world.things[next(things)]) if part.startswith("<") else part for part in route.split("/")]
    return "/" + "/".join(parts)


def allowed(route: str, method: str) -> set[str]:
    seen, _, done = ACCESS[route].split()[0].partition("/")
    return {LETTERS[letter] for letter in (done if method == "post" and done else seen)}


@dataclass(frozen=True)
class Visitor:
    """Somebody at a browser. Each visit begins with the same cookies, also after one that signed out."""

    actor: str
    cookies: str

    @classmethod
    def of(cls, world: World, actor: str) -> "Visitor":
        client = Client()
        if actor in world.seats:
            client.force_login(world.person(actor))
            session = client.session
            session["workspace_id"] = world.seats[actor].workspace_id
            session.save()
        return cls(actor, client.cookies.output(header="", sep=";"))

    def visit(self, method: str, url: str) -> HttpResponse:
        client = Client(SERVER_NAME="localhost")
        client.cookies.load(self.cookies)
        answer: HttpResponse = getattr(client, method)(url)
        return answer


def digest() -> str:
    """The whole database in one number, so that a refused call that wrote anything is seen."""
    total = hashlib.sha256()
    for model in apps.get_models():
        if model._meta.label not in NOT_DEEDS:
            total.update(repr((model._meta.label, list(model._base_manager.order_by("pk").values_list()))).encode())
    return total.hexdigest()


def test_every_route_has_a_row_and_every_row_a_route() -> None:
    assert {route for route, _ in routes()} == set(ACCESS)


def test_every_view_is_behind_a_door() -> None:
    assert [route for route, pattern in routes() if not hasattr(pattern.callback, "door")] == []


@pytest.mark.parametrize("actor", LETTERS.values())
def test_each_actor_at_each_door(actor: str) -> None:
    world = given_world()
    visitor = Visitor.of(world, actor)
    before = digest()
    wrong = []
    for route in ACCESS:
        for method in ("get", "post"):
            judge = opens if actor in allowed(route, method) else stays_shut
            wrong += judge(visitor, method, address(route, world))
    assert wrong == [], "\n".join(["", *wrong])
    assert digest() == before, f"A refused call of the {actor} changed something."


def opens(visitor: Visitor, method: str, url: str) -> list[str]:
    """What is wrong with how an open door answers. Whatever the visit did is taken back."""
    with transaction.atomic():
        answer = visitor.visit(method, url)
        list(answer)  # a file is read to its end, so that it is closed
        transaction.set_rollback(True)
    status = answer.status_code
    shut = status == HTTPStatus.NOT_FOUND or status >= HTTPStatus.INTERNAL_SERVER_ERROR
    return [f"{method} {url}: {status}"] if shut else []


def stays_shut(visitor: Visitor, method: str, url: str) -> list[str]:
    """What is wrong with how a closed door answers: nobody is sent to sign in, everybody else finds nothing."""
    answer = visitor.visit(method, url)
    if answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        return []  # a door that takes only deeds, or none, tells everybody so, whatever stands behind it
    if visitor.actor == "nobody":
        kept = answer.status_code == HTTPStatus.FOUND and answer["Location"].startswith("/sign-in/")
    else:
        kept = answer.status_code == HTTPStatus.NOT_FOUND
    return [] if kept else [f"{method} {url}: {answer.status_code}"]


def test_forbidden_and_unknown_are_the_same_answer() -> None:
    world = given_world()
    stranger = Visitor.of(world, "owner of another workspace")
    forbidden = stranger.visit("get", f"/jobs/{world.things['job']}/")
    unknown = stranger.visit("get", "/jobs/999999/")
    assert forbidden.status_code == unknown.status_code == HTTPStatus.NOT_FOUND
    assert forbidden.content == unknown.content
