"""The pages of hours: the contractor's list and form, the owner's list over all jobs, approving and topping up."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from duomo.core.reserve import Purse
from duomo.desk.kit.deeds import deed
from duomo.desk.kit.display.words import hours as in_hours
from duomo.desk.reserve import actions, queries
from duomo.desk.reserve.forms import ApproveForm, CorrectHoursForm, HoldForm, HoursFilterForm, LogHoursForm, TopUpForm
from duomo.desk.reserve.pages import EntryLine, HoursFilter
from duomo.desk.seats.door import seated
from duomo.desk.seats.rights import Right
from duomo.desk.seats.seat import Seat


@seated(Right.WORK)
def assignment_hours(request: HttpRequest, seat: Seat, key: str) -> HttpResponse:
    """Record hours, and see what became of those recorded."""
    form = LogHoursForm(_typed(request), seat=seat)
    return deed(
        request,
        form,
        lambda: actions.log_hours(seat, key, form.command()),
        template="reserve/assignment_hours.html",
        context={"page": queries.own_hours(seat, key, request.GET.get("page", "1"))},
        then=lambda entry: _recorded(request, key, entry),
    )


@seated(Right.WORK)
def correct_hours(request: HttpRequest, seat: Seat, entry_key: str) -> HttpResponse:
    """Put an entry right, or take it back."""
    entry, assignment = queries.entry_of(seat, entry_key)
    form = CorrectHoursForm(_typed(request), seat=seat, entry=entry)
    return deed(
        request,
        form,
        lambda: actions.correct_hours(seat, entry_key, form.command()),
        template="reserve/correct_hours.html",
        context={"entry": entry, "line": assignment},
        then=lambda entry: _recorded(request, assignment.key, entry),
    )


@seated(Right.SEE_HOURS)
@require_safe
def hours(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The hours of all jobs by day, and what waits for approval."""
    form = HoursFilterForm(request.GET)
    wanted = form.wanted()
    days, page = queries.hours_page(seat, wanted, request.GET.get("page", "1"))
    waiting = queries.to_approve(seat)
    context = {
        "days": days,
        "page": page,
        "form": form,
        "filtered": wanted != HoursFilter(),
        "waiting": waiting,
        "waiting_minutes": sum(one.minutes for one in waiting),
        "may_approve": seat.may(Right.RUN_JOBS),
    }
    return render(request, "reserve/hours.html", context)


@seated(Right.RUN_JOBS)
def approve_hours(request: HttpRequest, seat: Seat, key: str) -> HttpResponse:
    """Approve what waits, bound to the amounts that are shown."""
    page = queries.approve_page(seat, key)
    form = ApproveForm(_typed(request), approval=page.approval)
    ticked = set(form["entries"].value() or ())

    def then(minutes: int) -> str:
        messages.success(request, f"{in_hours(minutes)} approved.")
        return reverse("job", args=[page.line.job_number])

    return deed(
        request,
        form,
        lambda: actions.approve_hours(seat, key, form.cleaned_data["digest"], form.cleaned_data["entries"]),
        template="reserve/approve.html",
        context={"page": page, "rows": [(entry, entry.key in ticked) for entry in page.approval.entries]},
        then=then,
    )


@seated(Right.RUN_JOBS)
def top_up(request: HttpRequest, seat: Seat, key: str) -> HttpResponse:
    """Add hours to a purse."""
    page = queries.purses_page(seat, key)
    form = TopUpForm(_typed(request), purse=page.short or Purse.PLAN)

    def then(_: object) -> str:
        messages.success(request, f"{in_hours(form.cleaned_data['minutes'])} added.")
        return reverse("job", args=[page.line.job_number])

    return deed(
        request,
        form,
        lambda: actions.top_up(seat, key, form.command()),
        template="reserve/top_up.html",
        context={"page": page, "hold": HoldForm()},
        then=then,
    )


@seated(Right.RUN_JOBS)
def hold_purse(request: HttpRequest, seat: Seat, key: str) -> HttpResponse:
    """Leave the purses as they are."""
    page = queries.purses_page(seat, key)
    form = HoldForm(_typed(request))

    def then(_: object) -> str:
        messages.success(request, "The purses stay as they are. You are told when one reaches its next level.")
        return reverse("job", args=[page.line.job_number])

    return deed(
        request,
        form,
        lambda: actions.hold_purse(seat, key),
        template="reserve/hold.html",
        context={"page": page},
        then=then,
    )


def _recorded(request: HttpRequest, key: str, entry: EntryLine) -> str:
    beyond = entry.beyond_minutes
    if not beyond:
        messages.success(request, f"{in_hours(entry.minutes)} recorded.")
    else:
        reasons = ", ".join(mark.sentence for mark in entry.marks)
        messages.warning(request, f"{in_hours(entry.minutes)} recorded; {in_hours(beyond)} not payable now: {reasons}.")
    return reverse("assignment-hours", args=[key])


def _typed(request: HttpRequest) -> QueryDict | None:
    """What was sent, which for a form of one button may be nothing at all."""
    return request.POST if request.method == "POST" else None
