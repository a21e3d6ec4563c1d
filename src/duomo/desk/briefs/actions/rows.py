"""The rows that several deeds on a brief begin with, and the wait that they share."""

from django.urls import reverse

from duomo.core.delivery import JobStage
from duomo.desk.briefs.models import BriefVersion, Job
from duomo.desk.kit.refusals import NotYours, Refused, Stale
from duomo.desk.seats.seat import Seat
from duomo.desk.waits import actions as waits

WAIT = "brief"


def job_row(seat: Seat, number: int) -> Job:
    """The job with this number, locked for the rest of the deed.

    Raises:
        NotYours: there is none in this workspace.
    """
    row = Job.objects.within(seat).select_for_update().filter(number=number).first()
    if row is None:
        raise NotYours
    return row


def running_job_row(seat: Seat, number: int) -> Job:
    """The same, of a job that has not ended.

    Raises:
        NotYours: there is none in this workspace.
        Refused: the job has ended.
    """
    row = job_row(seat, number)
    if row.stage == JobStage.DONE:
        raise Refused("This job has ended, so its brief stays as it is. Open a new job for more work.")
    return row


def acting_member(seat: Seat) -> int:
    """The member who acts, for deeds that are done by name.

    Raises:
        NotYours: nobody sits here.
    """
    if seat.member_id is None:
        raise NotYours
    return seat.member_id


def draft_row(seat: Seat, job: Job) -> BriefVersion:
    """The version of the job that is being written.

    Raises:
        Stale: there is none, for the last one has been sent or discarded.
    """
    row = BriefVersion.objects.within(seat).filter(job=job, state=BriefVersion.State.DRAFT).first()
    if row is None:
        last = BriefVersion.objects.within(seat).filter(job=job).order_by("-number").first()
        number = last.number if last is not None else 0
        raise Stale(f"Version {number} of this brief is sent and frozen. Start a new version to change it.")
    return row


def ask_to_finish(seat: Seat, job: Job, version_number: int) -> None:
    """Put the draft into the queue of who began it."""
    which = "the brief" if version_number == 1 else f"version {version_number} of the brief"
    waits.ask_for(
        seat,
        members=[acting_member(seat)],
        kind=WAIT,
        key=wait_key(job),
        title=f"Finish {which}: {job.title}",
        why="Nobody can be tested or hired before it is sent.",
        url=reverse("brief", args=[job.number]),
        job_number=job.number,
        minutes=15,
    )


def stop_asking(seat: Seat, job: Job) -> None:
    """Take the draft out of all queues."""
    waits.settle(seat, kind=WAIT, key=wait_key(job))


def wait_key(job: Job) -> str:
    """The thing that waits: the one draft of the job."""
    return f"job {job.number}"
