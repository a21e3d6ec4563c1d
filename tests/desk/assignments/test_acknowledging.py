"""Accepting is acknowledging: the goal in own words, each must confirmed; later versions are taken or left."""

import pytest

from duomo.core.delivery import AssignmentState
from duomo.desk.assignments import actions, queries
from duomo.desk.assignments.actions import Acknowledge
from duomo.desk.assignments.pages import AssignmentLine
from duomo.desk.briefs import actions as brief_actions
from duomo.desk.briefs import queries as briefs
from duomo.desk.briefs.pages import BriefPage
from duomo.desk.kit.models import OutboxMessage
from duomo.desk.kit.refusals import Invalid, NotYours, Stale
from duomo.desk.seats.seat import Seat
from duomo.desk.waits import queries as waits
from tests.builders import AT, given_workspace, later
from tests.desk.assignments.builders import (
    GOAL,
    acknowledged,
    given_assignment,
    given_delivery,
    given_working_assignment,
)
from tests.desk.briefs.builders import given_draft, given_sent_brief
from tests.desk.people.builders import given_contractor

pytestmark = pytest.mark.django_db


def musts(seat: Seat, line: AssignmentLine) -> tuple[str, ...]:
    return tuple(must.key for must in briefs.brief(seat, line.version_id).musts)


def given_next_version(
    seat: Seat, line: AssignmentLine, goal: str = "The sign reads from across the square."
) -> BriefPage:
    """A newer version of the brief, sent."""
    brief_actions.revise_brief(seat, line.job_number)
    job = briefs.job(seat, line.job_number)
    sent = briefs.sent_brief(seat, line.job_id)
    assert sent is not None
    kept = {"goal": goal, "deliverables": sent.deliverables, "criteria": sent.criteria}
    given_draft(seat, job, **kept)
    return brief_actions.send_brief(seat, line.job_number)


def test_it_opens_the_first_look() -> None:
    seat = given_workspace()
    line, guest = given_assignment(seat)
    done = actions.acknowledge(later(guest, hours=1), line.key, Acknowledge(GOAL, musts(seat, line)))
    assert (done.state, done.acknowledged_at) == (AssignmentState.LOOKING, later(seat, hours=1).at)
    words = queries.acknowledgement(seat, line.id)
    assert words is not None
    assert (words.restated_goal, words.confirmed, words.version_id) == (GOAL, musts(seat, line), line.version_id)


def test_without_a_first_look_it_opens_the_work() -> None:
    line, guest = given_assignment(given_workspace(), feasibility_minutes=0)
    assert acknowledged(guest, line).state is AssignmentState.WORKING


def test_a_trial_begins_at_once() -> None:
    line, guest = given_assignment(given_workspace(), "trial")
    assert acknowledged(guest, line).state is AssignmentState.WORKING


def test_it_waits_no_longer_and_leaders_are_told() -> None:
    seat = given_workspace()
    line, guest = given_assignment(seat)
    assert [wait.kind for wait in waits.queue(guest)] == ["acknowledge"]
    acknowledged(guest, line)
    assert waits.queue(guest) == ()
    assert OutboxMessage.objects.filter(to_email="marta@castell.example", subject__contains="is acknowledged").exists()


def test_the_goal_must_be_restated() -> None:
    seat = given_workspace()
    line, guest = given_assignment(seat)
    with pytest.raises(Invalid, match="own words") as refused:
        actions.acknowledge(guest, line.key, Acknowledge("  ", musts(seat, line)))
    assert refused.value.field == "restated_goal"


def test_every_must_is_confirmed_or_nothing_is() -> None:
    seat = given_workspace()
    line, guest = given_assignment(seat)
    first, *others = musts(seat, line)
    with pytest.raises(Invalid, match="ask a question about it instead: “The logo is one SVG") as refused:
        actions.acknowledge(guest, line.key, Acknowledge(GOAL, tuple(others)))
    assert refused.value.field == "confirmed"
    with pytest.raises(Invalid, match=r"each of these 2 musts.*and others"):
        actions.acknowledge(guest, line.key, Acknowledge(GOAL, (first,)))
    assert queries.acknowledgement(seat, line.id) is None
    assert queries.assignment(guest, line.key).state is AssignmentState.INVITED


def test_only_criteria_of_the_brief_are_noted_as_confirmed() -> None:
    seat = given_workspace()
    line, guest = given_assignment(seat)
    keys = musts(seat, line)
    actions.acknowledge(guest, line.key, Acknowledge(GOAL, (*keys, "invented", keys[0])))
    words = queries.acknowledgement(seat, line.id)
    assert words is not None
    assert words.confirmed == keys


def test_it_is_done_once() -> None:
    line, guest = given_assignment(given_workspace())
    acknowledged(guest, line)
    with pytest.raises(Stale, match="already"):
        acknowledged(guest, line)


def test_nobody_else_does_it() -> None:
    seat = given_workspace()
    line, _ = given_assignment(seat)
    _, other = given_assignment(seat, contractor=given_contractor(seat, name="Tom Ode"))
    words = Acknowledge(GOAL, musts(seat, line))
    for somebody in (seat, other, Seat.system(seat.workspace_id, AT)):
        with pytest.raises(NotYours):
            actions.acknowledge(somebody, line.key, words)


# --- declining ----------------------------------------------------------------------------------------------------


