"""What waits for whom: opened once, shown in order, closed by what ends it."""

from dataclasses import replace

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from duomo.desk.seats import actions as seats
from duomo.desk.seats.models import Person
from duomo.desk.seats.rights import Role
from duomo.desk.seats.seat import Seat
from duomo.desk.waits import actions, queries
from duomo.desk.waits.models import Notice, Wait
from tests.builders import AT, given_guest, given_member, given_workspace, later
from tests.desk.waits.builders import given_wait, mails_to, told_how, utc

pytestmark = pytest.mark.django_db

OWNER = "marta@castell.example"


def titles(seat: Seat) -> list[str]:
    return [line.title for line in queries.queue(seat)]


def test_an_act_waits_for_each_member_who_is_asked_and_for_nobody_else() -> None:
    owner = given_workspace()
    manager, viewer = given_member(owner, Role.MANAGER), given_member(owner, Role.VIEWER)
    given_wait(owner, owner, manager, why="Vera waits.", whose="Vera Winter", job_number=7, minutes=10)
    for seat in [owner, manager]:
        (line,) = queries.queue(seat)
        assert (line.kind, line.key, line.title) == ("answer", "question-1", "Answer a question on “Autumn catalogue”")
        assert (line.why, line.whose, line.url, line.job_number) == ("Vera waits.", "Vera Winter", "/jobs/7/", 7)
        assert (line.since_at, line.due_at, line.minutes, line.late) == (AT, None, 10, False)
        assert queries.waiting_count(seat) == 1
    assert queries.queue(viewer) == ()
    assert queries.waiting_count(viewer) == 0
    assert queries.queue(Seat.system(owner.workspace_id, AT)) == ()


def test_the_same_act_waits_once_and_shows_the_newest_words() -> None:
    owner = given_workspace()
    given_wait(owner, owner, title="First")
    given_wait(later(owner, hours=1), owner, title="Second", due_at=utc("2026-11-25 09:00"))
    (line,) = queries.queue(owner)
    assert (line.title, line.since_at, line.due_at) == ("Second", AT, utc("2026-11-25 09:00"))
    assert len(mails_to(OWNER)) == 1


def test_an_act_can_wait_again_after_it_was_done() -> None:
    owner = given_workspace()
    given_wait(owner, owner)
    actions.settle(owner, kind="answer", key="question-1")
    given_wait(later(owner, hours=1), owner)
    assert queries.waiting_count(owner) == 1
    assert len(mails_to(OWNER)) == 2


def test_the_queue_begins_with_what_is_due_first_and_says_what_is_late() -> None:
    owner = given_workspace()
    given_wait(owner, owner, key="a", title="no date, older")
    given_wait(later(owner, hours=1), owner, key="b", title="no date, newer")
    given_wait(owner, owner, key="c", title="late", due_at=utc("2026-11-22 09:00"))
    given_wait(owner, owner, key="d", title="soon", due_at=utc("2026-11-24 09:00"))
    assert titles(owner) == ["late", "soon", "no date, older", "no date, newer"]
    assert [line.late for line in queries.queue(owner)] == [True, False, False, False]
    assert len(queries.queue(owner, limit=2)) == 2


def test_what_is_done_waits_no_more_for_those_it_was_done_for() -> None:
    owner = given_workspace()
    manager = given_member(owner, Role.MANAGER)
    given_wait(owner, owner, manager)
    given_wait(owner, owner, key="question-2")
    actions.settle(owner, kind="answer", key="question-1", members=[manager.acting_member])
    assert (queries.waiting_count(owner), queries.waiting_count(manager)) == (2, 0)
    actions.settle(owner, kind="answer", key="question-1")
    assert [line.key for line in queries.queue(owner)] == ["question-2"]
    actions.settle(owner, kind="review", key="question-2")
    actions.settle(owner, kind="answer", key="question-9")
    assert queries.waiting_count(owner) == 1


def test_an_ended_job_settles_everything_about_it() -> None:
    owner = given_workspace()
    guest = given_guest(owner)
    given_wait(owner, owner, guest, job_number=7)
    given_wait(owner, owner, key="question-2", job_number=8)
    given_wait(owner, owner, key="question-3")
    actions.settle_job(owner, 7)
    assert [line.key for line in queries.queue(owner)] == ["question-2", "question-3"]
    assert queries.waiting_count(guest) == 0


def test_nothing_waits_for_members_of_other_workspaces() -> None:
    owner = given_workspace()
    stranger = given_workspace(name="Winter", owner_email="stranger@winter.example")
    given_wait(owner, owner, stranger)
    given_wait(stranger, stranger)
    assert queries.waiting_count(stranger) == 1
    assert Wait.unscoped.filter(member_id=stranger.acting_member).count() == 1
    actions.settle(owner, kind="answer", key="question-1")
    actions.settle_job(owner, 7)
    assert queries.waiting_count(stranger) == 1
    assert queries.queue(replace(owner, member_id=stranger.member_id)) == ()


def test_nothing_waits_for_somebody_who_left_or_lost_the_rights() -> None:
    owner = given_workspace()
    manager, reviewer = given_member(owner, Role.MANAGER), given_member(owner, Role.REVIEWER)
    second = given_member(owner, Role.OWNER, "second@castell.example")
    given_wait(owner, owner, manager, reviewer, second)
    seats.remove_member(owner, reviewer.acting_member)
    seats.set_role(owner, manager.acting_member, Role.VIEWER)
    seats.set_role(owner, second.acting_member, Role.MANAGER)
    counts = [queries.waiting_count(seat) for seat in [owner, manager, reviewer, second]]
    assert counts == [1, 0, 0, 1]
    given_wait(owner, reviewer, key="question-2")
    assert queries.waiting_count(reviewer) == 0


def test_a_refused_deed_leaves_neither_wait_nor_mail() -> None:
    owner = given_workspace()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        given_wait(owner, owner)
        raise ZeroDivisionError
    assert Wait.unscoped.count() == 0
    assert Notice.unscoped.count() == 0
    assert mails_to(OWNER) == []


def test_long_words_are_cut_and_not_refused() -> None:
    owner = given_workspace()
    given_wait(owner, owner, title="x" * 999, why="y" * 999, whose="z" * 999)
    (line,) = queries.queue(owner)
    assert (len(line.title), len(line.why), len(line.whose)) == (300, 500, 120)


def test_reading_the_queue_takes_one_query_however_long_it_is() -> None:
    owner = given_workspace()
    told_how(owner, "never")
    for number in range(15):
        given_wait(owner, owner, key=f"question-{number}")
    with CaptureQueriesContext(connection) as seen:
        assert len(queries.queue(owner)) == 15
    assert len(seen) == 1


def test_nobody_is_mailed_about_the_own_act() -> None:
    owner = given_workspace()
    manager = given_member(owner, Role.MANAGER)
    members = [owner.acting_member, manager.acting_member]
    actions.ask_for(owner, members=members, kind="brief", key="job-1", title="Finish the brief", url="/jobs/1/brief/")
    assert titles(owner) == titles(manager) == ["Finish the brief"]
    assert [mailed_about(seat, "Finish the brief") for seat in (owner, manager)] == [False, True]


def mailed_about(seat: Seat, title: str) -> bool:
    address = Person.objects.get(pk=seat.acting_person).email
    return any(title in mail.subject for mail in mails_to(address))
