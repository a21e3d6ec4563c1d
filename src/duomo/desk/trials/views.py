"""The pages of a trial: opening it, the blind sheet, the reveal, the decision."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from django.contrib import messages
from django.forms import BoundField
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from duomo.desk.files import serving
from duomo.desk.kit.deeds import deed
from duomo.desk.kit.display.words import plural
from duomo.desk.kit.parts import Step
from duomo.desk.kit.refusals import NotYours
from duomo.desk.seats.door import seated
from duomo.desk.seats.rights import Right
from duomo.desk.seats.seat import Seat
from duomo.desk.trials import actions, queries
from duomo.desk.trials.forms import CallOffForm, DecideForm, NewTrialForm, RevealForm, ScoresForm
from duomo.desk.trials.pages import Asked, BlindCheck, BlindSheet, Submission, TrialLine, TrialPage

Kept = TypeVar("Kept")


@dataclass(frozen=True, slots=True)
class Cell:
    """One submission on one criterion of the sheet."""

    submission: Submission
    check: BlindCheck | None
    score: BoundField | None
    comment: BoundField | None
    others: tuple[tuple[str, int, str], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One criterion of the sheet; `missing` are the aliases without a score."""

    asked: Asked
    cells: tuple[Cell, ...]
    missing: tuple[str, ...]


@seated(Right.SCORE)
@require_safe
def trial(request: HttpRequest, seat: Seat, number: int) -> HttpResponse:
    """The latest trial of a job as this seat may see it."""
    try:
        page = queries.trial_page(seat, number)
    except NotYours:
        # Leaders whose job has no trial yet are led to opening one; for everybody else there is nothing here.
        queries.trial_offer(seat, number)
        return HttpResponseRedirect(reverse("new-trial", args=[number]))
    form = ScoresForm(sheet=page.sheet) if page.sheet else None
    return render(request, "trials/trial.html", _context(seat, page, form))


@seated(Right.RUN_JOBS)
def new_trial(request: HttpRequest, seat: Seat, number: int) -> HttpResponse:
    """Open a trial."""
    offer = queries.trial_offer(seat, number)
    form = NewTrialForm(_typed(request), offer=offer, seat=seat)

    def then(opened: TrialLine) -> str:
        messages.success(request, f"The trial is open: {plural(opened.invited, 'contractor')} with the same task.")
        return reverse("trial", args=[number])

    return deed(
        request,
        form,
        lambda: actions.open_trial(seat, number, form.command()),
        template="trials/new.html",
        context={"offer": offer, "brief_url": reverse("brief", args=[number])},
        then=then,
    )


@seated(Right.SCORE)
def score(request: HttpRequest, seat: Seat, number: int) -> HttpResponse:
    """Keep what a reviewer has scored so far."""

    def then(kept: int) -> str:
        messages.success(request, f"{plural(kept, 'score')} saved. Only you see them until you lock.")
        return reverse("trial", args=[number])

    return _sheet(request, seat, number, lambda form: actions.save_scores(seat, number, form.command()), then)


@seated(Right.SCORE)
def lock(request: HttpRequest, seat: Seat, number: int) -> HttpResponse:
    """Close a reviewer's own sheet."""

    def then(_: object) -> str:
        messages.success(request, "Your scores are locked.")
        return reverse("trial", args=[number])

    return _sheet(request, seat, number, lambda form: actions.lock_scores(seat, number, form.command()), then)


@seated(Right.RUN_JOBS)
def reveal(request: HttpRequest, seat: Seat, number: int) -> HttpResponse:
    """Show whose submission is whose."""
    page = queries.trial_page(seat, number)
    return deed(
        request,
        RevealForm(_typed(request)),
        lambda: actions.reveal(seat, number),
        template="trials/reveal.html",
        context=_context(seat, page, None),
        then=lambda _: reverse("trial", args=[number]),
    )


@seated(Right.RUN_JOBS)
def decide(request: HttpRequest, seat: Seat, number: int) -> HttpResponse:
    """Hire one, several or nobody."""
    page = queries.decide_page(seat, number)
    form = DecideForm(_typed(request), page=page, zone=seat.zone)

    def then(hired: tuple[object, ...]) -> str:
        nobody = "Nobody is hired; the job is back at its brief."
        said = f"{plural(len(hired), 'contractor')} hired." if hired else nobody
        messages.success(request, f"{said} Everybody in the trial has been told.")
        return reverse("job", args=[number])

    return deed(
        request,
        form,
        lambda: actions.decide_trial(seat, number, form.command()),
        template="trials/decide.html",
        context={
            "page": page,
            "trial": page.trial,
            "terms": [(one, form.terms_of(one.key)) for one in page.entrants],
            "steps": _steps(page.trial),
        },
        then=then,
    )


