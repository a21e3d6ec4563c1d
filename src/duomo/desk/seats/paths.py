"""Where a person may be led after signing in: to our own pages only."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

LONGEST_PATH = 400


def own_path(url: str) -> str:
    """The address if it is a path of this installation, else nothing."""
    plain = url.isprintable() and not any(c.isspace() or c == "\\" for c in url)
    if plain and url.startswith("/") and len(url) <= LONGEST_PATH and url_has_allowed_host_and_scheme(url, None):
        return url
    return ""


def next_path(request: HttpRequest) -> str:
    """The page that the person was on the way to, or nothing."""
    return own_path(request.POST.get("next", "") or request.GET.get("next", ""))
