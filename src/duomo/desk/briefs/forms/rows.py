"""The rows of a brief's form: deliverables and criteria."""

from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory

from duomo.core.briefs import JudgedBy
from duomo.desk.briefs.actions.limits import LONGEST_CHECK, LONGEST_LINE, MOST_CRITERIA, MOST_DELIVERABLES
from duomo.desk.briefs.pages import CriterionLine
from duomo.desk.kit.forms import LineField

Choices = list[tuple[str, str]]

MUST, SHOULD = "must", "should"
NEW = "new"


class FoldedLineField(LineField):
    """One line typed in an area that grows: line ends and blanks that a paste brought along become single blanks."""

    def __init__(self, *, placeholder: str, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"rows": 1, "placeholder": placeholder})
        super().__init__(widget=widget, required=False, max_length=LONGEST_LINE, **kwargs)

    def to_python(self, value: Any) -> str:
        """The words with one blank between them."""
        return " ".join(str(super().to_python(value)).split())


class DeliverableRow(forms.Form):
    """One thing that is to be handed in."""

    key = forms.CharField(required=False, max_length=12, widget=forms.HiddenInput)
    text = FoldedLineField(label="Deliverable", placeholder="One thing that is handed in")


class CriterionRow(forms.Form):
    """One testable expectation."""

    key = forms.CharField(required=False, max_length=12, widget=forms.HiddenInput)
    text = FoldedLineField(label="What must be true", placeholder="Something that yes or no can answer")
    weight = forms.ChoiceField(label="Weight", choices=[(MUST, MUST), (SHOULD, SHOULD)])
    about = forms.ChoiceField(
        label="Of",
        required=False,
        error_messages={"invalid_choice": "This is no deliverable of this brief. Choose one of the list."},
    )
    judge = forms.ChoiceField(
        label="Judge", choices=[(JudgedBy.PERSON.value, "a person"), (JudgedBy.CHECK.value, "a check")]
    )
    check = LineField(
        label="Check",
        required=False,
        max_length=LONGEST_CHECK,
        widget=forms.TextInput(
            attrs={"class": "input code-line", "placeholder": "file *.svg <= 40 kB", "spellcheck": "false"}
        ),
    )
    early = forms.BooleanField(label="Also applies to a draft", required=False)

    def __init__(self, *args: Any, about: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["about"].choices = about  # type: ignore[attr-defined]

    def line(self, number: int) -> CriterionLine:
        """The criterion as typed in the row with this number."""
        typed = self.cleaned_data
        return CriterionLine(
            key=reference(typed["key"], number),
            text=typed["text"],
            must=typed["weight"] == MUST,
            judged_by=JudgedBy(typed["judge"]),
            check=typed["check"],
            early=typed["early"],
            deliverable_key=typed["about"],
        )


def _rows(form: type[forms.Form], most: int) -> type[BaseFormSet[Any]]:
    return formset_factory(form, extra=0, can_delete=True, max_num=most, absolute_max=most + 50, validate_max=True)


DeliverableRows = _rows(DeliverableRow, MOST_DELIVERABLES)
CriterionRows = _rows(CriterionRow, MOST_CRITERIA)


def reference(key: str, number: int) -> str:
    """What names a row in its form: its key where it is stored, else its number."""
    return key or f"{NEW}{number}"


def removed(row: forms.Form) -> bool:
    """Whether the row is to be taken away."""
    return bool(row.cleaned_data.get("DELETE"))
