"""Form fields in the words of the product, and the form that every page uses."""

import hashlib
import secrets
import unicodedata
from datetime import datetime
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from duomo.core.quantities import (
    QuantityError,
    format_minutes,
    format_money,
    is_currency,
    parse_minutes,
    parse_money,
)
from duomo.desk.kit.clock import NoSuchMoment, moment_in
from duomo.desk.kit.refusals import Refused

LONGEST_TEXT = 20_000
LONGEST_LINE = 200
NOT_TYPED = frozenset({"once", "csrfmiddlewaretoken", "drawn_for"})
# The largest amount in minor units that every column for money holds.
MOST_MINOR = 2_000_000_000


def unprintable(text: str, *, lines: bool) -> bool:
    """Whether `text` holds control or direction-changing characters, which can make one thing look like another."""
    allowed = "\n\r\t" if lines else ""
    directions = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    return any((unicodedata.category(c) == "Cc" and c not in allowed) or c in directions for c in text)


class LineField(forms.CharField):
    """One line of text."""

    def __init__(self, *, max_length: int = LONGEST_LINE, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)

    def validate(self, value: str) -> None:
        """Refuse characters that cannot be seen."""
        super().validate(value)
        if unprintable(value, lines=False):
            raise ValidationError("This holds characters that cannot be seen. Type it again as plain text.")


class TextField(forms.CharField):
    """Several lines of text."""

    widget = forms.Textarea(attrs={"rows": 4})

    def __init__(self, *, max_length: int = LONGEST_TEXT, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)

    def to_python(self, value: Any) -> str:
        """Line ends become one kind, so that a text compares equal wherever it was typed."""
        text = super().to_python(value) or ""
        return text.replace("\r\n", "\n").replace("\r", "\n")

    def validate(self, value: str) -> None:
        """Refuse characters that cannot be seen."""
        super().validate(value)
        if unprintable(value, lines=True):
            raise ValidationError("This holds characters that cannot be seen. Paste it as plain text.")


class HoursField(forms.CharField):
    """Hours as people write them (1.5, 1:30, 2h15, 90m); cleans to whole minutes, or None where empty."""

    def __init__(self, *, most_minutes: int = 60 * 10_000, least_minutes: int = 0, **kwargs: Any) -> None:
        self.least_minutes = least_minutes
        self.most_minutes = most_minutes
        super().__init__(max_length=40, **kwargs)
        self.widget.attrs.setdefault("inputmode", "decimal")

    def prepare_value(self, value: Any) -> Any:
        """Minutes from the database are shown as hours; what was typed is shown as it was typed."""
        return format_minutes(value) if isinstance(value, int) else value

    def clean(self, value: Any) -> Any:
        """Whole minutes, or None."""
        text = super().clean(value)
        if not text:
            return None
        try:
            minutes = parse_minutes(text)
        except QuantityError as error:
            raise ValidationError(str(error)) from error
        if minutes < self.least_minutes:
            raise ValidationError(f"This must be at least {format_minutes(self.least_minutes)} h.")
        if minutes > self.most_minutes:
            raise ValidationError(f"This must be at most {format_minutes(self.most_minutes)} h.")
        return minutes


class MoneyField(forms.CharField):
    """An amount in the currency that the form is told; cleans to minor units, or None where empty.

    The currency may stand in another field of the same form, so the amount is read by `DuomoForm.money`.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=40, **kwargs)
        self.widget.attrs.setdefault("inputmode", "decimal")


class CurrencyField(forms.CharField):
    """An ISO 4217 code."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=3, **kwargs)
        self.widget.attrs.setdefault("autocapitalize", "characters")

    def clean(self, value: Any) -> str:
        """The code in capitals."""
        code: str = super().clean(value).upper()
        if code and not is_currency(code):
            raise ValidationError(f"There is no currency “{code}”. Use a three-letter code such as EUR or USD.")
        return code


class MomentField(forms.DateTimeField):
    """A local date and time of the person's zone; cleans to a moment in UTC."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    input_formats = ("%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d")

    def __init__(self, zone: str = "UTC", **kwargs: Any) -> None:
        self.zone = zone
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> datetime | None:
        """Read the local time without letting Django guess at a skipped hour."""
        text = str(value or "").strip()
        if not text:
            return None
        for pattern in self.input_formats:
            try:
                local = datetime.strptime(text, pattern)  # noqa: DTZ007 - the zone is added by moment_in
            except ValueError:
                continue
            try:
                return moment_in(self.zone, local)
            except (NoSuchMoment, OverflowError) as error:
                raise ValidationError(f"{error} Choose another time.") from error
        raise ValidationError("This is not a date and time. Write it as 2026-11-27 17:00.")


class DuomoForm(forms.Form):
    """A form that is sent once, keeps what was typed and ties every error to its field."""

    use_required_attribute = False

    once = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            self.initial.setdefault("once", secrets.token_urlsafe(18))
        for name, field in self.fields.items():
            if isinstance(field.widget, forms.TextInput | forms.Textarea | forms.Select | forms.DateTimeInput):
                field.widget.attrs.setdefault("class", "input")
            if isinstance(field, MomentField):
                field.widget.attrs.setdefault("type", "datetime-local")
            if name != "once" and field.required:
                field.error_messages["required"] = "Fill this in."
            if "invalid_choice" in field.error_messages:
                field.error_messages["invalid_choice"] = "Choose one of these."

    def once_key(self) -> str:
        """The key that was drawn with the empty form."""
        return str(self.cleaned_data.get("once") or "")

    def typed_digest(self) -> str:
        """A digest of everything that was typed and chosen, files by name and size; keys and tokens do not count."""
        sent = cast("QueryDict", self.data)
        typed = sorted((name, values) for name, values in sent.lists() if name not in NOT_TYPED)
        files = sorted((name, file.name, file.size) for name in self.files for file in self.files.getlist(name))
        return hashlib.sha256(repr((typed, files)).encode()).hexdigest()

    def draw_again(self) -> None:
        """Draw a new key for what stands in the form, so that sending it once more is a deed of its own."""
        sent = cast("QueryDict", self.data).copy()
        sent[self.add_prefix("once")] = secrets.token_urlsafe(18)
        self.data = sent

    def refuse(self, refusal: Refused) -> None:
        """Put the reason of a refused deed beside its field, or above the form."""
        field = refusal.field if refusal.field in self.fields else None
        self.add_error(field, refusal.sentence)

    def money(self, name: str, currency: str) -> int | None:
        """Read the amount of field `name` in `currency`, noting the error beside the field."""
        text = self.cleaned_data.get(name)
        if not text or not is_currency(currency):
            return None
        try:
            amount = parse_money(text, currency)
        except QuantityError as error:
            self.add_error(name, str(error))
            return None
        if amount > MOST_MINOR:
            self.add_error(name, f"This must be at most {format_money(MOST_MINOR, currency)}.")
            return None
        return amount
