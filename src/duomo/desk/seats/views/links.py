"""Links that lead in: the one that `duomo up` prints, invitations, and the first owner's welcome."""

from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from duomo.desk.kit.clock import utc_now
from duomo.desk.kit.deeds import SeeOther, deed
from duomo.desk.kit.refusals import NotYours, Refused
from duomo.desk.seats import actions, queries
from duomo.desk.seats.door import open_door
from duomo.desk.seats.forms import SetUpForm
from duomo.desk.seats.middleware import SEAT_IN_SESSION
from duomo.desk.seats.paths import next_path
from duomo.desk.seats.throttle import throttled
from duomo.desk.seats.views.sign_in import mail_code, with_next
from duomo.desk.seats.zones import zone_of_this_machine

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
READ_AND_POST = ["GET", "HEAD", "POST"]


@open_door("The token in the address is the way in; reading the page changes nothing, so mail filters do no harm.")
@require_http_methods(READ_AND_POST)
@throttled
def sign_in_link(request: HttpRequest, token: str) -> HttpResponse:
    """Show a button; pressing it signs in, once within ten minutes."""
    if request.method != "POST":
        return render(request, "seats/sign_in_link.html")
    try:
        person_id = actions.use_sign_in_link(token, utc_now())
    except NotYours as refusal:
        raise Http404 from refusal
    except Refused as refusal:
        return _refused(request, refusal, "This link works no more")
    login(request, queries.person(person_id), backend=BACKEND)
    return SeeOther(next_path(request) or reverse("desk"))


@open_door("The invited person has no seat yet; the page says who invites, and nothing more.")
@require_http_methods(READ_AND_POST)
@throttled
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Show who invites; pressing the button takes the seat, once, and mails a sign-in code to the invited address."""
    following = next_path(request)
    try:
        page = queries.invitation_page(token, utc_now())
        if request.method != "POST":
            context = {"page": page, "next": following}
            return render(request, "seats/invitation.html", context)
        email = actions.take_invitation(token, utc_now(), by=request.user.pk)
    except NotYours as refusal:
        raise Http404 from refusal
    except Refused as refusal:
        return _refused(request, refusal, "This invitation leads nowhere any more", following)
    if request.user.is_authenticated:
        request.session[SEAT_IN_SESSION] = page.workspace_id
        return SeeOther(following or reverse("desk"))
    return mail_code(request, email, following)


def _refused(request: HttpRequest, refusal: Refused, title: str, following: str = "") -> HttpResponse:
    context = {"title": title, "refusal": refusal, "sign_in": with_next(reverse("sign-in"), following)}
    return render(request, "seats/closed_link.html", context, status=refusal.status)


@open_door("Only the owner-to-be of a fresh installation gets further; everybody else is led away.")
@require_http_methods(READ_AND_POST)
def welcome(request: HttpRequest) -> HttpResponse:
    """Set up the first workspace."""
    if not request.user.is_authenticated:
        return HttpResponseRedirect(reverse("sign-in"))
    person_id: int = request.user.pk
    if not queries.is_owner_to_be(person_id):
        return HttpResponseRedirect(reverse("desk"))
    initial = {"zone": zone_of_this_machine(), "currency": "EUR"}
    form = SetUpForm(request.POST if request.method == "POST" else None, initial=initial)
    try:
        return deed(
            request,
            form,
            lambda: actions.set_up(person_id, form.command(), utc_now()),
            template="seats/welcome.html",
            then=lambda _: reverse("desk"),
        )
    except NotYours as refusal:
        raise Http404 from refusal
