"""A page's number of queries does not grow with its rows."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from duomo.desk.assignments import actions, queries
from duomo.desk.assignments.pages import AssignmentLine
from duomo.desk.seats.seat import Seat
from tests.builders import given_workspace
from tests.desk.assignments.builders import SVG, given_delivery, given_working_assignment
from tests.desk.briefs.builders import given_sent_brief
from tests.desk.people.builders import given_contractor

pytestmark = pytest.mark.django_db

Read = Callable[[Seat, Seat, list[AssignmentLine]], object]
READS: dict[str, Read] = {
    "deliveries": lambda seat, _, lines: queries.deliveries(seat, lines[0].id),
    "deliveries_of": lambda seat, _, lines: queries.deliveries_of(seat, [line.id for line in lines]),
    "of_job": lambda seat, _, lines: queries.of_job(seat, lines[0].job_id),
    "of_jobs": lambda seat, _, lines: queries.of_jobs(seat, {line.job_id for line in lines}),
    "of_contractor": lambda seat, _, lines: queries.of_contractor(seat, lines[0].contractor_id),
    "running": lambda seat, *_: queries.running(seat, 50),
    "mine": lambda _, guest, __: queries.mine(guest),
    "handed_in": lambda seat, _, lines: queries.handed_in(seat, [line.id for line in lines]),
    "acknowledgements": lambda seat, _, lines: queries.acknowledgements(seat, [line.id for line in lines]),
    "questions": lambda seat, _, lines: queries.questions(seat, lines[0].job_id),
    "questions of a contractor": lambda _, guest, lines: queries.questions(guest, lines[0].job_id),
    "questions_page": lambda seat, _, lines: queries.questions_page(seat, lines[0].job_number),
    "hire_page": lambda seat, _, lines: queries.hire_page(seat, lines[0].job_number),
}


def number_of_queries(read: Read, seat: Seat, guest: Seat, lines: list[AssignmentLine]) -> int:
    with CaptureQueriesContext(connection) as captured:
        read(seat, guest, lines)
    return len(captured)


def given_more(seat: Seat, first: AssignmentLine, guest: Seat, contractor_names: list[str]) -> list[AssignmentLine]:
    """More people on the job, more jobs for the first contractor, more deliveries and questions."""
    lines = []
    for name in contractor_names:
        brief = queries.brief_of(seat, first)
        line, other = given_working_assignment(seat, brief=brief, contractor=given_contractor(seat, name=name))
        given_delivery(other, line, files={"a.svg": SVG, "b.svg": SVG})
        question = actions.ask(other, line.key, f"Which one, asks {name}?")
        actions.answer(seat, question.key, "This one.")
        actions.ask(guest, first.key, "And this?")
        given_delivery(guest, first, files={"a.svg": SVG, "b.svg": SVG})
        lines.append(line)
    return lines


@pytest.mark.parametrize("read", READS.values(), ids=READS.keys())
def test_a_read_takes_as_many_queries_for_many_as_for_few(read: Read) -> None:
    seat = given_workspace()
    contractor = given_contractor(seat)
    first, guest = given_working_assignment(seat, brief=given_sent_brief(seat), contractor=contractor)
    lines = [first, *given_more(seat, first, guest, ["Tom Ode"])]
    few = number_of_queries(read, seat, guest, lines)
    lines += given_more(seat, first, guest, ["Kim Moe", "Ana Lee", "Bo Rot"])
    again, _ = given_working_assignment(seat, contractor=contractor)
    assert number_of_queries(read, seat, guest, [*lines, again]) <= few
