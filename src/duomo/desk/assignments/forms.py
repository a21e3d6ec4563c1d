"""Parses what is typed on the pages of this room into the commands of its deeds."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError

from duomo.core.quantities import format_money
from duomo.desk.assignments.actions import Acknowledge, FeasibilityAnswer, Hire
from duomo.desk.assignments.pages import FeasibilityVerdict, HirePage
from duomo.desk.briefs.pages import BriefPage
from duomo.desk.kit.forms import CurrencyField, DuomoForm, HoursField, MomentField, MoneyField, TextField
from duomo.desk.kit.parts import Pick
from duomo.desk.people.pages import ContractorLine

MOST_MINUTES = 60 * 10_000


class HireForm(DuomoForm):
    """Whom to hire, for how many hours, for how much and until when."""

    contractor = forms.ChoiceField(label="Contractor")
    plan = HoursField(label="Planned hours", required=False, most_minutes=MOST_MINUTES)
    reserve = HoursField(label="Reserve hours", required=False, most_minutes=MOST_MINUTES)
    feasibility = HoursField(label="First look", required=False, most_minutes=MOST_MINUTES)
    rate = MoneyField(label="Rate for an hour", required=False)
    fixed = MoneyField(label="Or a fixed price", required=False)
    currency = CurrencyField(label="Currency")
    deadline = MomentField(label="Deadline")

    def __init__(self, *args: Any, page: HirePage, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, initial=_hire_initial(page), **kwargs)
        self._second = page.second.key if page.second else None
        cast("forms.ChoiceField", self.fields["contractor"]).choices = [
            ("", "Choose a contractor"),
            *((str(line.id), _named(line)) for line in page.contractors),
        ]
        self.fields["contractor"].error_messages["required"] = "Choose whom you want to hire."
        cast("MomentField", self.fields["deadline"]).zone = zone

    def clean(self) -> dict[str, Any]:
        """Either an hourly rate or a fixed price, read in the chosen currency."""
        cleaned = super().clean() or {}
        currency = str(cleaned.get("currency") or "")
        for name in ("rate", "fixed"):
            cleaned[f"{name}_minor"] = self.money(name, currency)
        if not self.errors and bool(cleaned["rate"]) == bool(cleaned["fixed"]):
            raise ValidationError({"rate": "Give either a rate for an hour or a fixed price."})
        return cleaned

    def command(self) -> Hire:
        """The terms."""
        typed = self.cleaned_data
        return Hire(
            contractor_id=int(typed["contractor"]),
            plan_minutes=typed["plan"] or 0,
            reserve_minutes=typed["reserve"] or 0,
            feasibility_minutes=typed["feasibility"] or 0,
            rate_minor=typed["rate_minor"],
            fixed_minor=typed["fixed_minor"],
            currency=typed["currency"],
            deadline_at=typed["deadline"],
            second_opinion_on=self._second,
        )


class DrawnAnew(forms.HiddenInput):
    """A hidden value that is the page's own, whatever was sent with the page before."""

    def __init__(self, current: int) -> None:
        super().__init__()
        self._current = current

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Show the page's value."""
        return super().get_context(name, self._current, attrs)


class AcknowledgeForm(DuomoForm):
    """The goal in own words, each must confirmed, and the version that was read."""

    restated_goal = TextField(
        label="What is this job to achieve, in your own words?",
        help_text="The owner reads it to see whether you both mean the same.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    confirmed = forms.MultipleChoiceField(
        label="Confirm each must", widget=forms.CheckboxSelectMultiple, help_text="Not sure about one? Ask first."
    )
    version = forms.IntegerField()

    def __init__(self, *args: Any, brief: BriefPage, words: str, **kwargs: Any) -> None:
        super().__init__(*args, initial={"restated_goal": words}, **kwargs)
        # Where a newer version was sent meanwhile the page comes back with that one, to be read and confirmed.
        self.fields["version"].widget = DrawnAnew(brief.version_id)
        cast("forms.MultipleChoiceField", self.fields["confirmed"]).choices = [
            (must.key, Pick(must.text, f"Check: {must.check}" if must.check else "A person judges it"))
            for must in brief.musts
        ]
        self.fields["restated_goal"].error_messages["required"] = "Say in your own words what this job is to achieve."
        self.fields["confirmed"].error_messages["required"] = "Confirm each must, or ask a question about it instead."

    def command(self) -> Acknowledge:
        """What was said and confirmed."""
        typed = self.cleaned_data
        return Acknowledge(typed["restated_goal"], tuple(typed["confirmed"]), typed["version"])


class FeasibilityForm(DuomoForm):
    """Whether it is possible, and how they know."""

    answer = forms.ChoiceField(
        label="Your answer",
        widget=forms.RadioSelect,
        choices=[
            ("go", Pick("Go", "Every must can be met in the planned hours")),
            ("changes", Pick("Go with changes", "It works if something in the brief changes")),
            ("not_possible", Pick("Not possible", "A must cannot be met; show why")),
        ],
    )
    evidence = TextField(
        label="What has to change or cannot be met, and how you know",
        required=False,
        help_text="Needed for the second and the third answer.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].error_messages["required"] = "Choose one of the three answers."

    def command(self) -> FeasibilityAnswer:
        """The answer."""
        return FeasibilityAnswer(cast("FeasibilityVerdict", self.cleaned_data["answer"]), self.cleaned_data["evidence"])


class ReasonForm(DuomoForm):
    """A reason that somebody else will read."""

    reason = TextField(label="Why", max_length=4_000)


class WordsForm(DuomoForm):
    """A question or an answer."""

    text = TextField(label="Your question", max_length=8_000)


def _named(line: ContractorLine) -> str:
    if line.rate_minor is None:
        return line.name
    return f"{line.name} ({format_money(line.rate_minor, line.currency)} an hour)"


def _hire_initial(page: HirePage) -> dict[str, Any]:
    """The brief's own terms; for a second opinion only the first look."""
    brief = page.brief
    first_look = page.second.feasibility_minutes if page.second else None
    return {
        "plan": brief.planned_minutes if first_look is None else first_look,
        "reserve": brief.reserve_minutes if first_look is None else 0,
        "feasibility": brief.feasibility_minutes if first_look is None else first_look,
        "rate": _typed_money(brief.rate_minor, brief.currency),
        "fixed": _typed_money(brief.fixed_minor, brief.currency) if first_look is None else "",
        "currency": brief.currency,
        "deadline": brief.deadline_at,
    }


def _typed_money(amount: int | None, currency: str) -> str:
    return "" if amount is None else format_money(amount, currency)
