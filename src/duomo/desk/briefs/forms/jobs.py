"""A job as typed."""

from collections.abc import Iterable
from typing import Any

from django import forms

from duomo.desk.briefs.actions import OpenJob
from duomo.desk.briefs.actions.jobs import LONGEST_TITLE
from duomo.desk.briefs.pages import JobLine
from duomo.desk.kit.forms import DuomoForm, HoursField, LineField
from duomo.desk.seats.pages import FunctionLine


class JobForm(DuomoForm):
    """Title, function and the owner's own estimate."""

    title = LineField(label="What do you want done?", max_length=LONGEST_TITLE)
    function_slug = forms.ChoiceField(label="Function")
    owner_estimate_minutes = HoursField(
        label="How many hours would it take you alone?",
        required=False,
        least_minutes=1,
        help_text="For example 14 or 1:30. What outsourcing saves is reckoned from it. It can follow with the brief.",
    )

    def __init__(self, *args: Any, functions: Iterable[FunctionLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["function_slug"].choices = [(line.slug, line.name) for line in functions]  # type: ignore[attr-defined]

    @classmethod
    def initial_of(cls, job: JobLine) -> dict[str, Any]:
        """What is stored of a job."""
        return {
            "title": job.title,
            "function_slug": job.function_slug,
            "owner_estimate_minutes": job.owner_estimate_minutes,
        }

    def command(self) -> OpenJob:
        """The job as typed."""
        typed = self.cleaned_data
        return OpenJob(typed["title"], typed["function_slug"], typed["owner_estimate_minutes"])
