"""The whole brief as typed, complete or not."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django import forms
from django.http import QueryDict

from duomo.core.briefs import BudgetKind, Condition
from duomo.desk.briefs.actions import BriefDraft
from duomo.desk.briefs.actions.limits import LONGEST_TEXT
from duomo.desk.briefs.forms.rows import CriterionRows, DeliverableRows, reference, removed
from duomo.desk.briefs.forms.typed import CRITERIA, DELIVERABLES, Typed
from duomo.desk.briefs.pages import BriefPage, DeliverableLine
from duomo.desk.kit.forms import CurrencyField, DuomoForm, HoursField, MomentField, MoneyField, TextField
from duomo.desk.kit.parts import Pick
from duomo.desk.kit.templatetags.duomo import target_of


class BriefForm(DuomoForm):
    """The whole brief, complete or not; its rows are two form sets of their own."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    goal = TextField(label="Goal", required=False, max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 3}))
    out_of_scope = TextField(
        label="Out of scope", required=False, max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 3})
    )
    references = TextField(
        label="Material and references",
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    condition = forms.ChoiceField(
        label="Requested condition",
        required=False,
        choices=[(condition.value, condition.value) for condition in Condition],
        widget=forms.RadioSelect,
    )
    deadline_at = MomentField(label="Deadline", required=False)
    budget_kind = forms.ChoiceField(
        label="Budget",
        required=False,
        choices=[(BudgetKind.HOURS.value, Pick("Hours and rate")), (BudgetKind.FIXED.value, Pick("Fixed price"))],
        widget=forms.RadioSelect,
    )
    planned_minutes = HoursField(label="Planned hours", required=False)
    rate_minor = MoneyField(label="Rate for an hour", required=False)
    fixed_minor = MoneyField(label="Fixed price", required=False)
    currency = CurrencyField(label="Currency", required=False)
    reserve_minutes = HoursField(label="Reserve hours", required=False)
    feasibility_minutes = HoursField(label="First look, hours", required=False)
    owner_estimate_minutes = HoursField(label="Alone it would take you, hours", required=False)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        page: BriefPage,
        zone: str,
        estimate_open: bool,
        typed: Typed | None = None,
    ) -> None:
        # A copy that may be changed and is shared with the rows: after a refusal it is brought up to date in place.
        self._shared = QueryDict(mutable=True) if data is None else data.copy()
        shared = None if data is None else self._shared
        shown = typed or Typed.stored(page, zone)
        super().__init__(shared, initial=shown.fields)
        self.now_stored: BriefPage | None = None
        self.fields["deadline_at"].zone = zone  # type: ignore[attr-defined]
        self.fields["deadline_at"].help_text = f"In the time of {zone.replace('_', ' ')}."
        if not estimate_open:
            del self.fields["owner_estimate_minutes"]
        self.deliverables = DeliverableRows(
            shared, prefix=DELIVERABLES, initial=shown.deliverables, form_kwargs={"empty_permitted": False}
        )
        about = [("", "the whole job"), *self._named()]
        self.criteria = CriterionRows(
            shared, prefix=CRITERIA, initial=shown.criteria, form_kwargs={"empty_permitted": False, "about": about}
        )

    def is_valid(self) -> bool:
        """Whether the brief and all its rows can be read; a brief with holes can."""
        rows_are = [self.deliverables.is_valid(), self.criteria.is_valid()]
        return super().is_valid() and all(rows_are)

    def clean(self) -> dict[str, Any]:
        """Read the amounts, which need the currency; an amount without one would be lost."""
        typed: dict[str, Any] = super().clean() or {}
        currency = typed.get("currency", "")
        amounts = [name for name in ("rate_minor", "fixed_minor") if typed.get(name)]
        if amounts and not currency and "currency" not in self.errors:
            self.add_error("currency", "Give the currency of the amount, for example EUR.")
        for name in amounts:
            typed[name] = self.money(name, currency)
        return typed

    def command(self) -> BriefDraft:
        """The brief as typed."""
        typed = self.cleaned_data
        deliverables = tuple(line for line in self._deliverable_lines() if line.text)
        kept = {line.key for line in deliverables}
        criteria = (row.line(number) for number, row in enumerate(self.criteria.forms) if not removed(row))
        return BriefDraft(
            goal=typed["goal"],
            deliverables=deliverables,
            criteria=tuple(
                line if line.deliverable_key in kept else replace(line, deliverable_key="")
                for line in criteria
                if line.text or line.check
            ),
            references=typed["references"],
            out_of_scope=typed["out_of_scope"],
            deadline_at=typed["deadline_at"],
            budget_kind=BudgetKind(typed["budget_kind"]) if typed["budget_kind"] else None,
            planned_minutes=typed["planned_minutes"],
            rate_minor=typed["rate_minor"] or None,
            fixed_minor=typed["fixed_minor"] or None,
            currency=typed["currency"],
            condition=Condition(typed["condition"]) if typed["condition"] else None,
            reserve_minutes=typed["reserve_minutes"],
            feasibility_minutes=typed["feasibility_minutes"],
            owner_estimate_minutes=typed.get("owner_estimate_minutes"),
            revision=typed["revision"],
        )

    def places(self) -> dict[str, int]:
        """In which row of the form each deliverable and criterion stands, by the key of its line."""
        return {
            reference(str(row["key"].value() or ""), number): number
            for rows in (self.deliverables, self.criteria)
            for number, row in enumerate(rows.forms)
        }

    def named_errors(self) -> list[tuple[str, str, str]]:
        """Label, id of the control, and sentence of each error beside a field of the brief itself."""
        return [
            (str(field.label), target_of(field), str(sentence))
            for field in self.visible_fields()
            for sentence in field.errors
        ]

    def group_errors(self) -> list[str]:
        """The errors that belong to no control."""
        hidden = [str(sentence) for field in self.hidden_fields() for sentence in field.errors]
        return [*hidden, *self.deliverables.non_form_errors(), *self.criteria.non_form_errors()]

    def row_errors(self) -> list[tuple[str, str, str]]:
        """Label, id of the control, and sentence of each error in the rows."""
        return [
            (f"{noun} {number}", row[name].id_for_label, str(sentence))
            for noun, rows in (("Deliverable", self.deliverables), ("Criterion", self.criteria))
            for number, row in enumerate(rows.forms, 1)
            for name, sentences in row.errors.items()
            for sentence in sentences
        ]

    def bring_up_to_date(self, stored: BriefPage) -> None:
        """Let what was typed replace what is stored by now, when it is saved again.

        Rows that somebody else has removed meanwhile become new ones, for their keys are gone.
        """
        self.now_stored = stored
        self._shared["revision"] = str(stored.revision)
        for rows, lines in ((self.deliverables, stored.deliverables), (self.criteria, stored.criteria)):
            known = {line.key for line in lines}
            for number, row in enumerate(rows.forms):
                key = str(row["key"].value() or "")
                if key and key not in known:
                    self._shared[row.add_prefix("key")] = ""
                    self._point_elsewhere(key, reference("", number))

    def _point_elsewhere(self, key: str, new: str) -> None:
        for row in self.criteria.forms:
            if row["about"].value() == key:
                self._shared[row.add_prefix("about")] = new
            row.fields["about"].choices = [
                (new if value == key else value, label) for value, label in row.fields["about"].choices
            ]

    def _named(self) -> Iterable[tuple[str, str]]:
        for number, row in enumerate(self.deliverables.forms):
            text = str(row["text"].value() or "").strip()
            yield reference(str(row["key"].value() or ""), number), f"{number + 1} {text}".strip()

    def _deliverable_lines(self) -> Iterable[DeliverableLine]:
        for number, row in enumerate(self.deliverables.forms):
            if not removed(row):
                yield DeliverableLine(reference(row.cleaned_data["key"], number), row.cleaned_data["text"])
