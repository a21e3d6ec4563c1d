"""Law 9: sending back is precise, and draws on the reserve."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from duomo.core.delivery import PointDraft, PointKind
from duomo.desk.assignments import queries as assignments
from duomo.desk.assignments.pages import DeliveryLine
from duomo.desk.briefs import queries as briefs
from duomo.desk.delivery import queries
from duomo.desk.delivery.actions import Judge, VerdictDraft, accept_delivery, judge, send_back
from duomo.desk.kit.refusals import Invalid, NotYours, Stale
from duomo.desk.reserve.actions import LogHours, log_hours
from duomo.desk.seats.models import Event
from duomo.desk.seats.rights import Role
from duomo.desk.seats.seat import Seat
from duomo.desk.waits.queries import queue
from tests.builders import given_member, given_workspace, later
from tests.desk.delivery.builders import (
    a_point,
    criteria_of,
    given_all_judged,
    given_delivery_in_review,
    given_handed_in,
    given_round,
    sent_back_with,
)

pytestmark = pytest.mark.django_db


def test_points_a_date_and_hours_of_the_reserve_go_to_the_contractor() -> None:
    seat = given_workspace()
    delivery, guest = given_delivery_in_review(seat)
    begun = send_back(seat, delivery.key, sent_back_with(seat, delivery))
    line = assignments.assignment_by_id(seat, delivery.assignment_id)
    assert (begun.number, begun.reserve_minutes, begun.due_at) == (1, 60, seat.at + timedelta(days=3))
    assert [(point.word, point.criterion) for point in begun.points] == [
        ("defect", "The name can be read at 16 px height")
    ]
    assert line.state == "perfecting"
    assert briefs.job(seat, line.job_number).stage == "work"
    assert queries.open_round(guest, line.id) == begun
    waiting = [(wait.kind, wait.title, wait.due_at) for wait in queue(guest)]
    assert waiting == [("round", "Perfect delivery 1: Logo for the bakery", begun.due_at)]
    assert "Up to 1 h of the reserve" in queue(guest)[0].why
    assert queue(seat) == ()
    event = Event.objects.within(seat).get(verb="delivery_sent_back")
    assert (event.facts["points"], event.facts["reserve_minutes"]) == (1, 60)


def test_the_next_delivery_draws_on_the_reserve_and_ends_the_round() -> None:
    seat = given_workspace()
    delivery, guest = given_delivery_in_review(seat)
    line = given_round(seat, delivery)
    log_hours(guest, line.key, LogHours(guest.today, 45, "Letters."))
    second = given_handed_in(later(guest, days=1), line)
    after = assignments.assignment_by_id(seat, line.id)
    assert (after.state, after.plan_used_minutes, after.reserve_used_minutes) == ("delivered", 0, 45)
    assert queries.open_round(guest, line.id) is None
    assert [(one.number, one.ended_at) for one in queries.rounds(seat, line.id)] == [(1, seat.at + timedelta(days=1))]
    page = queries.review(later(seat, days=1), second.key)
    assert page.round is not None
    assert page.round.number == 1
    assert page.reserve_left == 75
    assert queue(guest) == ()
    assert [wait.key for wait in queue(seat) if wait.kind == "review"] == [second.key]
    given_all_judged(later(seat, days=1), second)
    accept_delivery(later(seat, days=1), second.key)


def test_points_of_new_scope_are_kept_and_not_given_to_the_contractor() -> None:
    seat = given_workspace()
    delivery, guest = given_delivery_in_review(seat)
    points = (a_point(seat, delivery), PointDraft(PointKind.NEW_SCOPE, "", "A poster as well."))
    send_back(seat, delivery.key, sent_back_with(seat, delivery, points=points))
    assert [point.word for point in queries.rounds(seat, delivery.assignment_id)[0].points] == ["defect", "new scope"]
    assert [point.word for point in queries.rounds(guest, delivery.assignment_id)[0].points] == ["defect"]
    assert "poster" not in queue(guest)[0].why


Change = Callable[[Seat, DeliveryLine], dict[str, Any]]
WRONG: dict[str, tuple[Change, str, str]] = {
    "no points": (lambda _, __: {"points": ()}, "points", "Add at least one point"),
    "an empty point": (
        lambda _, __: {"points": (PointDraft(PointKind.POLISH, "", "  "),)},
        "points",
        "Point 1 is empty. Say what is wrong",
    ),
    "a defect of nothing": (
        lambda _, __: {"points": (PointDraft(PointKind.DEFECT, "", "Too dark."),)},
        "points",
        "Choose the criterion that it fails",
    ),
    "new scope alone": (
        lambda _, __: {"points": (PointDraft(PointKind.NEW_SCOPE, "", "A poster."),)},
        "points",
        "Write a new version of the brief",
    ),
    "a criterion of another brief": (
        lambda _, __: {"points": (PointDraft(PointKind.DEFECT, "nosuch", "Too dark."),)},
        "points",
        "not in this brief",
    ),
    "a date that has passed": (lambda seat, _: {"due_at": seat.at}, "due_at", "This date has passed"),
    "more than the reserve": (
        lambda _, __: {"reserve_minutes": 121},
        "reserve_minutes",
        "Only 2 h of 2 h are left in the reserve",
    ),
    "negative hours": (lambda _, __: {"reserve_minutes": -1}, "reserve_minutes", "cannot be negative"),
    "a novel": (
        lambda _, __: {"points": (PointDraft(PointKind.POLISH, "", "x" * 5_001),)},
        "points",
        "more than 5000 characters",
    ),
}


@pytest.mark.parametrize(("change", "field", "sentence"), WRONG.values(), ids=WRONG.keys())
def test_what_is_not_precise_is_refused(change: Change, field: str, sentence: str) -> None:
    seat = given_workspace()
    delivery, guest = given_delivery_in_review(seat)
    with pytest.raises(Invalid) as refused:
        send_back(seat, delivery.key, sent_back_with(seat, delivery, **change(seat, delivery)))
    assert refused.value.field == field
    assert sentence in refused.value.sentence
    assert assignments.assignment_by_id(seat, delivery.assignment_id).state == "delivered"
    assert queries.rounds(seat, delivery.assignment_id) == ()
    assert queue(guest) == ()


def test_hours_used_in_an_earlier_round_are_gone_from_the_reserve() -> None:
    seat = given_workspace()
    delivery, guest = given_delivery_in_review(seat)
    line = given_round(seat, delivery)
    log_hours(guest, line.key, LogHours(guest.today, 90, ""))
    second = given_handed_in(later(guest, hours=1), line)
    after = later(seat, hours=2)
    with pytest.raises(Invalid, match=r"Only 0\.5 h of 2 h are left"):
        send_back(after, second.key, sent_back_with(after, second, reserve_minutes=31))
    assert send_back(after, second.key, sent_back_with(after, second, reserve_minutes=30)).number == 2


def test_verdicts_and_points_are_saved_before_anything_is_decided() -> None:
    seat = given_workspace()
    delivery, _ = given_delivery_in_review(seat)
    keys = [line.key for line in criteria_of(seat, delivery)]
    command = Judge((VerdictDraft(keys[1], passed=False),), (a_point(seat, delivery),))
    judge(seat, delivery.key, command)
    judge(seat, delivery.key, command)
    page = queries.review(seat, delivery.key)
    assert [(one.passes, one.point.text if one.point else "") for one in page.criteria] == [
        (True, ""),
        (False, "The letters close up."),
        (None, ""),
        (None, ""),
    ]
    assert page.open
    assert Event.objects.within(seat).filter(verb="verdicts_recorded").count() == 1


def test_a_decided_delivery_is_not_judged_any_more() -> None:
    seat = given_workspace()
    delivery, _ = given_delivery_in_review(seat)
    given_round(seat, delivery)
    with pytest.raises(Stale, match="it was sent back"):
        given_all_judged(seat, delivery)
    with pytest.raises(Stale, match="it was sent back"):
        send_back(seat, delivery.key, sent_back_with(seat, delivery))


def test_a_verdict_on_something_else_is_refused() -> None:
    seat = given_workspace()
    delivery, _ = given_delivery_in_review(seat)
    with pytest.raises(Invalid, match="not in this brief"):
        judge(seat, delivery.key, Judge((VerdictDraft("nosuch", passed=True),)))


def test_only_leaders_judge_and_send_back() -> None:
    seat = given_workspace()
    delivery, guest = given_delivery_in_review(seat)
    stranger = given_workspace("Other", owner_email="o@example.com")
    colleagues = [given_member(seat, role) for role in (Role.REVIEWER, Role.BOOKKEEPER, Role.VIEWER)]
    for somebody in (*colleagues, guest, stranger):
        with pytest.raises(NotYours):
            judge(somebody, delivery.key, Judge(()))
        with pytest.raises(NotYours):
            send_back(somebody, delivery.key, sent_back_with(seat, delivery))
        with pytest.raises(NotYours):
            queries.review(somebody, delivery.key)


def test_rounds_are_for_leaders_viewers_and_their_contractor() -> None:
    seat = given_workspace()
    delivery, guest = given_delivery_in_review(seat)
    given_round(seat, delivery)
    other = given_delivery_in_review(given_workspace("Other", owner_email="o@example.com"))[1]
    assert queries.rounds(given_member(seat, Role.VIEWER), delivery.assignment_id) == queries.rounds(
        seat, delivery.assignment_id
    )
    assert len(queries.rounds(guest, delivery.assignment_id)) == 1
    for somebody in (given_member(seat, Role.REVIEWER), other):
        with pytest.raises(NotYours):
            queries.rounds(somebody, delivery.assignment_id)
