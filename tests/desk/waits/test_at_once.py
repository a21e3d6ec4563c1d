"""Twenty deeds that ask for the same thing at the same moment make one wait and one mail."""

import pytest

from duomo.desk.waits import actions, queries
from duomo.desk.waits.models import DailyMail
from tests.builders import given_workspace
from tests.desk.seats.test_at_once import at_once
from tests.desk.waits.builders import given_wait, mails_to, told_how, utc

pytestmark = pytest.mark.django_db(transaction=True)

OWNER = "marta@castell.example"


def test_one_wait_and_one_mail() -> None:
    owner = given_workspace()
    at_once(lambda _: given_wait(owner, owner))
    assert queries.waiting_count(owner) == 1
    assert len(mails_to(OWNER)) == 1


def test_one_message() -> None:
    owner = given_workspace()
    at_once(lambda _: actions.tell(owner, members=[owner.acting_member], key="k", subject="News", text="Text"))
    assert len(mails_to(OWNER)) == 1


def test_one_daily_mail_and_one_reminder() -> None:
    owner = given_workspace()
    given_wait(owner, owner, due_at=utc("2026-11-25 09:00"))
    reminded = at_once(lambda _: actions.remind_due(utc("2026-11-24 10:00")), times=8)
    assert sum(reminded) == 1
    assert len(mails_to(OWNER)) == 2
    told_how(owner, "daily")
    assert sum(at_once(lambda _: actions.mail_daily(utc("2026-11-24 10:00")), times=8)) == 1
    assert len(mails_to(OWNER)) == 3
    assert DailyMail.objects.count() == 1
