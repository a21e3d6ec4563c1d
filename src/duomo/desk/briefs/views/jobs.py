"""Opening a job, and correcting it while nobody works on it."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from duomo.core.delivery import JobStage
from duomo.desk.briefs import actions, queries
from duomo.desk.briefs.forms import JobForm
from duomo.desk.briefs.views.posting import posted
from duomo.desk.kit.deeds import deed
from duomo.desk.kit.refusals import Refused
from duomo.desk.seats.door import seated
from duomo.desk.seats.queries import functions
from duomo.desk.seats.rights import Right
from duomo.desk.seats.seat import Seat


@seated(Right.RUN_JOBS)
def new_job(request: HttpRequest, seat: Seat) -> HttpResponse:
    """What do you want done?"""
    form = JobForm(posted(request), functions=functions(seat))
    return deed(
        request,
        form,
        lambda: actions.open_job(seat, form.command()),
        template="briefs/new_job.html",
        then=lambda job: reverse("brief", args=[job.number]),
    )


@seated(Right.RUN_JOBS)
def edit_job(request: HttpRequest, seat: Seat, number: int) -> HttpResponse:
    """Title, function and estimate of a job that nobody works on yet."""
    job = queries.job(seat, number)
    if job.stage is not JobStage.BRIEF and request.method != "POST":
        raise Refused(
            "Contractors have been asked already, so title, function and estimate stay as they are. "
            f"Go back to job {number}."
        )
    known = [line for line in functions(seat, retired=True) if not line.retired or line.slug == job.function_slug]
    form = JobForm(posted(request), functions=known, initial=JobForm.initial_of(job))

    def change() -> None:
        command = form.command()
        actions.change_job(seat, number, command.title, command.function_slug, command.owner_estimate_minutes)

    return deed(
        request,
        form,
        change,
        template="briefs/edit_job.html",
        context={"job": job},
        then=lambda _: reverse("brief", args=[number]),
    )
