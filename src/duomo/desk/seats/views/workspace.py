"""The workspace's own settings: its data and its business functions."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from duomo.desk.kit.deeds import SeeOther, deed
from duomo.desk.seats import actions, queries
from duomo.desk.seats.door import seated
from duomo.desk.seats.forms import FunctionForm, WorkspaceForm
from duomo.desk.seats.rights import Right
from duomo.desk.seats.seat import Seat
from duomo.desk.seats.views.tabs import said, settings_tabs


@seated(Right.MANAGE_WORKSPACE)
def workspace(request: HttpRequest, seat: Seat) -> HttpResponse:
    """What is this workspace called, and where is it?"""
    line = queries.workspace(seat)
    initial = {"name": line.name, "zone": line.zone, "currency": line.currency}
    form = WorkspaceForm(request.POST if request.method == "POST" else None, initial=initial, present_zone=line.zone)
    return deed(
        request,
        form,
        lambda: actions.change_workspace(seat, form.command()),
        template="seats/workspace.html",
        context={"tabs": settings_tabs(seat, "settings-workspace"), "seat": seat},
        then=lambda _: said(request, "The workspace's settings are saved.", "settings-workspace"),
    )


@seated(Right.RUN_JOBS)
def functions(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Which business functions are outsourced here? The form adds one."""
    form = FunctionForm(request.POST if request.method == "POST" else None)
    lines = queries.functions(seat, retired=True)
    return deed(
        request,
        form,
        lambda: actions.add_function(seat, form.cleaned_data["name"]),
        template="seats/functions.html",
        context={"functions": lines, "tabs": settings_tabs(seat, "settings-functions"), "seat": seat},
        then=lambda line: said(request, f"{line.name} is offered for new jobs.", "settings-functions"),
    )


@seated(Right.RUN_JOBS)
@require_POST
def retire_function(request: HttpRequest, seat: Seat, function_id: int) -> HttpResponse:
    """Offer a function no longer."""
    actions.retire_function(seat, function_id)
    return SeeOther(reverse("settings-functions"))


@seated(Right.RUN_JOBS)
@require_POST
def bring_back_function(request: HttpRequest, seat: Seat, function_id: int) -> HttpResponse:
    """Offer a retired function again."""
    actions.bring_back_function(seat, function_id)
    return SeeOther(reverse("settings-functions"))
