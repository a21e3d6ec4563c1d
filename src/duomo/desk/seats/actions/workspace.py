"""Opens a workspace and changes its data."""

from datetime import datetime

from django.db import transaction

from duomo.desk.seats.actions.checking import checked_currency, checked_email, checked_name, checked_zone
from duomo.desk.seats.actions.functions import FIRST_FUNCTIONS
from duomo.desk.seats.actions.persons import person_with
from duomo.desk.seats.commands import ChangeWorkspace
from duomo.desk.seats.events import open_chain, record
from duomo.desk.seats.models import Function, Member, Workspace
from duomo.desk.seats.models.workspace import fresh_salt
from duomo.desk.seats.rights import Right, Role
from duomo.desk.seats.seat import Seat

LONGEST_WORKSPACE_NAME = 200


@transaction.atomic
def create_workspace(
    *,
    name: str,
    owner_email: str,
    owner_name: str,
    zone: str,
    currency: str,
    at: datetime,
    key_salt: str | None = None,
    is_demo: bool = False,
) -> Seat:
    """Open a workspace with its owner, its first functions and its chain of events; the owner's seat.

    `key_salt` is given only where the same acts must give the same keys (the demonstration).

    Raises:
        Invalid: a name, the address, the zone or the currency cannot be taken.
    """
    email, zone = checked_email(owner_email, "email"), checked_zone(zone)
    owner = checked_name(owner_name)
    workspace = Workspace.objects.create(
        name=checked_name(name, "workspace", LONGEST_WORKSPACE_NAME),
        zone=zone,
        currency=checked_currency(currency),
        key_salt=key_salt or fresh_salt(),
        is_demo=is_demo,
        created_at=at,
    )
    open_chain(workspace)
    person = person_with(email, owner, zone)
    member = Member.unscoped.create(
        workspace=workspace, person=person, role=Role.OWNER, name=owner, created_at=at, joined_at=at
    )
    seat = Seat(workspace.pk, member.pk, person.pk, Role.OWNER, at, person.zone or zone)
    for slug, title in FIRST_FUNCTIONS:
        Function.objects.within(seat).create(slug=slug, name=title)
    record(seat, "workspace_opened", currency=workspace.currency, owner=member.pk)
    return seat


@transaction.atomic
def change_workspace(seat: Seat, command: ChangeWorkspace) -> None:
    """Change name, zone and currency. The currency is the one proposed from now on; amounts keep theirs.

    Raises:
        NotYours: the seat may not.
        Invalid: the name, the zone or the currency cannot be taken.
    """
    seat.must(Right.MANAGE_WORKSPACE)
    zone, currency = checked_zone(command.zone), checked_currency(command.currency)
    Workspace.objects.filter(pk=seat.workspace_id).update(
        name=checked_name(command.name, "name", LONGEST_WORKSPACE_NAME), zone=zone, currency=currency
    )
    record(seat, "workspace_changed", zone=zone, currency=currency)
