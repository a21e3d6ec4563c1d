"""The brief: its editor, its versions, and the deeds on it."""

from dataclasses import replace
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from duomo.core.delivery import JobStage
from duomo.desk.briefs import actions, queries
from duomo.desk.briefs.actions.drafting import CONTENT, FIRST
from duomo.desk.briefs.findings import arranged, clarity
from duomo.desk.briefs.forms import BriefForm, OverruleForm, SendForm, Typed
from duomo.desk.briefs.pages import BriefPage, JobLine
from duomo.desk.briefs.shown import changes_of, name_of, path_of
from duomo.desk.briefs.views.posting import posted
from duomo.desk.kit.deeds import deed
from duomo.desk.kit.forms import DuomoForm
from duomo.desk.kit.refusals import Stale
from duomo.desk.seats.door import seated
from duomo.desk.seats.rights import Right
from duomo.desk.seats.seat import Seat


@seated(Right.SEE_JOBS)
def brief(request: HttpRequest, seat: Seat, number: int) -> HttpResponse:
    """Is it clear? The editor of the draft, or else the version sent last, to read."""
    job = queries.job(seat, number)
    draft = queries.draft(seat, job.id)
    if request.method == "POST":
        seat.must(Right.RUN_JOBS)
        return _edit(request, seat, job, draft or _nothing_to_edit(seat, job))
    if draft is not None and seat.may(Right.RUN_JOBS):
        return _edit(request, seat, job, draft)
    shown = draft or queries.sent_brief(seat, job.id)
    if shown is None:
        raise Http404
    return _version_page(request, seat, job, shown)


def _nothing_to_edit(seat: Seat, job: JobLine) -> BriefPage:
    """The page on which a draft is edited that was sent meanwhile: nothing typed is lost, and saving says why not."""
    sent = queries.sent_brief(seat, job.id)
    if sent is None:
        raise Http404
    return sent


def _edit(request: HttpRequest, seat: Seat, job: JobLine, page: BriefPage) -> HttpResponse:
    another_row = request.method == "POST" and "more" in request.POST
    form = BriefForm(
        None if another_row else posted(request),
        page=page,
        zone=seat.zone,
        estimate_open=job.stage is JobStage.BRIEF,
        typed=Typed.with_another_row(request.POST, request.POST["more"]) if another_row else None,
    )
    context = {**_editor_context(seat, job, page), "unsent": "unsent" in request.GET}
    if another_row:
        return render(request, "briefs/editor.html", {**context, "form": form})
    return deed(
        request,
        form,
        lambda: _save(seat, job, form),
        template="briefs/editor.html",
        context=context,
        then=lambda saved: _after_saving(request, seat, saved),
    )


def _editor_context(seat: Seat, job: JobLine, page: BriefPage) -> dict[str, object]:
    return {
        "seat": seat,
        "job": job,
        "brief": page,
        "clarity": clarity(seat, page),
        "steps": path_of(job, page),
        "changed_by": name_of(seat, page.changed_by_id),
        "may_discard": page.number > FIRST,
    }


def _save(seat: Seat, job: JobLine, form: BriefForm) -> BriefPage:
    try:
        return actions.save_brief(seat, job.number, form.command())
    except Stale:
        now = queries.draft(seat, job.id) or queries.sent_brief(seat, job.id)
        if now is not None:
            form.bring_up_to_date(now)
        raise


def _after_saving(request: HttpRequest, seat: Seat, saved: BriefPage) -> str:
    address = reverse("brief", args=[saved.job_number])
    if "send" not in request.POST:
        messages.success(request, "The draft is saved.")
        return address
    if clarity(seat, saved).ready:
        return reverse("send-brief", args=[saved.job_number])
    return f"{address}?unsent#missing"


@require_POST
@seated(Right.RUN_JOBS)
def findings(request: HttpRequest, seat: Seat, number: int) -> HttpResponse:
    """What would be found if the brief were saved as it is typed now; nothing is written."""
    job = queries.job(seat, number)
    page = queries.draft(seat, job.id)
    if page is None:
        raise Http404
    form = BriefForm(request.POST, page=page, zone=seat.zone, estimate_open=job.stage is JobStage.BRIEF)
    if not form.is_valid():
        # Half-typed numbers are no fault: the browser keeps the findings that it has, and no error is logged.
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    typed = form.command()
    content = {name: getattr(typed, name) for name in (*CONTENT, "deliverables", "criteria")}
    if typed.owner_estimate_minutes is not None:
        content["owner_estimate_minutes"] = typed.owner_estimate_minutes
    as_typed = replace(page, **content)
    context = {"seat": seat, "job": job, "brief": as_typed, "clarity": clarity(seat, as_typed, form.places())}
    return render(request, "briefs/parts/clarity.html", context)


