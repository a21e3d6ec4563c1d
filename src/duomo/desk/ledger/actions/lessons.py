"""Adding what was learnt after the end."""

from django.db import transaction

from duomo.desk.kit.refusals import Invalid, Refused
from duomo.desk.ledger import queries
from duomo.desk.ledger.models import Lesson
from duomo.desk.ledger.pages import LessonLine
from duomo.desk.seats.events import record
from duomo.desk.seats.rights import Right
from duomo.desk.seats.seat import Seat


@transaction.atomic
def add_lesson(seat: Seat, job_number: int, text: str) -> LessonLine:
    """Write down something learnt after a job's outcome was recorded; the outcome stays as it is.

    Raises:
        NotYours: there is no such job.
        Refused: the job has not ended.
        Invalid: there is nothing to read in it.
    """
    seat.must(Right.RUN_JOBS)
    queries.must_exist(seat, job_number)
    if not queries.has_ended(seat, job_number):
        raise Refused("This job has not ended yet. Its lesson is asked for when it ends.")
    if not text.strip():
        raise Invalid("Write the lesson in a sentence.", field="text")
    row = Lesson.objects.within(seat).create(
        job_number=job_number, member_id=seat.acting_member, text=text.strip(), recorded_at=seat.at
    )
    record(seat, "lesson_added", job_number=job_number, lesson=row.pk)
    return LessonLine(row.text, row.member_id, row.recorded_at)
