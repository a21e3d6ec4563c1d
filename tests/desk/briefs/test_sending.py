"""Laws 1 and 2: a brief is sent only when it is clear, and a sent one is frozen."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from duomo.core.briefs import BudgetKind, JudgedBy
from duomo.core.delivery import JobStage
from duomo.desk.briefs import actions, queries
from duomo.desk.briefs.pages import DeliverableLine
from duomo.desk.kit.refusals import Refused, Stale
from duomo.desk.seats.events import first_broken
from duomo.desk.seats.queries import events_of_job
from duomo.desk.seats.rights import Role
from duomo.desk.waits.queries import queue
from tests.builders import given_guest, given_member, given_workspace, later
from tests.desk.briefs.builders import complete_draft, criterion, given_draft, given_job, given_sent_brief

pytestmark = pytest.mark.django_db


def test_a_clear_brief_is_sent_and_recorded_with_its_digest() -> None:
    seat = given_workspace()
    given_draft(seat)
    sent = actions.send_brief(later(seat, hours=1), 1)
    assert (sent.state, sent.number, sent.sent_at, sent.sent_by_id) == (
        "sent",
        1,
        seat.at + timedelta(hours=1),
        seat.member_id,
    )
    event = events_of_job(seat, 1, limit=1)[0]
    assert (event.verb, event.facts["version"], event.facts["sha256"]) == ("brief_sent", 1, sent.digest)
    assert first_broken(seat.workspace_id) is None
    assert not queue(seat)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"goal": ""}, "no goal"),
        ({"deliverables": (), "criteria": ()}, "names nothing"),
        ({"criteria": ()}, "Nothing says when"),
        ({"criteria": (criterion("Readable", must=False),)}, "Nothing says when"),
        ({"condition": None}, "condition"),
        ({"deadline_at": None}, "no deadline"),
        ({"budget_kind": None}, "no budget"),
        ({"rate_minor": None}, "rate for an hour is missing"),
        ({"planned_minutes": None}, "planned hours are missing"),
        ({"budget_kind": BudgetKind.FIXED}, "fixed price is missing"),
        ({"currency": ""}, "no known currency"),
        ({"reserve_minutes": None}, "held back"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_a_brief_with_a_hole_is_not_sent(changes: dict[str, Any], sentence: str) -> None:
    seat = given_workspace()
    draft = given_draft(seat, **changes)
    with pytest.raises(Refused, match=sentence) as refusal:
        actions.send_brief(seat, 1)
    assert refusal.value.status == 409
    assert queries.draft(seat, draft.job_id) == draft
    assert queries.sent_brief(seat, draft.job_id) is None


def test_a_brief_without_the_owners_estimate_is_not_sent() -> None:
    seat = given_workspace()
    given_draft(seat, given_job(seat, estimate_minutes=None))
    with pytest.raises(Refused, match="how long you would need"):
        actions.send_brief(seat, 1)


def test_a_deadline_that_passes_before_sending_closes_the_gate() -> None:
    seat = given_workspace()
    given_draft(seat)
    with pytest.raises(Refused, match="already passed"):
        actions.send_brief(later(seat, days=15), 1)
    assert actions.send_brief(later(seat, days=13), 1).number == 1


def test_an_overruled_error_does_not_close_the_gate() -> None:
    seat = given_workspace()
    given_draft(seat, deadline_at=seat.at - timedelta(days=1))
    with pytest.raises(Refused):
        actions.send_brief(seat, 1)
    actions.overrule_finding(seat, 1, "deadline-passed", "", "Agreed by telephone before the brief was written.")
    assert actions.send_brief(seat, 1).state == "sent"


def test_warnings_do_not_close_the_gate() -> None:
    seat = given_workspace()
    assert given_sent_brief(seat, goal="It looks professional and modern, etc.").state == "sent"


def test_what_was_read_is_what_is_sent() -> None:
    seat = given_workspace()
    read = given_draft(seat)
    actions.save_brief(seat, 1, complete_draft(seat, goal="Another goal", revision=read.revision))
    with pytest.raises(Stale, match="changed after"):
        actions.send_brief(seat, 1, revision=read.revision)
    assert actions.send_brief(seat, 1, revision=read.revision + 1).goal == "Another goal"


def test_a_brief_is_sent_once() -> None:
    seat = given_workspace()
    sent = given_sent_brief(seat)
    with pytest.raises(Stale, match=r"Version 1 .* frozen"):
        actions.send_brief(later(seat, hours=1), 1)
    assert queries.sent_brief(seat, sent.job_id) == sent


def test_a_first_look_that_was_left_open_is_proposed() -> None:
    seat = given_workspace()
    assert given_sent_brief(seat, feasibility_minutes=None, planned_minutes=480).feasibility_minutes == 60
    assert (
        given_sent_brief(seat, given_job(seat), feasibility_minutes=None, planned_minutes=2400).feasibility_minutes
        == 300
    )
    assert (
        given_sent_brief(seat, given_job(seat), feasibility_minutes=None, planned_minutes=30).feasibility_minutes == 30
    )
    assert given_sent_brief(seat, given_job(seat), feasibility_minutes=0).feasibility_minutes == 0


def test_prices_and_checks_that_do_not_count_are_left_behind() -> None:
    seat = given_workspace()
    unasked = replace(criterion("Readable", about="new1"), check="file *.svg", judged_by=JudgedBy.PERSON)
    given_draft(
        seat,
        deliverables=(DeliverableLine("new1", "The logo"),),
        criteria=(unasked,),
        budget_kind=BudgetKind.FIXED,
        fixed_minor=64_000,
    )
    sent = actions.send_brief(seat, 1)
    assert (sent.fixed_minor, sent.rate_minor, sent.criteria[0].check) == (64_000, None, "")


def test_no_deed_changes_a_sent_version() -> None:
    seat = given_workspace()
    sent = given_sent_brief(seat)
    tried: dict[str, Callable[[], object]] = {
        "save_brief": lambda: actions.save_brief(seat, 1, complete_draft(seat, goal="Changed", revision=sent.revision)),
        "send_brief": lambda: actions.send_brief(seat, 1),
        "overrule_finding": lambda: actions.overrule_finding(seat, 1, "vague-word", "", "It is fine"),
        "discard_draft": lambda: actions.discard_draft(seat, 1),
        "change_job": lambda: actions.change_job(seat, 1, "New title", "design", 1),
        "move_job": lambda: actions.move_job(seat, sent.job_id, JobStage.WORK),
        "revise_brief": lambda: actions.revise_brief(seat, 1),
        "open_job": lambda: given_job(seat),
    }
    assert set(tried) == {name for name in actions.__all__ if name[0].islower()}, "A new deed must be tried here too."
    for act in tried.values():
        try:
            act()
        except Refused:
            continue
    draft = queries.draft(seat, sent.job_id)
    assert draft is not None
    actions.save_brief(seat, 1, complete_draft(seat, goal="Changed", revision=draft.revision))
    after = queries.version(seat, 1, 1)
    assert replace(after, job_title=sent.job_title) == sent
    assert after.digest == sent.digest


def test_a_new_version_begins_as_a_copy_and_its_criteria_keep_their_keys() -> None:
    seat = given_workspace()
    sent = given_sent_brief(seat)
    anna = given_member(seat, Role.MANAGER)
    draft = actions.revise_brief(later(anna, days=1), 1)
    assert (draft.number, draft.state, draft.revision) == (2, "draft", 0)
    assert (draft.deliverables, draft.criteria) == (sent.deliverables, sent.criteria)
    assert draft.core == sent.core
    assert [line.title for line in queue(anna)] == ["Finish version 2 of the brief: Logo for the bakery"]
    assert queries.sent_brief(seat, sent.job_id) == sent


def test_there_is_one_draft_at_a_time() -> None:
    seat = given_workspace()
    given_sent_brief(seat)
    actions.revise_brief(seat, 1)
    with pytest.raises(Stale, match="draft already"):
        actions.revise_brief(seat, 1)
    with pytest.raises(Stale, match="draft already"):
        actions.revise_brief(seat, given_job(seat).number)


def test_the_version_sent_last_holds() -> None:
    seat = given_workspace()
    first = given_sent_brief(seat)
    draft = actions.revise_brief(seat, 1)
    command = complete_draft(seat, goal="Another goal", deliverables=draft.deliverables, criteria=draft.criteria)
    actions.save_brief(seat, 1, command)
    assert queries.sent_brief(seat, first.job_id) == first
    second = actions.send_brief(seat, 1)
    assert queries.sent_brief(seat, first.job_id) == second
    assert queries.version(seat, 1, 1) == first
    assert second.digest != first.digest
    assert [line.number for line in queries.versions(seat, first.job_id)] == [2, 1]


def test_others_are_given_sent_versions_only() -> None:
    seat = given_workspace()
    sent = given_sent_brief(seat)
    draft = actions.revise_brief(seat, 1)
    for other in (given_guest(seat), given_member(seat, Role.REVIEWER)):
        assert queries.brief(other, sent.version_id) == sent
        for ask in (
            lambda who: queries.brief(who, draft.version_id),
            lambda who: queries.draft(who, sent.job_id),
            lambda who: queries.version(who, 1, 1),
            lambda who: queries.versions(who, sent.job_id),
            lambda who: queries.overrules(who, sent.version_id),
        ):
            with pytest.raises(Refused) as refusal:
                ask(other)
            assert refusal.value.status == 404


def test_the_digest_binds_every_word() -> None:
    sent = given_sent_brief(given_workspace())
    changed = [
        replace(sent, goal="x"),
        replace(sent, criteria=sent.criteria[::-1]),
        replace(sent, rate_minor=1),
        replace(sent, number=2),
        replace(sent, owner_estimate_minutes=1),
    ]
    assert len({sent.digest, *(page.digest for page in changed)}) == 6
    assert replace(sent, job_title="Another", revision=99).digest == sent.digest
