"""Limits how often links with tokens are tried, by address of the visitor and by link."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse

from duomo.desk.seats.tokens import digest_of

View = Callable[..., HttpResponse]


def throttled(view: View) -> View:
    """Answer 429 once a visitor, or everybody with one link, has tried too often (ACCOUNT_RATE_LIMITS, open_link)."""

    @wraps(view)
    def limited(request: HttpRequest, token: str, *args: Any, **kwargs: Any) -> HttpResponse:
        refused = ratelimit.consume_or_429(request, action="open_link", key=digest_of(token), limit_get=True)
        return refused or view(request, token, *args, **kwargs)

    return limited
