"""Writes about seats: workspaces, people, invitations, the ways in. One function per deed."""

from duomo.desk.seats.actions.departures import at_departure
from duomo.desk.seats.actions.functions import add_function, bring_back_function, retire_function
from duomo.desk.seats.actions.invitations import (
    ensure_guest,
    fresh_invitation,
    invite_member,
    renew_invitation,
    revoke_invitation,
    take_invitation,
)
from duomo.desk.seats.actions.links import make_sign_in_link, use_sign_in_link
from duomo.desk.seats.actions.me import change_me
from duomo.desk.seats.actions.members import remove_member, set_role
from duomo.desk.seats.actions.start import first_owner, set_up
from duomo.desk.seats.actions.tidying import tidy_links
from duomo.desk.seats.actions.workspace import change_workspace, create_workspace
from duomo.desk.seats.commands import ChangeMe, ChangeWorkspace, InviteMember, SetUp

__all__ = [
    "ChangeMe",
    "ChangeWorkspace",
    "InviteMember",
    "SetUp",
    "add_function",
    "at_departure",
    "bring_back_function",
    "change_me",
    "change_workspace",
    "create_workspace",
    "ensure_guest",
    "first_owner",
    "fresh_invitation",
    "invite_member",
    "make_sign_in_link",
    "remove_member",
    "renew_invitation",
    "retire_function",
    "revoke_invitation",
    "set_role",
    "set_up",
    "take_invitation",
    "tidy_links",
    "use_sign_in_link",
]
