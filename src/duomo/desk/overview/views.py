"""The pages over all rooms: each reads one page of values and draws it."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from duomo.desk.overview import queries
from duomo.desk.seats.door import seated
from duomo.desk.seats.rights import Right, Role
from duomo.desk.seats.seat import Seat


@seated(Right.SIT)
def desk(request: HttpRequest, seat: Seat) -> HttpResponse:
    """What needs me now? A contractor's answer is the portal."""
    if seat.role is Role.CONTRACTOR:
        return HttpResponseRedirect(reverse("portal"))
    return render(request, "overview/desk.html", {"page": queries.desk(seat), "seat": seat})


@seated(Right.SEE_TITLES)
def jobs(request: HttpRequest, seat: Seat) -> HttpResponse:
    """All jobs, by stage and title."""
    page = queries.jobs(
        seat, stage=request.GET.get("stage", ""), text=request.GET.get("q", ""), page=request.GET.get("page", "1")
    )
    return render(request, "overview/jobs.html", {"page": page, "seat": seat})


@seated(Right.SEE_JOBS)
def job(request: HttpRequest, seat: Seat, number: int) -> HttpResponse:
    """Where does it stand?"""
    page = queries.job(seat, number, before=request.GET.get("before", ""))
    return render(request, "overview/job.html", {"page": page, "seat": seat})


@seated(Right.SEE_PEOPLE)
def contractor(request: HttpRequest, seat: Seat, number: int) -> HttpResponse:
    """How has this contractor done?"""
    return render(request, "overview/contractor.html", {"page": queries.contractor(seat, number), "seat": seat})


@seated(Right.WORK)
def portal(request: HttpRequest, seat: Seat) -> HttpResponse:
    """What is on my desk, says the contractor?"""
    return render(request, "overview/portal.html", {"page": queries.portal(seat), "seat": seat})


@seated(Right.WORK)
def assignment(request: HttpRequest, seat: Seat, key: str) -> HttpResponse:
    """What now, says the contractor, on this assignment?"""
    return render(request, "overview/assignment.html", {"page": queries.assignment(seat, key), "seat": seat})
