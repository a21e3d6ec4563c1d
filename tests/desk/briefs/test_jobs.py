"""Opening, correcting and moving a job."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from duomo.core.delivery import JobStage
from duomo.desk.briefs import actions, queries
from duomo.desk.kit.refusals import Invalid, NotYours, Refused, Stale
from duomo.desk.seats.actions import retire_function
from duomo.desk.seats.queries import events_of_job, functions
from duomo.desk.seats.rights import Role
from duomo.desk.seats.seat import Seat
from duomo.desk.waits.queries import queue
from tests.builders import given_guest, given_member, given_workspace, later
from tests.desk.briefs.builders import given_draft, given_job, given_sent_brief

pytestmark = pytest.mark.django_db


def test_an_opened_job_has_an_empty_draft_in_the_currency_of_the_workspace() -> None:
    seat = given_workspace(currency="CHF")
    job = actions.open_job(seat, actions.OpenJob("  Menu card ", "design", 90))
    draft = queries.draft(seat, job.id)
    assert draft is not None
    assert (job.number, job.title, job.function_slug, job.stage) == (1, "Menu card", "design", JobStage.BRIEF)
    assert job.owner_estimate_minutes == 90
    assert (draft.number, draft.state, draft.currency, draft.condition, draft.goal) == (
        1,
        "draft",
        "CHF",
        "finished",
        "",
    )
    assert draft.owner_estimate_minutes == 90


def test_the_draft_waits_for_who_opened_the_job() -> None:
    seat = given_workspace()
    manager = given_member(seat, Role.MANAGER)
    given_job(manager, title="Menu card")
    assert [line.title for line in queue(manager)] == ["Finish the brief: Menu card"]
    assert not queue(seat)


def test_opening_is_recorded() -> None:
    seat = given_workspace()
    job = given_job(seat)
    event = events_of_job(seat, job.number, limit=5)[0]
    assert (event.verb, event.member_id, event.facts["estimate"]) == ("job_opened", seat.member_id, 840)


@pytest.mark.parametrize(
    ("title", "function", "field"),
    [("   ", "design", "title"), ("x" * 201, "design", "title"), ("Menu", "cooking", "function_slug")],
)
def test_a_job_without_a_usable_title_or_function_is_refused(title: str, function: str, field: str) -> None:
    seat = given_workspace()
    with pytest.raises(Invalid) as refusal:
        actions.open_job(seat, actions.OpenJob(title, function))
    assert refusal.value.field == field
    assert not queries.job_list(seat).object_list


def test_title_function_and_estimate_change_in_the_stage_of_the_brief() -> None:
    seat = given_workspace()
    job = given_job(seat)
    after = actions.change_job(seat, job.number, "New title", "copywriting", 60)
    assert (after.title, after.function_slug, after.owner_estimate_minutes) == ("New title", "copywriting", 60)
    assert events_of_job(seat, job.number, limit=1)[0].facts["fields"] == [
        "title",
        "function_id",
        "owner_estimate_minutes",
    ]


def test_a_job_at_work_keeps_its_estimate() -> None:
    seat = given_workspace()
    job = given_job(seat)
    actions.move_job(seat, job.id, JobStage.WORK)
    with pytest.raises(Refused, match="asked already"):
        actions.change_job(seat, job.number, "New title", "design", 60)
    assert queries.job(seat, job.number).owner_estimate_minutes == 840


def test_a_job_keeps_a_function_that_was_retired() -> None:
    seat = given_workspace()
    job = given_job(seat)
    retire_function(seat, next(line.id for line in functions(seat) if line.slug == "design"))
    assert actions.change_job(seat, job.number, "New title", "design", 60).function_slug == "design"
    with pytest.raises(Invalid):
        actions.open_job(seat, actions.OpenJob("Another", "design"))


def test_a_job_moves_along_the_path_and_remembers_when() -> None:
    seat = given_workspace()
    job = given_job(seat)
    tomorrow = later(seat, days=1)
    actions.move_job(tomorrow, job.id, JobStage.TRIAL, note="3 contractors")
    after = queries.job(seat, job.number)
    assert (after.stage, after.stage_note, after.moved_at) == (JobStage.TRIAL, "3 contractors", tomorrow.at)


def test_a_job_that_is_there_already_stays() -> None:
    seat = given_workspace()
    job = given_job(seat)
    actions.move_job(seat, job.id, JobStage.WORK, note="round 1")
    actions.move_job(later(seat, days=1), job.id, JobStage.WORK)
    assert queries.job(seat, job.number) == replace(job, stage=JobStage.WORK, stage_note="round 1", moved_at=seat.at)
    actions.move_job(later(seat, days=1), job.id, JobStage.WORK, note="round 2")
    assert queries.job(seat, job.number).stage_note == "round 2"


def test_an_ended_job_moves_no_more() -> None:
    seat = given_workspace()
    job = given_job(seat)
    actions.move_job(seat, job.id, JobStage.DONE)
    with pytest.raises(Stale, match="done"):
        actions.move_job(seat, job.id, JobStage.WORK)


def test_an_ended_job_keeps_its_brief() -> None:
    seat = given_workspace()
    job = given_job(seat)
    draft = given_draft(seat, job)
    actions.move_job(seat, job.id, JobStage.DONE)
    acts: tuple[Callable[[], object], ...] = (
        lambda: actions.save_brief(seat, job.number, actions.BriefDraft(revision=draft.revision)),
        lambda: actions.send_brief(seat, job.number),
        lambda: actions.overrule_finding(seat, job.number, "vague-word", "", "It is fine"),
    )
    for act in acts:
        with pytest.raises(Refused, match="has ended"):
            act()
    assert queries.draft(seat, job.id) == draft


def test_nobody_but_leaders_opens_or_changes_jobs() -> None:
    seat = given_workspace()
    job = given_job(seat)
    others = [given_member(seat, role) for role in (Role.VIEWER, Role.BOOKKEEPER, Role.REVIEWER)]
    for other in [*others, given_guest(seat)]:
        with pytest.raises(NotYours):
            given_job(other)
        with pytest.raises(NotYours):
            actions.change_job(other, job.number, "Mine now", "design", 1)
    assert queries.job(seat, job.number).title == job.title


def test_a_job_of_another_workspace_does_not_exist() -> None:
    seat = given_workspace()
    stranger = given_workspace("Other", owner_email="other@example.com")
    job = given_job(stranger)
    given_sent_brief(stranger, job)
    acts: list[Callable[[], object]] = [
        lambda: queries.job(seat, job.number),
        lambda: queries.job_by_id(seat, job.id),
        lambda: queries.version(seat, job.number, 1),
        lambda: actions.change_job(seat, job.number, "Mine", "design", 1),
        lambda: actions.move_job(seat, job.id, JobStage.DONE),
        lambda: actions.revise_brief(seat, job.number),
        lambda: actions.discard_draft(seat, job.number),
        lambda: actions.send_brief(seat, job.number),
        lambda: actions.save_brief(seat, job.number, actions.BriefDraft()),
        lambda: actions.overrule_finding(seat, job.number, "vague-word", "", "why not"),
    ]
    for act in acts:
        with pytest.raises(NotYours):
            act()
    assert queries.sent_brief(seat, job.id) is None
    assert queries.draft(seat, job.id) is None
    assert not queries.jobs_by_id(seat, [job.id])


def test_who_sees_titles_sees_the_job_and_nobody_else() -> None:
    seat = given_workspace()
    job = given_job(seat)
    for role in (Role.MANAGER, Role.VIEWER, Role.BOOKKEEPER):
        assert queries.job(given_member(seat, role), job.number) == job
    for other in (given_member(seat, Role.REVIEWER), given_guest(seat)):
        for ask in (lambda who: queries.job(who, job.number), queries.job_list, lambda who: queries.board(who, 3)):
            with pytest.raises(NotYours):
                ask(other)


def _titles(seat: Seat, **chosen: str) -> list[str]:
    return [line.title for line in queries.job_list(seat, **chosen).object_list]


def test_the_list_shows_the_newest_first_and_is_found_by_stage_title_and_number() -> None:
    seat = given_workspace()
    first = given_job(seat, title="Menu card")
    given_job(seat, title="Price list")
    actions.move_job(seat, first.id, JobStage.WORK)
    assert _titles(seat) == ["Price list", "Menu card"]
    assert _titles(seat, stage="work") == ["Menu card"]
    assert _titles(seat, stage="nonsense") == ["Price list", "Menu card"]
    assert _titles(seat, text="MENU") == ["Menu card"]
    assert _titles(seat, text="2") == ["Price list"]
    assert _titles(seat, text="²") == []
    assert _titles(seat, text="%") == []


def test_the_board_shows_the_latest_arrivals_of_each_stage_with_their_count() -> None:
    seat = given_workspace()
    jobs = [given_job(seat, title=f"Job {number}") for number in range(4)]
    for hour, job in enumerate(jobs):
        actions.move_job(later(seat, hours=hour), job.id, JobStage.WORK)
    columns = {column.stage: column for column in queries.board(seat, 2)}
    assert [line.title for line in columns[JobStage.WORK].jobs] == ["Job 3", "Job 2"]
    assert (columns[JobStage.WORK].count, columns[JobStage.WORK].more) == (4, False)
    assert (columns[JobStage.BRIEF].count, columns[JobStage.BRIEF].jobs) == (0, ())
