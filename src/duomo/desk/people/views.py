"""The pages about contractors."""

import csv
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from duomo.desk.kit.deeds import deed
from duomo.desk.kit.forms import DuomoForm
from duomo.desk.people import actions, queries
from duomo.desk.people.forms import ConfirmForm, ContractorForm, FileForm
from duomo.desk.people.money import plain_amount
from duomo.desk.people.pages import ContractorLine, Imported
from duomo.desk.people.preview import Preview, confirmed, preview, signed
from duomo.desk.people.sheet import FIELDS, MOST_BYTES, SheetError, as_text, read_sheet
from duomo.desk.seats.door import seated
from duomo.desk.seats.queries import functions, workspace
from duomo.desk.seats.rights import Right
from duomo.desk.seats.seat import Seat

LONGEST_SEARCH = 100
SHOWN_ROWS = 20
SHOWN_PROBLEMS = 100


def _posted(request: HttpRequest) -> QueryDict | None:
    """The fields that were sent, or None where the page is only asked for: a form of one button may send none."""
    return request.POST if request.method == "POST" else None


@require_safe
@seated(Right.SEE_PEOPLE)
def contractors(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Who could do the work?"""
    function = request.GET.get("function", "")
    text = request.GET.get("q", "").strip()[:LONGEST_SEARCH]
    archived = "archived" in request.GET
    found = queries.contractor_list(
        seat, function=function, text=text, archived=archived, page=request.GET.get("page", "1")
    )
    context = {
        "seat": seat,
        "page": found,
        "functions": functions(seat),
        "chosen": {"function": function, "text": text, "archived": archived},
        "filtered": bool(function or text or archived),
        "may_change": seat.may(Right.RUN_JOBS),
        "show_money": seat.may(Right.SEE_MONEY),
    }
    return render(request, "people/contractors.html", context)


@seated(Right.RUN_JOBS)
def add_contractor(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Who is new?"""
    form = ContractorForm(
        _posted(request), known_functions=functions(seat), initial={"currency": workspace(seat).currency}
    )

    def then(line: ContractorLine) -> str:
        messages.success(request, f"{line.name} is on the list.")
        return reverse("contractor", args=[line.number])

    return deed(
        request,
        form,
        lambda: actions.add_contractor(seat, form.command()),
        template="people/add_contractor.html",
        then=then,
    )


@seated(Right.RUN_JOBS)
def edit_contractor(request: HttpRequest, seat: Seat, number: int) -> HttpResponse:
    """What is different?"""
    line = queries.contractor(seat, number)
    known = [one for one in functions(seat, retired=True) if not one.retired or one.slug in line.function_slugs]
    form = ContractorForm(_posted(request), known_functions=known, initial=ContractorForm.initial_of(line))
    return deed(
        request,
        form,
        lambda: actions.change_contractor(seat, number, form.command()),
        template="people/edit_contractor.html",
        context={"contractor": line},
        then=lambda _: reverse("contractor", args=[number]),
    )


@seated(Right.RUN_JOBS)
def archive_contractor(request: HttpRequest, seat: Seat, number: int) -> HttpResponse:
    """Off the list, or back on it?"""
    line = queries.contractor(seat, number)
    act = actions.restore_contractor if line.archived else actions.archive_contractor

    def then(after: ContractorLine) -> str:
        messages.success(request, f"{after.name} is {'archived' if after.archived else 'on the list again'}.")
        return reverse("contractor", args=[number])

    return deed(
        request,
        DuomoForm(_posted(request)),
        lambda: act(seat, number),
        template="people/archive_contractor.html",
        context={"contractor": line},
        then=then,
    )


@seated(Right.RUN_JOBS)
def import_contractors(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Which file? Choosing one shows what it would add; nothing is written yet."""
    form = FileForm(_posted(request), request.FILES or None)
    if request.method != "POST":
        return render(request, "people/import.html", {"form": form})
    if form.is_valid():
        try:
            # One byte more than allowed is enough to know that a file is too large.
            shown = preview(seat, read_sheet(form.cleaned_data["file"].read(MOST_BYTES + 1)))
        except SheetError as error:
            form.add_error("file", str(error))
        else:
            return _preview_page(request, seat, shown)
    return render(request, "people/import.html", {"form": form}, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _preview_page(request: HttpRequest, seat: Seat, shown: Preview) -> HttpResponse:
    return render(
        request,
        "people/preview.html",
        {
            "preview": shown,
            "shown": shown.ready[:SHOWN_ROWS],
            "problems": shown.problems[:SHOWN_PROBLEMS],
            "duplicates": shown.duplicates[:SHOWN_PROBLEMS],
            "form": ConfirmForm(initial={"rows": signed(seat, shown)}),
        },
    )


@require_POST
@seated(Right.RUN_JOBS)
def confirm_import(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Take the rows that were shown."""
    form = ConfirmForm(request.POST)

    def then(imported: Imported) -> str:
        noun = "contractor is" if imported.added == 1 else "contractors are"
        messages.success(request, f"{imported.added} {noun} on the list now.")
        return reverse("contractors")

    return deed(
        request,
        form,
        lambda: actions.import_contractors(seat, confirmed(seat, form.cleaned_data["rows"])),
        template="people/import_refused.html",
        then=then,
    )


@require_safe
@seated(Right.RUN_JOBS)
def export_contractors(_request: HttpRequest, seat: Seat) -> HttpResponse:
    """All contractors as a table that can be imported again, and that no spreadsheet runs."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="contractors.csv"'
    response.write("\ufeff")
    table = csv.writer(response)
    table.writerow(FIELDS)
    for line in queries.choices(seat):
        cells = (
            line.name,
            line.email,
            "; ".join(line.functions),
            plain_amount(line.rate_minor, line.currency),
            line.currency,
            line.link,
            line.note,
        )
        table.writerow([as_text(cell) for cell in cells])
    return response
