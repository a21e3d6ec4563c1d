"""How a job ends, and what came of it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from duomo.desk.delivery import actions, queries
from duomo.desk.delivery.forms import EndJobForm, LessonForm, sent
from duomo.desk.kit.deeds import deed
from duomo.desk.kit.refusals import NotYours
from duomo.desk.ledger import actions as ledger
from duomo.desk.seats.door import seated
from duomo.desk.seats.rights import Right
from duomo.desk.seats.seat import Seat


@seated(Right.SEE_TITLES)
def outcome(request: HttpRequest, seat: Seat, number: int) -> HttpResponse:
    """End the job, or see what came of it."""
    if request.method == "POST" and not seat.may(Right.RUN_JOBS):
        raise NotYours
    page = queries.outcome_page(seat, number)
    form = EndJobForm(sent(request), endings=page.endings)

    def then(_: object) -> str:
        messages.success(request, "The job has ended, and its outcome is recorded.")
        return reverse("outcome", args=[number])

    context = {
        "page": page,
        "seat": seat,
        "may_end": seat.may(Right.RUN_JOBS),
        "may_see_job": seat.may(Right.SEE_JOBS),
    }
    return deed(
        request,
        form,
        lambda: actions.end_job(seat, number, form.command()),
        template="delivery/outcome.html" if page.outcome else "delivery/end.html",
        context=context,
        then=then,
    )


@seated(Right.RUN_JOBS)
def add_lesson(request: HttpRequest, seat: Seat, number: int) -> HttpResponse:
    """Write down what was learnt afterwards."""
    page = queries.outcome_page(seat, number)
    form = LessonForm(sent(request))

    def then(_: object) -> str:
        messages.success(request, "The lesson is added.")
        return reverse("outcome", args=[number])

    return deed(
        request,
        form,
        lambda: ledger.add_lesson(seat, number, form.cleaned_data["text"]),
        template="delivery/lesson.html",
        context={"page": page, "seat": seat},
        then=then,
    )
