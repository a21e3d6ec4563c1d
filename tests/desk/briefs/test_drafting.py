"""Writing a brief."""

from dataclasses import replace
from typing import Any

import pytest

from duomo.core.briefs import BudgetKind, Condition
from duomo.core.delivery import JobStage
from duomo.desk.briefs import actions, queries
from duomo.desk.briefs.pages import DeliverableLine
from duomo.desk.kit.refusals import Invalid, NotYours, Refused, Stale
from duomo.desk.seats.queries import events_of_job
from duomo.desk.seats.rights import Role
from duomo.desk.seats.seat import Seat
from tests.builders import given_member, given_workspace, later
from tests.desk.briefs.builders import CARD, LOGO, complete_draft, criterion, given_draft, given_job, given_sent_brief

pytestmark = pytest.mark.django_db


def _again(seat: Seat, **changes: Any) -> actions.BriefDraft:
    """The stored draft of job 1 as a command, with changes."""
    page = queries.draft(seat, queries.job(seat, 1).id)
    assert page is not None
    names = [name for name in actions.BriefDraft.__dataclass_fields__ if name != "owner_estimate_minutes"]
    return replace(actions.BriefDraft(**{name: getattr(page, name) for name in names}), **changes)


def test_everything_that_was_typed_is_kept() -> None:
    seat = given_workspace()
    command = complete_draft(seat)
    page = given_draft(seat)
    assert [line.text for line in page.deliverables] == [line.text for line in command.deliverables]
    assert [(line.text, line.must, line.judged_by, line.check, line.early) for line in page.criteria] == [
        (line.text, line.must, line.judged_by, line.check, line.early) for line in command.criteria
    ]
    for name in ("goal", "references", "out_of_scope", "deadline_at", "planned_minutes", "rate_minor", "currency"):
        assert getattr(page, name) == getattr(command, name)
    assert (page.condition, page.budget_kind) == (Condition.FINISHED, BudgetKind.HOURS)
    assert (page.reserve_minutes, page.feasibility_minutes, page.revision) == (120, 60, 1)


def test_a_new_criterion_may_name_a_new_deliverable() -> None:
    page = given_draft(given_workspace())
    logo, card = page.deliverables
    assert [line.deliverable_key for line in page.criteria] == [logo.key, logo.key, card.key, logo.key]
    keys = {line.key for line in page.deliverables} | {line.key for line in page.criteria}
    assert len(keys) == 6
    assert all(len(key) == 12 for key in keys)


def test_an_empty_draft_is_saved_too() -> None:
    seat = given_workspace()
    page = given_draft(
        seat, **{name: getattr(actions.BriefDraft(), name) for name in ("goal", "deliverables", "criteria")}
    )
    assert (page.goal, page.deliverables, page.criteria) == ("", (), ())


def test_stored_rows_keep_their_keys_when_they_are_reworded_and_moved() -> None:
    seat = given_workspace()
    before = given_draft(seat)
    reworded = tuple(replace(line, text=f"{line.text}!") for line in reversed(before.criteria))
    after = actions.save_brief(seat, 1, _again(seat, criteria=reworded))
    assert [line.key for line in after.criteria] == [line.key for line in reversed(before.criteria)]
    assert after.criteria == reworded
    assert after.deliverables == before.deliverables


def test_a_criterion_of_a_deliverable_that_is_taken_away_is_about_the_whole_job() -> None:
    seat = given_workspace()
    before = given_draft(seat)
    after = actions.save_brief(seat, 1, _again(seat, deliverables=before.deliverables[:1]))
    assert [line.deliverable_key for line in after.criteria] == [
        before.deliverables[0].key,
        before.deliverables[0].key,
        "",
        before.deliverables[0].key,
    ]


def test_rows_without_words_are_left_out() -> None:
    seat = given_workspace()
    page = given_draft(
        seat,
        deliverables=(DeliverableLine(LOGO, "The logo"), DeliverableLine(CARD, "")),
        criteria=(criterion("Readable", about=LOGO), criterion("", about=LOGO), criterion("", check="link")),
    )
    assert [line.text for line in page.deliverables] == ["The logo"]
    assert [(line.text, line.check) for line in page.criteria] == [("Readable", ""), ("", "link")]


