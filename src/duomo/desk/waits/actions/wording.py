"""Times, spans and links in the words of a plain mail."""

from datetime import datetime
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse

_HOUR = 60


def local_moment(moment: datetime, zone: str) -> str:
    """A moment in the reader's zone, with the zone's name, for a mail may be read anywhere."""
    here = moment.astimezone(ZoneInfo(zone))
    return f"{here:%A} {here.day} {here:%B %Y, %H:%M} ({zone})"


def due_sentence(due_at: datetime, zone: str) -> str:
    """When it is due."""
    return f"It is due on {local_moment(due_at, zone)}."


def about_minutes(minutes: int) -> str:
    """A span as people say it."""
    if minutes < _HOUR:
        return f"about {minutes} minutes" if minutes != 1 else "about a minute"
    hours = f"{minutes / _HOUR:.1f}".removesuffix(".0")
    return f"about {hours} hours" if hours != "1" else "about an hour"


def absolute(path: str) -> str:
    """The path as a link that works from a mail."""
    return path if path.startswith(("http://", "https://")) else f"{settings.DUOMO_BASE_URL}{path}"


def with_next(path: str, following: str) -> str:
    """The path, with the page to go on to afterwards."""
    return f"{path}?{urlencode({'next': following}, safe='/')}" if following else path


def letter(name: str, body: str, workspace: str) -> str:
    """The whole text of a mail, with how to get fewer of them."""
    preference = absolute(reverse("settings"))
    return (
        f"Hello {name},\n\n{body.strip()}\n\n-- \n{workspace}, on Duomo.\n"
        f"At once, once a day or never: choose how you get these mails at {preference}\n"
    )
