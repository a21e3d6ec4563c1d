"""Finds a person by address, or makes one."""

from django.db import IntegrityError, transaction

from duomo.desk.seats.models import Person


def person_with(email: str, name: str, zone: str) -> Person:
    """The person with this address (in small letters); a new one gets the name and the zone."""
    known = Person.objects.filter(email=email).first()
    if known is not None:
        return known
    person = Person(email=email, name=name, zone=zone)
    person.set_unusable_password()
    try:
        with transaction.atomic():
            person.save(force_insert=True)
    except IntegrityError:
        # Two deeds at once made the same person; the other one was first.
        return Person.objects.get(email=email)
    return person
