"""States move one way, by conditional updates; sums are kept as told; withdrawing says why."""

import pytest

from duomo.core.delivery import AssignmentState
from duomo.desk.assignments import actions, queries
from duomo.desk.assignments.actions import Purses
from duomo.desk.kit.models import OutboxMessage
from duomo.desk.kit.refusals import Invalid, NotYours, Stale
from duomo.desk.seats.rights import Role
from duomo.desk.waits import queries as waits
from duomo.desk.waits.actions import ask_for
from tests.builders import given_member, given_workspace, later
from tests.desk.assignments.builders import given_assignment, given_delivery, given_working_assignment
from tests.desk.people.builders import given_contractor

pytestmark = pytest.mark.django_db

SUMS = Purses(600, 180, 300, 60, 15, 45)


def test_a_move_that_the_core_allows_is_made() -> None:
    seat = given_workspace()
    line, guest = given_working_assignment(seat)
    given_delivery(guest, line)
    ended = actions.move(later(seat, hours=2), line.id, AssignmentState.ACCEPTED, expected=AssignmentState.DELIVERED)
    assert (ended.state, ended.ended_at, ended.is_open) == (AssignmentState.ACCEPTED, later(seat, hours=2).at, False)


def test_a_move_that_the_core_forbids_is_refused() -> None:
    seat = given_workspace()
    line, _ = given_working_assignment(seat)
    with pytest.raises(Stale, match="is at work"):
        actions.move(seat, line.id, AssignmentState.ACCEPTED)


def test_a_move_from_another_state_than_expected_is_refused() -> None:
    seat = given_workspace()
    line, _ = given_working_assignment(seat)
    with pytest.raises(Stale):
        actions.move(seat, line.id, AssignmentState.DELIVERED, expected=AssignmentState.PERFECTING)
    assert queries.assignment(seat, line.key).state is AssignmentState.WORKING


def test_nothing_is_moved_in_another_workspace() -> None:
    seat = given_workspace()
    line, _ = given_working_assignment(seat)
    other = given_workspace("Other", owner_email="o@example.com")
    with pytest.raises(NotYours):
        actions.move(other, line.id, AssignmentState.DELIVERED)
    with pytest.raises(NotYours):
        actions.keep_purses(other, line.id, SUMS)
    assert queries.assignment(seat, line.key) == line


def test_sums_of_the_hours_are_kept() -> None:
    seat = given_workspace()
    line, guest = given_working_assignment(seat)
    actions.keep_purses(guest, line.id, SUMS)
    kept = queries.assignment(seat, line.key)
    assert (kept.plan_minutes, kept.reserve_minutes, kept.plan_used_minutes) == (600, 180, 300)
    assert (kept.reserve_used_minutes, kept.beyond_minutes, kept.waiting_minutes) == (60, 15, 45)


# --- withdrawing --------------------------------------------------------------------------------------------------


def test_a_withdrawal_ends_it_and_the_contractor_reads_why() -> None:
    seat = given_workspace()
    line, guest = given_assignment(seat)
    ended = actions.withdraw(later(seat, hours=1), line.key, "The shop closes.")
    assert (ended.state, ended.ended_at, ended.end_reason) == (
        AssignmentState.WITHDRAWN,
        later(seat, hours=1).at,
        "The shop closes.",
    )
    assert waits.queue(guest) == ()
    mail = OutboxMessage.objects.get(
        to_email="ines.duarte@example.com", subject__startswith="This assignment was withdrawn"
    )
    assert "The shop closes." in mail.text


def test_what_was_handed_in_waits_for_no_review_after_a_withdrawal() -> None:
    seat = given_workspace()
    line, guest = given_working_assignment(seat)
    handed = given_delivery(guest, line)
    ask_for(seat, members=[seat.member_id or 0], kind="review", key=handed.key, title="Review it", url="/")
    ask_for(seat, members=[guest.member_id or 0], kind="round", key=line.key, title="Perfect it", url="/")
    actions.withdraw(seat, line.key, "The shop closes.")
    assert [wait.kind for wait in waits.queue(seat) if wait.kind == "review"] == []
    assert waits.queue(guest) == ()


def test_a_withdrawal_needs_a_reason_and_an_open_assignment() -> None:
    seat = given_workspace()
    line, _ = given_working_assignment(seat)
    with pytest.raises(Invalid, match="why"):
        actions.withdraw(seat, line.key, "")
    actions.withdraw(seat, line.key, "The shop closes.")
    with pytest.raises(Stale, match="has been withdrawn"):
        actions.withdraw(seat, line.key, "Again.")


def test_only_leaders_withdraw() -> None:
    seat = given_workspace()
    line, guest = given_assignment(seat)
    for somebody in (guest, given_member(seat, Role.VIEWER), given_member(seat, Role.REVIEWER)):
        with pytest.raises(NotYours):
            actions.withdraw(somebody, line.key, "Mine.")


# --- reading ------------------------------------------------------------------------------------------------------


def test_a_contractor_comes_across_nothing_but_the_own() -> None:
    seat = given_workspace()
    line, guest = given_assignment(seat)
    other, stranger = given_assignment(seat, contractor=given_contractor(seat, name="Tom Ode"))
    assert queries.mine(guest) == (queries.assignment(guest, line.key),)
    with pytest.raises(NotYours):
        queries.assignment(stranger, line.key)
    with pytest.raises(NotYours):
        queries.assignment_by_id(stranger, line.id)
    assert queries.of_job(stranger, line.job_id) == ()
    assert queries.of_jobs(stranger, [line.job_id, other.job_id])[line.job_id] == ()
    assert queries.of_contractor(stranger, line.contractor_id) == ()
    assert queries.assignments_by_id(stranger, [line.id, other.id]).keys() == {other.id}
    assert queries.acknowledgement(stranger, line.id) is None


def test_who_judges_blind_opens_no_assignment_by_its_address() -> None:
    seat = given_workspace()
    line, _ = given_assignment(seat)
    with pytest.raises(NotYours):
        queries.assignment(given_member(seat, Role.REVIEWER), line.key)
    for role in (Role.MANAGER, Role.VIEWER, Role.BOOKKEEPER):
        assert queries.assignment(given_member(seat, role), line.key).key == line.key


def test_another_workspace_sees_nothing() -> None:
    seat = given_workspace()
    line, _ = given_assignment(seat)
    other = given_workspace("Other", owner_email="o@example.com")
    with pytest.raises(NotYours):
        queries.assignment(other, line.key)
    assert queries.of_job(other, line.job_id) == ()
    assert queries.of_jobs(other, [line.job_id]) == {line.job_id: ()}
    assert queries.running(other, 10) == ()
    assert queries.acknowledgement(other, line.id) is None


def test_running_ones_come_by_deadline() -> None:
    seat = given_workspace()
    late, _ = given_assignment(seat, deadline_at=later(seat, days=9).at)
    soon, _ = given_assignment(
        seat, deadline_at=later(seat, days=2).at, contractor=given_contractor(seat, name="Tom Ode")
    )
    gone, _ = given_assignment(
        seat, deadline_at=later(seat, days=1).at, contractor=given_contractor(seat, name="Kim Moe")
    )
    actions.withdraw(seat, gone.key, "Done.")
    assert [line.key for line in queries.running(seat, 10)] == [soon.key, late.key]
    assert len(queries.running(seat, 1)) == 1
    with pytest.raises(NotYours):
        queries.running(given_member(seat, Role.REVIEWER), 10)
