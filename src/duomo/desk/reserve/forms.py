"""Parses what is typed about hours into the commands of the deeds."""

from typing import Any

from django import forms

from duomo.core.reserve import Purse
from duomo.desk.kit.forms import DuomoForm, HoursField, LineField
from duomo.desk.kit.parts import Pick
from duomo.desk.kit.refusals import Refused
from duomo.desk.reserve.actions import LogHours, TopUp
from duomo.desk.reserve.actions.purses import LONGEST_REASON, MOST_MINUTES_AT_ONCE
from duomo.desk.reserve.actions.recording import LONGEST_NOTE
from duomo.desk.reserve.actions.recording import MOST_MINUTES_AT_ONCE as MOST_RECORDED
from duomo.desk.reserve.pages import PURSE_WORDS, Approval, EntryLine, HoursFilter
from duomo.desk.seats.seat import Seat

SHOWN = (("all", "All"), ("waiting", "Wait for approval"), ("beyond", "Beyond their purse"), ("approved", "Approved"))


class DayField(forms.DateField):
    """A calendar day."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    default_error_messages = {"invalid": "This is not a day. Write it as 2026-11-27."}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%d"], **kwargs)


class LogHoursForm(DuomoForm):
    """Hours worked on one day."""

    worked_on = DayField(label="Day")
    minutes = HoursField(
        label="Hours", least_minutes=1, most_minutes=MOST_RECORDED, help_text="1.5, 1:30, 2h15 or 90 min."
    )
    note = LineField(label="What you worked on", required=False, max_length=LONGEST_NOTE)

    def __init__(self, *args: Any, seat: Seat, **kwargs: Any) -> None:
        super().__init__(*args, initial={"worked_on": seat.today}, **kwargs)
        self.fields["worked_on"].help_text = f"As the calendar says in {seat.zone}."
        self.fields["minutes"].error_messages["required"] = "Enter the hours, for example 1.5 or 1:30."

    def command(self) -> LogHours:
        """The hours."""
        typed = self.cleaned_data
        return LogHours(typed["worked_on"], typed["minutes"], typed["note"])


class CorrectHoursForm(LogHoursForm):
    """The same hours, put right."""

    minutes = HoursField(label="Hours", most_minutes=MOST_RECORDED, help_text="0 takes the entry back.")

    def __init__(self, *args: Any, seat: Seat, entry: EntryLine, **kwargs: Any) -> None:
        super().__init__(*args, seat=seat, **kwargs)
        self.initial.update(worked_on=entry.worked_on, minutes=entry.minutes, note=entry.note)


class TopUpForm(DuomoForm):
    """Hours to add to a purse, and why."""

    purse = forms.ChoiceField(
        label="Which purse",
        widget=forms.RadioSelect,
        choices=[
            (Purse.PLAN.value, Pick(PURSE_WORDS[Purse.PLAN], "For the work itself")),
            (Purse.RESERVE.value, Pick(PURSE_WORDS[Purse.RESERVE], "Only for perfecting after a send-back")),
        ],
    )
    minutes = HoursField(label="Hours to add", least_minutes=1, most_minutes=MOST_MINUTES_AT_ONCE)
    reason = LineField(label="Why", max_length=LONGEST_REASON, help_text="For your record, not for the contractor.")

    def __init__(self, *args: Any, purse: Purse, **kwargs: Any) -> None:
        super().__init__(*args, initial={"purse": purse.value}, **kwargs)

    def command(self) -> TopUp:
        """The top-up."""
        typed = self.cleaned_data
        return TopUp(Purse(typed["purse"]), typed["minutes"], typed["reason"])


class HoldForm(DuomoForm):
    """Leaving the purses as they are: a button without fields."""


class KeysField(forms.MultipleChoiceField):
    """Keys of entries. One that has been corrected away meanwhile is the deed's to refuse, with the new amounts."""

    def valid_value(self, value: Any) -> bool:
        """Take every key."""
        return True


class ApproveForm(DuomoForm):
    """Which of the waiting entries are approved, bound to the digest of the amounts that were shown."""

    digest = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
    entries = KeysField(label="Entries", required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, approval: Approval, **kwargs: Any) -> None:
        # What carries a mark is left for the person to tick.
        plain = [entry.key for entry in approval.entries if not entry.marks]
        super().__init__(*args, initial={"digest": approval.digest, "entries": plain}, **kwargs)
        self._digest = approval.digest

    def refuse(self, refusal: Refused) -> None:
        """The page now shows the amounts of this moment, so its next sending is bound to these."""
        super().refuse(refusal)
        self.data = {**self.data, "entries": self["entries"].value(), "digest": self._digest}


class HoursFilterForm(forms.Form):
    """What the list of all hours is narrowed to."""

    show = forms.ChoiceField(label="Show", choices=SHOWN, required=False, widget=forms.Select(attrs={"class": "input"}))
    job = forms.IntegerField(
        label="Job",
        required=False,
        min_value=1,
        max_value=2**31 - 1,
        widget=forms.NumberInput(attrs={"class": "input", "inputmode": "numeric"}),
        error_messages={"invalid": "Enter the number of a job."},
    )

    def wanted(self) -> HoursFilter:
        """The filter; what cannot be read narrows nothing."""
        self.is_valid()
        return HoursFilter(self.cleaned_data.get("show") or "all", self.cleaned_data.get("job"))
