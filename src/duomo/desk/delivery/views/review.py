"""The owner's pages about one delivery: the review and its four acts."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from duomo.desk.delivery import actions, queries
from duomo.desk.delivery.forms import JudgeForm, RejectForm, SendBackForm, TakeUnfinishedForm, sent
from duomo.desk.delivery.pages import ReviewPage
from duomo.desk.kit.deeds import deed
from duomo.desk.kit.forms import DuomoForm
from duomo.desk.seats.door import seated
from duomo.desk.seats.rights import Right
from duomo.desk.seats.seat import Seat

# Buttons of the review page that save the verdicts and go on to another page.
GO_ON = ("send-back", "reject", "take-unfinished")


@seated(Right.RUN_JOBS)
def review(request: HttpRequest, seat: Seat, key: str) -> HttpResponse:
    """Is it done? Saves the verdicts, and goes on to the act that was chosen."""
    page = queries.review(seat, key)
    form = JudgeForm(sent(request), page=page, again="again" in request.GET)
    going = request.POST.get("then", "")

    def then(_: object) -> str:
        if going in GO_ON:
            return reverse(going, args=[key])
        messages.success(request, "The verdicts are saved. Nothing has been decided yet.")
        return reverse("review", args=[key])

    return deed(
        request,
        form,
        lambda: actions.judge(seat, key, form.command()),
        template="delivery/review.html",
        context=_context(seat, page),
        then=then,
    )


@seated(Right.RUN_JOBS)
def accept(request: HttpRequest, seat: Seat, key: str) -> HttpResponse:
    """Accept, together with the verdicts that stand on the page."""
    page = queries.review(seat, key)
    if request.method != "POST":
        return HttpResponseRedirect(reverse("review", args=[key]))
    form = JudgeForm(request.POST, page=page, again="again" in request.GET, act="accept")

    def act() -> object:
        minutes = form.cleaned_data["reviewing"] or 0
        return actions.accept_delivery(seat, key, judged=form.command(), reviewing_minutes=minutes)

    def then(_: object) -> str:
        messages.success(request, f"Delivery {page.delivery.number} is accepted.")
        return reverse("outcome", args=[page.job.number])

    return deed(request, form, act, template="delivery/review.html", context=_context(seat, page), then=then)


@seated(Right.RUN_JOBS)
def send_back(request: HttpRequest, seat: Seat, key: str) -> HttpResponse:
    """Send back with points, a date and hours of the reserve."""
    page = queries.review(seat, key)
    form = SendBackForm(sent(request), page=page, seat=seat)
    if request.POST.get("more"):
        return render(request, "delivery/send_back.html", {**_context(seat, page), "form": form.with_another_row()})
    return _decide(
        request,
        seat,
        page,
        form,
        lambda: actions.send_back(seat, key, form.command()),
        template="delivery/send_back.html",
        said=f"Delivery {page.delivery.number} is sent back to {page.contractor}.",
    )


@seated(Right.RUN_JOBS)
def reject(request: HttpRequest, seat: Seat, key: str) -> HttpResponse:
    """Reject for good."""
    page = queries.review(seat, key)
    form = RejectForm(sent(request))

    def act() -> None:
        typed = form.cleaned_data
        minutes = typed["reviewing"] or 0
        actions.reject_delivery(seat, key, typed["reason"], because=form.named, reviewing_minutes=minutes)

    said = f"Delivery {page.delivery.number} is rejected. Hire somebody else, or end the job."
    return _decide(request, seat, page, form, act, template="delivery/reject.html", said=said)


@seated(Right.RUN_JOBS)
def take_unfinished(request: HttpRequest, seat: Seat, key: str) -> HttpResponse:
    """Take it as it is, which is a miss."""
    page = queries.review(seat, key)
    form = TakeUnfinishedForm(sent(request))
    return _decide(
        request,
        seat,
        page,
        form,
        lambda: actions.take_unfinished(seat, key, form.command()),
        template="delivery/take_unfinished.html",
        said=f"Delivery {page.delivery.number} is taken unfinished.",
    )


def _decide(
    request: HttpRequest,
    seat: Seat,
    page: ReviewPage,
    form: DuomoForm,
    act: Callable[[], object],
    *,
    template: str,
    said: str,
) -> HttpResponse:
    def then(_: object) -> str:
        messages.success(request, said)
        return reverse("job", args=[page.job.number])

    return deed(request, form, act, template=template, context=_context(seat, page), then=then)


def _context(seat: Seat, page: ReviewPage) -> dict[str, object]:
    return {"page": page, "seat": seat}
