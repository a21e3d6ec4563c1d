"""Pages of the ledger."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from duomo.core.quantities import format_minutes
from duomo.desk.kit.deeds import deed
from duomo.desk.kit.parts import Tab
from duomo.desk.ledger import actions, queries
from duomo.desk.ledger.forms import OwnTimeForm
from duomo.desk.ledger.pages import OwnHoursLine
from duomo.desk.seats.door import seated
from duomo.desk.seats.queries import member_names
from duomo.desk.seats.rights import Right
from duomo.desk.seats.seat import Seat


@seated(Right.SEE_LEDGER)
def ledger(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Was it worth it?"""
    period = _period(request.GET.get("months", ""))
    page = queries.ledger_page(seat, period=period, page=request.GET.get("page", "1"))
    tabs = [
        Tab(label, f"{reverse('ledger')}?months={months or 'all'}", current=months == period)
        for months, label in queries.PERIODS.items()
    ]
    context = {"page": page, "tabs": tabs, "link": seat.may(Right.SEE_TITLES), "seat": seat}
    return render(request, "ledger/ledger.html", {**context, "may_verify": seat.may(Right.MANAGE_WORKSPACE)})


@seated(Right.MANAGE_WORKSPACE)
def verify(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Is the record whole?"""
    proof = queries.proof(seat, asked="prove" in request.GET)
    return render(request, "ledger/verify.html", {"proof": proof, "seat": seat})


@seated(Right.LOG_OWN_HOURS)
def own_hours(request: HttpRequest, seat: Seat, number: int) -> HttpResponse:
    """Record what a job takes the owner's side."""
    times = queries.own_times(seat, number)
    form = OwnTimeForm(request.POST if request.method == "POST" else None, today=seat.today)

    def then(hours: OwnHoursLine) -> str:
        messages.success(request, f"Recorded. This job has taken {format_minutes(hours.total)} h of your side so far.")
        return reverse("own-hours", args=[number])

    names = member_names(seat, {time.member_id for time in times})
    context = {
        "number": number,
        "times": times,
        "named": [(time, names.get(time.member_id, "")) for time in times],
        "hours": queries.own_hours(seat, number) if seat.may(Right.SEE_JOBS) else None,
        "ended": queries.has_ended(seat, number),
        "back": reverse("job", args=[number]) if seat.may(Right.SEE_JOBS) else "/",
        "seat": seat,
    }
    return deed(
        request,
        form,
        lambda: actions.log_own_time(seat, number, form.command()),
        template="ledger/own_hours.html",
        context=context,
        then=then,
    )


def _period(typed: str) -> int:
    """The months asked for; twelve where it is none of the offered periods."""
    wanted = {("all" if months == 0 else str(months)): months for months in queries.PERIODS}
    return wanted.get(typed, 12)
