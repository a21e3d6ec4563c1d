"""Downloads of what was handed in."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from duomo.desk.assignments import queries
from duomo.desk.files import serving
from duomo.desk.seats.door import seated
from duomo.desk.seats.rights import Right
from duomo.desk.seats.seat import Seat


@seated(Right.SIT)
@require_safe
def delivery_file(request: HttpRequest, seat: Seat, key: str, file_id: int) -> HttpResponse:
    """A file of a delivery: for its maker, and for leaders once it is not sealed."""
    return serving.attachment(seat, queries.delivery_file(seat, key, file_id).id)
