"""Parses what is typed at the gate into the commands of its deeds."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms import BaseFormSet, BoundField, formset_factory
from django.http import HttpRequest, QueryDict

from duomo.core.delivery import PointDraft, PointKind
from duomo.core.ledger import MissReason
from duomo.core.quantities import format_minutes
from duomo.desk.delivery.actions import EndJob, Judge, SendBack, TakeUnfinished, VerdictDraft
from duomo.desk.delivery.actions.judging import LONGEST_POINT, MOST_POINTS
from duomo.desk.delivery.pages import KIND_WORDS, CriterionReview, Ending, PointLine, ReviewPage
from duomo.desk.kit.forms import DuomoForm, HoursField, MomentField, TextField
from duomo.desk.kit.parts import Pick
from duomo.desk.seats.seat import Seat

PASS, FAIL = "pass", "fail"
KINDS = [(kind.value, KIND_WORDS[kind].capitalize()) for kind in PointKind]
LONGEST_LESSON = 4_000
USUAL_ROUND = timedelta(days=3)


class ManyFilesInput(forms.ClearableFileInput):
    """Several files in one control."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Several files; each is looked at when it is received."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        """The files, empty and overlong ones too: what is wrong with them is said when they are received."""
        return [file for file in data or [] if file]


class DeliverForm(DuomoForm):
    """Files, links and a note."""

    # Django keeps the uploads of a form under the same name, on its instances.
    files = ManyFilesField(  # type: ignore[assignment]
        label="Files", required=False, help_text="Choose all files of this delivery at once."
    )
    links = TextField(
        label="Links", required=False, max_length=20_000, help_text="One in each line, as https://example.com."
    )
    note = TextField(label="Note to the owner", required=False, max_length=8_000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["links"].widget.attrs["rows"] = 2

    @property
    def typed_links(self) -> tuple[str, ...]:
        """The links, one from each line."""
        return tuple(line.strip() for line in self.cleaned_data["links"].splitlines() if line.strip())


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """One criterion of the form with its controls; `verdict` is None where the check alone has failed it."""

    criterion: CriterionReview
    verdict: BoundField | None
    wrong: BoundField
    kind: BoundField

    @property
    def errors(self) -> bool:
        """Whether something in this row has to be put right."""
        return bool(self.wrong.errors or self.kind.errors or (self.verdict and self.verdict.errors))


class JudgeForm(DuomoForm):
    """A verdict on each criterion that is shown, and what is wrong where it fails."""

    reviewing = HoursField(
        label="Your time on this review", required=False, most_minutes=24 * 60, help_text="For example 0:20."
    )

    def __init__(self, *args: Any, page: ReviewPage, again: bool = False, act: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._page = page
        self._act = act
        self.again = again
        self.shown = tuple(one for one in page.criteria if one.applies and (again or not one.passes))
        for one in self.shown:
            self._add_fields(one)

    def once_key(self) -> str:
        """An act is carried out once, by a key of its own; saving the same verdicts twice changes nothing."""
        key = super().once_key()
        return f"{key}-{self._act}" if key and self._act else ""

    def rows(self) -> Iterator[CriterionRow]:
        """The criteria with their controls."""
        for one in self.shown:
            verdict = self[f"verdict-{one.key}"] if f"verdict-{one.key}" in self.fields else None
            yield CriterionRow(one, verdict, self[f"wrong-{one.key}"], self[f"kind-{one.key}"])

    def command(self) -> Judge:
        """The verdicts that were given, and all noted points: those typed here and those of other criteria."""
        typed = self.cleaned_data
        given = [(one.key, typed.get(f"verdict-{one.key}")) for one in self.shown]
        verdicts = tuple(VerdictDraft(key, verdict == PASS) for key, verdict in given if verdict)
        here = {one.key for one in self.shown}
        elsewhere = [point.draft for point in self._page.points if point.criterion_key not in here]
        return Judge(verdicts, (*self._points(), *elsewhere))

    def _points(self) -> Iterator[PointDraft]:
        for one in self.shown:
            text = self.cleaned_data[f"wrong-{one.key}"].strip()
            if text and self.cleaned_data.get(f"verdict-{one.key}") != PASS:
                yield PointDraft(PointKind(self.cleaned_data[f"kind-{one.key}"] or PointKind.DEFECT), one.key, text)

    def _add_fields(self, one: CriterionReview) -> None:
        # What a check has failed no person can pass; what it has passed a person can still fail.
        if one.check_passed is not False:
            self.fields[f"verdict-{one.key}"] = forms.ChoiceField(
                label=f"Verdict: {one.text}",
                required=False,
                choices=[(PASS, "Pass"), (FAIL, "Fail")],
                widget=forms.RadioSelect,
                initial=None if one.judged is None else PASS if one.judged.passed else FAIL,
            )
        self.fields[f"wrong-{one.key}"] = TextField(
            label=f"What is wrong: {one.text}",
            required=False,
            max_length=LONGEST_POINT,
            widget=forms.Textarea(
                attrs={"rows": 2, "class": "input", "placeholder": "What is wrong, and how it should be"}
            ),
            initial=one.point.text if one.point else "",
        )
        self.fields[f"kind-{one.key}"] = forms.ChoiceField(
            label=f"Kind of point: {one.text}",
            required=False,
            choices=KINDS,
            widget=forms.RadioSelect,
            initial=one.point.kind.value if one.point else PointKind.DEFECT.value,
        )


class PointRow(forms.Form):
    """One thing to perfect."""

    text = TextField(label="What is wrong, and how it should be", required=False, max_length=LONGEST_POINT)
    criterion = forms.ChoiceField(label="Criterion", required=False)
    kind = forms.ChoiceField(label="Kind", choices=KINDS, widget=forms.RadioSelect, required=False)

    def __init__(self, *args: Any, criteria: Sequence[CriterionReview], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].widget.attrs.update({"rows": 2, "class": "input"})
        self.fields["criterion"].widget.attrs["class"] = "input"
        cast("forms.ChoiceField", self.fields["criterion"]).choices = [
            ("", "None in particular"),
            *((one.key, f"{one.number}. {one.text}") for one in criteria),
        ]
        self.fields["kind"].initial = PointKind.DEFECT.value

    def draft(self) -> PointDraft | None:
        """The point as typed; None for an empty row."""
        typed = self.cleaned_data
        if not typed.get("text", "").strip() or typed.get("DELETE"):
            return None
        return PointDraft(PointKind(typed["kind"] or PointKind.DEFECT), typed["criterion"], typed["text"].strip())


_PointRows = formset_factory(PointRow, extra=0, can_delete=True, max_num=MOST_POINTS, validate_max=True)


class SendBackForm(DuomoForm):
    """Points, a date and hours of the reserve."""

    due_at = MomentField(label="Perfected by")
    reserve = HoursField(label="Hours from the reserve", required=False)
    reviewing = HoursField(label="Your time on this review", required=False, most_minutes=24 * 60)

    def __init__(self, data: Any, *, page: ReviewPage, seat: Seat, **kwargs: Any) -> None:
        super().__init__(data, initial=_send_back_initial(page, seat), **kwargs)
        cast("MomentField", self.fields["due_at"]).zone = seat.zone
        self.fields[
            "reserve"
        ].help_text = (
            f"{format_minutes(page.reserve_left)} h of {format_minutes(page.assignment.reserve_minutes)} h are left."
        )
        applying = [one for one in page.criteria if one.applies]
        rows = [{"text": p.text, "criterion": p.criterion_key, "kind": p.kind.value} for p in noted(page)]
        self.points: BaseFormSet[PointRow] = _PointRows(
            data, prefix="points", initial=rows or [{}], form_kwargs={"criteria": applying}
        )

    def is_valid(self) -> bool:
        """Both the form and its rows; asked of both, so that all errors show at once."""
        rows, own = self.points.is_valid(), super().is_valid()
        return rows and own

    def with_another_row(self) -> "SendBackForm":
        """The same with one more empty row, for browsers without scripts."""
        data = cast("QueryDict", self.data).copy()
        data["points-TOTAL_FORMS"] = str(min(MOST_POINTS, self.points.total_form_count() + 1))
        self.points = _PointRows(data, prefix="points", form_kwargs=self.points.form_kwargs)
        return self

    def command(self) -> SendBack:
        """The points of rows that hold something, the date and the hours."""
        drafts = (row.draft() for row in self.points.forms)
        typed = self.cleaned_data
        return SendBack(
            points=tuple(draft for draft in drafts if draft is not None),
            due_at=typed["due_at"],
            reserve_minutes=typed["reserve"] or 0,
            reviewing_minutes=typed["reviewing"] or 0,
        )


class RejectForm(DuomoForm):
    """Why a delivery is rejected."""

    because = forms.ChoiceField(
        label="It is",
        widget=forms.RadioSelect,
        initial=MissReason.OFF_BRIEF.value,
        choices=[
            (MissReason.OFF_BRIEF.value, Pick("Off the brief", "It is not what was asked for.")),
            (MissReason.QUALITY.value, Pick("Of too low a quality", "It is what was asked for, and not good enough.")),
        ],
    )
    reason = TextField(label="Why", max_length=4_000, help_text="The contractor reads it.")
    reviewing = HoursField(label="Your time on this review", required=False, most_minutes=24 * 60)

    @property
    def named(self) -> MissReason:
        """What the rejection is for."""
        return MissReason(self.cleaned_data["because"])


class TakeUnfinishedForm(DuomoForm):
    """Why a delivery is taken although it is unfinished, and what finishing it costs."""

    reason = TextField(label="Why you take it as it is", max_length=4_000, help_text="The contractor reads it.")
    finishing = HoursField(
        label="Own hours that finishing it will cost you",
        help_text="They count as own hours of this job. Type 0 if it stays as it is.",
    )
    lesson = TextField(
        label="Lesson", required=False, max_length=LONGEST_LESSON, help_text="What would you do otherwise next time?"
    )
    reviewing = HoursField(label="Your time on this review", required=False, most_minutes=24 * 60)

    def command(self) -> TakeUnfinished:
        """The reason and the hours."""
        typed = self.cleaned_data
        return TakeUnfinished(typed["reason"], typed["finishing"], typed["lesson"], typed["reviewing"] or 0)


ENDINGS: dict[Ending, Pick] = {
    Ending.NOT_POSSIBLE: Pick("Not possible", "It turned out that it cannot be done as it was asked for."),
    Ending.VANISHED: Pick("The contractor vanished", "Nothing more is heard from whoever was at work."),
    Ending.REJECTED: Pick("What was delivered was rejected", "Nobody else is asked to do it."),
    Ending.CALLED_OFF: Pick("Called off", "You no longer want it, whatever the reason."),
}


class EndJobForm(DuomoForm):
    """How a job ends that nothing was accepted for."""

    how = forms.ChoiceField(label="How it ends", widget=forms.RadioSelect)
    lesson = TextField(
        label="Lesson", required=False, max_length=LONGEST_LESSON, help_text="What would you do otherwise next time?"
    )
    finishing = HoursField(
        label="Own hours that finishing it will cost you",
        required=False,
        help_text="Leave it empty if you do not finish it yourself.",
    )

    def __init__(self, *args: Any, endings: Iterable[Ending], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["how"]).choices = [(how.value, ENDINGS[how]) for how in endings]
        self.fields["how"].error_messages["required"] = "Choose how it ends."

    def command(self) -> EndJob:
        """The ending."""
        typed = self.cleaned_data
        return EndJob(Ending(typed["how"]), typed["lesson"], typed["finishing"] or 0)


class LessonForm(DuomoForm):
    """Something learnt afterwards."""

    text = TextField(label="Lesson", max_length=LONGEST_LESSON)


def sent(request: HttpRequest) -> QueryDict | None:
    """What was typed, even if that is nothing; None while the page is only looked at."""
    return request.POST if request.method == "POST" else None


def noted(page: ReviewPage) -> tuple[PointLine, ...]:
    """What was noted to be wrong, and a point to be filled in for each criterion that fails without one."""
    have = {point.criterion_key for point in page.points}
    failing = (one for one in page.criteria if one.applies and one.passes is False and one.key not in have)
    return (*page.points, *(PointLine(PointKind.DEFECT, one.key, one.text, one.evidence) for one in failing))


def _send_back_initial(page: ReviewPage, seat: Seat) -> dict[str, Any]:
    soon = seat.at + USUAL_ROUND
    return {"due_at": soon.replace(minute=0, second=0, microsecond=0), "reserve": min(60, page.reserve_left)}
