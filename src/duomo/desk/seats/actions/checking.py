"""Checks of what people typed about themselves, shared by page and command line."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from duomo.core.quantities import is_currency
from duomo.desk.kit.forms import unprintable
from duomo.desk.kit.refusals import Invalid
from duomo.desk.seats.zones import is_zone

LONGEST_NAME = 120
LONGEST_ADDRESS = 254


def checked_email(text: str, field: str = "email") -> str:
    """The address in small letters, for addresses are compared whatever their capitals.

    Raises:
        Invalid: it is not one plain mail address.
    """
    email = text.strip().lower()
    try:
        validate_email(email)
    except ValidationError as error:
        raise Invalid("This is not a mail address. Write it as name@example.com.", field=field) from error
    if len(email) > LONGEST_ADDRESS or unprintable(email, lines=False):
        raise Invalid("This is not a mail address. Write it as name@example.com.", field=field)
    return email


def checked_name(text: str, field: str = "name", longest: int = LONGEST_NAME) -> str:
    """The name without blanks around it.

    Raises:
        Invalid: it is empty, too long, or holds what cannot be seen.
    """
    name = text.strip()
    if not name:
        raise Invalid("Fill in a name.", field=field)
    if len(name) > longest:
        raise Invalid(f"This name is longer than {longest} characters. Shorten it.", field=field)
    if unprintable(name, lines=False):
        raise Invalid("This holds characters that cannot be seen. Type it again as plain text.", field=field)
    return name


def checked_zone(zone: str, field: str = "zone") -> str:
    """The zone, if there is one of this name.

    Raises:
        Invalid: there is none.
    """
    if not is_zone(zone):
        raise Invalid("There is no such time zone. Choose one such as Europe/Berlin.", field=field)
    return zone


def checked_currency(code: str, field: str = "currency") -> str:
    """The currency code in capitals.

    Raises:
        Invalid: there is no such currency.
    """
    currency = code.strip().upper()
    if not is_currency(currency):
        raise Invalid("There is no such currency. Use a three-letter code such as EUR or USD.", field=field)
    return currency
