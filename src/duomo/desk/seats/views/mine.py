"""A person's own pages: settings, and the choice between workspaces."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from duomo.desk.kit.deeds import deed
from duomo.desk.seats import actions, queries
from duomo.desk.seats.door import open_door, seated
from duomo.desk.seats.forms import MeForm
from duomo.desk.seats.middleware import SEAT_IN_SESSION
from duomo.desk.seats.paths import next_path
from duomo.desk.seats.rights import Right
from duomo.desk.seats.seat import Seat
from duomo.desk.seats.views.sign_in import with_next
from duomo.desk.seats.views.tabs import base_of, said, settings_tabs


@seated(Right.SIT)
def settings(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Who am I here, and how am I told?"""
    me = queries.me(seat)
    initial = {"name": me.name, "zone": me.zone, "notify": me.notify}
    form = MeForm(request.POST if request.method == "POST" else None, initial=initial, present_zone=me.zone)
    context = {"me": me, "base": base_of(seat), "tabs": settings_tabs(seat, "settings"), "seat": seat}
    return deed(
        request,
        form,
        lambda: actions.change_me(seat, form.command()),
        template="seats/settings.html",
        context=context,
        then=lambda _: said(request, "Your settings are saved.", "settings"),
    )


@open_door("A person without a seat may see that there is none.")
@require_http_methods(["GET", "HEAD"])
def seats(request: HttpRequest) -> HttpResponse:
    """In which workspace do I want to sit?"""
    if not request.user.is_authenticated:
        return HttpResponseRedirect(with_next(reverse("sign-in"), reverse("seats")))
    seat: Seat | None = getattr(request, "seat", None)
    context = {"seats": queries.seats_of(request.user.pk), "seat": seat}
    return render(request, "seats/seats.html", context)


@open_door("Only an own seat can be taken; any other answers as one that does not exist.")
@require_http_methods(["GET", "HEAD", "POST"])
def take_seat(request: HttpRequest, workspace_id: int) -> HttpResponse:
    """Sit in another of the own workspaces and go on to a page of it; links in mails come here.

    It changes nothing but which workspace this browser shows, so following a link is enough.
    """
    if not request.user.is_authenticated:
        return HttpResponseRedirect(with_next(reverse("sign-in"), request.get_full_path()))
    if workspace_id not in {line.workspace_id for line in queries.seats_of(request.user.pk)}:
        raise Http404
    request.session[SEAT_IN_SESSION] = workspace_id
    return HttpResponseRedirect(next_path(request) or reverse("desk"))
