"""A form's deed happens once, and a refusal keeps everything that was typed."""

import re
from http import HTTPStatus

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from duomo.desk.kit.deeds import deed
from duomo.desk.kit.forms import DuomoForm, LineField
from duomo.desk.kit.models import OnceKey
from duomo.desk.kit.once import once
from duomo.desk.kit.refusals import Invalid, NotYours, Refused, Stale
from tests.together import together

pytestmark = pytest.mark.django_db


class Named(DuomoForm):
    """One field."""

    name = LineField()


class Desk:
    """Counts the deeds, and refuses them where it is told to."""

    def __init__(self, refusal: Refused | None = None) -> None:
        self.done: list[str] = []
        self.refusal = refusal

    def post(self, **typed: str) -> HttpResponse:
        request = RequestFactory().post("/", typed)
        form = Named(request.POST)
        return deed(request, form, lambda: self.act(form), template="kit/form.html", then=lambda name: f"/{name}/")

    def act(self, form: Named) -> str:
        if self.refusal:
            raise self.refusal
        self.done.append(form.cleaned_data["name"])
        return self.done[-1]


def test_a_deed_leads_on_with_see_other() -> None:
    answer = Desk().post(name="logo", once="k1")
    assert (answer.status_code, answer["Location"]) == (HTTPStatus.SEE_OTHER, "/logo/")


def test_a_double_click_is_one_deed_with_one_answer() -> None:
    desk = Desk()
    answers = [desk.post(name="logo", once="k2") for _ in range(3)]
    assert desk.done == ["logo"]
    assert {answer["Location"] for answer in answers} == {"/logo/"}


def test_going_back_and_sending_other_words_asks_first_and_then_does_it() -> None:
    desk = Desk()
    desk.post(name="logo", once="k9")
    asked = desk.post(name="poster", once="k9")
    assert asked.status_code == HTTPStatus.CONFLICT
    assert b"poster" in asked.content
    assert desk.done == ["logo"]
    drawn = re.search(rb'name="once" value="([^"]+)"', asked.content)
    assert drawn is not None
    assert drawn[1] != b"k9"
    desk.post(name="poster", once=drawn[1].decode())
    assert desk.done == ["logo", "poster"]


def test_two_forms_are_two_deeds() -> None:
    desk = Desk()
    desk.post(name="logo", once="k3")
    desk.post(name="logo", once="k4")
    assert desk.done == ["logo", "logo"]


def test_an_unreadable_form_does_nothing() -> None:
    desk = Desk()
    answer = desk.post(name="", once="k5")
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert desk.done == []


@pytest.mark.parametrize(
    ("refusal", "status"),
    [
        (Stale("It is sent already."), HTTPStatus.CONFLICT),
        (Invalid("No.", field="name"), HTTPStatus.UNPROCESSABLE_ENTITY),
    ],
)
def test_a_refused_deed_keeps_what_was_typed_and_leaves_its_key_free(refusal: Refused, status: HTTPStatus) -> None:
    answer = Desk(refusal).post(name="my logo", once="k6")
    assert answer.status_code == status
    assert b"my logo" in answer.content
    assert refusal.sentence.encode() in answer.content
    assert not OnceKey.objects.filter(key="k6").exists()


def test_what_is_not_yours_is_not_explained() -> None:
    with pytest.raises(NotYours):
        Desk(NotYours()).post(name="logo", once="k7")


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_are_one_deed() -> None:
    done: list[str] = []

    def act() -> str:
        done.append("x")
        return "/there/"

    assert set(together(*[lambda: once("k8", act)] * 20)) == {"/there/"}
    assert OnceKey.objects.filter(key="k8").count() == 1