@pytest.mark.parametrize("key", ["aaaaaaaaaaaa", "new9"])
def test_a_criterion_cannot_name_a_foreign_deliverable(key: str) -> None:
    seat = given_workspace()
    before = given_draft(seat)
    with pytest.raises(Invalid, match="not part of this brief"):
        actions.save_brief(seat, 1, _again(seat, criteria=(criterion("Readable", about=key),)))
    assert queries.draft(seat, before.job_id) == before


def test_the_deliverables_and_criteria_of_another_job_cannot_be_taken_over() -> None:
    seat = given_workspace()
    given_draft(seat)
    other = given_draft(seat, given_job(seat))
    takings: list[dict[str, Any]] = [
        {"deliverables": other.deliverables},
        {"criteria": other.criteria},
        {"criteria": (replace(other.criteria[0], key=""),)},
    ]
    for stolen in takings:
        with pytest.raises(Invalid):
            actions.save_brief(seat, 1, _again(seat, **stolen))
    assert queries.draft(seat, other.job_id) == other


def test_a_key_cannot_come_twice() -> None:
    seat = given_workspace()
    before = given_draft(seat)
    with pytest.raises(Invalid):
        actions.save_brief(seat, 1, _again(seat, criteria=(before.criteria[0], before.criteria[0])))


def test_the_second_of_two_writers_is_told_and_changes_nothing() -> None:
    seat = given_workspace()
    first = given_draft(seat)
    anna = given_member(seat, Role.MANAGER, name="Anna Weiss")
    actions.save_brief(anna, 1, replace(_again(seat), goal="Anna's goal"))
    with pytest.raises(Stale, match="Anna Weiss changed this brief") as refusal:
        actions.save_brief(seat, 1, replace(_again(seat), goal="My goal", revision=first.revision))
    assert refusal.value.status == 409
    now = queries.draft(seat, first.job_id)
    assert now is not None
    assert (now.goal, now.revision, now.changed_by_id) == ("Anna's goal", 2, anna.member_id)


def test_saving_is_recorded_without_the_words() -> None:
    seat = given_workspace()
    given_draft(seat)
    event = events_of_job(seat, 1, limit=1)[0]
    assert (event.verb, dict(event.facts)) == ("brief_saved", {"version": 1, "revision": 1})


def test_the_estimate_may_be_corrected_until_contractors_are_asked() -> None:
    seat = given_workspace()
    page = given_draft(seat, owner_estimate_minutes=600)
    assert page.owner_estimate_minutes == 600
    actions.save_brief(seat, 1, _again(seat))
    assert queries.job(seat, 1).owner_estimate_minutes == 600
    actions.send_brief(seat, 1)
    actions.move_job(seat, page.job_id, JobStage.WORK)
    actions.revise_brief(seat, 1)
    actions.save_brief(seat, 1, _again(seat, owner_estimate_minutes=60))
    assert queries.job(seat, 1).owner_estimate_minutes == 600


