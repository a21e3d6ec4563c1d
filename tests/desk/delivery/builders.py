"""Deliveries before the gate and jobs that have ended, made through the actions of the room."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from duomo.core.delivery import PointDraft, PointKind
from duomo.desk.assignments import queries as assignments
from duomo.desk.assignments.pages import AssignmentLine, DeliveryLine
from duomo.desk.briefs import queries as briefs
from duomo.desk.briefs.pages import CriterionLine
from duomo.desk.delivery.actions import (
    EndJob,
    HandIn,
    Judge,
    SendBack,
    VerdictDraft,
    accept_delivery,
    end_job,
    hand_in,
    judge,
    send_back,
)
from duomo.desk.delivery.pages import Ending
from duomo.desk.seats.seat import Seat
from tests.desk.assignments.builders import given_blob, given_working_assignment


def given_handed_in(guest: Seat, line: AssignmentLine, *, passing: bool = True, note: str = "") -> DeliveryLine:
    """A delivery of a contractor at work: an SVG file that passes the usual brief's check, or a text that fails it."""
    blob = given_blob(guest, "logo.svg") if passing else given_blob(guest, "notes.txt", b"Not drawn yet.")
    return hand_in(guest, line.key, HandIn(note=note, blobs=(blob,)))


def given_delivery_in_review(seat: Seat, *, passing: bool = True, **given: Any) -> tuple[DeliveryLine, Seat]:
    """A delivery that waits for its review, with the seat of its contractor; `given` is for the assignment."""
    line, guest = given_working_assignment(seat, **given)
    return given_handed_in(guest, line, passing=passing), guest


def criteria_of(seat: Seat, delivery: DeliveryLine) -> tuple[CriterionLine, ...]:
    """The criteria by which a delivery is judged."""
    return briefs.brief(seat, delivery.version_id).criteria


def given_all_judged(seat: Seat, delivery: DeliveryLine, *, passed: bool = True) -> None:
    """Every criterion that a person judges has the same verdict."""
    by_person = [line.key for line in criteria_of(seat, delivery) if not line.check]
    judge(seat, delivery.key, Judge(tuple(VerdictDraft(key, passed) for key in by_person)))


def a_point(seat: Seat, delivery: DeliveryLine, text: str = "The letters close up.") -> PointDraft:
    """A defect on the second criterion."""
    return PointDraft(PointKind.DEFECT, criteria_of(seat, delivery)[1].key, text)


def sent_back_with(seat: Seat, delivery: DeliveryLine, **changes: Any) -> SendBack:
    """One defect, one hour of the reserve, three days."""
    usual = SendBack((a_point(seat, delivery),), seat.at + timedelta(days=3), 60)
    return replace(usual, **changes)


def given_round(seat: Seat, delivery: DeliveryLine, **changes: Any) -> AssignmentLine:
    """A delivery that was sent back; its assignment, perfecting."""
    send_back(seat, delivery.key, sent_back_with(seat, delivery, **changes))
    return assignments.assignment_by_id(seat, delivery.assignment_id)


def given_accepted_job(seat: Seat, **given: Any) -> int:
    """The number of a job that ended as a hit."""
    delivery, _ = given_delivery_in_review(seat, **given)
    given_all_judged(seat, delivery)
    accept_delivery(seat, delivery.key)
    return assignments.assignment_by_id(seat, delivery.assignment_id).job_number


def given_missed_job(seat: Seat, how: Ending = Ending.VANISHED, **given: Any) -> int:
    """The number of a job that ended as a miss, with a contractor who was at work."""
    line, _ = given_working_assignment(seat, **given)
    end_job(seat, line.job_number, EndJob(how, lesson="Ask for a sign of life every week."))
    return line.job_number
