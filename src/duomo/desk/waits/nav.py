"""The navigation of every page: where this seat may go, and how much waits for it."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from duomo.desk.kit.parts import Nav, NavItem, Tab
from duomo.desk.seats import queries as seats
from duomo.desk.seats.rights import Right, Role
from duomo.desk.seats.seat import Seat
from duomo.desk.waits import queries as waits

# label, name of the address, icon, right, stands in a phone's bar
_PAGES = (
    ("Desk", "desk", "desk", Right.SEE_DESK, True),
    ("Jobs", "jobs", "jobs", Right.SEE_TITLES, True),
    ("Contractors", "contractors", "people", Right.SEE_PEOPLE, False),
    ("Hours", "hours", "hours", Right.SEE_HOURS, True),
    ("Ledger", "ledger", "ledger", Right.SEE_LEDGER, True),
    ("Settings", "settings", "settings", Right.SIT, False),
)


def nav(request: HttpRequest) -> dict[str, Any]:
    """`nav` for templates; it is read from the database only where a page shows it."""
    seat: Seat | None = getattr(request, "seat", None)
    if seat is None:
        return {"nav": None}
    return {"nav": SimpleLazyObject(lambda: _nav(request, seat))}


def _nav(request: HttpRequest, seat: Seat) -> Nav:
    guest = seat.role is Role.CONTRACTOR
    names = seats.member_names(seat, [seat.acting_member])
    return Nav(
        workspace=seats.workspace(seat).name,
        person=names.get(seat.acting_member, ""),
        role="" if guest else seat.role.value,
        items=_guest_items(request) if guest else _items(request, seat),
        foot=_foot(request) if guest else (),
        home_url=reverse("portal") if guest else reverse("desk"),
        settings_url="" if guest else reverse("settings"),
        sign_out_url=reverse("sign-out"),
    )


def _items(request: HttpRequest, seat: Seat) -> tuple[NavItem, ...]:
    return tuple(
        NavItem(
            label,
            url := reverse(name),
            icon,
            current=_is_current(request.path, url),
            count=waits.waiting_count(seat) if name == "desk" else None,
            phone=phone,
        )
        for label, name, icon, right, phone in _PAGES
        if seat.may(right)
    )


def _guest_items(request: HttpRequest) -> tuple[NavItem, ...]:
    url = reverse("portal")
    return (NavItem("Assignments", url, "jobs", current=_is_current(request.path, url)),)


def _foot(request: HttpRequest) -> tuple[Tab, ...]:
    links = [("Your settings", reverse("settings"))]
    if getattr(request, "has_seats", 0) > 1:
        links.append(("Your other workspaces", reverse("seats")))
    return tuple(Tab(label, url) for label, url in links)


def _is_current(path: str, url: str) -> bool:
    return path == url if url == "/" else path.startswith(url)
