"""Looks up the seat of a request, and sets its clock to the person's zone."""

import zoneinfo
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from duomo.desk.kit.clock import utc_now
from duomo.desk.seats.queries import all_seats, chosen
from duomo.desk.seats.seat import Seat

SEAT_IN_SESSION = "workspace_id"
SEAT_IN_FORM = "drawn_for"


class SeatMiddleware:
    """Reads the seat anew with every request, so that a removed person's next request is refused."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Attach `request.seat` (or None) and answer in the seat's zone."""
        seats = all_seats(request.user.pk, utc_now()) if request.user.is_authenticated else ()
        seat = _seat_of(request, seats)
        request.seat = seat  # type: ignore[attr-defined]  # the door reads it
        request.has_seats = len(seats)  # type: ignore[attr-defined]  # forms and the navigation read it
        with timezone.override(zoneinfo.ZoneInfo(seat.zone) if seat else zoneinfo.ZoneInfo("UTC")):
            return self.get_response(request)


def _seat_of(request: HttpRequest, seats: tuple[Seat, ...]) -> Seat | None:
    """The seat in the workspace that this browser shows, or in the one that the form was drawn for.

    Numbers of jobs begin anew in each workspace. A form that was opened before the browser went to another workspace,
    or before its person lost that seat, must not act on another workspace's job, so it says where it was drawn.
    """
    if not seats:
        return None
    drawn_for = request.POST.get(SEAT_IN_FORM) if request.method == "POST" else None
    if drawn_for is None:
        return chosen(seats, request.session.get(SEAT_IN_SESSION))
    return next((seat for seat in seats if str(seat.workspace_id) == drawn_for), None)
