"""Whoever asks stays unnamed: everybody at work reads question and answer, nobody learns whose it was."""

import pytest

from duomo.core.delivery import AssignmentState
from duomo.desk.assignments import actions, queries
from duomo.desk.kit.models import OutboxMessage
from duomo.desk.kit.refusals import Invalid, NotYours, Stale
from duomo.desk.seats.rights import Role
from duomo.desk.seats.seat import Seat
from duomo.desk.waits import queries as waits
from tests.builders import given_member, given_workspace, later
from tests.desk.assignments.builders import given_assignment
from tests.desk.briefs.builders import given_sent_brief
from tests.desk.people.builders import given_contractor

pytestmark = pytest.mark.django_db

ASKED, ANSWERED = "Which of the two photos is the street?", "The second one."


def test_a_question_waits_for_the_leaders() -> None:
    seat = given_workspace()
    manager = given_member(seat, Role.MANAGER)
    line, guest = given_assignment(seat)
    question = actions.ask(guest, line.key, f"  {ASKED} ")
    assert (question.text, question.asked_at, question.mine) == (ASKED, guest.at, True)
    for leader in (seat, manager):
        [wait] = [wait for wait in waits.queue(leader) if wait.kind == "answer"]
        assert (wait.key, wait.why, wait.whose) == (question.key, ASKED, "Ines Duarte")
        assert wait.url == f"/questions/{question.key}/answer/"


def test_an_answer_ends_the_wait_and_reaches_the_asker() -> None:
    seat = given_workspace()
    line, guest = given_assignment(seat)
    question = actions.ask(guest, line.key, ASKED)
    answered = actions.answer(later(seat, hours=2), question.key, ANSWERED)
    assert (answered.answer, answered.answered_at) == (ANSWERED, later(seat, hours=2).at)
    assert [wait for wait in waits.queue(seat) if wait.kind == "answer"] == []
    assert [found.answer for found in queries.questions(guest, line.job_id)] == [ANSWERED]
    mail = OutboxMessage.objects.get(to_email="ines.duarte@example.com", subject__startswith="An answer")
    assert ANSWERED in mail.text
    assert f"/assignments/{line.key}/" in mail.text


def test_in_a_trial_everybody_gets_the_answer_and_nobody_a_name() -> None:
    seat = given_workspace()
    brief = given_sent_brief(seat)
    asks = given_contractor(seat)
    other = given_contractor(seat, name="Tom Ode")
    line, guest = given_assignment(seat, "trial", brief=brief, contractor=asks)
    others_line, others_seat = given_assignment(seat, "trial", brief=brief, contractor=other)
    question = actions.ask(guest, line.key, ASKED)
    assert queries.questions(others_seat, brief.job_id) == ()
    assert question.asked_by == ""
    [wait] = [wait for wait in waits.queue(seat) if wait.kind == "answer"]
    assert wait.whose == ""
    assert queries.questions(seat, brief.job_id)[0].asked_by == ""
    actions.answer(seat, question.key, ANSWERED)
    mails = OutboxMessage.objects.filter(subject__startswith="An answer")
    assert {mail.to_email for mail in mails} == {asks.email, other.email}
    [seen] = queries.questions(others_seat, brief.job_id)
    assert (seen.text, seen.answer, seen.mine, seen.asked_by) == (ASKED, ANSWERED, False, "")
    mine = next(mail for mail in mails if mail.to_email == other.email)
    assert others_line.key in mine.text
    assert line.key not in mine.text
    assert "Ines" not in mine.text


def test_leaders_see_who_of_the_hired_asks() -> None:
    seat = given_workspace()
    line, guest = given_assignment(seat)
    actions.ask(guest, line.key, ASKED)
    assert [question.asked_by for question in queries.questions(seat, line.job_id)] == ["Ines Duarte"]
    page = queries.questions_page(seat, line.job_number)
    assert [question.text for question in page.waiting] == [ASKED]


