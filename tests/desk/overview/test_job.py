"""The page of a job: what is next at every stage, the hours, the record, and who may see it."""

import pytest

from duomo.desk.assignments import actions as assignments
from duomo.desk.assignments.actions import FeasibilityAnswer
from duomo.desk.briefs import actions as briefs
from duomo.desk.kit.refusals import NotYours
from duomo.desk.overview import queries
from duomo.desk.overview.queries.sentences import SENTENCES
from duomo.desk.overview.queries.timeline import sentence
from duomo.desk.seats.models import Event
from duomo.desk.seats.rights import Role
from tests.browsing import page_of, queries_of
from tests.builders import given_guest, given_member, given_workspace
from tests.desk.assignments.builders import given_acknowledged_assignment, given_working_assignment
from tests.desk.briefs.builders import given_job, given_sent_brief
from tests.desk.delivery.builders import given_accepted_job, given_delivery_in_review, given_missed_job
from tests.desk.people.builders import given_contractor
from tests.desk.trials.builders import given_open_trial, given_revealed_trial

pytestmark = pytest.mark.django_db


def test_a_draft_wants_to_be_finished() -> None:
    owner = given_workspace()
    page = queries.job(owner, given_job(owner).number)
    assert page.next.act == "Finish the brief"
    assert [step.state for step in page.steps] == ["now", "todo", "todo", "todo"]


def test_a_sent_brief_leads_to_a_trial_or_to_a_hire() -> None:
    owner = given_workspace()
    page = queries.job(owner, given_sent_brief(owner).job_number)
    assert page.next.act == "Test contractors"
    assert [label for label, _ in page.next.others] == ["Hire without a trial", "Change the brief"]


def test_a_trial_that_runs_and_one_that_waits_for_a_decision() -> None:
    owner = given_workspace()
    running = given_open_trial(owner)
    assert "0 of 2 have handed in" in queries.job(owner, running.job_number).next.rest


def test_a_revealed_trial_wants_a_decision() -> None:
    owner = given_workspace()
    trial = given_revealed_trial(owner)
    assert queries.job(owner, trial.job_number).next.act == "Decide"


def test_work_shows_both_purses_and_who_is_at_it() -> None:
    owner = given_workspace()
    line, _ = given_working_assignment(owner)
    page = queries.job(owner, line.job_number)
    work = page.at_work[0]
    assert [purse.total_minutes for purse in work.purses] == [480, 120]
    assert work.state == "at work"
    assert page.next.lead.endswith("is at work.")
    assert page.steps[1].note == "Skipped."


def test_not_possible_offers_a_second_opinion() -> None:
    owner = given_workspace()
    line, guest = given_acknowledged_assignment(owner)
    assignments.answer_feasibility(guest, line.key, FeasibilityAnswer("not_possible", "The theme has no such hook."))
    step = queries.job(owner, line.job_number).next
    assert step.act == "Ask for a second opinion"
    assert step.url.endswith(f"?second={line.key}")


def test_a_delivery_wants_a_review() -> None:
    owner = given_workspace()
    delivery, _ = given_delivery_in_review(owner)
    step = queries.job(owner, 1).next
    assert (step.act, step.url) == ("Review delivery 1", f"/deliveries/{delivery.key}/review/")


def test_a_job_that_ended_says_how() -> None:
    owner = given_workspace()
    missed = given_missed_job(owner, contractor=given_contractor(owner, name="Late Maker", email="late@example.com"))
    for number, lead in ((given_accepted_job(owner), "It was a hit."), (missed, "It was a miss.")):
        page = queries.job(owner, number)
        assert page.next.lead == lead
        assert not page.may_log
        assert all(step.state == "done" for step in page.steps)


def test_a_viewer_sees_where_it_stands_without_acts_and_money() -> None:
    owner = given_workspace()
    line, _ = given_working_assignment(owner)
    page = queries.job(given_member(owner, Role.VIEWER), line.job_number)
    assert page.next.url == ""
    assert page.at_work[0].payable == ""
    assert page.at_work[0].rate == ""
    assert page.at_work[0].deeds == ()


def test_reviewers_contractors_and_strangers_find_nothing() -> None:
    owner = given_workspace()
    number = given_job(owner).number
    others = (
        given_member(owner, Role.REVIEWER),
        given_guest(owner),
        given_workspace(name="Others", owner_email="other@example.com"),
    )
    for seat in others:
        with pytest.raises(NotYours):
            queries.job(seat, number)


def test_events_come_in_pages() -> None:
    owner = given_workspace()
    job = given_job(owner)
    for number in range(25):
        briefs.change_job(owner, job.number, f"Title {number}", "design", 600)
    first = queries.job(owner, job.number)
    assert len(first.events) == 20
    before = first.older_events_url.split("before=")[1].split("#")[0]
    second = queries.job(owner, job.number, before=before)
    assert second.older_events_url == ""
    assert "opened the job." in [event.did for event in second.events]
    assert queries.job(owner, job.number, before="not a number").events == first.events


def test_every_act_on_a_job_has_a_sentence() -> None:
    owner = given_workspace()
    given_accepted_job(owner)
    given_missed_job(owner, contractor=given_contractor(owner, name="Somebody Else", email="else@example.com"))
    given_revealed_trial(owner)
    verbs = set(Event.objects.within(owner).filter(job_number__isnull=False).values_list("verb", flat=True))
    assert verbs - set(SENTENCES) == set()


def test_a_fact_that_an_older_event_lacks_is_a_question_mark() -> None:
    assert sentence("brief_sent", {}) == "sent brief version ?. It is frozen from here on."
    assert sentence("something_new_happened", {}) == "something new happened."


def test_the_page_costs_the_same_however_much_has_happened() -> None:
    owner = given_workspace()
    line, guest = given_working_assignment(owner)
    few = queries_of(owner, f"/jobs/{line.job_number}/")
    for number in range(6):
        assignments.ask(guest, line.key, f"Question {number}?")
    assert queries_of(owner, f"/jobs/{line.job_number}/") <= few


def test_a_hostile_title_is_only_text() -> None:
    owner = given_workspace()
    job = given_job(owner, title="<script>alert(1)</script>")
    assert "<script>alert(1)" not in page_of(owner, f"/jobs/{job.number}/")
