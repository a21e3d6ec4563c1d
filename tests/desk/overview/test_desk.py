"""The desk and the list of jobs: what each role sees of them, and that they do not grow with the past."""

import pytest

from duomo.desk.kit.refusals import NotYours
from duomo.desk.overview import queries
from duomo.desk.seats.rights import Role
from duomo.desk.seats.seat import Seat
from tests.browsing import client_of, page_of, queries_of
from tests.builders import given_guest, given_member, given_workspace, later
from tests.desk.briefs.builders import given_job, given_sent_brief
from tests.desk.delivery.builders import given_accepted_job, given_delivery_in_review, given_missed_job
from tests.desk.people.builders import given_contractor

pytestmark = pytest.mark.django_db


def given_delivery_by(seat: Seat, number: int) -> None:
    """A delivery that waits for its review, by a contractor of its own."""
    contractor = given_contractor(seat, name=f"Maker {number}", email=f"maker-{number}@example.com")
    given_delivery_in_review(seat, contractor=contractor)


def test_an_empty_desk_teaches_the_next_step() -> None:
    page = page_of(given_workspace(), "/")
    assert "Nothing waits for you." in page
    assert "Open a job to begin" in page


def test_the_desk_shows_what_waits_with_one_act_each() -> None:
    owner = given_workspace()
    given_delivery_by(owner, 1)
    page = queries.desk(later(owner, hours=2))
    review = next(row for row in page.queue if row.act == "Review")
    assert review.url.startswith("/deliveries/")
    assert page.oldest is not None
    assert [column.label for column in page.board] == ["Brief", "Trial", "Work", "Review", "Done"]


def test_the_three_figures_speak_of_what_ended() -> None:
    owner = given_workspace()
    given_accepted_job(owner)
    given_missed_job(owner, contractor=given_contractor(owner, name="Late Maker", email="late@example.com"))
    page = queries.desk(owner)
    assert page.misses is not None
    assert page.misses.jobs == 2
    assert 0 < page.misses.low < page.misses.mean < page.misses.high < 1
    assert page.saved is not None
    assert len(page.saved.months) == 12


def test_a_reviewer_has_a_queue_and_neither_board_nor_figures() -> None:
    owner = given_workspace()
    given_delivery_by(owner, 1)
    page = queries.desk(given_member(owner, Role.REVIEWER))
    assert (page.board, page.saved, page.reserves, page.may_open_job) == ((), None, None, False)


def test_a_contractor_is_led_to_the_portal() -> None:
    answer = client_of(given_guest(given_workspace())).get("/")
    assert (answer.status_code, answer["Location"]) == (302, "/portal/")


def test_a_contractor_has_no_desk() -> None:
    with pytest.raises(NotYours):
        queries.desk(given_guest(given_workspace()))


def test_the_desk_costs_the_same_however_much_there_is() -> None:
    owner = given_workspace()
    given_delivery_by(owner, 1)
    given_accepted_job(owner)
    few = queries_of(owner, "/")
    for number in range(2, 6):
        given_delivery_by(owner, number)
        given_job(owner, title=f"Another job {number}")
    assert queries_of(owner, "/") <= few


def test_the_list_of_jobs_is_narrowed_by_stage_and_words() -> None:
    owner = given_workspace()
    given_job(owner, title="A logo for the bakery")
    given_sent_brief(owner, given_job(owner, title="A poster"))
    assert [row.title for row in queries.jobs(owner, stage="", text="logo", page="1").rows] == ["A logo for the bakery"]
    assert len(queries.jobs(owner, stage="brief", text="", page="1").rows) == 2
    assert queries.jobs(owner, stage="done", text="", page="1").rows == ()
    assert len(queries.jobs(owner, stage="no such stage", text="", page="no page").rows) == 2


def test_a_bookkeeper_sees_titles_without_links() -> None:
    owner = given_workspace()
    given_job(owner)
    rows = queries.jobs(given_member(owner, Role.BOOKKEEPER), stage="", text="", page="1").rows
    assert [row.url for row in rows] == [""]


def test_the_list_of_jobs_costs_the_same_however_long() -> None:
    owner = given_workspace()
    given_job(owner)
    few = queries_of(owner, "/jobs/")
    for number in range(12):
        given_job(owner, title=f"Job {number}")
    assert queries_of(owner, "/jobs/") <= few
