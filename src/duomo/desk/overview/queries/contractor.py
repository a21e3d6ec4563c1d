"""Reads one contractor: who it is, and how the work turned out."""

from django.urls import reverse

from duomo.core.quantities import format_money
from duomo.desk.kit.parts import Fact
from duomo.desk.ledger import queries as ledger
from duomo.desk.overview.pages import ContractorPage, RecordRow
from duomo.desk.people import queries as people
from duomo.desk.people.pages import ContractorLine
from duomo.desk.seats.rights import Right
from duomo.desk.seats.seat import Seat


def contractor(seat: Seat, number: int) -> ContractorPage:
    """The page of contractor `number`.

    Raises:
        NotYours: there is no such contractor for this seat.
    """
    seat.must(Right.SEE_PEOPLE)
    line = people.contractor(seat, number)
    record = ledger.record_of(seat, number)
    link = seat.may(Right.SEE_JOBS)
    return ContractorPage(
        number=number,
        name=line.name,
        functions=line.functions,
        edit_url=reverse("edit-contractor", args=[number]) if seat.may(Right.RUN_JOBS) else "",
        rate=record.rate,
        rows=tuple(
            RecordRow(
                job_number=row.job_number,
                url=reverse("job", args=[row.job_number]) if link else "",
                hit=row.hit,
                reasons=row.reason_words,
                actual_minutes=row.actual_minutes,
                estimate_minutes=row.estimate_minutes,
                ended_at=row.ended_at,
            )
            for row in record.lines
        ),
        facts=_facts(seat, line),
        link=line.link,
        note=line.note,
    )


def _facts(seat: Seat, line: ContractorLine) -> tuple[Fact, ...]:
    facts = [Fact("Mail", line.email), Fact("Seat", "taken" if line.joined else "not taken yet")]
    if seat.may(Right.SEE_MONEY) and line.rate_minor is not None:
        facts.append(Fact("Rate", f"{format_money(line.rate_minor, line.currency)} an hour"))
    if line.archived:
        facts.append(Fact("List", "archived"))
    return tuple(facts)
