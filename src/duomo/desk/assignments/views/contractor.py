"""The contractor's pages about an assignment: acknowledge, decline, ask, say whether it is possible."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse

from duomo.core.delivery import AssignmentState
from duomo.desk.assignments import actions, queries
from duomo.desk.assignments.forms import AcknowledgeForm, FeasibilityForm, ReasonForm, WordsForm
from duomo.desk.assignments.pages import AssignmentLine, assignment_url
from duomo.desk.kit.deeds import deed
from duomo.desk.seats.door import seated
from duomo.desk.seats.rights import Right
from duomo.desk.seats.seat import Seat


@seated(Right.WORK)
def acknowledge(request: HttpRequest, seat: Seat, key: str) -> HttpResponse:
    """Restate the goal and confirm each must: of an invitation, or of a newer version of the brief."""
    page = queries.acknowledge_page(seat, key)
    if not page.possible and request.method != "POST":
        raise actions.nothing_to_acknowledge(page.line)
    form = AcknowledgeForm(request.POST or None, brief=page.brief, words=page.words)

    def then(line: AssignmentLine) -> str:
        messages.success(request, f"You acknowledged version {line.version_number} of the brief.")
        return line.url

    return deed(
        request,
        form,
        lambda: actions.acknowledge(seat, key, form.command()),
        template="assignments/acknowledge.html",
        context={"page": page, "line": page.line},
        then=then,
    )


@seated(Right.WORK)
def decline(request: HttpRequest, seat: Seat, key: str) -> HttpResponse:
    """Say no to an invitation."""
    line = queries.assignment(seat, key)
    if line.state is not AssignmentState.INVITED and request.method != "POST":
        raise actions.stale(line.state)
    form = ReasonForm(request.POST or None)

    def then(ended: AssignmentLine) -> str:
        messages.success(request, "You declined. Thank you for saying why.")
        return ended.url

    return deed(
        request,
        form,
        lambda: actions.decline(seat, key, form.cleaned_data["reason"]),
        template="assignments/decline.html",
        context={"line": line},
        then=then,
    )


@seated(Right.WORK)
def ask(request: HttpRequest, seat: Seat, key: str) -> HttpResponse:
    """Ask something about the job."""
    line = queries.assignment(seat, key)
    if not line.is_open and request.method != "POST":
        raise actions.stale(line.state)
    form = WordsForm(request.POST or None)

    def then(_: object) -> str:
        messages.success(request, "Your question is sent. You get a mail with the answer.")
        return assignment_url(key)

    return deed(
        request,
        form,
        lambda: actions.ask(seat, key, form.cleaned_data["text"]),
        template="assignments/ask.html",
        context={"line": line, "questions": queries.questions(seat, line.job_id)},
        then=then,
    )


@seated(Right.WORK)
def feasibility(request: HttpRequest, seat: Seat, key: str) -> HttpResponse:
    """Say whether it is possible."""
    line = queries.assignment(seat, key)
    if line.state is not AssignmentState.LOOKING and request.method != "POST":
        raise actions.stale(line.state)
    form = FeasibilityForm(request.POST or None)

    def then(_: object) -> str:
        messages.success(request, "Your answer is sent.")
        return assignment_url(key)

    return deed(
        request,
        form,
        lambda: actions.answer_feasibility(seat, key, form.command()),
        template="assignments/feasibility.html",
        context={"line": line, "brief": queries.brief_of(seat, line)},
        then=then,
    )
