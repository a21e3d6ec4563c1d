"""What is handed in to a trial is there for nobody but its maker until it is unsealed; only that it came is known."""

import pytest

from duomo.desk.assignments import actions, queries
from duomo.desk.assignments.pages import AssignmentLine, DeliveryLine
from duomo.desk.kit.refusals import NotYours, Stale
from duomo.desk.seats.rights import Role
from duomo.desk.seats.seat import Seat
from tests.builders import AT, given_member, given_workspace, later
from tests.desk.assignments.builders import given_delivery, given_working_assignment
from tests.desk.briefs.builders import given_sent_brief
from tests.desk.people.builders import given_contractor

pytestmark = pytest.mark.django_db


def given_trial_delivery(seat: Seat) -> tuple[AssignmentLine, Seat, DeliveryLine, Seat]:
    """A participant's assignment, their seat and delivery, and the seat of another participant."""
    brief = given_sent_brief(seat)
    line, guest = given_working_assignment(seat, "trial", brief=brief)
    other = given_contractor(seat, name="Tom Ode")
    _, rival = given_working_assignment(seat, "trial", brief=brief, contractor=other)
    return line, guest, given_delivery(guest, line), rival


def test_sealed_it_is_there_for_nobody_but_its_maker() -> None:
    seat = given_workspace()
    line, guest, handed, rival = given_trial_delivery(seat)
    colleagues = [given_member(seat, role) for role in (Role.MANAGER, Role.REVIEWER, Role.BOOKKEEPER, Role.VIEWER)]
    for somebody in (seat, *colleagues, rival):
        assert queries.deliveries(somebody, line.id) == ()
        assert queries.deliveries_of(somebody, [line.id]) == {}
        with pytest.raises(NotYours):
            queries.delivery(somebody, handed.key)
        with pytest.raises(NotYours):
            queries.delivery_by_id(somebody, handed.id)
        with pytest.raises(NotYours):
            queries.delivery_file(somebody, handed.key, handed.files[0].id)
    assert queries.deliveries(guest, line.id) == (handed,)
    assert queries.delivery_file(guest, handed.key, handed.files[0].id) == handed.files[0]


def test_the_house_itself_reads_it_to_show_it_blind() -> None:
    seat = given_workspace()
    line, _, handed, _ = given_trial_delivery(seat)
    assert queries.deliveries(Seat.system(seat.workspace_id, AT), line.id) == (handed,)
    other = given_workspace("Other", owner_email="o@example.com")
    assert queries.deliveries(Seat.system(other.workspace_id, AT), line.id) == ()


def test_that_something_came_is_all_that_may_be_known() -> None:
    seat = given_workspace()
    line, guest, _, rival = given_trial_delivery(seat)
    assert queries.handed_in(seat, [line.id]) == {line.id}
    assert queries.handed_in(guest, [line.id]) == {line.id}
    assert queries.handed_in(rival, [line.id]) == frozenset()


def test_unsealed_it_is_there_for_the_side_that_reads_it() -> None:
    seat = given_workspace()
    line, guest, handed, rival = given_trial_delivery(seat)
    assert actions.unseal(later(seat, days=7), [line.id]) == 1
    assert queries.assignment(seat, line.key).unsealed_at == later(seat, days=7).at
    assert queries.deliveries(seat, line.id) == (handed,)
    assert queries.delivery(seat, handed.key) == handed
    assert queries.deliveries(given_member(seat, Role.REVIEWER), line.id) == (handed,)
    assert queries.deliveries(rival, line.id) == ()
    assert queries.deliveries(guest, line.id) == (handed,)


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.BOOKKEEPER, Role.VIEWER])
def test_the_address_of_a_delivery_opens_for_leaders_only(role: Role) -> None:
    seat = given_workspace()
    line, _, handed, rival = given_trial_delivery(seat)
    actions.unseal(seat, [line.id])
    for somebody in (given_member(seat, role), rival):
        with pytest.raises(NotYours):
            queries.delivery(somebody, handed.key)


def test_unsealing_is_done_once_and_only_to_trials() -> None:
    seat = given_workspace()
    line, *_ = given_trial_delivery(seat)
    work, _ = given_working_assignment(seat, contractor=given_contractor(seat, name="Kim Moe"))
    assert actions.unseal(seat, [line.id, work.id]) == 1
    assert actions.unseal(later(seat, hours=1), [line.id]) == 0
    assert queries.assignment(seat, line.key).unsealed_at == seat.at
    assert queries.assignment(seat, work.key).unsealed_at is None


def test_once_open_nothing_more_is_handed_in() -> None:
    seat = given_workspace()
    line, guest, _, _ = given_trial_delivery(seat)
    assert given_delivery(guest, line).number == 2
    actions.unseal(seat, [line.id])
    with pytest.raises(Stale, match="has been judged"):
        given_delivery(guest, line)


def test_another_workspace_unseals_nothing() -> None:
    seat = given_workspace()
    line, *_ = given_trial_delivery(seat)
    other = given_workspace("Other", owner_email="o@example.com")
    assert actions.unseal(other, [line.id]) == 0
    assert queries.deliveries(other, line.id) == ()
    assert queries.handed_in(other, [line.id]) == frozenset()


def world(*, rival_delivers: bool) -> tuple[object, ...]:
    """All that a participant can read, in a world in which the other one handed in or did not."""
    seat = given_workspace(name="Same", owner_email=f"{rival_delivers}@example.com")
    brief = given_sent_brief(seat)
    line, guest = given_working_assignment(seat, "trial", brief=brief)
    other = given_contractor(seat, name="Tom Ode")
    others_line, rival = given_working_assignment(seat, "trial", brief=brief, contractor=other)
    if rival_delivers:
        given_delivery(rival, others_line)
    lines = queries.mine(guest)
    return (
        [(seen.kind, seen.state, seen.plan_minutes, seen.deadline_at) for seen in lines],
        queries.deliveries_of(guest, [line.id, others_line.id]),
        queries.handed_in(guest, [line.id, others_line.id]),
        len(queries.of_job(guest, brief.job_id)),
        queries.questions(guest, brief.job_id),
        len(queries.assignments_by_id(guest, [line.id, others_line.id])),
    )


def test_a_participant_cannot_tell_whether_the_other_handed_in() -> None:
    assert world(rival_delivers=True) == world(rival_delivers=False)
