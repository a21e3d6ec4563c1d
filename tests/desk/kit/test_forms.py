"""What people type into fields: taken where it is clear, refused with a sentence where it is not."""

from datetime import UTC, datetime
from typing import Any

import pytest

from duomo.desk.kit.forms import (
    CurrencyField,
    DuomoForm,
    HoursField,
    LineField,
    MomentField,
    MoneyField,
    TextField,
)


class Terms(DuomoForm):
    """A form with a field of each kind."""

    title = LineField(max_length=20)
    words = TextField(required=False, max_length=50)
    hours = HoursField(required=False, most_minutes=600)
    due_at = MomentField(zone="Europe/Berlin", required=False)
    currency = CurrencyField(required=False)
    rate = MoneyField(required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned["rate_minor"] = self.money("rate", cleaned.get("currency") or "EUR")
        return cleaned


def typed(**values: str) -> Terms:
    return Terms({"title": "A logo", **values})


@pytest.mark.parametrize(
    ("field", "text", "read"),
    [
        ("title", "  A poster ", "A poster"),
        ("words", "one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("hours", "1.5", 90),
        ("hours", "2h15", 135),
        ("hours", "1:30", 90),
        ("hours", "90m", 90),
        ("hours", "", None),
        ("currency", "eur", "EUR"),
        ("due_at", "2026-11-27T17:00", datetime(2026, 11, 27, 16, 0, tzinfo=UTC)),
        ("due_at", "2026-11-27", datetime(2026, 11, 26, 23, 0, tzinfo=UTC)),
        ("due_at", "", None),
    ],
)
def test_what_is_clear_is_taken(field: str, text: str, read: object) -> None:
    form = typed(**{field: text})
    assert form.is_valid(), form.errors
    assert form.cleaned_data[field] == read


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("title", ""),
        ("title", "   "),
        ("title", "x" * 21),
        ("title", "a\x07b"),
        ("title", "two\nlines"),
        ("title", "abc\u202egpj"),
        ("words", "y" * 51),
        ("words", "a\x00b"),
        ("hours", "1e9"),
        ("hours", "-2"),
        ("hours", "11"),
        ("hours", "soon"),
        ("hours", "NaN"),
        ("due_at", "2026-03-29T02:30"),
        ("due_at", "2026-02-30T10:00"),
        ("due_at", "tomorrow"),
        ("currency", "XXQ"),
        ("currency", "EURO"),
        ("rate", "-5"),
        ("rate", "1e9"),
        ("rate", "12.345"),
        ("rate", "99999999999"),
    ],
)
def test_what_is_not_clear_is_refused_beside_its_field(field: str, text: str) -> None:
    form = typed(**{field: text})
    assert not form.is_valid()
    assert list(form.errors) == [field]
    assert str(form.errors[field][0]).endswith((".", ")"))
    assert form[field].value() == text


@pytest.mark.parametrize("text", ["0001-01-01T00:00", "9999-12-31T23:59"])
def test_the_ends_of_the_calendar_break_nothing(text: str) -> None:
    form = typed(due_at=text)
    assert form.is_valid() or list(form.errors) == ["due_at"]


def test_minutes_are_shown_as_hours_and_typed_text_as_it_was() -> None:
    assert Terms(initial={"hours": 135})["hours"].value() == "2.25"
    assert typed(hours="2h15")["hours"].value() == "2h15"


def test_an_amount_is_read_in_its_currency() -> None:
    form = typed(rate="1500", currency="JPY")
    assert form.is_valid()
    assert form.cleaned_data["rate_minor"] == 1500


def test_every_empty_form_draws_a_key_of_its_own() -> None:
    first, second = Terms(), Terms()
    assert first.initial["once"] != second.initial["once"]
