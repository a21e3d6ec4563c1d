"""Deeds on contractors."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from duomo.core.quantities import is_currency
from duomo.desk.kit.refusals import Invalid, NotYours, Refused
from duomo.desk.people import queries
from duomo.desk.people.limits import LONGEST_NAME, LONGEST_NOTE, MOST_RATE, MOST_ROWS, whole_link
from duomo.desk.people.models import Contractor
from duomo.desk.people.pages import ContractorLine, Imported
from duomo.desk.seats import actions as seats
from duomo.desk.seats.events import record
from duomo.desk.seats.numbers import next_number
from duomo.desk.seats.pages import Guest
from duomo.desk.seats.queries import functions
from duomo.desk.seats.rights import Right
from duomo.desk.seats.seat import Seat

_TAKEN_NOW = "Another contractor has this address by now. Use another, or change that one."


@dataclass(frozen=True, slots=True)
class AddContractor:
    """A contractor as typed; `rate_minor` is for one hour, in minor units of `currency`."""

    name: str
    email: str
    function_slugs: tuple[str, ...] = ()
    rate_minor: int | None = None
    currency: str = ""
    link: str = ""
    note: str = ""


@transaction.atomic
def add_contractor(seat: Seat, command: AddContractor) -> ContractorLine:
    """Note down a contractor. Nobody is told: the guest seat comes with the first invitation.

    Raises:
        Invalid: a function is unknown, or the address belongs to another contractor.
    """
    seat.must(Right.RUN_JOBS)
    row = _add(seat, command, _function_ids(seat, command.function_slugs))
    record(seat, "contractor_added", subject=f"contractor {row.number}", contractor=row.number)
    return queries.contractor(seat, row.number)


@transaction.atomic
def change_contractor(seat: Seat, number: int, command: AddContractor) -> ContractorLine:
    """Correct what is known of a contractor.

    Raises:
        Invalid: a function is unknown, the address belongs to another contractor, or it is already somebody's sign-in.
    """
    seat.must(Right.RUN_JOBS)
    row = _row(seat, number)
    if row.member_id is not None and _address(command.email) != row.email:
        raise Invalid(
            f"{row.name} was invited as {row.email} and signs in with it. Keep that address, or add a new contractor.",
            field="email",
        )
    changed = _write(seat, row, command)
    row.functions.set(_function_ids(seat, command.function_slugs, kept=row))
    record(seat, "contractor_changed", subject=f"contractor {number}", contractor=number, fields=changed)
    return queries.contractor(seat, number)


@transaction.atomic
def archive_contractor(seat: Seat, number: int) -> ContractorLine:
    """Take a contractor off the lists; the record stays. Archiving twice changes nothing."""
    seat.must(Right.RUN_JOBS)
    row = _row(seat, number)
    if Contractor.objects.within(seat).filter(pk=row.pk, archived_at__isnull=True).update(archived_at=seat.at):
        record(seat, "contractor_archived", subject=f"contractor {number}", contractor=number)
    return queries.contractor(seat, number)


@transaction.atomic
def restore_contractor(seat: Seat, number: int) -> ContractorLine:
    """Put an archived contractor back on the lists."""
    seat.must(Right.RUN_JOBS)
    row = _row(seat, number)
    if Contractor.objects.within(seat).filter(pk=row.pk, archived_at__isnull=False).update(archived_at=None):
        record(seat, "contractor_restored", subject=f"contractor {number}", contractor=number)
    return queries.contractor(seat, number)


@transaction.atomic
def import_contractors(seat: Seat, rows: Sequence[AddContractor]) -> Imported:
    """Note down all these contractors, or none.

    Raises:
        Invalid: there are no rows or too many, or one of them has become a duplicate since the preview.
    """
    seat.must(Right.RUN_JOBS)
    if not rows:
        raise Invalid("There is no row to import. Choose another file.")
    if len(rows) > MOST_ROWS:
        raise Invalid(f"At most {MOST_ROWS} contractors are imported at once. Split the file.")
    known = {line.slug: line.id for line in functions(seat)}
    function_ids = [_known_ids(known, row.function_slugs) for row in rows]
    written = _add_all(seat, [_values(row) for row in rows])
    through = Contractor.functions.through
    through.objects.bulk_create(
        through(contractor_id=row.pk, function_id=one)
        for row, ids in zip(written, function_ids, strict=True)
        for one in dict.fromkeys(ids)
    )
    numbers = tuple(row.number for row in written)
    record(seat, "contractors_imported", count=len(numbers), first=numbers[0], last=numbers[-1])
    return Imported(added=len(numbers), numbers=numbers)


@transaction.atomic
def invite_contractor(seat: Seat, contractor_id: int) -> Guest:
    """Give the contractor a guest seat, or a fresh invitation to the seat that is not taken yet.

    The mail with the link is written by whoever needs the contractor, for only that deed knows what for.

    Raises:
        Refused: the contractor is archived.
    """
    seat.must(Right.RUN_JOBS)
    row = Contractor.objects.within(seat).filter(pk=contractor_id).first()
    if row is None:
        raise NotYours
    if row.archived_at is not None:
        raise Refused(f"{row.name} is archived. Restore the contractor first.")
    guest = seats.ensure_guest(seat, email=row.email, name=row.name)
    if row.member_id != guest.member_id:
        Contractor.objects.within(seat).filter(pk=row.pk).update(member_id=guest.member_id)
        record(seat, "contractor_invited", subject=f"contractor {row.number}", contractor=row.number)
    return guest


def _row(seat: Seat, number: int) -> Contractor:
    row = Contractor.objects.within(seat).select_for_update().filter(number=number).first()
    if row is None:
        raise NotYours
    return row


def _address(email: str) -> str:
    """Addresses are kept in small letters: mail servers do not tell them apart, and people type both."""
    return email.strip().lower()


def _values(command: AddContractor) -> dict[str, Any]:
    """What is written of a contractor, for every way in which one arrives.

    Raises:
        Invalid: a value cannot be taken; the field says which.
    """
    _check(command)
    return {
        "name": command.name.strip(),
        "email": _address(command.email),
        "rate_minor": command.rate_minor,
        "currency": command.currency if command.rate_minor is not None else "",
        "link": whole_link(command.link) or "",
        "note": command.note,
    }


def _check(command: AddContractor) -> None:
    name = command.name.strip()
    if not name or len(name) > LONGEST_NAME:
        raise Invalid(f"A name has 1 to {LONGEST_NAME} characters.", field="name")
    try:
        validate_email(_address(command.email))
    except ValidationError as error:
        raise Invalid("This is no mail address. Write it as name@example.com.", field="email") from error
    if command.rate_minor is not None and not 0 <= command.rate_minor <= MOST_RATE:
        raise Invalid("Nobody is paid that much for an hour. Check the rate.", field="rate_minor")
    if command.rate_minor is not None and not is_currency(command.currency):
        raise Invalid("Give the currency of the rate, for example EUR.", field="currency")
    if command.link and whole_link(command.link) is None:
        raise Invalid("This is no address of the web. Write it as https://example.com/ines.", field="link")
    if len(command.note) > LONGEST_NOTE:
        raise Invalid(f"The note has more than {LONGEST_NOTE} characters. Shorten it.", field="note")


def _add(seat: Seat, command: AddContractor, function_ids: Iterable[int]) -> Contractor:
    values = _values(command)
    taken = Contractor.objects.within(seat).filter(email=values["email"]).first()
    if taken is not None:
        raise _taken(taken)
    number = next_number(seat, "contractor")
    try:
        with transaction.atomic():
            row = Contractor(number=number, created_at=seat.at, **values)
            Contractor.objects.within(seat).bulk_create([row])
    except IntegrityError as error:
        raise Invalid(_TAKEN_NOW, field="email") from error
    row.functions.set(function_ids)
    return row


def _add_all(seat: Seat, values: Sequence[dict[str, Any]]) -> list[Contractor]:
    """Write many at once: row by row the database would stand still for seconds."""
    addresses = [one["email"] for one in values]
    if len(set(addresses)) < len(addresses):
        raise Invalid("Two rows have the same address. Choose the file again.")
    taken = Contractor.objects.within(seat).filter(email__in=addresses).first()
    if taken is not None:
        raise _taken(taken)
    rows = [Contractor(number=next_number(seat, "contractor"), created_at=seat.at, **one) for one in values]
    try:
        with transaction.atomic():
            return Contractor.objects.within(seat).bulk_create(rows)
    except IntegrityError as error:
        raise Invalid("One of the addresses has been added by now. Choose the file again.") from error


def _write(seat: Seat, row: Contractor, command: AddContractor) -> list[str]:
    """Write the changed values; their names, for the event."""
    values = _values(command)
    taken = Contractor.objects.within(seat).filter(email=values["email"]).exclude(pk=row.pk).first()
    if taken is not None:
        raise _taken(taken)
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, values[name])
    if changed:
        _save(row, changed)
    return changed


def _save(row: Contractor, changed: list[str]) -> None:
    try:
        with transaction.atomic():
            row.save(update_fields=changed)
    except IntegrityError as error:
        raise Invalid(_TAKEN_NOW, field="email") from error


def _taken(other: Contractor) -> Invalid:
    where = " in the archive" if other.archived_at else ""
    return Invalid(
        f"{other.email} already belongs to {other.name} (contractor {other.number}){where}. Use another address.",
        field="email",
    )


def _function_ids(seat: Seat, slugs: tuple[str, ...], *, kept: Contractor | None = None) -> tuple[int, ...]:
    """The ids of active functions, and of those that the contractor has even where they are retired by now."""
    own = set(kept.functions.values_list("pk", flat=True)) if kept is not None else set()
    known = {line.slug: line.id for line in functions(seat, retired=True) if not line.retired or line.id in own}
    return _known_ids(known, slugs)


def _known_ids(known: dict[str, int], slugs: tuple[str, ...]) -> tuple[int, ...]:
    for slug in slugs:
        if slug not in known:
            raise Invalid(f"There is no function “{slug}”. Choose one of the list.", field="functions")
    return tuple(known[slug] for slug in slugs)
