"""Contractors at work for tests, made through the actions of the room."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from duomo.desk.assignments import queries
from duomo.desk.assignments.actions import (
    Acknowledge,
    Assign,
    FeasibilityAnswer,
    HandIn,
    Hire,
    acknowledge,
    answer_feasibility,
    assign,
    hire,
    record_delivery,
)
from duomo.desk.assignments.pages import AssignmentLine, DeliveryLine, Kind
from duomo.desk.briefs import queries as briefs
from duomo.desk.briefs.pages import BriefPage
from duomo.desk.files.actions import receive
from duomo.desk.files.pages import Blob
from duomo.desk.people.pages import ContractorLine
from duomo.desk.seats.seat import Seat
from tests.desk.briefs.builders import given_sent_brief
from tests.desk.people.builders import given_contractor, given_guest

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"/>'
GOAL = "Passers-by on the other side of the street can read the sign and find the door."


def terms(seat: Seat, contractor: ContractorLine, **changes: Any) -> Hire:
    """The terms of a hire: 8 h and 2 h in reserve, 1 h to look first, 50 EUR an hour, due in a week."""
    usual = Hire(
        contractor_id=contractor.id,
        plan_minutes=480,
        reserve_minutes=120,
        feasibility_minutes=60,
        deadline_at=seat.at + timedelta(days=7),
        currency="EUR",
        rate_minor=5_000,
    )
    return replace(usual, **changes)


def given_assignment(
    seat: Seat,
    kind: Kind = "work",
    *,
    brief: BriefPage | None = None,
    contractor: ContractorLine | None = None,
    **changes: Any,
) -> tuple[AssignmentLine, Seat]:
    """A contractor who was invited to a job and has joined but not answered, with their seat.

    Without a `brief` a job is opened and its brief sent. `changes` are fields of `Hire`.
    """
    brief = brief or given_sent_brief(seat)
    contractor = contractor or given_contractor(seat)
    wanted = terms(seat, contractor, **changes)
    line = hire(seat, brief.job_number, wanted) if kind == "work" else assign(seat, _trial_terms(brief, wanted))
    return line, given_guest(seat, contractor)


def given_acknowledged_assignment(seat: Seat, kind: Kind = "work", **given: Any) -> tuple[AssignmentLine, Seat]:
    """The same, acknowledged: looking whether it is possible, or at work where there is no first look."""
    line, guest = given_assignment(seat, kind, **given)
    return acknowledged(guest, line), guest


def given_working_assignment(seat: Seat, kind: Kind = "work", **given: Any) -> tuple[AssignmentLine, Seat]:
    """The same, at work: it was found possible."""
    line, guest = given_acknowledged_assignment(seat, kind, **given)
    if line.state == "looking":
        answer_feasibility(guest, line.key, FeasibilityAnswer("go"))
    return queries.assignment(guest, line.key), guest


def given_delivery(
    guest: Seat,
    line: AssignmentLine,
    *,
    files: Mapping[str, bytes] | None = None,
    links: tuple[str, ...] = (),
    note: str = "",
) -> DeliveryLine:
    """A delivery of a contractor at work; without `files` a logo of one small SVG file."""
    given = {"logo.svg": SVG} if files is None else files
    blobs = tuple(given_blob(guest, name, content) for name, content in given.items())
    return record_delivery(guest, line.key, HandIn(note=note, links=links, blobs=blobs))


def given_blob(seat: Seat, name: str = "logo.svg", content: bytes = SVG) -> Blob:
    """A received file that no deed has kept yet."""
    return receive(seat, SimpleUploadedFile(name, content))


def acknowledged(guest: Seat, line: AssignmentLine) -> AssignmentLine:
    """The assignment, acknowledged with every must of its brief."""
    brief = briefs.brief(guest, line.version_id)
    return acknowledge(guest, line.key, Acknowledge(GOAL, tuple(must.key for must in brief.musts)))


def _trial_terms(brief: BriefPage, wanted: Hire) -> Assign:
    return Assign(
        job_id=brief.job_id,
        version_id=brief.version_id,
        contractor_id=wanted.contractor_id,
        kind="trial",
        plan_minutes=wanted.plan_minutes,
        reserve_minutes=0,
        feasibility_minutes=0,
        rate_minor=wanted.rate_minor,
        fixed_minor=wanted.fixed_minor,
        currency=wanted.currency,
        deadline_at=wanted.deadline_at,
        task="Draw the logo only, in one colour.",
    )
