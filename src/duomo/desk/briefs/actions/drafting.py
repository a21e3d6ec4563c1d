"""Writing a brief: saving, overruling a finding, beginning the next version, discarding it."""

from django.db import IntegrityError, transaction
from django.db.models import F

from duomo.core.delivery import JobStage
from duomo.desk.briefs import queries
from duomo.desk.briefs.actions.draft import BriefDraft
from duomo.desk.briefs.actions.limits import check_limits
from duomo.desk.briefs.actions.lines import copy_lines, delete_lines, write_lines
from duomo.desk.briefs.actions.rows import (
    acting_member,
    ask_to_finish,
    draft_row,
    job_row,
    running_job_row,
    stop_asking,
)
from duomo.desk.briefs.models import BriefVersion, Job, Overrule
from duomo.desk.briefs.pages import BriefPage, words_hash
from duomo.desk.kit.refusals import Invalid, Refused, Stale
from duomo.desk.seats.events import record
from duomo.desk.seats.queries import member_names
from duomo.desk.seats.rights import Right
from duomo.desk.seats.seat import Seat

FIRST = 1
LONGEST_REASON = 500
# What a version holds beside its deliverables and criteria, and what the next version begins with.
CONTENT = (
    "goal",
    "references",
    "out_of_scope",
    "deadline_at",
    "budget_kind",
    "planned_minutes",
    "rate_minor",
    "fixed_minor",
    "currency",
    "condition",
    "reserve_minutes",
    "feasibility_minutes",
)


@transaction.atomic
def save_brief(seat: Seat, job_number: int, command: BriefDraft) -> BriefPage:
    """Keep the draft as it was typed; it may be incomplete.

    Raises:
        Invalid: a text or a number is too large, or a row carries a key that is not of this draft.
        Stale: the draft was changed since `command.revision`, or was sent.
        Refused: the job has ended.
    """
    seat.must(Right.RUN_JOBS)
    check_limits(command)
    job = running_job_row(seat, job_number)
    row = draft_row(seat, job)
    values = {name: getattr(command, name) or "" for name in ("budget_kind", "condition")}
    values |= {name: getattr(command, name) for name in CONTENT if name not in values}
    found = (
        BriefVersion.objects.within(seat)
        .filter(pk=row.pk, state=BriefVersion.State.DRAFT, revision=command.revision)
        .update(**values, revision=F("revision") + 1, changed_at=seat.at, changed_by_id=acting_member(seat))
    )
    if not found:
        raise _overtaken(seat, row)
    write_lines(seat, row, command.deliverables, command.criteria)
    _keep_estimate(seat, job, command.owner_estimate_minutes)
    record(seat, "brief_saved", job_number=job_number, version=row.number, revision=command.revision + 1)
    return queries.brief(seat, row.pk)


@transaction.atomic
def overrule_finding(seat: Seat, job_number: int, rule: str, target: str, reason: str) -> BriefPage:
    """Let a finding about the draft stand, by name and with a reason.

    It stands for the words as they are; other words in the same place are judged anew.

    Raises:
        Invalid: the reason is missing or too long.
        Stale: there is no such finding any more.
        Refused: this rule cannot be overruled, for a later law relies on it.
    """
    seat.must(Right.RUN_JOBS)
    if not (why := reason.strip()):
        raise Invalid("Say why this may stand: the reason is kept with your name.", field="reason")
    if len(why) > LONGEST_REASON:
        raise Invalid(f"The reason has more than {LONGEST_REASON} characters. Shorten it.", field="reason")
    row = draft_row(seat, running_job_row(seat, job_number))
    page = queries.brief(seat, row.pk)
    same = [
        found for found in queries.judged(seat, page) if (found.finding.rule, found.finding.target) == (rule, target)
    ]
    if not same:
        raise Stale("This is no longer found in the brief. Nothing needs to be overruled.")
    if not same[0].overrulable:
        raise Refused(f"{same[0].finding.message} This cannot be overruled. {same[0].finding.advice}")
    if same[0].overrule is None:
        Overrule.objects.within(seat).create(
            version=row,
            rule=rule,
            target=target,
            words_hash=words_hash(page.core, same[0].finding),
            reason=why,
            member_id=acting_member(seat),
            overruled_at=seat.at,
        )
        record(seat, "finding_overruled", job_number=job_number, version=row.number, rule=rule, target=target)
    return page


@transaction.atomic
def revise_brief(seat: Seat, job_number: int) -> BriefPage:
    """Begin the next version as a copy of the one sent last; its criteria keep their keys.

    Raises:
        Stale: a draft exists already.
        Refused: the job has ended.
    """
    seat.must(Right.RUN_JOBS)
    job = running_job_row(seat, job_number)
    last = BriefVersion.objects.within(seat).filter(job=job).order_by("-number").first()
    if last is None or last.state == BriefVersion.State.DRAFT:
        raise Stale("There is a draft already. Change that one.")
    try:
        with transaction.atomic():
            row = _next_version(seat, last)
    except IntegrityError as error:
        raise Stale("Somebody began the next version in this moment. Load the page again.") from error
    copy_lines(seat, last, row)
    record(seat, "brief_revised", job_number=job_number, version=row.number)
    ask_to_finish(seat, job, row.number)
    return queries.brief(seat, row.pk)


@transaction.atomic
def discard_draft(seat: Seat, job_number: int) -> None:
    """Give up the draft of a later version; the version sent last holds on.

    Raises:
        Refused: it is the first version.
        Stale: there is no draft.
    """
    seat.must(Right.RUN_JOBS)
    job = job_row(seat, job_number)
    row = draft_row(seat, job)
    if row.number == FIRST:
        raise Refused("The first version cannot be discarded. Change it, or end the job.")
    digest = queries.brief(seat, row.pk).digest
    Overrule.objects.within(seat).filter(version=row).delete()
    delete_lines(seat, row)
    if not BriefVersion.objects.within(seat).filter(pk=row.pk, state=BriefVersion.State.DRAFT).delete()[0]:
        raise Stale("The draft was sent in this moment. Load the page again.")
    record(seat, "brief_discarded", job_number=job_number, version=row.number, sha256=digest)
    stop_asking(seat, job)


def _overtaken(seat: Seat, row: BriefVersion) -> Stale:
    now = BriefVersion.objects.within(seat).get(pk=row.pk)
    name = member_names(seat, [now.changed_by_id]).get(now.changed_by_id, "Somebody")
    return Stale(
        f"{name} changed this brief while you were writing, so yours is not saved yet. What you typed is still here, "
        "and what is stored now stands below it. Save again to replace it with yours."
    )


def _keep_estimate(seat: Seat, job: Job, minutes: int | None) -> None:
    if minutes is None or minutes == job.owner_estimate_minutes:
        return
    if Job.objects.within(seat).filter(pk=job.pk, stage=JobStage.BRIEF).update(owner_estimate_minutes=minutes):
        record(seat, "job_changed", job_number=job.number, fields=["owner_estimate_minutes"], estimate=minutes)


def _next_version(seat: Seat, last: BriefVersion) -> BriefVersion:
    row = BriefVersion(
        job_id=last.job_id,
        number=last.number + 1,
        created_at=seat.at,
        changed_at=seat.at,
        changed_by_id=acting_member(seat),
    )
    for name in CONTENT:
        setattr(row, name, getattr(last, name))
    BriefVersion.objects.within(seat).bulk_create([row])
    return row
