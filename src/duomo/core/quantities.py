"""How hours and money are read from what people type and written back: whole minutes and whole minor units only."""

import re
from decimal import ROUND_HALF_UP, Decimal

from duomo.core.currencies import CURRENCIES, Currency, is_currency

__all__ = [
    "CURRENCIES",
    "MOST_AMOUNT",
    "MOST_MINUTES",
    "Currency",
    "QuantityError",
    "format_minutes",
    "format_money",
    "is_currency",
    "parse_minutes",
    "parse_money",
]

MINUTES_IN_HOUR = 60
MOST_HOURS = 100_000
MOST_MINUTES = MOST_HOURS * MINUTES_IN_HOUR
MOST_AMOUNT = 1_000_000_000_000
"""The largest amount, in major units; with four minor digits it still fits into 64 bits."""
_LONGEST_TEXT = 40
_GROUP = 3
_MINUS = "\N{MINUS SIGN}"
_BLANKS = "[ \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}]"

_NUMBER = r"\d+(?:[.,]\d*)?|[.,]\d+"
_CLOCK = re.compile(r"(\d+):(\d{1,2})", re.ASCII)
_HOURS_AND_MINUTES = re.compile(rf"(\d+){_BLANKS}*h{_BLANKS}*(\d{{1,2}})(?:{_BLANKS}*m(?:ins?)?)?", re.ASCII)
_MINUTES = re.compile(rf"({_NUMBER}){_BLANKS}*(?:m|mins?|minutes?)", re.ASCII)
_HOURS = re.compile(rf"({_NUMBER}){_BLANKS}*(?:h|hrs?|hours?)?", re.ASCII)
_EXPONENT = re.compile(rf"[\d.,]{_BLANKS}*e{_BLANKS}*[+-]?\d", re.IGNORECASE)
_COMMA_THOUSANDS = re.compile(r"[1-9]\d{0,2},\d{3}", re.ASCII)

# Whole part, with one kind of separator between groups of three; then, after another sign, the decimals.
_GROUPED = re.compile(r"(\d{1,3}(?:([ ',.])\d{3})(?:\2\d{3})*)(?:([.,])(\d*))?", re.ASCII)
_UNGROUPED = re.compile(r"(\d*)(?:[.,](\d*))?", re.ASCII)


class QuantityError(ValueError):
    """A quantity that cannot be read; its text is a sentence for the person who typed it."""


def parse_minutes(text: str) -> int:
    """Read hours such as ``1.5``, ``1,5``, ``1:30``, ``1h30`` or ``90 min`` as whole minutes, halves rounded up.

    Raises QuantityError with a sentence that says what to type instead.
    """
    typed = text.strip().lower()
    _refuse_unreadable(typed, "Enter the hours, for example 1.5 or 1:30.")
    minutes = _split_minutes(typed)
    if minutes is None:
        minutes = _decimal_minutes(typed)
    if minutes > MOST_MINUTES:
        raise QuantityError(f"That is more than {MOST_HOURS} hours. Check the number.")
    return minutes


def format_minutes(minutes: int) -> str:
    """Write whole minutes as hours with at most two decimals, without a unit: ``1.5``; a true minus below zero."""
    hours = (Decimal(abs(minutes)) / MINUTES_IN_HOUR).quantize(Decimal("0.01"), ROUND_HALF_UP)
    written = f"{hours:f}".rstrip("0").rstrip(".")
    return f"{_MINUS}{written}" if minutes < 0 and hours else written


