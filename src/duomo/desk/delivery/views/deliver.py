"""The contractor's page for handing in."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from duomo.desk.assignments.actions.delivering import checked_links, try_checks
from duomo.desk.assignments.pages import CheckLine, DeliveryLine
from duomo.desk.delivery import actions, queries
from duomo.desk.delivery.forms import DeliverForm, sent
from duomo.desk.delivery.pages import HandInPage
from duomo.desk.files.actions import receive
from duomo.desk.files.pages import Blob
from duomo.desk.kit.deeds import deed
from duomo.desk.kit.refusals import NotYours, Refused
from duomo.desk.seats.door import seated
from duomo.desk.seats.rights import Right
from duomo.desk.seats.seat import Seat

TEMPLATE = "delivery/deliver.html"


@seated(Right.WORK)
def deliver(request: HttpRequest, seat: Seat, key: str) -> HttpResponse:
    """Hand in, or see first what the automatic checks will say."""
    page = queries.hand_in_page(seat, key)
    form = DeliverForm(sent(request), request.FILES or None)
    blobs = _received(seat, form) if request.method == "POST" else ()
    if "try" in request.POST and form.is_valid():
        return _tried(request, seat, page, form, blobs)

    def then(delivery: DeliveryLine) -> str:
        messages.success(request, f"Delivery {delivery.number} is handed in. You hear when it has been looked at.")
        return page.assignment.url

    return deed(
        request,
        form,
        lambda: actions.hand_in(seat, key, actions.HandIn(form.cleaned_data["note"], form.typed_links, blobs)),
        template=TEMPLATE,
        context={"page": page, "seat": seat},
        then=then,
    )


def _received(seat: Seat, form: DeliverForm) -> tuple[Blob, ...]:
    """The bytes, safely stored before the deed begins; what cannot be taken stands beside the field."""
    if not form.is_valid():
        return ()
    try:
        return tuple(receive(seat, upload) for upload in form.cleaned_data["files"])
    except NotYours:
        raise
    except Refused as refusal:
        form.refuse(refusal)
        return ()


def _tried(
    request: HttpRequest, seat: Seat, page: HandInPage, form: DeliverForm, blobs: tuple[Blob, ...]
) -> HttpResponse:
    """What the checks say, with everything typed still there. Not a success: nothing has been handed in."""
    tried: tuple[CheckLine, ...] = ()
    try:
        tried = try_checks(seat, page.assignment, blobs, checked_links(form.typed_links))
    except Refused as refusal:
        form.refuse(refusal)
    context = {"page": page, "seat": seat, "form": form, "tried": page.found(tried), "was_tried": True}
    return render(request, TEMPLATE, context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
