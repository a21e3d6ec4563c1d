"""The owner's pages about people at work: hiring, questions, withdrawing."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from duomo.desk.assignments import actions, queries
from duomo.desk.assignments.forms import HireForm, ReasonForm, WordsForm
from duomo.desk.assignments.pages import AssignmentLine, QuestionLine
from duomo.desk.kit.deeds import deed
from duomo.desk.people import queries as people
from duomo.desk.seats.door import seated
from duomo.desk.seats.rights import Right
from duomo.desk.seats.seat import Seat


@seated(Right.RUN_JOBS)
def hire(request: HttpRequest, seat: Seat, number: int) -> HttpResponse:
    """Hire a contractor for a job; `?second=` asks for a second opinion on an assignment that was not possible."""
    page = queries.hire_page(seat, number, second_on=request.GET.get("second", ""))
    form = HireForm(request.POST or None, page=page, zone=seat.zone)

    def then(line: AssignmentLine) -> str:
        name = people.contractor_by_id(seat, line.contractor_id).name
        messages.success(request, f"{name} is asked to acknowledge the brief.")
        return f"/jobs/{number}/"

    return deed(
        request,
        form,
        lambda: actions.hire(seat, number, form.command()),
        template="assignments/hire.html",
        context={"page": page},
        then=then,
    )


@seated(Right.SEE_JOBS)
def questions(request: HttpRequest, seat: Seat, number: int) -> HttpResponse:
    """The questions about a job: those that wait, and those that are answered."""
    page = queries.questions_page(seat, number, request.GET.get("page", "1"))
    return render(request, "assignments/questions.html", {"page": page, "may_answer": seat.may(Right.RUN_JOBS)})


@seated(Right.RUN_JOBS)
def answer(request: HttpRequest, seat: Seat, key: str) -> HttpResponse:
    """Answer one question."""
    line = queries.question(seat, key)
    form = WordsForm(request.POST or None)
    form.fields["text"].label = "Your answer"

    def then(answered: QuestionLine) -> str:
        messages.success(request, "The answer is sent to everybody at work on this job.")
        return f"/jobs/{answered.job_number}/questions/"

    return deed(
        request,
        form,
        lambda: actions.answer(seat, key, form.cleaned_data["text"]),
        template="assignments/answer.html",
        context={"question": line},
        then=then,
    )


@seated(Right.RUN_JOBS)
def withdraw(request: HttpRequest, seat: Seat, key: str) -> HttpResponse:
    """Take an assignment back."""
    line = queries.assignment(seat, key)
    if not line.is_open and request.method != "POST":
        raise actions.stale(line.state)
    form = ReasonForm(request.POST or None)
    return deed(
        request,
        form,
        lambda: actions.withdraw(seat, key, form.cleaned_data["reason"]),
        template="assignments/withdraw.html",
        context={
            "line": line,
            "contractor": people.contractor_by_id(seat, line.contractor_id),
            "job_url": f"/jobs/{line.job_number}/",
        },
        then=lambda ended: f"/jobs/{ended.job_number}/",
    )
