"""The floor: what a plain page of Django costs on this machine, with a session, a person and one query.

It is a list whose rows come from that one query; the number of rows is chosen so that the page has as many bytes as
the page that is compared with it. Session and person cost a query each on top, as they do in every page with sign-in.
The middleware is the list that Django writes into a new project.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.test import override_settings
from django.urls import path

from duomo.desk.seats.models import Event

MIDDLEWARE = [
    "bench.floor.floor_urls",
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Floor</title></head>
<body><h1>{{ request.user.email }}</h1>
<ul>
{% for event in events %}
<li><b>{{ event.seq }}</b> <time>{{ event.at }}</time> {{ event.verb }} <code>{{ event.hash }}</code></li>
{% endfor %}
</ul>
</body></html>
"""

Answer = Callable[[HttpRequest], HttpResponse]


def floor_urls(get_response: Answer) -> Answer:
    """Middleware that leads every request to the addresses of this module."""

    def answer(request: HttpRequest) -> HttpResponse:
        request.urlconf = "bench.floor"
        return get_response(request)

    return answer


def page(request: HttpRequest, rows: int) -> HttpResponse:
    """The newest `rows` events."""
    if not request.user.is_authenticated:
        return HttpResponse(status=403)
    events = Event.unscoped.order_by("-pk")[:rows]
    return HttpResponse(_template().render({"events": events}, request))


@cache
def _template() -> Any:
    return engines["django"].from_string(PAGE)


def floor_handler() -> WSGIHandler:
    """An application of Django's own middleware with the floor as its only page."""
    with override_settings(MIDDLEWARE=MIDDLEWARE):
        return WSGIHandler()


urlpatterns = [path("floor/<int:rows>/", page)]
