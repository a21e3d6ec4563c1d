"""The first start of an installation: somebody at the machine becomes the first owner."""

from datetime import datetime

from django.db import transaction

from duomo.desk.kit.refusals import Invalid, NotYours
from duomo.desk.seats.actions.checking import checked_email, checked_name, checked_zone
from duomo.desk.seats.actions.persons import person_with
from duomo.desk.seats.actions.workspace import create_workspace
from duomo.desk.seats.commands import SetUp
from duomo.desk.seats.models import Member, Person
from duomo.desk.seats.queries import OWNER_TO_BE
from duomo.desk.seats.rights import Role
from duomo.desk.seats.seat import Seat


@transaction.atomic
def first_owner(at: datetime) -> int:
    """The person whom the link of the command line signs in.

    That is the owner who has been here longest, of a real workspace before one of the demonstration. In a fresh
    installation it is a person to be: somebody without an address, who gives one on the page `/welcome/`.
    """
    owners = Member.unscoped.filter(
        role=Role.OWNER, joined_at__isnull=False, removed_at__isnull=True, person__is_active=True
    ).order_by("workspace__is_demo", "joined_at", "pk")
    person_id: int | None = owners.values_list("person_id", flat=True).first()
    return person_id if person_id is not None else person_with(OWNER_TO_BE, "", "").pk


@transaction.atomic
def set_up(person_id: int, command: SetUp, at: datetime) -> Seat:
    """Give the owner-to-be an address and a name, and open their workspace.

    Raises:
        NotYours: this person is not the owner-to-be (any more).
        Invalid: something typed cannot be taken.
    """
    email, name, zone = checked_email(command.email), checked_name(command.name), checked_zone(command.zone)
    if Person.objects.filter(email=email).exists():
        raise Invalid("Somebody with this address is here already. Use another one.", field="email")
    if not Person.objects.filter(pk=person_id, email=OWNER_TO_BE).update(email=email, name=name, zone=zone):
        raise NotYours
    return create_workspace(
        name=command.workspace, owner_email=email, owner_name=name, zone=zone, currency=command.currency, at=at
    )