@seated(Right.RUN_JOBS)
def send(request: HttpRequest, seat: Seat, number: int) -> HttpResponse:
    """Ready to send? The brief as contractors will read it, and the one button that freezes it."""
    job = queries.job(seat, number)
    # A second click finds no draft any more and still gets the answer of the first.
    page = queries.draft(seat, job.id) or _nothing_to_edit(seat, job)
    if page.sent_at is not None and request.method != "POST":
        raise Stale("The brief is sent already and frozen. Go back to the job to see what comes next.")
    form = SendForm(posted(request), initial={"revision": page.revision})

    def then(sent: BriefPage) -> str:
        messages.success(request, f"Version {sent.number} of the brief is sent and frozen.")
        return reverse("job", args=[number])

    return deed(
        request,
        form,
        lambda: actions.send_brief(seat, number, revision=form.cleaned_data["revision"]),
        template="briefs/send.html",
        context={"seat": seat, "job": job, "brief": page, "clarity": clarity(seat, page), "steps": path_of(job, page)},
        then=then,
    )


@seated(Right.RUN_JOBS)
def revise(request: HttpRequest, seat: Seat, number: int) -> HttpResponse:
    """Does the brief need to change? A new version, for a sent one is frozen."""
    job = queries.job(seat, number)
    form = DuomoForm(posted(request))
    return deed(
        request,
        form,
        lambda: actions.revise_brief(seat, number),
        template="briefs/revise.html",
        context={"job": job, "brief": queries.sent_brief(seat, job.id), "draft": queries.draft(seat, job.id)},
        then=lambda _: reverse("brief", args=[number]),
    )


@seated(Right.RUN_JOBS)
def discard(request: HttpRequest, seat: Seat, number: int) -> HttpResponse:
    """Give up the draft of a later version?"""
    job = queries.job(seat, number)
    page = queries.draft(seat, job.id)
    if page is None and request.method != "POST":
        raise Stale("There is no draft to discard. The version sent last holds.")

    def then(_: None) -> str:
        messages.success(request, "The draft is discarded. The version sent last holds.")
        return reverse("brief", args=[number])

    return deed(
        request,
        DuomoForm(posted(request)),
        lambda: actions.discard_draft(seat, number),
        template="briefs/discard.html",
        context={"job": job, "brief": page},
        then=then,
    )


@seated(Right.RUN_JOBS)
def overrule(request: HttpRequest, seat: Seat, number: int) -> HttpResponse:
    """May this finding stand? By name, with a reason."""
    job = queries.job(seat, number)
    page = queries.draft(seat, job.id) or _nothing_to_edit(seat, job)
    about = request.POST or request.GET
    rule, target = about.get("rule", ""), about.get("target", "")
    found = [one for one in queries.judged(seat, page) if (one.finding.rule, one.finding.target) == (rule, target)]
    if not found and request.method != "POST":
        raise Stale("This is no longer found in the brief, so nothing needs to be overruled. Go back to the brief.")
    form = OverruleForm(posted(request), initial={"rule": rule, "target": target})
    return deed(
        request,
        form,
        lambda: actions.overrule_finding(seat, number, rule, target, form.cleaned_data["reason"]),
        template="briefs/overrule.html",
        context={"job": job, "brief": page, "found": arranged(seat, page, found)},
        then=lambda _: f"{reverse('brief', args=[number])}#clear",
    )


@seated(Right.SEE_JOBS)
def version(request: HttpRequest, seat: Seat, number: int, version: int) -> HttpResponse:
    """What did this version say, and what was new in it?"""
    return _version_page(request, seat, queries.job(seat, number), queries.version(seat, number, version))


def _version_page(request: HttpRequest, seat: Seat, job: JobLine, page: BriefPage) -> HttpResponse:
    before = queries.version(seat, job.number, page.number - 1) if page.number > FIRST else None
    versions = queries.versions(seat, job.id)
    context = {
        "seat": seat,
        "job": job,
        "brief": page,
        "draft_number": next((line.number for line in versions if line.sent_at is None), None),
        "before": before,
        "changes": changes_of(seat, before, page) if before else (),
        "versions": versions,
        "left": clarity(seat, page).left,
        "changed_by": name_of(seat, page.changed_by_id),
        "sent_by": name_of(seat, page.sent_by_id),
        "show_money": seat.may(Right.SEE_MONEY),
        "may_change": seat.may(Right.RUN_JOBS) and job.stage is not JobStage.DONE,
        "steps": path_of(job, page),
    }
    return render(request, "briefs/version.html", context)
