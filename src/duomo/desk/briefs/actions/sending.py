"""Sending a brief: law 1 decides, and law 2 freezes."""

from django.db import transaction

from duomo.core.briefs import BudgetKind, JudgedBy
from duomo.desk.briefs import queries
from duomo.desk.briefs.actions.rows import acting_member, draft_row, running_job_row, stop_asking
from duomo.desk.briefs.models import BriefVersion, Criterion
from duomo.desk.briefs.pages import BriefPage
from duomo.desk.kit.refusals import Refused, Stale
from duomo.desk.seats.events import record
from duomo.desk.seats.rights import Right
from duomo.desk.seats.seat import Seat


@transaction.atomic
def send_brief(seat: Seat, job_number: int, *, revision: int | None = None) -> BriefPage:
    """Freeze the draft: from now on contractors can be asked to work by it.

    `revision` is the one that the sender has read; None sends what is stored.

    Raises:
        Refused: something that law 1 demands is missing, or the job has ended.
        Stale: the draft was changed since `revision`, or sent already.
    """
    seat.must(Right.RUN_JOBS)
    job = running_job_row(seat, job_number)
    row = draft_row(seat, job)
    if revision is not None and revision != row.revision:
        raise Stale("The brief was changed after you opened this page. Read it again, then send it.")
    draft = queries.brief(seat, row.pk)
    blocking = [found for found in queries.judged(seat, draft) if found.blocks]
    if blocking:
        raise Refused(_refusal(len(blocking), blocking[0].finding.message))
    _freeze(seat, row, draft)
    sent = queries.brief(seat, row.pk)
    record(seat, "brief_sent", job_number=job_number, version=sent.number, sha256=sent.digest)
    stop_asking(seat, job)
    return sent


def _refusal(count: int, first: str) -> str:
    if count == 1:
        return f"The brief is not sent yet. {first}"
    return f"The brief is not sent yet: {count} things are missing. The first: {first}"


def _freeze(seat: Seat, row: BriefVersion, draft: BriefPage) -> None:
    """Freeze what counts: a price of the other kind and checks that nobody asked to run are left behind."""
    feasibility = draft.feasibility_minutes
    by_hours = draft.budget_kind is BudgetKind.HOURS
    found = (
        BriefVersion.objects.within(seat)
        .filter(pk=row.pk, state=BriefVersion.State.DRAFT, revision=row.revision)
        .update(
            state=BriefVersion.State.SENT,
            sent_at=seat.at,
            sent_by_id=acting_member(seat),
            owner_estimate_minutes=draft.owner_estimate_minutes,
            rate_minor=draft.rate_minor if by_hours else None,
            fixed_minor=None if by_hours else draft.fixed_minor,
            feasibility_minutes=draft.proposed_feasibility_minutes if feasibility is None else feasibility,
        )
    )
    if not found:
        raise Stale("The brief was changed or sent in this moment. Load the page again.")
    Criterion.objects.within(seat).filter(version=row, judged_by=JudgedBy.PERSON).update(check_line="")
