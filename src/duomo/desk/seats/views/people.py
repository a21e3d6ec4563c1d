"""Colleagues: the list, invitations, roles, removal."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from duomo.desk.kit.deeds import deed
from duomo.desk.kit.forms import DuomoForm
from duomo.desk.kit.refusals import NotYours
from duomo.desk.seats import actions, queries
from duomo.desk.seats.door import seated
from duomo.desk.seats.forms import InviteForm, RoleForm
from duomo.desk.seats.pages import MemberLine
from duomo.desk.seats.rights import MAY_SET, Right
from duomo.desk.seats.seat import Seat
from duomo.desk.seats.views.tabs import said, settings_tabs


def _settable(seat: Seat, member_id: int) -> MemberLine:
    """The colleague whom this seat may set.

    Raises:
        NotYours: there is none.
    """
    for line in queries.members(seat):
        if line.id == member_id and line.role in MAY_SET.get(seat.role, ()):
            return line
    raise NotYours


@seated(Right.MANAGE_MEMBERS)
@require_safe
def people(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Who sits here, and who may what?"""
    context = {
        "members": queries.members(seat),
        "mine": MAY_SET[seat.role],
        "tabs": settings_tabs(seat, "settings-people"),
        "seat": seat,
    }
    return render(request, "seats/people.html", context)


@seated(Right.MANAGE_MEMBERS)
def invite(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Invite a colleague."""
    form = InviteForm(request.POST if request.method == "POST" else None, mine=seat.role)
    return deed(
        request,
        form,
        lambda: actions.invite_member(seat, form.command()),
        template="seats/invite.html",
        context={"seat": seat},
        then=lambda _: said(request, f"{form.command().name} is invited. The mail is on its way.", "settings-people"),
    )


@seated(Right.MANAGE_MEMBERS)
def change_role(request: HttpRequest, seat: Seat, member_id: int) -> HttpResponse:
    """Give a colleague another role."""
    line = _settable(seat, member_id)
    form = RoleForm(
        request.POST if request.method == "POST" else None, initial={"role": line.role.value}, mine=seat.role
    )
    return deed(
        request,
        form,
        lambda: actions.set_role(seat, member_id, form.role_chosen()),
        template="seats/role.html",
        context={"member": line, "seat": seat},
        then=lambda _: said(request, f"{line.name} is {form.role_chosen()} now.", "settings-people"),
    )


@seated(Right.MANAGE_MEMBERS)
def remove(request: HttpRequest, seat: Seat, member_id: int) -> HttpResponse:
    """End a colleague's seat."""
    return _confirmed(request, seat, member_id, "remove")


@seated(Right.MANAGE_MEMBERS)
def renew(request: HttpRequest, seat: Seat, member_id: int) -> HttpResponse:
    """Send an invitation again."""
    return _confirmed(request, seat, member_id, "renew")


@seated(Right.MANAGE_MEMBERS)
def revoke(request: HttpRequest, seat: Seat, member_id: int) -> HttpResponse:
    """Withdraw an invitation."""
    return _confirmed(request, seat, member_id, "revoke")


# The deed, and what the list says afterwards.
_ACTS = {
    "remove": (actions.remove_member, "{} has no seat here any more."),
    "renew": (actions.renew_invitation, "A new link is on its way to {}."),
    "revoke": (actions.revoke_invitation, "The invitation of {} is withdrawn."),
}


def _confirmed(request: HttpRequest, seat: Seat, member_id: int, act: str) -> HttpResponse:
    line = _settable(seat, member_id)
    form = DuomoForm(request.POST if request.method == "POST" else None)
    run, sentence = _ACTS[act]
    return deed(
        request,
        form,
        lambda: run(seat, member_id),
        template=f"seats/{act}.html",
        context={"member": line, "seat": seat, "is_me": line.id == seat.member_id},
        then=lambda _: said(request, sentence.format(line.name), "settings-people"),
    )
