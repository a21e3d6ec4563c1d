"""An approval covers exactly the amounts that were shown, and an edit voids it."""

import pytest

from duomo.core.reserve import Purse
from duomo.desk.assignments import queries as assignments
from duomo.desk.kit.refusals import Invalid, NotYours, Stale
from duomo.desk.reserve.actions import LogHours, TopUp, approve_hours, correct_hours, top_up
from duomo.desk.reserve.models import HourEntry
from duomo.desk.reserve.pages import Approval, digest_of
from duomo.desk.reserve.queries import entries, to_approve
from duomo.desk.seats.models import Event
from duomo.desk.seats.rights import Role
from duomo.desk.seats.seat import Seat
from duomo.desk.waits import queries as waits
from tests.builders import given_member, given_workspace, later
from tests.desk.assignments.builders import given_working_assignment
from tests.desk.people.builders import given_contractor
from tests.desk.reserve.builders import approved, given_hours

pytestmark = pytest.mark.django_db


def approvals_waiting(seat: Seat) -> list[str]:
    """What waits for approval on the desk of this seat."""
    return [line.title for line in waits.queue(seat) if line.kind == "approve"]


def test_hours_wait_for_leaders_until_they_are_approved() -> None:
    seat = given_workspace()
    line, guest = given_working_assignment(seat)
    given_hours(guest, line, 60)
    given_hours(guest, line, 30)
    assert approvals_waiting(seat) == ["Approve 1.5 h on “Logo for the bakery”"]
    assert approved(later(seat, hours=1), line) == 90
    assert approvals_waiting(seat) == []
    assert assignments.assignment(seat, line.key).waiting_minutes == 0


def test_an_approval_remembers_who_when_and_what() -> None:
    seat = given_workspace()
    line, guest = given_working_assignment(seat)
    entry = given_hours(guest, line, 60)
    after = later(seat, hours=1)
    approved(after, line)
    row = HourEntry.objects.within(seat).get(pk=entry.id)
    assert (row.approved_by_id, row.approved_at) == (seat.member_id, after.at)
    assert row.approved_digest == digest_of((entry,))
    facts = Event.objects.within(seat).get(verb="hours_approved").facts
    assert facts == {"entries": [entry.id], "minutes": 60, "digest": row.approved_digest}


def test_one_of_several_may_be_approved() -> None:
    seat = given_workspace()
    line, guest = given_working_assignment(seat)
    first, second = given_hours(guest, line, 60), given_hours(guest, line, 30)
    assert approved(seat, line, only=second) == 30
    assert [entry.waits for entry in entries(seat, line.id)] == [True, False]
    assert approvals_waiting(seat) == ["Approve 1 h on “Logo for the bakery”"]
    assert approved(seat, line, only=first) == 60


def test_an_edit_after_the_page_was_drawn_voids_the_digest() -> None:
    seat = given_workspace()
    line, guest = given_working_assignment(seat)
    entry = given_hours(guest, line, 60)
    shown = Approval.of(entries(seat, line.id))
    right = correct_hours(guest, entry.key, LogHours(guest.today, 240))
    with pytest.raises(Stale, match="changed"):
        approve_hours(seat, line.key, shown.digest, [entry.key])
    with pytest.raises(Stale, match="changed"):
        approve_hours(seat, line.key, shown.digest, [right.key])
    assert HourEntry.objects.within(seat).filter(approved_at__isnull=False).count() == 0
    assert approved(seat, line) == 240


def test_another_amount_that_fits_voids_the_digest_too() -> None:
    seat = given_workspace()
    line, guest = given_working_assignment(seat, plan_minutes=60)
    entry = given_hours(guest, line, 90)
    shown = Approval.of(entries(seat, line.id))
    top_up(seat, line.key, TopUp(Purse.PLAN, 60, "More"))
    with pytest.raises(Stale, match="changed"):
        approve_hours(seat, line.key, shown.digest, [entry.key])
    assert approved(seat, line) == 90


def test_what_is_beyond_the_purse_is_not_offered() -> None:
    seat = given_workspace()
    line, guest = given_working_assignment(seat, plan_minutes=60)
    given_hours(guest, line, 90)
    beyond = given_hours(guest, line, 30)
    shown = Approval.of(entries(seat, line.id))
    assert shown.minutes == 60
    assert beyond.key not in {entry.key for entry in shown.entries}
    with pytest.raises(Invalid):
        approve_hours(seat, line.key, shown.digest, [beyond.key])


def test_a_second_approval_is_told_that_nothing_waits() -> None:
    seat = given_workspace()
    line, guest = given_working_assignment(seat)
    entry = given_hours(guest, line)
    shown = Approval.of(entries(seat, line.id))
    approve_hours(seat, line.key, shown.digest, [entry.key])
    with pytest.raises(Stale, match="Nothing waits"):
        approve_hours(seat, line.key, shown.digest, [entry.key])
    assert Event.objects.within(seat).filter(verb="hours_approved").count() == 1


def test_nothing_chosen_is_refused() -> None:
    seat = given_workspace()
    line, guest = given_working_assignment(seat)
    given_hours(guest, line)
    shown = Approval.of(entries(seat, line.id))
    with pytest.raises(Invalid) as refusal:
        approve_hours(seat, line.key, shown.digest, [])
    assert refusal.value.field == "entries"


def test_trials_and_fixed_prices_need_no_approval() -> None:
    seat = given_workspace()
    trial, first = given_working_assignment(seat, "trial", contractor=given_contractor(seat, name="Tom Ode"))
    fixed, second = given_working_assignment(seat, rate_minor=None, fixed_minor=50_000)
    for line, guest in ((trial, first), (fixed, second)):
        given_hours(guest, line, 60)
        with pytest.raises(Stale, match="Nothing waits"):
            approve_hours(seat, line.key, "", [])
    assert approvals_waiting(seat) == []
    assert to_approve(seat) == ()


def test_only_leaders_approve() -> None:
    seat = given_workspace()
    line, guest = given_working_assignment(seat)
    entry = given_hours(guest, line)
    shown = Approval.of(entries(seat, line.id))
    other = given_workspace("Other", owner_email="o@other.example")
    nobodies = [given_member(seat, role) for role in (Role.BOOKKEEPER, Role.REVIEWER, Role.VIEWER)]
    for nobody in (*nobodies, guest, other):
        with pytest.raises(NotYours):
            approve_hours(nobody, line.key, shown.digest, [entry.key])
    assert approve_hours(given_member(seat, Role.MANAGER), line.key, shown.digest, [entry.key]) == 90


def test_entries_of_another_assignment_are_not_approved_along() -> None:
    seat = given_workspace()
    line, guest = given_working_assignment(seat)
    other, rival = given_working_assignment(seat, contractor=given_contractor(seat, name="Tom Ode"))
    mine, others = given_hours(guest, line), given_hours(rival, other)
    shown = Approval.of(entries(seat, line.id))
    assert approve_hours(seat, line.key, shown.digest, [mine.key, others.key]) == 90
    assert entries(seat, other.id)[0].waits


def test_the_list_of_what_waits_is_that_of_the_workspace() -> None:
    seat = given_workspace()
    line, guest = given_working_assignment(seat)
    given_hours(guest, line, 60)
    other = given_workspace("Other", owner_email="o@other.example")
    [one] = to_approve(seat)
    assert (one.assignment_key, one.contractor, one.minutes, one.entries) == (line.key, "Ines Duarte", 60, 1)
    assert to_approve(other) == ()
    assert to_approve(given_member(seat, Role.BOOKKEEPER)) == (one,)
