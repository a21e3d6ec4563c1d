"""Tells the people at work on a job what concerns them, each with a link of their own."""

from datetime import datetime

from django.db import transaction

from duomo.desk.assignments import queries
from duomo.desk.assignments.models import Assignment
from duomo.desk.assignments.pages import OPEN_STATES, AssignmentLine, assignment_url
from duomo.desk.briefs import queries as briefs
from duomo.desk.people import queries as contractors
from duomo.desk.seats.queries import leaders
from duomo.desk.seats.seat import Seat
from duomo.desk.waits import actions as waits


def tell_contractor(seat: Seat, line: AssignmentLine, *, key: str, subject: str, text: str) -> None:
    """Tell the contractor of one assignment."""
    member_id = contractors.contractor_by_id(seat, line.contractor_id).member_id
    if member_id is not None:
        waits.tell(seat, members=[member_id], key=key, subject=subject, text=text, url=line.url)


def tell_all_at_work(seat: Seat, job_id: int, *, key: str, subject: str, text: str) -> None:
    """Tell every contractor with an open assignment of the job. The text is the same for all and names nobody."""
    rows = Assignment.objects.within(seat).filter(job_id=job_id, state__in=OPEN_STATES)
    at_work = dict(rows.order_by("-pk").values_list("contractor__member_id", "key"))
    for member_id, assignment_key in at_work.items():
        if member_id is not None:
            url = assignment_url(assignment_key)
            waits.tell(seat, members=[member_id], key=key, subject=subject, text=text, url=url)


def tell_leaders(seat: Seat, line: AssignmentLine, *, key: str, subject: str, text: str) -> None:
    """Tell the owner's side, with a link to the job."""
    waits.tell(seat, members=leaders(seat), key=key, subject=subject, text=text, url=f"/jobs/{line.job_number}/")


def tell_of_newer_versions(at: datetime) -> int:
    """Tell each contractor at work, once, that a newer version of the brief was sent; gives the number of contractors.

    Looked for by the clock, because the room of the briefs does not know who is at work.
    """
    rows = Assignment.unscoped.filter(kind=Assignment.Kind.WORK, state__in=OPEN_STATES)
    told = 0
    for workspace_id, job_id in rows.values_list("workspace_id", "job_id").distinct().order_by("job_id"):
        told += _tell_of_newer_version(Seat.system(workspace_id, at), job_id)
    return told


@transaction.atomic
def _tell_of_newer_version(seat: Seat, job_id: int) -> int:
    brief = briefs.sent_brief(seat, job_id)
    if brief is None:
        return 0
    at_work = [line for line in queries.of_job(seat, job_id, "work") if line.is_open]
    behind = [line for line in at_work if line.version_number < brief.number]
    for line in behind:
        tell_contractor(
            seat,
            line,
            key=f"version-{line.key}-{brief.number}",
            subject=f"The brief has changed: {line.job_title}",
            text=f"Version {brief.number} of the brief was sent. Read what changed and acknowledge it, or stay on "
            f"version {line.version_number}: your work is judged by the version that you acknowledged.",
        )
    return len(behind)
