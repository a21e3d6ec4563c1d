"""Pages that belong to the installation and to no room: this machine's own mail, and a word for watchdogs."""

import ipaddress
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from duomo.desk.kit.mail import newest_local_mails
from duomo.desk.seats.door import open_door

# Any of these says that the request came through another machine or program than the browser itself.
_FORWARDED = frozenset({"Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-Ip"})


def is_this_machine(request: HttpRequest) -> bool:
    """Whether the browser runs on this machine and asks it by a local name, with nothing in between."""
    host = urlsplit(f"//{request.get_host()}").hostname or ""
    return (
        _is_loopback(request.META.get("REMOTE_ADDR", ""))
        and (host == "localhost" or _is_loopback(host))
        and not any(name in request.headers for name in _FORWARDED)
    )


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


@require_safe
@open_door("Whoever sits at this machine may read the mail that it could not send; for all others it is not there.")
def local_mail(request: HttpRequest) -> HttpResponse:
    """Show the mails of an installation without mail server."""
    if settings.DUOMO_SMTP is not None or not is_this_machine(request):
        raise Http404
    return render(request, "kit/mail.html", {"mails": newest_local_mails()})


@require_safe
@open_door("A watchdog asks whether web and database answer; it learns nothing else.")
def health(request: HttpRequest) -> HttpResponse:
    """Answer `ok` when the database answers too."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain")