def parse_money(text: str, currency: str) -> int:
    """Read an amount of a currency as whole minor units: ``640``, ``640.50``, ``640,50``, ``6,460``, ``1.234,50``.

    A single point before exactly three digits is refused where the currency has no three decimals, since it may
    separate thousands or decimals. Raises QuantityError with a sentence, also for an unknown currency.
    """
    unit = _currency(currency)
    typed = _without_sign(re.sub(_BLANKS, " ", text).replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").strip(), unit)
    _refuse_unreadable(typed.lower(), "Enter an amount, for example 640 or 640.50.")
    whole, decimals = _whole_and_decimals(typed, unit)
    if int(whole) > MOST_AMOUNT:
        raise QuantityError("That amount is too large. Check the number.")
    return int(whole) * unit.minor_in_major + int(decimals.ljust(unit.digits, "0") or "0")


def format_money(amount: int, currency: str) -> str:
    """Write minor units with the currency: ``€640``, ``€123.75``, ``US$12.50``, ``KWD 1.250``, ``¥500``.

    Whole amounts go without decimals where the minor unit has two digits; with three or more they keep them, so that
    the figure cannot be read as thousands. Raises QuantityError for an unknown currency.
    """
    unit = _currency(currency)
    whole, rest = divmod(abs(amount), unit.minor_in_major)
    shows_decimals = unit.digits and (rest or unit.digits >= _GROUP)
    decimals = f".{rest:0{unit.digits}d}" if shows_decimals else ""
    minus = _MINUS if amount < 0 else ""
    sign = unit.sign or f"{unit.code}\N{NO-BREAK SPACE}"
    return f"{minus}{sign}{whole:,}{decimals}"


def _refuse_unreadable(typed: str, empty_sentence: str) -> None:
    if not typed:
        raise QuantityError(empty_sentence)
    if len(typed) > _LONGEST_TEXT:
        raise QuantityError("That is too long for a number. Check what was typed.")
    if typed.startswith(("-", _MINUS)):
        raise QuantityError("Enter a number that is zero or more.")
    if _EXPONENT.search(typed):
        raise QuantityError("Write the number in full, without an exponent such as 1e9.")


def _split_minutes(typed: str) -> int | None:
    """Minutes of a text in hours and minutes, or None where it is a single number."""
    found = _CLOCK.fullmatch(typed) or _HOURS_AND_MINUTES.fullmatch(typed)
    if found is None:
        return None
    hours, minutes = int(found[1]), int(found[2])
    if minutes >= MINUTES_IN_HOUR:
        raise QuantityError(f"An hour has 60 minutes, so {found[2]} minutes cannot stand after the hours.")
    return hours * MINUTES_IN_HOUR + minutes


def _decimal_minutes(typed: str) -> int:
    if _COMMA_THOUSANDS.fullmatch(typed):
        raise QuantityError(
            f"“{typed}” can be read in two ways. Write it without thousands separators, or with a point."
        )
    if found := _MINUTES.fullmatch(typed):
        return _half_up(_decimal(found[1]))
    if found := _HOURS.fullmatch(typed):
        return _half_up(_decimal(found[1]) * MINUTES_IN_HOUR)
    raise QuantityError("Enter the hours as a number, for example 1.5, 1:30, 1h30 or 90 min.")


def _decimal(number: str) -> Decimal:
    return Decimal(number.replace(",", "."))


def _half_up(number: Decimal) -> int:
    return int(number.to_integral_value(ROUND_HALF_UP))


def _currency(code: str) -> Currency:
    unit = CURRENCIES.get(code)
    if unit is None:
        raise QuantityError(f"“{code[:_LONGEST_TEXT]}” is not a currency code. Choose one such as EUR or USD.")
    return unit


def _without_sign(typed: str, unit: Currency) -> str:
    """Take the currency's own sign or code off either end of the text; a bare ``$`` is the chosen dollar."""
    for sign in filter(None, (unit.sign, unit.code, unit.sign[-1:])):
        typed = typed.removeprefix(sign).removesuffix(sign).strip()
    return typed


def _whole_and_decimals(typed: str, unit: Currency) -> tuple[str, str]:
    whole, decimals = _grouped(typed, unit) or _ungrouped(typed)
    if len(decimals) > unit.digits:
        raise QuantityError(_too_many_decimals(unit))
    return whole, decimals


def _grouped(typed: str, unit: Currency) -> tuple[str, str] | None:
    """Take a number with thousands separators apart; None where it has none."""
    found = _GROUPED.fullmatch(typed)
    if found is None:
        return None
    whole, separator, mark, decimals = found[1], found[2], found[3], found[4]
    if mark is None and whole.count(separator) == 1 and separator in ",.":
        return _one_group(typed, separator, unit)
    if mark == separator:
        raise QuantityError(f"“{typed}” can be read in two ways. Write the amount without thousands separators.")
    return whole.replace(separator, ""), decimals or ""


def _one_group(typed: str, separator: str, unit: Currency) -> tuple[str, str]:
    """Three digits after a single sign: thousands, decimals, or not to be known."""
    whole, rest = typed.split(separator)
    if whole.startswith("0") or (separator == "." and unit.digits >= _GROUP):
        return whole, rest
    if separator == "," and unit.digits < _GROUP:
        return whole + rest, ""
    raise QuantityError(f"“{typed}” can be read in two ways. Write the amount without thousands separators.")


def _ungrouped(typed: str) -> tuple[str, str]:
    found = _UNGROUPED.fullmatch(typed)
    if found is None or not (found[1] or found[2]):
        raise QuantityError("Enter the amount as a number, for example 640 or 640.50.")
    return found[1] or "0", found[2] or ""


def _too_many_decimals(unit: Currency) -> str:
    if not unit.digits:
        return f"{unit.code} has no decimals. Enter a whole amount."
    return f"{unit.code} has {unit.digits} decimals. Round the amount."
