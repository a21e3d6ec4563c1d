"""Every view says who may pass its door, and a view that does not fails the check."""

from importlib import import_module
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.core import checks
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import clear_url_caches, include, path

from duomo.desk.kit.refusals import NotYours, Stale
from duomo.desk.seats import queries
from duomo.desk.seats.checks import check_doors
from duomo.desk.seats.door import open_door, seated
from duomo.desk.seats.rights import RIGHTS, Right, Role
from duomo.desk.seats.seat import Seat
from tests.builders import given_guest, given_member, given_workspace

ADDRESSES = settings.ROOT_URLCONF


def marked(request: HttpRequest, seat: Seat) -> HttpResponse:
    return HttpResponse(f"{request.path} {seat.role}")


def refused(request: HttpRequest, seat: Seat) -> HttpResponse:
    raise Stale(f"This has moved on at {request.path} for {seat.role}.")


def hidden(request: HttpRequest, seat: Seat) -> HttpResponse:
    raise NotYours


def doorless(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.path)


def addresses(*extra: Any) -> Any:
    """A whole installation's addresses, with pages of this test before them."""
    module = ModuleType("addresses_of_a_test")
    module.urlpatterns = [*extra, *import_module(ADDRESSES).urlpatterns]  # type: ignore[attr-defined]
    return module


@pytest.fixture(autouse=True)
def _fresh_addresses() -> Any:
    yield
    clear_url_caches()


def check(*extra: Any) -> list[checks.CheckMessage]:
    with override_settings(ROOT_URLCONF=addresses(*extra)):
        clear_url_caches()
        return check_doors(None)


def test_every_view_of_the_product_has_a_door() -> None:
    assert check() == []


def test_a_view_without_a_door_is_named() -> None:
    inner = SimpleNamespace(urlpatterns=[path("inner/", doorless)])
    found = check(path("open/", open_door("a test")(marked)), path("outer/", include((inner.urlpatterns, "x"))))
    assert [(one.id, one.msg) for one in found] == [("seats.E001", "/outer/inner/ has no door.")]


def test_the_check_is_part_of_every_start() -> None:
    with override_settings(ROOT_URLCONF=addresses(path("forgotten/", doorless))):
        clear_url_caches()
        assert "seats.E001" in {one.id for one in checks.run_checks(tags=[checks.Tags.urls])}


@pytest.mark.django_db
@pytest.mark.parametrize("right", list(Right))
def test_each_right_opens_its_door_to_its_roles_alone(right: Right) -> None:
    owner = given_workspace()
    with override_settings(ROOT_URLCONF=addresses(path("behind/", seated(right)(marked)))):
        clear_url_caches()
        assert Client().get("/behind/").headers["Location"] == "/sign-in/?next=%2Fbehind%2F"
        for role in [role for role in Role if role is not Role.SYSTEM]:
            email = f"{role}@castell.example"
            seat = given_guest(owner, email) if role is Role.CONTRACTOR else given_member(owner, role, email)
            client = Client()
            client.force_login(queries.person(seat.acting_person))
            assert client.get("/behind/").status_code == (200 if role in RIGHTS[right] else 404), role


@pytest.mark.django_db
def test_what_a_view_refuses_is_answered_by_the_door() -> None:
    owner = given_workspace()
    client = Client()
    client.force_login(queries.person(owner.acting_person))
    pages = [path("refused/", seated(Right.SIT)(refused)), path("hidden/", seated(Right.SIT)(hidden))]
    with override_settings(ROOT_URLCONF=addresses(*pages)):
        clear_url_caches()
        answer = client.get("/refused/")
        assert answer.status_code == 409
        assert "This has moved on at /refused/ for owner." in answer.content.decode()
        unknown, closed = client.get("/nothing-is-here/"), client.get("/hidden/")
        assert (unknown.status_code, closed.status_code) == (404, 404)
        assert unknown.content == closed.content
