"""Hours for tests, made through the actions of the room."""

from django.test import Client

from duomo.desk.assignments.pages import AssignmentLine
from duomo.desk.reserve.actions import LogHours, approve_hours, log_hours
from duomo.desk.reserve.pages import Approval, EntryLine
from duomo.desk.reserve.queries import entries
from duomo.desk.seats.queries import person
from duomo.desk.seats.seat import Seat


def given_hours(
    guest: Seat, line: AssignmentLine, minutes: int = 90, *, note: str = "", days_ago: int = 0
) -> EntryLine:
    """Hours that the contractor of `line` recorded, on the day of the seat or some days before."""
    day = guest.today.fromordinal(guest.today.toordinal() - days_ago)
    return log_hours(guest, line.key, LogHours(day, minutes, note))


def given_approved_hours(seat: Seat, guest: Seat, line: AssignmentLine, minutes: int = 90) -> EntryLine:
    """Hours that were recorded, and approved by the leader of `seat` with all else that waited."""
    entry = given_hours(guest, line, minutes)
    approved(seat, line)
    return next(one for one in entries(seat, line.id) if one.id == entry.id)


def approved(seat: Seat, line: AssignmentLine, *, only: EntryLine | None = None) -> int:
    """Approve what waits on an assignment, or one entry of it; how many minutes that were."""
    approval = Approval.of(entries(seat, line.id))
    keys = [entry.key for entry in approval.entries if only is None or entry.id == only.id]
    return approve_hours(seat, line.key, approval.digest, keys)


def browser_of(seat: Seat) -> Client:
    """A browser in which the person of `seat` is signed in."""
    browser = Client()
    browser.force_login(person(seat.acting_person))
    return browser