@seated(Right.RUN_JOBS)
def call_off(request: HttpRequest, seat: Seat, number: int) -> HttpResponse:
    """End a trial without hiring."""
    page = queries.trial_page(seat, number)
    form = CallOffForm(_typed(request))

    def then(_: object) -> str:
        messages.success(request, "The trial is called off, and everybody in it has been told.")
        return reverse("job", args=[number])

    return deed(
        request,
        form,
        lambda: actions.call_off_trial(seat, number, form.cleaned_data["reason"]),
        template="trials/call_off.html",
        context=_context(seat, page, None),
        then=then,
    )


@seated(Right.SCORE)
@require_safe
def submission_file(request: HttpRequest, seat: Seat, number: int, key: str, position: int) -> HttpResponse:
    """A file of a submission under a neutral name."""
    file, name = queries.blind_file(seat, number, key, position)
    response = serving.attachment(seat, file.id, shown_name=name)
    # The digest of the bytes is in the contractor's receipt, which the owner's side can read by name.
    del response.headers["Repr-Digest"]
    if name.endswith(".svg"):
        # Drawn in its column by <img>, where no script runs; opened by itself it stays a sandboxed download.
        response.headers["Content-Type"] = "image/svg+xml"
    return response


def _sheet(
    request: HttpRequest,
    seat: Seat,
    number: int,
    act: Callable[[ScoresForm], Kept],
    then: Callable[[Kept], str],
) -> HttpResponse:
    page = queries.trial_page(seat, number)
    if request.method != "POST" or page.sheet is None:
        return HttpResponseRedirect(reverse("trial", args=[number]))
    form = ScoresForm(request.POST, sheet=page.sheet)
    return deed(
        request,
        form,
        lambda: act(form),
        template="trials/trial.html",
        context=_context(seat, page, form),
        then=then,
    )


def _context(seat: Seat, page: TrialPage, form: ScoresForm | None) -> dict[str, object]:
    rows = _rows(page.sheet, form) if page.sheet and form else ()
    return {
        "page": page,
        "trial": page.trial,
        "form": form,
        "rows": rows,
        "missing": sum(len(row.missing) for row in rows),
        "at": seat.at,
        "steps": _steps(page.trial) if page.leads else (),
    }


def _rows(sheet: BlindSheet, form: ScoresForm) -> tuple[Row, ...]:
    return tuple(_row(sheet, form, asked) for asked in sheet.criteria)


def _row(sheet: BlindSheet, form: ScoresForm, asked: Asked) -> Row:
    cells = tuple(_cell(sheet, form, asked, one) for one in sheet.submissions)
    missing = tuple(cell.submission.alias for cell in cells if cell.score is not None and not cell.score.value())
    return Row(asked, cells, missing)


def _cell(sheet: BlindSheet, form: ScoresForm, asked: Asked, one: Submission) -> Cell:
    others = (
        (other.reviewer, given.value, given.comment)
        for other in sheet.others
        if (given := other.given.get((one.key, asked.key))) is not None
    )
    return Cell(
        submission=one,
        check=one.checks.get(asked.key),
        score=form.score(one.key, asked.key) if asked.scored else None,
        comment=form.comment(one.key, asked.key) if asked.scored else None,
        others=tuple(others),
    )


def _steps(line: TrialLine) -> tuple[Step, ...]:
    """The job's path with the trial as the present step; one that has ended is behind us."""
    job = reverse("job", args=[line.job_number])
    came = f"{line.handed_in} in of {line.invited}"
    work = "done" if line.job_done else "now" if line.hired else "todo"
    return (
        Step("Brief", "done", "", reverse("brief", args=[line.job_number])),
        Step("Trial", "now" if line.running else "done", came, reverse("trial", args=[line.job_number])),
        Step("Work", work, "", "" if work == "todo" else job),
        Step("Outcome", "done" if line.job_done else "todo"),
    )


def _typed(request: HttpRequest) -> QueryDict | None:
    """What was sent, which for a form of one button may be nothing at all."""
    return request.POST if request.method == "POST" else None
