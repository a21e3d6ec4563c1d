"""Parses what is typed about own hours."""

from datetime import date
from typing import Any

from django import forms

from duomo.desk.kit.forms import DuomoForm, HoursField, LineField
from duomo.desk.ledger.actions import LogOwnTime
from duomo.desk.ledger.actions.own_time import LONGEST_NOTE
from duomo.desk.ledger.pages import ACTIVITIES

ADD, TAKE_BACK = "add", "take_back"


class OwnTimeForm(DuomoForm):
    """What the owner's side spent, or has to take back because it was recorded too much."""

    activity = forms.ChoiceField(
        label="What for",
        widget=forms.RadioSelect,
        choices=[(activity, activity.capitalize()) for activity in ACTIVITIES],
    )
    minutes = HoursField(
        label="Hours", least_minutes=1, most_minutes=24 * 60, help_text="For example 0:20, 1.5 or 90m."
    )
    spent_on = forms.DateField(label="Day", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    note = LineField(label="Note", required=False, max_length=LONGEST_NOTE)
    way = forms.ChoiceField(
        label="Record or correct",
        widget=forms.RadioSelect,
        choices=[(ADD, "Spent"), (TAKE_BACK, "Recorded too much")],
        initial=ADD,
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"spent_on": today}, **kwargs)
        self.fields["activity"].error_messages["required"] = "Choose what the time was spent on."
        self.fields["spent_on"].error_messages["invalid"] = "This is no day. Write it as 2026-11-27."

    def command(self) -> LogOwnTime:
        """The entry; a correction has a minus."""
        typed = self.cleaned_data
        minutes = typed["minutes"] if typed["way"] == ADD else -typed["minutes"]
        return LogOwnTime(typed["activity"], minutes, typed["spent_on"], typed["note"])
