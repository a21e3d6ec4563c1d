"""The door of every page: nobody passes without a seat and the right to what lies behind."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from duomo.desk.kit.refusals import NotYours, Refused
from duomo.desk.seats.queries import is_owner_to_be
from duomo.desk.seats.rights import Right
from duomo.desk.seats.seat import Seat

View = Callable[..., HttpResponse]


def seated(right: Right) -> Callable[[View], View]:
    """Let only seats with `right` through; the view gets the seat as its second argument."""

    def wrap(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return HttpResponseRedirect(f"{reverse('sign-in')}?{urlencode({'next': request.get_full_path()})}")
            seat: Seat | None = getattr(request, "seat", None)
            if seat is None:
                return _without_seat(request)
            if not seat.may(right):
                raise Http404
            return _answer(request, view, seat, *args, **kwargs)

        guarded.door = right  # type: ignore[attr-defined]  # read by the route walker and the system check
        return guarded

    return wrap


def open_door(reason: str) -> Callable[[View], View]:
    """Mark a view that needs no seat, and say why."""

    def wrap(view: View) -> View:
        view.door = reason  # type: ignore[attr-defined]  # read by the route walker and the system check
        return view

    return wrap


def _answer(request: HttpRequest, view: View, seat: Seat, *args: Any, **kwargs: Any) -> HttpResponse:
    try:
        return view(request, seat, *args, **kwargs)
    except NotYours as refusal:
        raise Http404 from refusal
    except Refused as refusal:
        return render(request, "kit/refused.html", {"refusal": refusal}, status=refusal.status)


def _without_seat(request: HttpRequest) -> HttpResponse:
    """Nothing is here for somebody without a seat, but they hear why."""
    if is_owner_to_be(request.user.pk or 0):
        return HttpResponseRedirect(reverse("welcome"))
    return render(request, "seats/no_seat.html", status=HTTPStatus.NOT_FOUND)
