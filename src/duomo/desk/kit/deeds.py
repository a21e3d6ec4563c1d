"""The one way in which a page turns a form into a deed."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from duomo.desk.kit.forms import DuomoForm
from duomo.desk.kit.once import SentBefore, once
from duomo.desk.kit.refusals import NotYours, Refused

Result = TypeVar("Result")

# The header that files.js sends along.
SENT_BY_SCRIPT = "X-Sent-By-Script"


class SeeOther(HttpResponseRedirect):
    """After a deed the browser gets a page of its own, so that reloading it repeats nothing."""

    status_code = HTTPStatus.SEE_OTHER


def deed(
    request: HttpRequest,
    form: DuomoForm,
    act: Callable[[], Result],
    *,
    template: str,
    then: Callable[[Result], str],
    context: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """Show the form, or run `act` with what was typed, exactly once, and lead to `then(result)`.

    An unreadable form answers 422 and a refused deed its own status, both with everything that was typed.
    """
    status = HTTPStatus.OK
    if request.method == "POST":
        if form.is_valid():
            try:
                return _lead(request, once(form.once_key(), lambda: then(act()), typed=form.typed_digest()))
            except NotYours:
                raise
            except SentBefore as refusal:
                form.draw_again()
                form.refuse(refusal)
                status = HTTPStatus.CONFLICT
            except Refused as refusal:
                form.refuse(refusal)
                status = HTTPStatus(refusal.status)
        else:
            status = HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, template, {**(context or {}), "form": form}, status=status)


def _lead(request: HttpRequest, place: str) -> HttpResponse:
    """To the page that follows.

    A script that sends files gets its address alone: were it to fetch the page to find out, the page would say what
    was done to nobody.
    """
    if request.headers.get(SENT_BY_SCRIPT):
        return HttpResponse(status=HTTPStatus.CREATED, headers={"Location": place})
    return SeeOther(place)
