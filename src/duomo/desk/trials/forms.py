"""Parses what is typed about trials into the commands of the deeds."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, cast
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField

from duomo.core.briefs import BudgetKind
from duomo.core.quantities import format_money
from duomo.desk.kit.forms import DuomoForm, HoursField, LineField, MomentField, MoneyField, TextField
from duomo.desk.kit.parts import Pick
from duomo.desk.people.pages import ContractorLine
from duomo.desk.seats.seat import Seat
from duomo.desk.trials.actions import Decide, HireFromTrial, OpenTrial, Scored, Scores
from duomo.desk.trials.actions.deciding import LONGEST_REASON
from duomo.desk.trials.actions.opening import LONGEST_TASK, MOST_CAP_MINUTES
from duomo.desk.trials.actions.scoring import LONGEST_COMMENT
from duomo.desk.trials.pages import HIGHEST, LOWEST, BlindSheet, ParticipantLine
from duomo.desk.trials.queries import DecidePage, TrialOffer

USUAL_CAP_MINUTES = 120
USUAL_DAYS = 5
USUAL_HOUR = 17
MOST_MINUTES = 10_000 * 60
VALUES = [(str(value), str(value)) for value in range(LOWEST, HIGHEST + 1)]


class NewTrialForm(DuomoForm):
    """Whom to test, who judges, the small task, and the terms, which are the same for all."""

    contractors = forms.MultipleChoiceField(
        label="Contractors", widget=forms.CheckboxSelectMultiple, help_text="Two or more. All get the same."
    )
    task = TextField(
        label="The small task",
        max_length=LONGEST_TASK,
        help_text="A part of the brief that shows what you need to see. Everybody reads the whole brief with it.",
    )
    cap = HoursField(
        label="Hours for each", least_minutes=1, most_minutes=MOST_CAP_MINUTES, help_text="Paid up to here."
    )
    rate = MoneyField(label="Rate for an hour")
    deadline = MomentField(label="Deadline")
    reviewers = forms.MultipleChoiceField(
        label="Who scores",
        widget=forms.CheckboxSelectMultiple,
        help_text="Blind, under aliases. Two see more than one.",
    )

    def __init__(self, *args: Any, offer: TrialOffer, seat: Seat, **kwargs: Any) -> None:
        super().__init__(*args, initial=_usual_terms(offer, seat), **kwargs)
        self._currency = offer.currency
        contractors = cast("forms.MultipleChoiceField", self.fields["contractors"])
        contractors.choices = [(str(one.id), Pick(one.name, _about(one))) for one in offer.contractors]
        reviewers = cast("forms.MultipleChoiceField", self.fields["reviewers"])
        reviewers.choices = [(str(one.id), Pick(one.name, one.role.value)) for one in offer.reviewers]
        cast("MomentField", self.fields["deadline"]).zone = seat.zone
        self.fields["deadline"].help_text = f"The same moment for all; your time, {seat.zone}."
        self.fields["rate"].help_text = f"In {offer.currency}; the same for all."
        contractors.error_messages["required"] = "Choose two contractors or more: a trial compares."
        reviewers.error_messages["required"] = "Choose who scores: one colleague or more."
        self.fields["rate"].error_messages["required"] = "Trials are paid. Give the rate for an hour."

    def clean(self) -> dict[str, Any]:
        """Read the rate in the trial's currency."""
        cleaned = super().clean() or {}
        cleaned["rate_minor"] = self.money("rate", self._currency)
        return cleaned

    def command(self) -> OpenTrial:
        """The trial."""
        typed = self.cleaned_data
        return OpenTrial(
            contractor_ids=tuple(int(one) for one in typed["contractors"]),
            reviewer_member_ids=tuple(int(one) for one in typed["reviewers"]),
            task=typed["task"],
            cap_minutes=typed["cap"],
            rate_minor=typed["rate_minor"],
            deadline_at=typed["deadline"],
        )


