"""What the settings pages share: their tabs, their look, and the sentence that something is done."""

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse

from duomo.desk.kit.parts import Tab
from duomo.desk.seats.rights import Right, Role
from duomo.desk.seats.seat import Seat

_PAGES = (
    ("You", "settings", Right.SIT),
    ("People", "settings-people", Right.MANAGE_MEMBERS),
    ("Functions", "settings-functions", Right.RUN_JOBS),
    ("Workspace", "settings-workspace", Right.MANAGE_WORKSPACE),
)


def settings_tabs(seat: Seat, current: str) -> list[Tab]:
    """The tabs of this seat; a single one is none."""
    tabs = [Tab(label, reverse(name), name == current) for label, name, right in _PAGES if seat.may(right)]
    return tabs if len(tabs) > 1 else []


def base_of(seat: Seat) -> str:
    """Colleagues and contractors have a look of their own."""
    return "kit/base_guest.html" if seat.role is Role.CONTRACTOR else "kit/base_owner.html"


def said(request: HttpRequest, sentence: str, page: str) -> str:
    """The address of `page`, which will say that something is done."""
    messages.success(request, sentence)
    return reverse(page)