def test_a_decline_has_its_reason_and_asks_leaders_for_another() -> None:
    seat = given_workspace()
    line, guest = given_assignment(seat)
    ended = actions.decline(guest, line.key, " No time before March. ")
    assert (ended.state, ended.ended_at) == (AssignmentState.DECLINED, guest.at)
    assert ended.end_reason == "No time before March."
    assert waits.queue(guest) == ()
    [wait] = [wait for wait in waits.queue(seat) if wait.kind == "decide"]
    assert (wait.key, wait.why, wait.url) == (line.key, "No time before March.", f"/jobs/{line.job_number}/hire/")


def test_a_decline_needs_a_reason() -> None:
    line, guest = given_assignment(given_workspace())
    with pytest.raises(Invalid, match="why"):
        actions.decline(guest, line.key, " ")


def test_a_declined_trial_is_told_and_waits_for_nobody() -> None:
    seat = given_workspace()
    line, guest = given_assignment(seat, "trial")
    actions.decline(guest, line.key, "No time.")
    assert [wait for wait in waits.queue(seat) if wait.kind == "decide"] == []
    assert OutboxMessage.objects.filter(subject__contains="has declined the trial").exists()


def test_what_is_acknowledged_cannot_be_declined_nor_the_reverse() -> None:
    seat = given_workspace()
    line, guest = given_assignment(seat)
    acknowledged(guest, line)
    with pytest.raises(Stale, match="looking whether it is possible"):
        actions.decline(guest, line.key, "Changed my mind.")
    other, second = given_assignment(seat, contractor=given_contractor(seat, name="Tom Ode"))
    actions.decline(second, other.key, "No.")
    with pytest.raises(Stale, match="has declined"):
        acknowledged(second, other)


# --- newer versions (law 2) ---------------------------------------------------------------------------------------


def test_a_newer_version_is_seen_with_its_difference_and_taken() -> None:
    seat = given_workspace()
    line, guest = given_working_assignment(seat)
    newer = given_next_version(seat, line)
    page = queries.acknowledge_page(guest, line.key)
    assert (page.brief.version_id, page.is_newer, page.possible) == (newer.version_id, True, True)
    assert [change.label for change in page.changes] == ["Goal"]
    assert page.words == GOAL
    taken = actions.acknowledge(guest, line.key, Acknowledge(GOAL, tuple(must.key for must in newer.musts)))
    assert (taken.version_id, taken.state) == (newer.version_id, AssignmentState.WORKING)
    assert queries.newer_version(seat, taken) is None


def test_staying_on_the_old_version_is_allowed_and_visible() -> None:
    seat = given_workspace()
    line, guest = given_working_assignment(seat)
    newer = given_next_version(seat, line)
    delivery = given_delivery(guest, line)
    assert delivery.version_id == line.version_id != newer.version_id
    seen = queries.newer_version(seat, queries.assignment(seat, line.key))
    assert seen is not None
    assert seen.number == 2


def test_an_invitation_is_to_the_version_sent_last() -> None:
    seat = given_workspace()
    line, guest = given_assignment(seat)
    newer = given_next_version(seat, line)
    assert queries.acknowledge_page(guest, line.key).brief.version_id == newer.version_id
    done = actions.acknowledge(guest, line.key, Acknowledge(GOAL, tuple(must.key for must in newer.musts)))
    assert done.version_id == newer.version_id


def test_a_version_sent_while_it_is_read_is_not_acknowledged_unread() -> None:
    seat = given_workspace()
    line, guest = given_assignment(seat)
    read = Acknowledge(GOAL, musts(seat, line), version_id=line.version_id)
    given_next_version(seat, line)
    with pytest.raises(Stale, match="Version 2 of the brief was sent meanwhile"):
        actions.acknowledge(guest, line.key, read)


def test_a_trial_keeps_its_one_version() -> None:
    seat = given_workspace()
    line, guest = given_assignment(seat, "trial")
    given_next_version(seat, line)
    assert queries.acknowledge_page(guest, line.key).brief.version_id == line.version_id
    assert acknowledged(guest, line).version_id == line.version_id
    with pytest.raises(Stale):
        acknowledged(guest, line)


def test_the_difference_shows_nothing_of_the_owners_reckoning() -> None:
    seat = given_workspace()
    line, guest = given_working_assignment(seat)
    brief_actions.revise_brief(seat, line.job_number)
    changes = {"rate_minor": 9_900, "planned_minutes": 600, "goal": "The sign can be read."}
    given_draft(seat, briefs.job(seat, line.job_number), **changes)
    brief_actions.send_brief(seat, line.job_number)
    page = queries.acknowledge_page(guest, line.key)
    assert {change.label for change in page.changes} == {"Goal", "Deliverable", "Criterion"}
    assert "99" not in str(page.changes)


def test_contractors_at_work_are_told_of_a_newer_version_once() -> None:
    seat = given_workspace()
    brief = given_sent_brief(seat)
    line, guest = given_working_assignment(seat, brief=brief)
    other, second = given_assignment(seat, brief=brief, contractor=given_contractor(seat, name="Tom Ode"))
    actions.decline(second, other.key, "No.")
    assert actions.tell_of_newer_versions(AT) == 0
    given_next_version(seat, line)
    told = OutboxMessage.objects.filter(subject__contains="The brief has changed")
    assert actions.tell_of_newer_versions(AT) == 1
    assert actions.tell_of_newer_versions(AT) == 1
    assert [mail.to_email for mail in told] == ["ines.duarte@example.com"]
    newer = briefs.sent_brief(seat, line.job_id)
    assert newer is not None
    actions.acknowledge(guest, line.key, Acknowledge(GOAL, tuple(must.key for must in newer.musts)))
    assert actions.tell_of_newer_versions(AT) == 0