def test_who_has_left_is_not_told() -> None:
    seat = given_workspace()
    brief = given_sent_brief(seat)
    left, leaver = given_assignment(seat, brief=brief)
    line, guest = given_assignment(seat, brief=brief, contractor=given_contractor(seat, name="Tom Ode"))
    actions.decline(leaver, left.key, "No.")
    actions.answer(seat, actions.ask(guest, line.key, ASKED).key, ANSWERED)
    assert [mail.to_email for mail in OutboxMessage.objects.filter(subject__startswith="An answer")] == [
        "tom.ode@example.com"
    ]


def test_who_comes_later_reads_what_was_answered() -> None:
    seat = given_workspace()
    brief = given_sent_brief(seat)
    line, guest = given_assignment(seat, brief=brief)
    answered, waiting = (actions.ask(guest, line.key, text) for text in (ASKED, "And the colours?"))
    actions.answer(seat, answered.key, ANSWERED)
    _, newcomer = given_assignment(seat, brief=brief, contractor=given_contractor(seat, name="Tom Ode"))
    assert [question.key for question in queries.questions(newcomer, brief.job_id)] == [answered.key]
    with pytest.raises(NotYours):
        queries.question(newcomer, waiting.key)


def test_a_question_is_answered_once() -> None:
    seat = given_workspace()
    line, guest = given_assignment(seat)
    question = actions.ask(guest, line.key, ASKED)
    actions.answer(seat, question.key, ANSWERED)
    with pytest.raises(Stale, match="answered meanwhile"):
        actions.answer(seat, question.key, "The first one.")
    assert queries.question(seat, question.key).answer == ANSWERED


def test_nothing_is_neither_question_nor_answer() -> None:
    seat = given_workspace()
    line, guest = given_assignment(seat)
    with pytest.raises(Invalid):
        actions.ask(guest, line.key, " \n ")
    question = actions.ask(guest, line.key, ASKED)
    with pytest.raises(Invalid):
        actions.answer(seat, question.key, " ")


def test_after_the_end_nothing_is_asked() -> None:
    seat = given_workspace()
    line, guest = given_assignment(seat)
    actions.withdraw(seat, line.key, "The shop closes.")
    with pytest.raises(Stale, match="withdrawn"):
        actions.ask(guest, line.key, ASKED)
    assert queries.assignment(guest, line.key).state is AssignmentState.WITHDRAWN


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.BOOKKEEPER])
def test_questions_are_not_for_everybody(role: Role) -> None:
    seat = given_workspace()
    line, guest = given_assignment(seat)
    question = actions.ask(guest, line.key, ASKED)
    colleague = given_member(seat, role)
    with pytest.raises(NotYours):
        queries.questions(colleague, line.job_id)
    with pytest.raises(NotYours):
        queries.question(colleague, question.key)
    with pytest.raises(NotYours):
        actions.answer(colleague, question.key, ANSWERED)


def test_a_viewer_reads_and_does_not_answer() -> None:
    seat = given_workspace()
    line, guest = given_assignment(seat)
    question = actions.ask(guest, line.key, ASKED)
    viewer = given_member(seat, Role.VIEWER)
    assert len(queries.questions(viewer, line.job_id)) == 1
    with pytest.raises(NotYours):
        actions.answer(viewer, question.key, ANSWERED)
    with pytest.raises(NotYours):
        actions.answer(guest, question.key, ANSWERED)


def test_a_contractor_who_was_never_at_work_on_the_job_gets_none() -> None:
    seat = given_workspace()
    line, guest = given_assignment(seat)
    actions.answer(seat, actions.ask(guest, line.key, ASKED).key, ANSWERED)
    _, stranger = given_assignment(seat, contractor=given_contractor(seat, name="Tom Ode"))
    with pytest.raises(NotYours):
        queries.questions(stranger, line.job_id)


def test_waiting_questions_are_counted_by_job() -> None:
    seat = given_workspace()
    line, guest = given_assignment(seat)
    first = actions.ask(guest, line.key, ASKED)
    actions.ask(guest, line.key, "And the colours?")
    assert queries.answerable(seat, [line.job_id]) == {line.job_id: 2}
    actions.answer(seat, first.key, ANSWERED)
    assert queries.answerable(seat, [line.job_id]) == {line.job_id: 1}
    other: Seat = given_workspace("Other", owner_email="o@example.com")
    assert queries.answerable(other, [line.job_id]) == {}
