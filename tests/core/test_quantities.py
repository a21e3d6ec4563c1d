"""Hours and money: what is typed is read exactly or refused, and what is written can be read back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duomo.core.quantities import (
    CURRENCIES,
    MOST_AMOUNT,
    MOST_MINUTES,
    QuantityError,
    format_minutes,
    format_money,
    is_currency,
    parse_minutes,
    parse_money,
)

MINUS = "\N{MINUS SIGN}"
NBSP = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("1.5", 90),
        ("1,5", 90),
        (" 1.5 ", 90),
        ("1.5 h", 90),
        ("2 h", 120),
        ("2 hours", 120),
        ("1:30", 90),
        ("1:05", 65),
        ("1h30", 90),
        ("2h15", 135),
        ("2 H 15 min", 135),
        (f"1{NBSP}h{NBSP}30{NBSP}m", 90),
        ("90m", 90),
        ("90 min", 90),
        ("90 minutes", 90),
        ("0", 0),
        (".5", 30),
        ("1.", 60),
        ("0,125", 8),
        ("0.125", 8),
        ("1.333", 80),
        ("100000", MOST_MINUTES),
    ],
)
def test_hours_are_read_in_every_common_spelling(typed: str, minutes: int) -> None:
    assert parse_minutes(typed) == minutes


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [("0.5 min", 1), ("1.5 min", 2), ("2.5 min", 3), ("0.49 min", 0), ("0.075", 5), ("0.025", 2)],
)
def test_half_a_minute_is_rounded_up(typed: str, minutes: int) -> None:
    assert parse_minutes(typed) == minutes


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "Enter the hours"),
        ("   ", "Enter the hours"),
        ("-1", "zero or more"),
        (f"{MINUS}1", "zero or more"),
        ("1e9", "exponent"),
        ("1E+3", "exponent"),
        ("2e-2 h", "exponent"),
        ("nan", "as a number"),
        ("inf", "as a number"),
        ("two", "as a number"),
        ("1.5.5", "as a number"),
        (".", "as a number"),
        ("1 5", "as a number"),
        ("\N{ARABIC-INDIC DIGIT ONE}", "as a number"),
        ("²", "as a number"),
        ("0x10", "as a number"),
        ("1_000", "as a number"),
        ("1:75", "60 minutes"),
        ("1h60", "60 minutes"),
        ("1,500", "two ways"),
        ("100000.01", "more than 100000 hours"),
        ("100000:01", "more than 100000 hours"),
        ("9" * 39, "more than 100000 hours"),
        ("9" * 41, "too long"),
    ],
)
def test_hours_that_cannot_be_read_are_refused_with_a_sentence(typed: str, says: str) -> None:
    with pytest.raises(QuantityError, match=says) as refusal:
        parse_minutes(typed)
    assert str(refusal.value).endswith(".")


@given(st.text(max_size=60))
def test_any_text_is_read_within_bounds_or_refused(typed: str) -> None:
    try:
        minutes = parse_minutes(typed)
    except QuantityError:
        return
    assert 0 <= minutes <= MOST_MINUTES


@pytest.mark.parametrize(
    ("minutes", "written"),
    [(90, "1.5"), (15, "0.25"), (-390, f"{MINUS}6.5"), (0, "0"), (60, "1"), (600, "10"), (100, "1.67"), (1, "0.02")],
)
def test_hours_are_written_with_at_most_two_decimals_and_a_true_minus(minutes: int, written: str) -> None:
    assert format_minutes(minutes) == written


@given(st.integers(0, MOST_MINUTES))
def test_written_hours_are_read_back_to_the_minute(minutes: int) -> None:
    assert parse_minutes(format_minutes(minutes)) == minutes


@pytest.mark.parametrize(
    ("typed", "currency", "amount"),
    [
        ("640", "EUR", 64000),
        ("640.50", "EUR", 64050),
        ("640,50", "EUR", 64050),
        ("640.5", "EUR", 64050),
        ("12.", "EUR", 1200),
        (".5", "EUR", 50),
        ("0", "EUR", 0),
        ("6,460", "EUR", 646000),
        ("1,234.50", "EUR", 123450),
        ("1.234,50", "EUR", 123450),
        ("1'234.50", "CHF", 123450),
        ("1\N{RIGHT SINGLE QUOTATION MARK}234.50", "CHF", 123450),
        ("1 234", "EUR", 123400),
        (f"1{NBSP}234,50", "EUR", 123450),
        ("1,234,567", "EUR", 123456700),
        ("1.234.567", "EUR", 123456700),
        ("1.234.567,5", "EUR", 123456750),
        ("€640", "EUR", 64000),
        ("640 €", "EUR", 64000),
        ("640 EUR", "EUR", 64000),
        ("$12.50", "USD", 1250),
        ("US$12.50", "USD", 1250),
        ("500", "JPY", 500),
        ("1,500", "JPY", 1500),
        ("1.250", "KWD", 1250),
        ("0,5", "KWD", 500),
        ("0,500", "KWD", 500),
        ("1.0001", "CLF", 10001),
        ("1000000000000", "EUR", MOST_AMOUNT * 100),
    ],
)
def test_money_is_read_as_whole_minor_units(typed: str, currency: str, amount: int) -> None:
    assert parse_money(typed, currency) == amount


@pytest.mark.parametrize(
    ("typed", "currency", "says"),
    [
        ("", "EUR", "Enter an amount"),
        ("€", "EUR", "Enter an amount"),
        ("-4", "EUR", "zero or more"),
        (f"€{MINUS}4", "EUR", "zero or more"),
        ("1e3", "EUR", "exponent"),
        ("12.345.6", "EUR", "two ways"),
        ("1,2,3", "EUR", "as a number"),
        ("nan", "EUR", "as a number"),
        ("Infinity", "EUR", "as a number"),
        (".", "EUR", "as a number"),
        ("\N{ARABIC-INDIC DIGIT THREE}", "EUR", "as a number"),
        ("$5", "EUR", "as a number"),
        ("640.505", "EUR", "two ways"),
        ("1.234", "EUR", "two ways"),
        ("1,250", "KWD", "two ways"),
        ("1.500", "JPY", "two ways"),
        ("1,234,5", "EUR", "two ways"),
        ("640.5051", "EUR", "2 decimals"),
        ("0,500", "EUR", "2 decimals"),
        ("1,234.505", "EUR", "2 decimals"),
        ("500.5", "JPY", "no decimals"),
        ("1000000000001", "EUR", "too large"),
        ("9" * 41, "EUR", "too long"),
        ("5", "XXX", "not a currency code"),
        ("5", "eur", "not a currency code"),
        ("5", "", "not a currency code"),
    ],
)
def test_money_that_cannot_be_read_is_refused_with_a_sentence(typed: str, currency: str, says: str) -> None:
    with pytest.raises(QuantityError, match=says) as refusal:
        parse_money(typed, currency)
    assert str(refusal.value).endswith(".")


@given(st.text(max_size=50), st.sampled_from(sorted(CURRENCIES)))
def test_any_text_is_an_amount_or_refused(typed: str, currency: str) -> None:
    try:
        amount = parse_money(typed, currency)
    except QuantityError:
        return
    assert 0 <= amount < 2**63


@pytest.mark.parametrize(
    ("amount", "currency", "written"),
    [
        (64000, "EUR", "€640"),
        (12375, "EUR", "€123.75"),
        (646000, "EUR", "€6,460"),
        (1250, "USD", "US$12.50"),
        (1250, "KWD", f"KWD{NBSP}1.250"),
        (1000, "KWD", f"KWD{NBSP}1.000"),
        (500, "JPY", "¥500"),
        (0, "EUR", "€0"),
        (5, "EUR", "€0.05"),
        (-500, "EUR", f"{MINUS}€5"),
        (12345, "CHF", f"CHF{NBSP}123.45"),
    ],
)
def test_money_is_written_with_its_currency(amount: int, currency: str, written: str) -> None:
    assert format_money(amount, currency) == written


def test_money_of_no_known_currency_is_not_written() -> None:
    with pytest.raises(QuantityError, match="not a currency code"):
        format_money(100, "EURO")


@given(st.integers(0, MOST_AMOUNT), st.sampled_from(sorted(CURRENCIES)))
def test_written_money_is_read_back_to_the_minor_unit(amount: int, currency: str) -> None:
    assert parse_money(format_money(amount, currency), currency) == amount


def test_the_currencies_are_those_of_the_standard() -> None:
    assert len(CURRENCIES) == 165
    assert {code for code, unit in CURRENCIES.items() if code != unit.code or len(code) != 3} == set()
    assert [CURRENCIES[code].digits for code in ("EUR", "JPY", "KWD", "CLF")] == [2, 0, 3, 4]
    assert CURRENCIES["KWD"].minor_in_major == 1000


@pytest.mark.parametrize("code", ["EUR", "XOF", "XCG", "ZWG"])
def test_an_active_code_is_a_currency(code: str) -> None:
    assert is_currency(code)


@pytest.mark.parametrize("code", ["eur", "HRK", "BGN", "ANG", "XAU", "XXX", "", "EURO"])
def test_a_withdrawn_or_unknown_code_is_not(code: str) -> None:
    assert not is_currency(code)
