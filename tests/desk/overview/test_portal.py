"""The contractor's pages: own assignments and nothing else."""

import pytest

from duomo.desk.assignments import actions as assignments
from duomo.desk.kit.refusals import NotYours
from duomo.desk.overview import queries
from duomo.desk.people.queries import choices
from tests.browsing import page_of, queries_of
from tests.builders import given_guest, given_workspace
from tests.desk.assignments.builders import given_assignment, given_working_assignment
from tests.desk.briefs.builders import given_job, given_sent_brief
from tests.desk.delivery.builders import given_accepted_job, given_delivery_in_review, given_missed_job, given_round
from tests.desk.people.builders import given_contractor
from tests.desk.trials.builders import given_open_trial, hand_in

pytestmark = pytest.mark.django_db


def test_an_empty_portal_says_what_will_come() -> None:
    assert "Nothing is waiting for you." in page_of(given_guest(given_workspace()), "/portal/")


def test_an_invitation_wants_an_answer() -> None:
    line, guest = given_assignment(given_workspace())
    assert queries.portal(guest).running[0].what_now == "read and accept"
    page = queries.assignment(guest, line.key)
    assert page.first is not None
    assert page.first.label == "Accept the assignment"
    assert [deed.label for deed in page.others] == ["Ask a question", "Decline"]
    assert [purse.label for purse in page.purses] == ["First look", "Work", "Reserve"]


def test_at_work_one_hands_in() -> None:
    line, guest = given_working_assignment(given_workspace())
    page = queries.assignment(guest, line.key)
    assert page.first is not None
    assert page.first.label == "Hand in"
    assert page.restated


def test_a_round_lists_its_points() -> None:
    owner = given_workspace()
    delivery, guest = given_delivery_in_review(owner)
    line = given_round(owner, delivery)
    page = queries.assignment(guest, line.key)
    assert [point.kind for point in page.points] == ["defect"]
    assert page.deliveries[0].files[0].name == "logo.svg"


def test_an_ended_assignment_has_nothing_to_do() -> None:
    owner = given_workspace()
    given_accepted_job(owner)
    guest = given_guest(owner, email=choices(owner)[0].email)
    page = queries.portal(guest)
    assert page.running == ()
    ended = queries.assignment(guest, page.ended[0].url.strip("/").split("/")[-1])
    assert ended.first is None


def test_another_contractor_finds_nothing() -> None:
    owner = given_workspace()
    line, _ = given_assignment(owner)
    stranger = given_guest(owner, email="other@example.com", name="Other Maker")
    with pytest.raises(NotYours):
        queries.assignment(stranger, line.key)


def test_the_owner_has_no_portal() -> None:
    owner = given_workspace()
    line, _ = given_assignment(owner)
    for read in (lambda: queries.portal(owner), lambda: queries.assignment(owner, line.key)):
        with pytest.raises(NotYours):
            read()


def test_what_one_participant_sees_does_not_depend_on_the_others() -> None:
    pages = []
    for others_hand_in in (False, True):
        owner = given_workspace(owner_email=f"owner-{others_hand_in}@example.com")
        trial = given_open_trial(owner)
        first, second = trial.entrants
        if others_hand_in:
            hand_in(second, note="Mine is in.")
        pages.append(page_of(first.seat, f"/assignments/{first.line.key}/").replace(first.line.key, "KEY"))
    assert without_tokens(pages[0]) == without_tokens(pages[1])


def without_tokens(page: str) -> list[str]:
    return [line for line in page.splitlines() if "csrfmiddlewaretoken" not in line and 'name="once"' not in line]


def test_the_portal_costs_the_same_however_many_assignments() -> None:
    owner = given_workspace()
    contractor = given_contractor(owner)
    line, guest = given_assignment(owner, contractor=contractor)
    few, few_of_one = queries_of(guest, "/portal/"), queries_of(guest, f"/assignments/{line.key}/")
    for number in range(4):
        brief = given_sent_brief(owner, given_job(owner, title=f"Job {number}"))
        given_assignment(owner, contractor=contractor, brief=brief)
        assignments.ask(guest, line.key, f"Question {number}?")
    assert queries_of(guest, "/portal/") <= few
    assert queries_of(guest, f"/assignments/{line.key}/") <= few_of_one


def test_a_contractors_page_shows_the_record() -> None:
    owner = given_workspace()
    assert "No work of this contractor has ended yet" in page_of(
        owner, f"/contractors/{given_contractor(owner).number}/"
    )
    given_missed_job(owner, contractor=given_contractor(owner, name="Late Maker", email="late@example.com"))
    page = queries.contractor(owner, 2)
    assert (page.rate.misses, len(page.rows)) == (1, 1)
    assert page.rows[0].reasons == "vanished"
