"""The workspace's business functions."""

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from duomo.desk.kit.refusals import Invalid, NotYours
from duomo.desk.seats.actions.checking import checked_name
from duomo.desk.seats.events import record
from duomo.desk.seats.models import Function
from duomo.desk.seats.numbers import next_number
from duomo.desk.seats.pages import FunctionLine
from duomo.desk.seats.rights import Right
from duomo.desk.seats.seat import Seat

FIRST_FUNCTIONS = (
    ("design", "Design"),
    ("copywriting", "Copywriting"),
    ("development", "Development"),
    ("admin", "Admin"),
)
LONGEST_FUNCTION_NAME = 60
LONGEST_SLUG = 40


@transaction.atomic
def add_function(seat: Seat, name: str) -> FunctionLine:
    """Add a business function; one that was retired comes back.

    Raises:
        NotYours: the seat may not.
        Invalid: the name cannot be taken, or there is such a function.
    """
    seat.must(Right.RUN_JOBS)
    name = checked_name(name, "name", LONGEST_FUNCTION_NAME)
    # A name without a Latin letter has no slug of its own.
    slug = slugify(name)[:LONGEST_SLUG].strip("-") or f"function-{next_number(seat, 'function')}"
    known = Function.objects.within(seat).filter(slug=slug).first()
    if known is not None:
        return _brought_back(seat, known, name)
    try:
        with transaction.atomic():
            row = Function.objects.within(seat).create(slug=slug, name=name)
    except IntegrityError as error:
        raise Invalid("There is such a function already.", field="name") from error
    record(seat, "function_added", function=row.pk)
    return FunctionLine(row.pk, row.slug, row.name)


def _brought_back(seat: Seat, known: Function, name: str) -> FunctionLine:
    if known.retired_at is None:
        raise Invalid(f"There is such a function already: {known.name}.", field="name")
    Function.objects.within(seat).filter(pk=known.pk).update(retired_at=None, name=name)
    record(seat, "function_brought_back", function=known.pk)
    return FunctionLine(known.pk, known.slug, name)


@transaction.atomic
def retire_function(seat: Seat, function_id: int) -> None:
    """Offer a function no longer; jobs that have it keep it.

    Raises:
        NotYours: the seat may not, or there is no such function.
    """
    seat.must(Right.RUN_JOBS)
    rows = Function.objects.within(seat).filter(pk=function_id)
    if not rows.exists():
        raise NotYours
    if rows.filter(retired_at__isnull=True).update(retired_at=seat.at):
        record(seat, "function_retired", function=function_id)


@transaction.atomic
def bring_back_function(seat: Seat, function_id: int) -> None:
    """Offer a retired function again.

    Raises:
        NotYours: the seat may not, or there is no such function.
    """
    seat.must(Right.RUN_JOBS)
    rows = Function.objects.within(seat).filter(pk=function_id)
    if not rows.exists():
        raise NotYours
    if rows.filter(retired_at__isnull=False).update(retired_at=None):
        record(seat, "function_brought_back", function=function_id)
