"""Who gets through to the pages of jobs and briefs, and how much they ask of the database."""

from collections.abc import Callable
from functools import partial

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from duomo.core.delivery import JobStage
from duomo.desk.briefs import actions, queries
from duomo.desk.seats.rights import Role
from duomo.desk.seats.seat import Seat
from tests.builders import given_guest, given_member, given_workspace
from tests.desk.briefs.browser import signed_in
from tests.desk.briefs.builders import complete_draft, criterion, given_draft, given_job, given_sent_brief

pytestmark = pytest.mark.django_db

READ = ["/jobs/1/brief/", "/jobs/1/brief/versions/1/"]
WRITE = [
    "/jobs/new/",
    "/jobs/1/edit/",
    "/jobs/1/brief/send/",
    "/jobs/1/brief/revise/",
    "/jobs/1/brief/discard/",
    "/jobs/1/brief/overrule/?rule=vague-word&target=",
]


def _given_draft_of_version_two(seat: Seat) -> None:
    given_sent_brief(seat, goal="It looks professional.")
    actions.revise_brief(seat, 1)


@pytest.mark.parametrize("address", [*READ, *WRITE])
def test_owner_and_manager_come_in(client: Client, address: str) -> None:
    seat = given_workspace()
    _given_draft_of_version_two(seat)
    for one in (seat, given_member(seat, Role.MANAGER)):
        assert signed_in(client, one).get(address).status_code == 200


@pytest.mark.parametrize("address", [*READ, *WRITE])
def test_nobody_is_led_to_the_sign_in(client: Client, address: str) -> None:
    _given_draft_of_version_two(given_workspace())
    response = client.get(address)
    assert response.status_code == 302
    assert response["Location"].startswith("/sign-in/?next=")


@pytest.mark.parametrize("address", [*READ, *WRITE])
def test_others_find_nothing(client: Client, address: str) -> None:
    seat = given_workspace()
    _given_draft_of_version_two(seat)
    others = [given_member(seat, Role.REVIEWER), given_member(seat, Role.BOOKKEEPER), given_guest(seat)]
    if address in WRITE:
        others.append(given_member(seat, Role.VIEWER))
    for other in others:
        browser = signed_in(client, other)
        assert browser.get(address).status_code == 404
        assert browser.post(address, {}).status_code == 404


@pytest.mark.parametrize("address", [*READ, *(address for address in WRITE if "new" not in address)])
def test_a_stranger_gets_the_same_answer_as_for_a_job_that_does_not_exist(client: Client, address: str) -> None:
    _given_draft_of_version_two(given_workspace())
    stranger = signed_in(client, given_workspace("Other", owner_email="other@example.com"))
    foreign, missing = stranger.get(address), stranger.get(address.replace("/1/", "/987/", 1))
    assert (foreign.status_code, missing.status_code) == (404, 404)
    assert foreign.content.replace(b"/1/", b"/987/") == missing.content
    assert stranger.post(address, {}).status_code == 404


def _asked(act: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as asked:
        act()
    return len(asked)


def test_lists_and_board_ask_no_more_with_more_jobs() -> None:
    seat = given_workspace()

    def grow(count: int) -> list[int]:
        for _ in range(count):
            job = given_sent_brief(seat, given_job(seat))
            actions.move_job(seat, job.job_id, JobStage.WORK)
            given_job(seat)
        ids = [line.id for line in queries.job_list(seat).object_list]
        asks = (
            lambda: queries.job_list(seat),
            lambda: queries.job_list(seat, stage="work", text="logo"),
            lambda: queries.board(seat, 1),
            lambda: queries.jobs_by_id(seat, ids),
        )
        return [_asked(ask) for ask in asks]

    grow(2)
    assert grow(1) == grow(5)


def test_the_editor_asks_no_more_with_more_rows_and_versions(client: Client) -> None:
    seat = given_workspace()
    browser = signed_in(client, seat)
    given_sent_brief(seat)
    actions.revise_brief(seat, 1)
    addresses = ["/jobs/1/brief/", "/jobs/1/brief/send/", "/jobs/1/brief/versions/2/"]
    browser.get(addresses[0])
    before = [_asked(partial(browser.get, address)) for address in addresses]
    draft = queries.draft(seat, queries.job(seat, 1).id)
    assert draft is not None
    more = tuple(criterion(f"Modern and elegant rule {number}") for number in range(30))
    actions.save_brief(seat, 1, complete_draft(seat, criteria=more, revision=draft.revision))
    assert [_asked(partial(browser.get, address)) for address in addresses] == before


def test_saving_stored_rows_asks_no_more_with_more_rows() -> None:
    seat = given_workspace()

    def save_again(count: int) -> int:
        page = given_draft(seat, given_job(seat), criteria=tuple(criterion(f"Rule {n}") for n in range(count)))
        command = complete_draft(seat, deliverables=page.deliverables, criteria=page.criteria, revision=page.revision)
        return _asked(lambda: actions.save_brief(seat, page.job_number, command))

    assert save_again(2) == save_again(40)
