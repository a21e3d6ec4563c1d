"""What people type about contractors, read into the commands of the actions."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from duomo.desk.kit.forms import CurrencyField, DuomoForm, LineField, MoneyField, TextField
from duomo.desk.people.actions import AddContractor
from duomo.desk.people.limits import LONGEST_EMAIL, LONGEST_LINK, LONGEST_NAME, LONGEST_NOTE, whole_link
from duomo.desk.people.money import plain_amount
from duomo.desk.people.pages import ContractorLine
from duomo.desk.seats.pages import FunctionLine

# An import has to say which name of a cell it does not know.
_NO_SUCH_FUNCTION = "There is no function “%(value)s”. Choose one of the workspace's functions."


class ContractorForm(DuomoForm):
    """One contractor."""

    name = LineField(label="Name", max_length=LONGEST_NAME)
    email = forms.EmailField(
        label="Mail address",
        max_length=LONGEST_EMAIL,
        error_messages={"invalid": "This is no mail address. Write it as name@example.com."},
        widget=forms.EmailInput(attrs={"class": "input", "autocomplete": "off"}),
    )
    functions = forms.MultipleChoiceField(
        label="Functions",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    rate_minor = MoneyField(label="Usual rate for an hour", required=False)
    currency = CurrencyField(label="Currency", required=False)
    link = LineField(
        label="Link",
        required=False,
        max_length=LONGEST_LINK,
        help_text="A portfolio or profile, for example https://example.com/ines.",
        widget=forms.TextInput(attrs={"class": "input", "inputmode": "url"}),
    )
    note = TextField(label="Note", required=False, max_length=LONGEST_NOTE, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, known_functions: Iterable[FunctionLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["functions"].error_messages["invalid_choice"] = _NO_SUCH_FUNCTION
        self.fields["functions"].choices = [(line.slug, line.name) for line in known_functions]  # type: ignore[attr-defined]
        self.fields["note"].help_text = "Only your colleagues read it."

    @classmethod
    def initial_of(cls, line: ContractorLine) -> dict[str, Any]:
        """What is stored of a contractor."""
        return {
            "name": line.name,
            "email": line.email,
            "functions": list(line.function_slugs),
            "rate_minor": plain_amount(line.rate_minor, line.currency),
            "currency": line.currency,
            "link": line.link,
            "note": line.note,
        }

    def clean_link(self) -> str:
        """A link of the web, with its scheme."""
        typed: str = self.cleaned_data["link"]
        if not typed:
            return ""
        link = whole_link(typed)
        if link is None:
            raise ValidationError("This is no address of the web. Write it as https://example.com/ines.")
        return link

    def clean(self) -> dict[str, Any]:
        """Read the rate, which needs the currency."""
        typed: dict[str, Any] = super().clean() or {}
        if typed.get("rate_minor") and not typed.get("currency") and "currency" not in self.errors:
            self.add_error("currency", "Give the currency of the rate, for example EUR.")
        typed["rate_minor"] = self.money("rate_minor", typed.get("currency", ""))
        return typed

    def command(self) -> AddContractor:
        """The contractor as typed."""
        typed = self.cleaned_data
        return AddContractor(
            name=typed["name"],
            email=typed["email"],
            function_slugs=tuple(typed["functions"]),
            rate_minor=typed["rate_minor"],
            currency=typed["currency"],
            link=typed["link"],
            note=typed["note"],
        )


class FileForm(DuomoForm):
    """The file that is to be imported."""

    file = forms.FileField(
        label="Table as CSV",
        max_length=200,
        error_messages={"empty": "The file is empty. Choose another."},
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,text/csv"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].error_messages["required"] = "Choose a file."


class ConfirmForm(DuomoForm):
    """The rows that were shown, signed so that exactly these are taken."""

    rows = forms.CharField(
        widget=forms.HiddenInput,
        error_messages={"required": "The preview is gone. Choose the file again."},
    )
