"""Sign-in by a code sent by mail, and sign-out."""

from http import HTTPStatus
from typing import Any

from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.internal.stagekit import redirect_to_pending_stage
from allauth.account.views import ConfirmLoginCodeView, RequestLoginCodeView
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from duomo.desk.kit.deeds import SeeOther
from duomo.desk.seats.door import open_door
from duomo.desk.seats.forms import CodeForm, RequestCodeForm
from duomo.desk.seats.paths import next_path


def with_next(path: str, following: str) -> str:
    """The path, with the page to go on to afterwards."""
    return f"{path}?{urlencode({'next': following})}" if following else path


class _RequestCode(RequestLoginCodeView):  # type: ignore[misc]  # allauth is not typed
    form_class = RequestCodeForm
    template_name = "seats/sign_in.html"

    def form_invalid(self, form: Any) -> HttpResponse:
        context = self.get_context_data(form=form)
        return render(self.request, self.template_name, context, status=HTTPStatus.UNPROCESSABLE_ENTITY)

    def _redirect_to_pending_stage(self, request: HttpRequest, stage: Any) -> HttpResponseRedirect:
        pending: HttpResponseRedirect = redirect_to_pending_stage(request, stage)
        return HttpResponseRedirect(with_next(pending.url, next_path(request)))


class _ConfirmCode(ConfirmLoginCodeView):  # type: ignore[misc]  # allauth is not typed
    form_class = CodeForm
    template_name = "seats/sign_in_code.html"

    def form_invalid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_invalid(form)
        if response.status_code == HTTPStatus.OK:
            response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
        return response


sign_in = open_door("Nobody is signed in yet.")(_RequestCode.as_view())
sign_in_code = open_door("Nobody is signed in yet.")(_ConfirmCode.as_view())


@open_door("Whoever is signed in, or on the way, may leave.")
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session here and in the database."""
    if request.method == "POST":
        following = next_path(request)
        logout(request)
        return SeeOther(with_next(reverse("sign-in"), following))
    return render(request, "seats/sign_out.html")


def mail_code(request: HttpRequest, email: str, following: str) -> HttpResponse:
    """Mail a sign-in code to somebody who has just taken an invitation, and lead to the page that asks for it."""
    form = RequestCodeForm({"email": email})
    if not form.is_valid():
        # Too many codes were asked for: the page says so, and the address is typed there later.
        return SeeOther(with_next(reverse("sign-in"), following))
    LoginCodeVerificationProcess.initiate(request=request, user=form._user, email=email)  # noqa: SLF001 - allauth's way
    return SeeOther(with_next(reverse("account_confirm_login_code"), following))
