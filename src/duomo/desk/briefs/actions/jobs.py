"""Opening, correcting and moving a job."""

from dataclasses import dataclass

from django.db import transaction

from duomo.core.briefs import Condition
from duomo.core.delivery import JobStage, may_move_stage
from duomo.desk.briefs import queries
from duomo.desk.briefs.actions.rows import acting_member, ask_to_finish, job_row
from duomo.desk.briefs.models import BriefVersion, Job
from duomo.desk.briefs.pages import JobLine
from duomo.desk.kit.refusals import Invalid, NotYours, Refused, Stale
from duomo.desk.seats.events import record
from duomo.desk.seats.numbers import next_number
from duomo.desk.seats.queries import functions, workspace
from duomo.desk.seats.rights import Right
from duomo.desk.seats.seat import Seat

LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class OpenJob:
    """A job as typed; `owner_estimate_minutes` is how long it would take the owner alone, None while unknown."""

    title: str
    function_slug: str
    owner_estimate_minutes: int | None = None


@transaction.atomic
def open_job(seat: Seat, command: OpenJob) -> JobLine:
    """Open a job with an empty first version of its brief, and put the brief into the queue of who opened it.

    Raises:
        Invalid: the title is empty or too long, or the function is unknown.
    """
    seat.must(Right.RUN_JOBS)
    function_id = _function_id(seat, command.function_slug)
    row = Job.objects.within(seat).create(
        number=next_number(seat, "job"),
        title=_title(command.title),
        function_id=function_id,
        owner_estimate_minutes=command.owner_estimate_minutes,
        created_by_id=acting_member(seat),
        created_at=seat.at,
        moved_at=seat.at,
    )
    version = BriefVersion.objects.within(seat).create(
        job=row,
        number=1,
        currency=workspace(seat).currency,
        condition=Condition.FINISHED,
        created_at=seat.at,
        changed_at=seat.at,
        changed_by_id=acting_member(seat),
    )
    record(seat, "job_opened", job_number=row.number, function=function_id, estimate=command.owner_estimate_minutes)
    ask_to_finish(seat, row, version.number)
    return queries.job(seat, row.number)


@transaction.atomic
def change_job(seat: Seat, number: int, title: str, function_slug: str, owner_estimate_minutes: int | None) -> JobLine:
    """Correct a job's title, function and estimate, as long as nobody has been asked to work on it.

    Raises:
        Invalid: the title is empty or too long, or the function is unknown.
        Refused: the job has left the stage of its brief: from then on the estimate is what the saving is reckoned by.
    """
    seat.must(Right.RUN_JOBS)
    row = job_row(seat, number)
    values = {
        "title": _title(title),
        "function_id": _function_id(seat, function_slug, kept=row.function_id),
        "owner_estimate_minutes": owner_estimate_minutes,
    }
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    found = Job.objects.within(seat).filter(pk=row.pk, stage=JobStage.BRIEF).update(**values)
    if not found:
        raise Refused("Contractors have been asked already, so title, function and estimate stay as they are.")
    if changed:
        record(seat, "job_changed", job_number=number, fields=changed, estimate=owner_estimate_minutes)
    return queries.job(seat, number)


@transaction.atomic
def move_job(seat: Seat, job_id: int, to: JobStage, *, note: str = "") -> None:
    """Move a job to a stage, in the transaction and under the rights of the deed that moves it.

    A job that is there already stays, with the new note where one is given.

    Raises:
        Stale: the core knows no way from where the job is to there.
    """
    row = Job.objects.within(seat).select_for_update().filter(pk=job_id).first()
    if row is None:
        raise NotYours
    if row.stage == to:
        if note and note != row.stage_note:
            Job.objects.within(seat).filter(pk=job_id).update(stage_note=note)
        return
    before = JobStage(row.stage)
    moved = may_move_stage(before, to) and Job.objects.within(seat).filter(pk=job_id, stage=before).update(
        stage=to, stage_note=note, moved_at=seat.at
    )
    if not moved:
        raise Stale(
            f"The job is in the stage “{before}” by now, from where it cannot go to “{to}”. Load the page again."
        )


def _title(title: str) -> str:
    trimmed = title.strip()
    if not trimmed:
        raise Invalid("Give the job a title.", field="title")
    if len(trimmed) > LONGEST_TITLE:
        raise Invalid(f"The title has more than {LONGEST_TITLE} characters. Shorten it.", field="title")
    return trimmed


def _function_id(seat: Seat, slug: str, *, kept: int | None = None) -> int:
    """The id of an active function, or of the job's own even where it is retired by now."""
    for line in functions(seat, retired=True):
        if line.slug == slug and (not line.retired or line.id == kept):
            return line.id
    raise Invalid("There is no such function. Choose one of the list.", field="function_slug")
