"""Reads what several parts of a job's page need, once."""

from dataclasses import dataclass

from duomo.core.delivery import JobStage
from duomo.desk.assignments import queries as assignments
from duomo.desk.assignments.pages import AssignmentLine
from duomo.desk.briefs import queries as briefs
from duomo.desk.briefs.pages import BriefPage, JobLine
from duomo.desk.ledger import queries as ledger
from duomo.desk.ledger.pages import OutcomeLine
from duomo.desk.people import queries as people
from duomo.desk.people.pages import ContractorLine
from duomo.desk.seats.seat import Seat
from duomo.desk.trials import queries as trials
from duomo.desk.trials.pages import TrialLine


@dataclass(frozen=True, slots=True)
class Whole:
    """Everything about one job that more than one part of the page needs."""

    job: JobLine
    sent: BriefPage | None
    draft: BriefPage | None
    trial: TrialLine | None
    work: tuple[AssignmentLine, ...]
    names: dict[int, ContractorLine]
    outcome: OutcomeLine | None

    @property
    def open_work(self) -> tuple[AssignmentLine, ...]:
        """The hired contractors whose work has not ended."""
        return tuple(line for line in self.work if line.is_open)

    def name(self, line: AssignmentLine) -> str:
        """Whose assignment it is."""
        return self.names[line.contractor_id].name


def whole_of(seat: Seat, number: int) -> Whole:
    """The job with everything its page is made of.

    Raises:
        NotYours: there is no such job for this seat.
    """
    line = briefs.job(seat, number)
    work = assignments.of_job(seat, line.id, kind="work")
    return Whole(
        job=line,
        sent=briefs.sent_brief(seat, line.id),
        draft=briefs.draft(seat, line.id),
        trial=trials.trial_of_job(seat, line.id),
        work=work,
        names=people.contractors_by_id(seat, {one.contractor_id for one in work}),
        outcome=ledger.outcome(seat, number) if line.stage is JobStage.DONE else None,
    )
