"""Hiring gives a sent brief to a contractor on terms, invites them, and remembers that no trial came before."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from urllib.parse import unquote

import pytest

from duomo.core.delivery import AssignmentState, JobStage
from duomo.desk.assignments import actions, queries
from duomo.desk.assignments.actions import FeasibilityAnswer, Hire
from duomo.desk.assignments.pages import AssignmentLine
from duomo.desk.briefs import actions as brief_actions
from duomo.desk.briefs import queries as briefs
from duomo.desk.kit.models import OutboxMessage
from duomo.desk.kit.refusals import Invalid, NotYours, Refused, Stale
from duomo.desk.people import actions as people
from duomo.desk.seats.models import Event
from duomo.desk.seats.rights import Role
from duomo.desk.seats.seat import Seat
from duomo.desk.waits import queries as waits
from tests.builders import given_member, given_workspace
from tests.desk.assignments.builders import given_acknowledged_assignment, given_assignment, terms
from tests.desk.briefs.builders import given_draft, given_sent_brief
from tests.desk.people.builders import given_contractor, given_guest

pytestmark = pytest.mark.django_db


def facts_of(seat: Seat, verb: str) -> dict[str, object]:
    event = Event.objects.within(seat).filter(verb=verb).order_by("-seq").first()
    assert event is not None
    return dict(event.facts)


def test_a_hire_is_an_assignment_on_the_sent_brief() -> None:
    seat = given_workspace()
    brief = given_sent_brief(seat)
    contractor = given_contractor(seat)
    line = actions.hire(seat, brief.job_number, terms(seat, contractor))
    assert (line.kind, line.state, line.version_id) == ("work", AssignmentState.INVITED, brief.version_id)
    assert (line.plan_minutes, line.reserve_minutes, line.feasibility_minutes) == (480, 120, 60)
    assert (line.rate_minor, line.fixed_minor, line.currency) == (5_000, None, "EUR")
    assert (line.created_at, line.acknowledged_at, line.ended_at) == (seat.at, None, None)
    assert briefs.job(seat, brief.job_number).stage is JobStage.WORK
    assert queries.assignment(seat, line.key) == line


def test_the_contractor_is_invited_by_mail_and_finds_it_waiting() -> None:
    seat = given_workspace()
    contractor = given_contractor(seat)
    brief = given_sent_brief(seat)
    line = actions.hire(seat, brief.job_number, terms(seat, contractor))
    mail = OutboxMessage.objects.get(to_email=contractor.email)
    assert "/invitations/" in mail.text
    assert f"next=/assignments/{line.key}/" in unquote(mail.text)
    [wait] = waits.queue(given_guest(seat, contractor))
    assert (wait.kind, wait.key, wait.url) == ("acknowledge", line.key, f"/assignments/{line.key}/")


def test_somebody_who_has_joined_is_led_straight_to_the_assignment() -> None:
    seat = given_workspace()
    contractor = given_contractor(seat)
    given_guest(seat, contractor)
    line = actions.hire(seat, given_sent_brief(seat).job_number, terms(seat, contractor))
    assert f"/assignments/{line.key}/" in OutboxMessage.objects.get(to_email=contractor.email).text


def test_a_trial_that_was_skipped_is_remembered() -> None:
    seat = given_workspace()
    given_assignment(seat)
    assert facts_of(seat, "contractor_hired")["trial_skipped"] is True


def test_a_trial_that_was_held_is_remembered() -> None:
    seat = given_workspace()
    brief = given_sent_brief(seat)
    tried, _ = given_assignment(seat, "trial", brief=brief)
    actions.move(seat, tried.id, AssignmentState.CLOSED)
    given_assignment(seat, brief=brief, contractor=given_contractor(seat, name="Tom Ode"))
    assert facts_of(seat, "contractor_hired")["trial_skipped"] is False


def test_the_event_holds_terms_and_no_names() -> None:
    seat = given_workspace()
    line, _ = given_assignment(seat)
    facts = facts_of(seat, "contractor_hired")
    assert (facts["assignment"], facts["plan_minutes"], facts["rate_minor"]) == (line.key, 480, 5_000)
    assert "Ines" not in str(facts)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"plan_minutes": 0}, "plan"),
        ({"feasibility_minutes": 481}, "feasibility"),
        ({"rate_minor": None}, "rate"),
        ({"fixed_minor": 10_000}, "rate"),
        ({"currency": "XXX"}, "currency"),
    ],
)
def test_terms_that_make_no_sense_are_refused(change: dict[str, object], field: str) -> None:
    seat = given_workspace()
    brief = given_sent_brief(seat)
    with pytest.raises(Invalid) as refused:
        actions.hire(seat, brief.job_number, terms(seat, given_contractor(seat), **change))
    assert refused.value.field == field
    assert queries.of_job(seat, brief.job_id) == ()
    assert briefs.job(seat, brief.job_number).stage is JobStage.BRIEF


def test_a_deadline_that_has_passed_is_refused() -> None:
    seat = given_workspace()
    with pytest.raises(Invalid, match="has passed"):
        given_assignment(seat, deadline_at=seat.at)


def test_a_fixed_price_needs_no_hours() -> None:
    line, _ = given_assignment(given_workspace(), plan_minutes=0, rate_minor=None, fixed_minor=64_000)
    assert (line.plan_minutes, line.fixed_minor, line.rate_minor) == (0, 64_000, None)


def test_a_brief_that_is_not_sent_cannot_be_given_out() -> None:
    seat = given_workspace()
    draft = given_draft(seat)
    with pytest.raises(Refused, match="not sent yet"):
        actions.hire(seat, draft.job_number, terms(seat, given_contractor(seat)))


def test_nobody_is_hired_while_a_trial_runs() -> None:
    seat = given_workspace()
    brief = given_sent_brief(seat)
    tried, _ = given_assignment(seat, "trial", brief=brief)
    other = given_contractor(seat, name="Tom Ode")
    with pytest.raises(Refused, match="trial of this job is running"):
        actions.hire(seat, brief.job_number, terms(seat, other))
    actions.move(seat, tried.id, AssignmentState.CLOSED)
    assert actions.hire(seat, brief.job_number, terms(seat, other)).is_open


def test_nobody_is_hired_twice_for_the_same_job_at_once() -> None:
    seat = given_workspace()
    contractor = given_contractor(seat)
    brief = given_sent_brief(seat)
    line, guest = given_assignment(seat, brief=brief, contractor=contractor)
    with pytest.raises(Invalid, match="already at work"):
        given_assignment(seat, brief=brief, contractor=contractor)
    actions.decline(guest, line.key, "No time this week.")
    assert given_assignment(seat, brief=brief, contractor=contractor)[0].is_open


def test_several_may_be_hired_for_a_job() -> None:
    seat = given_workspace()
    brief = given_sent_brief(seat)
    given_assignment(seat, brief=brief)
    given_assignment(seat, brief=brief, contractor=given_contractor(seat, name="Tom Ode"))
    assert len(queries.of_job(seat, brief.job_id, "work")) == 2


def test_an_archived_contractor_is_not_hired() -> None:
    seat = given_workspace()
    contractor = given_contractor(seat)
    people.archive_contractor(seat, contractor.number)
    with pytest.raises(Refused, match="archived"):
        given_assignment(seat, contractor=contractor)


def test_a_job_that_has_ended_hires_nobody() -> None:
    seat = given_workspace()
    brief = given_sent_brief(seat)
    brief_actions.move_job(seat, brief.job_id, JobStage.DONE)
    with pytest.raises(Stale, match="has ended"):
        given_assignment(seat, brief=brief)


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.BOOKKEEPER, Role.VIEWER])
def test_only_leaders_hire(role: Role) -> None:
    seat = given_workspace()
    brief = given_sent_brief(seat)
    wanted = terms(seat, given_contractor(seat))
    with pytest.raises(NotYours):
        actions.hire(given_member(seat, role), brief.job_number, wanted)
    assert actions.hire(given_member(seat, Role.MANAGER), brief.job_number, wanted).is_open


def test_a_version_of_another_job_is_not_given_out() -> None:
    seat = given_workspace()
    one, other = given_sent_brief(seat), given_sent_brief(seat)
    line, _ = given_assignment(seat, "trial", brief=one)
    with pytest.raises(NotYours):
        actions.assign(seat, replace(_like(line), version_id=other.version_id))


def _like(line: AssignmentLine) -> actions.Assign:
    return actions.Assign(**{name: getattr(line, name) for name in actions.Assign.__dataclass_fields__})


# --- the second opinion ------------------------------------------------------------------------------------------


def given_not_possible(seat: Seat) -> tuple[AssignmentLine, Seat]:
    line, guest = given_acknowledged_assignment(seat)
    actions.answer_feasibility(guest, line.key, FeasibilityAnswer("not_possible", "The markup has no hook."))
    return queries.assignment(seat, line.key), guest


def test_a_second_opinion_looks_at_the_same_brief_and_is_tied_to_the_first() -> None:
    seat = given_workspace()
    first, _ = given_not_possible(seat)
    page = queries.hire_page(seat, first.job_number, second_on=first.key)
    assert (page.second, page.second_name, page.second_evidence) == (first, "Ines Duarte", "The markup has no hook.")
    other = given_contractor(seat, name="Tom Ode")
    line = actions.hire(seat, first.job_number, terms(seat, other, second_opinion_on=first.key))
    assert (line.second_opinion_on, line.version_id) == (first.key, first.version_id)
    assert facts_of(seat, "contractor_hired")["second_opinion_on"] == first.key


def test_the_one_who_said_so_gives_no_second_opinion() -> None:
    seat = given_workspace()
    first, _ = given_not_possible(seat)
    assert queries.hire_page(seat, first.job_number, second_on=first.key).contractors == ()
    again = Hire(first.contractor_id, 60, 0, 60, first.deadline_at, "EUR", 5_000, None, first.key)
    with pytest.raises(Invalid, match="first opinion is this contractor's"):
        actions.hire(seat, first.job_number, again)


@pytest.mark.parametrize(
    ("spoil", "refusal"),
    [
        (lambda seat: given_assignment(seat)[0].key, NotYours),
        (lambda _: "nosuchkey", NotYours),
    ],
    ids=["of another job", "unknown"],
)
def test_a_first_opinion_must_be_one_of_this_job(spoil: Callable[[Seat], str], refusal: type[Refused]) -> None:
    seat = given_workspace()
    first, _ = given_not_possible(seat)
    key = spoil(given_workspace("Other", owner_email="o@example.com"))
    other = given_contractor(seat, name="Tom Ode")
    with pytest.raises(refusal):
        actions.hire(seat, first.job_number, terms(seat, other, second_opinion_on=key))
    with pytest.raises(refusal):
        queries.hire_page(seat, first.job_number, second_on=key)


def test_an_assignment_that_runs_needs_no_second_opinion() -> None:
    seat = given_workspace()
    line, _ = given_acknowledged_assignment(seat)
    other = given_contractor(seat, name="Tom Ode")
    with pytest.raises(Stale, match="did not"):
        actions.hire(seat, line.job_number, terms(seat, other, second_opinion_on=line.key))


def test_hiring_somebody_ends_the_waiting_for_a_decision() -> None:
    seat = given_workspace()
    first, _ = given_not_possible(seat)
    kinds = [wait.kind for wait in waits.queue(seat)]
    assert "decide" in kinds
    actions.hire(
        seat,
        first.job_number,
        terms(seat, given_contractor(seat, name="Tom Ode"), deadline_at=seat.at + timedelta(days=3)),
    )
    assert "decide" not in [wait.kind for wait in waits.queue(seat)]
