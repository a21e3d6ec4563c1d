"""What happens when the same thing is done twenty times at the same moment."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import transaction
from django.test import Client

from duomo.desk.kit.clock import utc_now
from duomo.desk.kit.refusals import Refused
from duomo.desk.seats import actions
from duomo.desk.seats.events import first_broken, record
from duomo.desk.seats.models import Event, Member
from duomo.desk.seats.numbers import next_number
from duomo.desk.seats.rights import Role
from tests.builders import given_member, given_workspace, token_of
from tests.together import together

pytestmark = pytest.mark.django_db(transaction=True)

TIMES = 20


def at_once(deed: Callable[[int], Any], times: int = TIMES) -> list[Any]:
    """What each of `times` threads gets that do the same at the same moment; a refusal is its class."""
    found = together(*[partial(deed, number) for number in range(times)])
    return [type(one) if isinstance(one, Refused) else one for one in found]


def test_an_invitation_is_taken_once() -> None:
    owner = given_workspace()
    path = actions.ensure_guest(owner, email="vera@winter.example", name="Vera").path or ""
    answers = at_once(lambda _: actions.take_invitation(token_of(path), owner.at))
    assert answers.count("vera@winter.example") == 1
    assert Member.unscoped.filter(person__email="vera@winter.example").count() == 1
    assert Event.unscoped.filter(verb="invitation_taken").count() == 1
    assert first_broken(owner.workspace_id) is None


def test_several_links_of_one_guest_give_one_seat() -> None:
    owner = given_workspace()
    paths = [actions.ensure_guest(owner, email="vera@winter.example", name="Vera").path or "" for _ in range(TIMES)]
    answers = at_once(lambda number: actions.take_invitation(token_of(paths[number]), owner.at))
    assert answers.count("vera@winter.example") == 1
    assert Event.unscoped.filter(verb="invitation_taken").count() == 1


def test_a_sign_in_link_opens_one_session() -> None:
    owner = given_workspace()
    path = actions.make_sign_in_link(owner.acting_person, utc_now())
    clients = [Client() for _ in range(TIMES)]
    answers = at_once(lambda number: clients[number].post(path).status_code)
    assert answers.count(303) == 1
    assert set(answers) <= {303, 410, 429}
    assert Session.objects.count() == 1


def test_the_last_two_owners_cannot_both_go() -> None:
    first = given_workspace()
    second = given_member(first, Role.OWNER, "second@castell.example")
    goes = [first, second]
    at_once(lambda number: actions.remove_member(goes[number], goes[number].acting_member), times=2)
    assert Member.unscoped.filter(role=Role.OWNER, removed_at__isnull=True).count() == 1


def test_the_chain_does_not_fork() -> None:
    owner = given_workspace()

    @transaction.atomic
    def deed(number: int) -> int:
        record(owner, "brief_sent", number=number)
        return next_number(owner, "job")

    numbers = at_once(deed)
    assert sorted(numbers) == list(range(1, TIMES + 1))
    assert Event.unscoped.count() == TIMES + 1
    assert first_broken(owner.workspace_id) is None


def test_the_same_person_is_made_once() -> None:
    owner = given_workspace()
    at_once(lambda _: actions.ensure_guest(owner, email="vera@winter.example", name="Vera"), times=8)
    assert Member.unscoped.filter(person__email="vera@winter.example").count() == 1