@pytest.mark.parametrize(
    "changes",
    [
        {"goal": "x" * 20_001},
        {"planned_minutes": -60},
        {"reserve_minutes": 600_001},
        {"rate_minor": 2_000_000_001},
        {"fixed_minor": 10**17},
        {"deliverables": tuple(DeliverableLine(f"new{n}", "File") for n in range(51))},
        {"deliverables": (DeliverableLine("new1", "x" * 501),)},
        {"criteria": tuple(criterion(f"Rule {n}") for n in range(101))},
        {"criteria": (criterion("x" * 501),)},
        {"criteria": (criterion("A check", check="x" * 201),)},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_what_the_tables_could_not_hold_is_refused(changes: dict[str, Any]) -> None:
    seat = given_workspace()
    before = given_draft(seat)
    with pytest.raises(Invalid):
        actions.save_brief(seat, 1, _again(seat, **changes))
    assert queries.draft(seat, before.job_id) == before


def test_a_finding_is_overruled_by_name_with_a_reason() -> None:
    seat = given_workspace()
    page = given_draft(seat, goal="The sign looks professional from across the street.")
    anna = given_member(seat, Role.MANAGER, name="Anna Weiss")
    actions.overrule_finding(later(anna, hours=1), 1, "vague-word", "", " The client uses this word. ")
    found = next(one for one in queries.judged(seat, page) if one.finding.rule == "vague-word")
    assert found.overrule is not None
    assert (found.overrule.member_id, found.overrule.reason) == (anna.member_id, "The client uses this word.")
    event = events_of_job(seat, 1, limit=1)[0]
    assert (event.verb, event.facts["rule"]) == ("finding_overruled", "vague-word")
    assert "client" not in str(event.facts)


def test_an_overrule_holds_for_these_words_only() -> None:
    seat = given_workspace()
    given_draft(seat, goal="The sign looks professional.")
    actions.overrule_finding(seat, 1, "vague-word", "", "Agreed in the call.")
    changed = actions.save_brief(seat, 1, _again(seat, goal="The sign looks beautiful."))
    assert [one.overrule for one in queries.judged(seat, changed) if one.finding.rule == "vague-word"] == [None]
    back = actions.save_brief(seat, 1, _again(seat, goal="The sign looks professional."))
    assert all(one.overrule for one in queries.judged(seat, back) if one.finding.rule == "vague-word")


def test_what_a_later_law_relies_on_cannot_be_overruled() -> None:
    seat = given_workspace()
    given_draft(seat, reserve_minutes=None)
    with pytest.raises(Refused, match="cannot be overruled"):
        actions.overrule_finding(seat, 1, "reserve-missing", "", "We have none.")


def test_what_is_not_found_cannot_be_overruled() -> None:
    seat = given_workspace()
    given_draft(seat)
    with pytest.raises(Stale, match="no longer found"):
        actions.overrule_finding(seat, 1, "deadline-passed", "", "It is fine.")


@pytest.mark.parametrize("reason", ["", "   ", "x" * 501])
def test_an_overrule_needs_a_reason(reason: str) -> None:
    seat = given_workspace()
    given_draft(seat, goal="It looks professional.")
    with pytest.raises(Invalid) as refusal:
        actions.overrule_finding(seat, 1, "vague-word", "", reason)
    assert refusal.value.field == "reason"


def test_the_first_version_cannot_be_discarded() -> None:
    seat = given_workspace()
    given_draft(seat)
    with pytest.raises(Refused, match="first version"):
        actions.discard_draft(seat, 1)


def test_a_later_draft_is_discarded_with_its_digest_on_record() -> None:
    seat = given_workspace()
    sent = given_sent_brief(seat)
    draft = actions.revise_brief(seat, 1)
    actions.discard_draft(seat, 1)
    assert queries.draft(seat, sent.job_id) is None
    assert queries.sent_brief(seat, sent.job_id) == sent
    event = events_of_job(seat, 1, limit=1)[0]
    assert (event.verb, event.facts["sha256"]) == ("brief_discarded", draft.digest)
    with pytest.raises(Stale):
        actions.discard_draft(seat, 1)


def test_only_leaders_write() -> None:
    seat = given_workspace()
    before = given_draft(seat, goal="It looks professional.")
    viewer = given_member(seat, Role.VIEWER)
    for act in (
        lambda: actions.save_brief(viewer, 1, _again(seat, goal="Mine")),
        lambda: actions.send_brief(viewer, 1),
        lambda: actions.overrule_finding(viewer, 1, "vague-word", "", "It is fine"),
        lambda: actions.revise_brief(viewer, 1),
        lambda: actions.discard_draft(viewer, 1),
    ):
        with pytest.raises(NotYours):
            act()
    assert queries.draft(viewer, before.job_id) == before
