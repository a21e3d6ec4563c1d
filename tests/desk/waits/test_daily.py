"""The mail of the day: at eight where the person is, once, with what waits and what was told."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from duomo.desk.kit.tasks.periodic import every_periodic
from duomo.desk.seats import actions as seats
from duomo.desk.seats.rights import Role
from duomo.desk.seats.seat import Seat
from duomo.desk.waits import actions
from duomo.desk.waits.models import DailyMail, Notice
from tests.builders import given_member, given_workspace, later
from tests.desk.waits.builders import given_wait, mails_to, told_how, utc

pytestmark = pytest.mark.django_db

OWNER = "marta@castell.example"
BASE = "http://127.0.0.1:8000"
# Eight in the morning of Tuesday in Berlin.
EIGHT = utc("2026-11-24 07:00")


def given_daily(zone: str = "Europe/Berlin") -> Seat:
    owner = given_workspace()
    told_how(owner, "daily", zone)
    return owner


def tell(seat: Seat, key: str = "hired-1") -> None:
    members = [seat.acting_member]
    actions.tell(seat, members=members, key=key, subject="Vera was hired", text="For job 7.\nAt once.", url="/jobs/7/")


def test_one_mail_gathers_what_waits_and_what_was_told() -> None:
    owner = given_daily()
    given_wait(owner, owner, due_at=utc("2026-11-26 09:00"))
    given_wait(owner, owner, key="question-2", title="Review the catalogue", url="/jobs/8/")
    given_wait(owner, owner, key="question-3", title="Done meanwhile")
    actions.settle(owner, kind="answer", key="question-3")
    tell(owner)
    assert actions.mail_daily(EIGHT) == 1
    (mail,) = mails_to(OWNER)
    assert mail.subject == "Your desk on Tuesday 24 November"
    assert mail.text == (
        "Hello Marta Castell,\n\n"
        "Waits for you:\n\n"
        "* Answer a question on “Autumn catalogue” (due Thursday 26 November 2026, 10:00 (Europe/Berlin))\n"
        f"  {BASE}/jobs/7/\n\n"
        "* Review the catalogue\n"
        f"  {BASE}/jobs/8/\n\n"
        "News:\n\n"
        "* Vera was hired\n"
        "  For job 7.\n"
        "  At once.\n"
        f"  {BASE}/jobs/7/\n\n"
        "-- \nCastell Paper Goods, on Duomo.\n"
        f"At once, once a day or never: choose how you get these mails at {BASE}/settings/\n"
    )


def test_it_comes_once_a_day() -> None:
    owner = given_daily()
    given_wait(owner, owner)
    tell(owner)
    assert [actions.mail_daily(EIGHT) for _ in range(3)] == [1, 0, 0]
    given_wait(later(owner, days=1), owner, key="question-2")
    assert actions.mail_daily(utc("2026-11-24 20:00")) == 0
    assert actions.mail_daily(utc("2026-11-25 06:59")) == 0
    assert actions.mail_daily(utc("2026-11-25 07:00")) == 1
    assert "Vera was hired" not in mails_to(OWNER)[-1].text


@pytest.mark.parametrize(
    ("zone", "before", "at"),
    [
        ("Europe/Berlin", "2026-11-24 06:59", "2026-11-24 07:00"),
        ("America/New_York", "2026-11-23 12:59", "2026-11-23 13:00"),
        ("Asia/Kathmandu", "2026-11-24 02:14", "2026-11-24 02:15"),
        ("Australia/Lord_Howe", "2026-11-23 20:59", "2026-11-23 21:00"),
        ("Pacific/Apia", "2026-11-23 18:59", "2026-11-23 19:00"),
        ("Africa/Casablanca", "2026-11-24 06:59", "2026-11-24 07:00"),
    ],
)
def test_it_comes_at_eight_where_the_person_is(zone: str, before: str, at: str) -> None:
    owner = given_daily(zone)
    given_wait(owner, owner)
    assert actions.mail_daily(utc(before)) == 0
    assert actions.mail_daily(utc(at)) == 1


def test_what_came_after_eight_is_for_tomorrow() -> None:
    owner = given_daily()
    given_wait(later(owner, days=1), owner)
    tell(later(owner, days=1))
    assert actions.mail_daily(utc("2026-11-24 12:00")) == 0
    assert DailyMail.objects.count() == 0
    assert actions.mail_daily(utc("2026-11-25 07:00")) == 1


def test_a_day_with_nothing_has_no_mail() -> None:
    owner = given_daily()
    assert actions.mail_daily(EIGHT) == 0
    given_wait(owner, owner)
    actions.settle(owner, kind="answer", key="question-1")
    assert actions.mail_daily(EIGHT) == 0
    assert mails_to(OWNER) == []


def test_a_mail_that_was_missed_comes_later_on_the_day_and_loses_nothing() -> None:
    owner = given_daily()
    tell(owner)
    assert actions.mail_daily(utc("2026-11-27 15:00")) == 1
    assert "Vera was hired" in mails_to(OWNER)[0].text


def test_others_get_none() -> None:
    owner = given_workspace()
    given_wait(owner, owner)
    told_how(owner, "never")
    assert actions.mail_daily(EIGHT) == 0
    told_how(owner, "daily")
    viewer = given_member(owner, Role.VIEWER, "ines@castell.example")
    told_how(viewer, "daily")
    given_wait(owner, viewer)
    seats.remove_member(owner, viewer.acting_member)
    assert actions.mail_daily(EIGHT) == 1
    assert [mail.key for mail in mails_to("ines@castell.example") if mail.key.startswith("daily")] == []


def test_news_that_wait_for_the_daily_mail_come_though_the_person_wants_them_at_once_now() -> None:
    owner = given_daily()
    given_wait(owner, owner)
    tell(owner)
    told_how(owner, "at_once")
    assert actions.mail_daily(EIGHT) == 1
    mail = mails_to(OWNER)[0].text
    assert "Vera was hired" in mail
    assert "Waits for you" not in mail
    assert not Notice.unscoped.filter(mailed_at__isnull=True).exists()


def test_somebody_with_several_seats_gets_one_mail() -> None:
    first = given_daily()
    second = given_workspace(name="Winter")
    told_how(first, "daily")
    given_wait(first, first)
    given_wait(second, second, title="Approve hours")
    assert actions.mail_daily(EIGHT) == 1
    (mail,) = mails_to(OWNER)
    assert mail.text.index("Castell Paper Goods\n===") < mail.text.index("Winter\n======")
    assert "Approve hours" in mail.text
    assert f"{BASE}/seats/{second.workspace_id}/?next=/jobs/7/" in mail.text


def test_looking_for_mails_takes_no_more_queries_when_many_have_got_theirs() -> None:
    owner = given_daily()
    given_wait(owner, owner)
    actions.mail_daily(EIGHT)
    with CaptureQueriesContext(connection) as few:
        actions.mail_daily(EIGHT)
    for number in range(12):
        member = given_member(owner, Role.VIEWER, f"n{number}@castell.example")
        told_how(member, "daily")
        given_wait(owner, member)
    actions.mail_daily(EIGHT)
    with CaptureQueriesContext(connection) as many:
        actions.mail_daily(EIGHT)
    assert len(many) == len(few)


def test_the_worker_knows_both_errands() -> None:
    names = {one.name for one in every_periodic()}
    assert {"duomo.desk.waits.tasks.mail_the_day", "duomo.desk.waits.tasks.remind"} <= names


def test_days_are_forgotten_after_a_month() -> None:
    owner = given_daily()
    given_wait(owner, owner)
    actions.mail_daily(EIGHT)
    assert actions.forget_daily_mails(utc("2026-12-24 07:00")) == 0
    assert actions.forget_daily_mails(utc("2026-12-25 07:00")) == 1