class ScoresForm(DuomoForm):
    """One reviewer's sheet: a score and a comment for each submission on each criterion that a person judges."""

    def __init__(self, *args: Any, sheet: BlindSheet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Saving again, also from the page that the back button shows, must keep what was typed last.
        del self.fields["once"]
        self._places = [(one.key, criterion) for criterion in sheet.scored_criteria for one in sheet.submissions]
        aliases = {one.key: one.alias for one in sheet.submissions}
        texts = {asked.key: asked.text for asked in sheet.criteria}
        for key, criterion in self._places:
            given = sheet.given.get((key, criterion))
            label = f"{aliases[key]}: {texts[criterion]}"
            self.fields[_name("score", key, criterion)] = forms.TypedChoiceField(
                label=label,
                choices=VALUES,
                coerce=int,
                empty_value=None,
                required=False,
                widget=forms.RadioSelect,
                initial=str(given.value) if given else None,
                error_messages={"invalid_choice": f"A score is a whole number from {LOWEST} to {HIGHEST}."},
            )
            self.fields[_name("comment", key, criterion)] = TextField(
                label=f"Comment on {label}",
                required=False,
                max_length=LONGEST_COMMENT,
                initial=given.comment if given else "",
                widget=forms.Textarea(attrs={"rows": 2, "class": "input"}),
            )

    def clean(self) -> dict[str, Any]:
        """A comment goes with a score."""
        cleaned = super().clean() or {}
        for key, criterion in self._places:
            name = _name("score", key, criterion)
            if name in cleaned and cleaned[name] is None and cleaned.get(_name("comment", key, criterion)):
                self.add_error(name, "A comment goes with a score. Give the score as well.")
        return cleaned

    def score(self, key: str, criterion: str) -> BoundField:
        """The field of one score."""
        return self[_name("score", key, criterion)]

    def comment(self, key: str, criterion: str) -> BoundField:
        """The field of one comment."""
        return self[_name("comment", key, criterion)]

    def command(self) -> Scores:
        """The sheet as typed."""
        typed = self.cleaned_data
        return Scores(
            tuple(
                Scored(key, criterion, typed[_name("score", key, criterion)], typed[_name("comment", key, criterion)])
                for key, criterion in self._places
            )
        )


class RevealForm(DuomoForm):
    """Revealing: a button without fields."""


class CallOffForm(DuomoForm):
    """Why a trial is called off."""

    reason = LineField(
        label="Why", max_length=LONGEST_REASON, help_text="For your record. The contractors are told without it."
    )


class DecideForm(DuomoForm):
    """Whom to hire of a trial, each on own terms, or nobody."""

    nobody = forms.BooleanField(
        label="Hire nobody. The trial stays paid, and the job goes back to its brief.", required=False
    )
    reason = LineField(
        label="Why",
        required=False,
        max_length=LONGEST_REASON,
        help_text="For your record. Contractors who are not hired get a thank-you without it.",
    )

    def __init__(self, *args: Any, page: DecidePage, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._keys = [one.key for one in page.entrants]
        self._currency = page.trial.currency
        self._fixed = page.brief.budget_kind is BudgetKind.FIXED
        for one in page.entrants:
            fields = _terms(one, page, zone, fixed=self._fixed)
            self.fields.update(fields)
            # Terms are needed of those alone who are hired, which is known once something was sent.
            hired = not self.is_bound or _name("hire", one.key) in self.data
            for part in ("pay", "deadline", *(() if self._fixed else ("plan",))):
                fields[_name(part, one.key)].required = hired
        for field in self.fields.values():
            field.error_messages["required"] = "Fill this in."
            if not isinstance(field.widget, forms.CheckboxInput | forms.HiddenInput):
                field.widget.attrs.setdefault("class", "input")

    def terms_of(self, key: str) -> Mapping[str, BoundField]:
        """The fields of one contractor, by what they mean."""
        return {part: self[_name(part, key)] for part in ("hire", *_PARTS)}

    def clean(self) -> dict[str, Any]:
        """Somebody or nobody, and whole terms for each who is to be hired."""
        cleaned = super().clean() or {}
        chosen = [key for key in self._keys if cleaned.get(_name("hire", key))]
        if not chosen and not cleaned.get("nobody"):
            raise ValidationError("Choose whom to hire, or tick that you hire nobody.")
        if chosen and cleaned.get("nobody"):
            raise ValidationError("You ticked somebody and nobody. Take one of the two back.")
        for key in chosen:
            cleaned[_name("pay_minor", key)] = self.money(_name("pay", key), self._currency)
        return cleaned

    def command(self) -> Decide:
        """The decision."""
        typed = self.cleaned_data
        chosen = [key for key in self._keys if typed.get(_name("hire", key))]
        return Decide(tuple(self._hire(key) for key in chosen), typed["reason"])

    def _hire(self, key: str) -> HireFromTrial:
        typed = self.cleaned_data
        pay = typed[_name("pay_minor", key)]
        return HireFromTrial(
            key=key,
            plan_minutes=typed[_name("plan", key)] or 0,
            reserve_minutes=typed[_name("reserve", key)] or 0,
            feasibility_minutes=typed[_name("feasibility", key)] or 0,
            deadline_at=typed[_name("deadline", key)],
            rate_minor=None if self._fixed else pay,
            fixed_minor=pay if self._fixed else None,
        )


_PARTS = ("plan", "reserve", "feasibility", "pay", "deadline")


def _name(part: str, *keys: str) -> str:
    return "-".join((part, *keys))


def _usual_terms(offer: TrialOffer, seat: Seat) -> dict[str, Any]:
    day = seat.today + timedelta(days=USUAL_DAYS)
    rate = offer.brief.rate_minor if offer.brief else None
    return {
        "cap": USUAL_CAP_MINUTES,
        "rate": format_money(rate, offer.currency) if rate else "",
        "deadline": datetime(day.year, day.month, day.day, USUAL_HOUR, tzinfo=ZoneInfo(seat.zone)),
        "reviewers": [str(seat.member_id)],
    }


def _about(one: ContractorLine) -> str:
    rate = f"{format_money(one.rate_minor, one.currency)} an hour" if one.rate_minor and one.currency else ""
    return ", ".join(part for part in (*one.functions, rate) if part)


def _terms(one: ParticipantLine, page: DecidePage, zone: str, *, fixed: bool) -> dict[str, forms.Field]:
    brief = page.brief
    rate = one.rate_minor if one.rate_minor and one.currency == page.trial.currency else brief.rate_minor
    pay = brief.fixed_minor if fixed else (rate or page.trial.rate_minor)
    hours: dict[str, tuple[str, int | None]] = {
        "plan": ("Planned hours", brief.planned_minutes),
        "reserve": ("Reserve hours", brief.reserve_minutes),
        "feasibility": ("First look", brief.feasibility_minutes),
    }
    found: dict[str, forms.Field] = {
        _name("hire", one.key): forms.BooleanField(label=f"Hire {one.name}", required=False)
    }
    for part, (label, minutes) in hours.items():
        found[_name(part, one.key)] = HoursField(
            label=label, required=False, most_minutes=MOST_MINUTES, initial=minutes
        )
    found[_name("pay", one.key)] = MoneyField(
        label="Fixed price" if fixed else "Rate for an hour",
        required=False,
        initial=format_money(pay, page.trial.currency) if pay else "",
    )
    found[_name("deadline", one.key)] = MomentField(zone, label="Deadline", required=False, initial=brief.deadline_at)
    return found
