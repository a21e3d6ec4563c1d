"""What the page of hiring shows."""

from duomo.core.delivery import AssignmentState, JobStage
from duomo.desk.assignments.pages import AssignmentLine, HirePage
from duomo.desk.assignments.queries.lines import assignment, of_job
from duomo.desk.assignments.queries.work import feasibility
from duomo.desk.briefs import queries as briefs
from duomo.desk.kit.refusals import NotYours, Refused, Stale
from duomo.desk.people import queries as people
from duomo.desk.people.pages import ContractorLine
from duomo.desk.seats.rights import Right
from duomo.desk.seats.seat import Seat


def hire_page(seat: Seat, job_number: int, *, second_on: str = "") -> HirePage:
    """Who could be hired for a job, and on which brief. `second_on` is the key of a first opinion.

    Raises:
        NotYours: the seat may not hire, or there is no such job or first opinion.
        Refused: the brief is not sent, or the job has ended.
    """
    seat.must(Right.RUN_JOBS)
    job = briefs.job(seat, job_number)
    if job.stage is JobStage.DONE:
        raise Stale("This job has ended. Start a new job to hire somebody.")
    brief = briefs.sent_brief(seat, job.id)
    if brief is None:
        raise Refused("The brief is not sent yet. Send it first; then a contractor can be hired for it.")
    second = _first_opinion(seat, job.id, second_on) if second_on else None
    found = feasibility(seat, second.id) if second else None
    return HirePage(
        job_number=job.number,
        job_title=job.title,
        brief=brief,
        contractors=_choices(seat, job.id, second),
        trial_skipped=not of_job(seat, job.id, "trial"),
        second=second,
        second_name=people.contractor_by_id(seat, second.contractor_id).name if second else "",
        second_evidence=found.evidence if found else "",
    )


def _first_opinion(seat: Seat, job_id: int, key: str) -> AssignmentLine:
    line = assignment(seat, key)
    if line.job_id != job_id or line.state is not AssignmentState.STOPPED:
        raise NotYours
    return line


def _choices(seat: Seat, job_id: int, second: AssignmentLine | None) -> tuple[ContractorLine, ...]:
    """Everybody who is not at work on the job already, and not the one whose opinion is to be checked."""
    taken = {line.contractor_id for line in of_job(seat, job_id, "work") if line.is_open}
    if second is not None:
        taken.add(second.contractor_id)
    return tuple(line for line in people.choices(seat) if line.id not in taken)
