"""Questions of contractors; the answers go to everybody at work on the job, without names."""

from django.db import transaction

from duomo.desk.assignments import queries
from duomo.desk.assignments.actions.moving import stale
from duomo.desk.assignments.actions.telling import tell_all_at_work
from duomo.desk.assignments.models import Question
from duomo.desk.assignments.pages import QuestionLine
from duomo.desk.kit.refusals import Invalid, NotYours, Stale
from duomo.desk.people import queries as people
from duomo.desk.seats.events import record
from duomo.desk.seats.numbers import new_key
from duomo.desk.seats.queries import leaders
from duomo.desk.seats.rights import Right
from duomo.desk.seats.seat import Seat
from duomo.desk.waits import actions as waits

MINUTES_TO_ANSWER = 5


@transaction.atomic
def ask(seat: Seat, key: str, text: str) -> QuestionLine:
    """Ask something about the job of an assignment. The owner's side is told, other contractors are not.

    Raises:
        NotYours: the assignment is not this contractor's.
        Invalid: nothing is asked.
        Stale: the assignment has ended.
    """
    seat.must(Right.WORK)
    line = queries.assignment(seat, key)
    if not text.strip():
        raise Invalid("Write your question.", field="text")
    if not line.is_open:
        raise stale(line.state)
    row = Question.objects.within(seat).create(
        key=new_key(seat, "question"),
        job_id=line.job_id,
        assignment_id=line.id,
        text=text.strip(),
        asked_at=seat.at,
    )
    record(seat, "question_asked", job_number=line.job_number, subject=f"question {row.key}", question=row.key)
    waits.ask_for(
        seat,
        members=leaders(seat),
        kind="answer",
        key=row.key,
        title=f"A question about {line.job_title}",
        why=row.text,
        # In a trial nobody learns who asked: leaders may be its reviewers.
        whose="" if line.is_trial else people.contractor_by_id(seat, line.contractor_id).name,
        url=f"/questions/{row.key}/answer/",
        job_number=line.job_number,
        minutes=MINUTES_TO_ANSWER,
    )
    return queries.question(seat, row.key)


@transaction.atomic
def answer(seat: Seat, question_key: str, text: str) -> QuestionLine:
    """Answer a question. Everybody at work on the job is told, without who asked.

    Raises:
        NotYours: the seat may not, or there is no such question.
        Invalid: nothing is answered.
        Stale: somebody else has answered.
    """
    seat.must(Right.RUN_JOBS)
    if not text.strip():
        raise Invalid("Write the answer.", field="text")
    rows = Question.objects.within(seat).filter(key=question_key)
    row = rows.select_related("job").first()
    if row is None:
        raise NotYours
    if not rows.filter(answered_at__isnull=True).update(
        answer=text.strip(), answered_by_id=seat.member_id, answered_at=seat.at
    ):
        raise Stale("This question has been answered meanwhile. Read the answer in the list of questions.")
    record(seat, "question_answered", job_number=row.job.number, subject=f"question {row.key}", question=row.key)
    waits.settle(seat, kind="answer", key=row.key)
    tell_all_at_work(
        seat,
        row.job_id,
        key=f"answer-{row.key}",
        subject=f"An answer about {row.job.title}",
        text=f"Asked: {row.text}\n\nAnswer: {text.strip()}",
    )
    return queries.question(seat, question_key)
