"""Changes what a person says about themselves."""

from django.db import transaction

from duomo.desk.kit.refusals import Invalid
from duomo.desk.seats.actions.checking import checked_name, checked_zone
from duomo.desk.seats.commands import ChangeMe
from duomo.desk.seats.models import Member, Person
from duomo.desk.seats.rights import Right
from duomo.desk.seats.seat import Seat


@transaction.atomic
def change_me(seat: Seat, command: ChangeMe) -> None:
    """Change the own name, zone and kind of notices; they are the person's and hold in each of their workspaces.

    Raises:
        NotYours: nobody sits here.
        Invalid: the name, the zone or the choice cannot be taken.
    """
    seat.must(Right.SIT)
    if command.notify not in Person.Notify.values:
        raise Invalid("Choose at once, once a day or never.", field="notify")
    name, zone = checked_name(command.name), checked_zone(command.zone)
    Person.objects.filter(pk=seat.acting_person).update(name=name, zone=zone, notify=command.notify)
    Member.unscoped.filter(person_id=seat.acting_person).update(name=name)
