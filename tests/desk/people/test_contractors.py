"""Contractors: noting down, correcting, archiving, inviting, finding."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from duomo.desk.kit.refusals import Invalid, NotYours, Refused
from duomo.desk.people import actions, queries
from duomo.desk.people.actions import AddContractor
from duomo.desk.seats.actions import add_function, retire_function
from duomo.desk.seats.rights import Role
from duomo.desk.seats.seat import Seat
from tests.builders import given_member, given_workspace
from tests.desk.people.builders import given_contractor, given_guest

pytestmark = pytest.mark.django_db

INES = AddContractor(
    "Ines Duarte", "Ines@Example.com", ("design", "copywriting"), 5_000, "EUR", "example.com/ines", "Met in May"
)


def _everybody(seat: Seat) -> list[str]:
    return [line.name for line in queries.contractor_list(seat).object_list]


def test_a_contractor_is_noted_down() -> None:
    seat = given_workspace()
    line = actions.add_contractor(seat, INES)
    assert (line.number, line.name, line.email) == (1, "Ines Duarte", "ines@example.com")
    assert (line.functions, line.function_slugs) == (("Copywriting", "Design"), ("copywriting", "design"))
    assert (line.rate_minor, line.currency, line.link) == (5_000, "EUR", "https://example.com/ines")
    assert (line.member_id, line.joined, line.archived) == (None, False, False)
    assert queries.contractor(seat, 1) == queries.contractor_by_id(seat, line.id) == line


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": "  "}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"email": "ines"}, "email"),
        ({"email": ""}, "email"),
        ({"function_slugs": ("cooking",)}, "functions"),
        ({"rate_minor": -1}, "rate_minor"),
        ({"rate_minor": 10**10}, "rate_minor"),
        ({"currency": "XYZ"}, "currency"),
        ({"link": "javascript:alert(1)"}, "link"),
        ({"link": "two words"}, "link"),
        ({"note": "x" * 5_001}, "note"),
    ],
)
def test_what_cannot_be_taken_is_refused(change: dict[str, Any], field: str) -> None:
    seat = given_workspace()
    with pytest.raises(Invalid) as refusal:
        actions.add_contractor(seat, replace(INES, **change))
    assert refusal.value.field == field
    assert not _everybody(seat)


def test_an_address_belongs_to_one_contractor_of_a_workspace() -> None:
    seat = given_workspace()
    actions.add_contractor(seat, INES)
    with pytest.raises(Invalid, match="already belongs to Ines Duarte") as refusal:
        actions.add_contractor(seat, replace(INES, name="Another", email="INES@example.COM"))
    assert refusal.value.field == "email"
    other = given_workspace("Other", owner_email="other@example.com")
    assert actions.add_contractor(other, INES).number == 1


def test_a_contractor_is_corrected() -> None:
    seat = given_workspace()
    line = actions.add_contractor(seat, INES)
    after = actions.change_contractor(
        seat, 1, AddContractor("Inês Duarte", "ines@duarte.example", ("development",), None, "EUR")
    )
    assert (after.id, after.name, after.email, after.functions) == (
        line.id,
        "Inês Duarte",
        "ines@duarte.example",
        ("Development",),
    )
    assert (after.rate_minor, after.currency, after.link, after.note) == (None, "", "", "")


def test_an_address_of_another_cannot_be_taken() -> None:
    seat = given_workspace()
    actions.add_contractor(seat, INES)
    actions.add_contractor(seat, replace(INES, email="other@example.com"))
    with pytest.raises(Invalid, match="already belongs"):
        actions.change_contractor(seat, 2, INES)


def test_the_address_of_an_invited_contractor_stays() -> None:
    seat = given_workspace()
    line = actions.add_contractor(seat, INES)
    actions.invite_contractor(seat, line.id)
    with pytest.raises(Invalid, match="signs in with it") as refusal:
        actions.change_contractor(seat, 1, replace(INES, email="new@example.com"))
    assert refusal.value.field == "email"
    assert actions.change_contractor(seat, 1, replace(INES, note="New note")).note == "New note"


def test_a_retired_function_stays_with_those_who_have_it() -> None:
    seat = given_workspace()
    own = add_function(seat, "Illustration")
    line = given_contractor(seat, functions=(own.slug,))
    retire_function(seat, own.id)
    kept = actions.change_contractor(seat, line.number, AddContractor(line.name, line.email, (own.slug, "design")))
    assert kept.functions == ("Design", "Illustration")
    with pytest.raises(Invalid):
        given_contractor(seat, name="Somebody Else", functions=(own.slug,))


def test_an_archived_contractor_leaves_the_lists_and_comes_back() -> None:
    seat = given_workspace()
    line = given_contractor(seat)
    assert actions.archive_contractor(seat, 1).archived
    assert actions.archive_contractor(seat, 1).archived
    assert (_everybody(seat), queries.choices(seat)) == ([], ())
    assert [one.id for one in queries.contractor_list(seat, archived=True).object_list] == [line.id]
    with pytest.raises(Refused, match="archived"):
        actions.invite_contractor(seat, line.id)
    assert not actions.restore_contractor(seat, 1).archived
    assert queries.choices(seat) == (line,)


def test_an_invitation_gives_a_guest_seat_once() -> None:
    seat = given_workspace()
    line = given_contractor(seat)
    first, second = actions.invite_contractor(seat, line.id), actions.invite_contractor(seat, line.id)
    assert first.member_id == second.member_id
    assert first.path is not None
    assert second.path is not None
    invited = queries.contractor(seat, 1)
    assert (invited.member_id, invited.joined) == (first.member_id, False)
    guest = given_guest(seat, line)
    assert queries.contractor(seat, 1).joined
    assert queries.mine(guest).id == line.id
    assert actions.invite_contractor(seat, line.id).path is None


def test_a_guest_sees_nobody_but_itself_and_no_rate() -> None:
    seat = given_workspace()
    line, other = given_contractor(seat), given_contractor(seat, name="Jon Other")
    guest = given_guest(seat, line)
    assert queries.contractor_by_id(guest, line.id).rate_minor is None
    assert list(queries.contractors_by_id(guest, [line.id, other.id])) == [line.id]
    for ask in (
        lambda: queries.contractor_by_id(guest, other.id),
        lambda: queries.contractor(guest, line.number),
        lambda: queries.choices(guest),
        lambda: queries.contractor_list(guest),
        lambda: queries.mine(seat),
    ):
        with pytest.raises(NotYours):
            ask()


def test_rates_are_for_those_who_may_see_money() -> None:
    seat = given_workspace()
    given_contractor(seat)
    assert queries.contractor(given_member(seat, Role.BOOKKEEPER), 1).rate_minor == 5_000
    assert queries.contractor(given_member(seat, Role.VIEWER), 1).rate_minor is None
    with pytest.raises(NotYours):
        queries.contractor(given_member(seat, Role.REVIEWER), 1)


def test_a_contractor_of_another_workspace_does_not_exist() -> None:
    seat = given_workspace()
    line = given_contractor(given_workspace("Other", owner_email="other@example.com"))
    acts: tuple[Callable[[], object], ...] = (
        lambda: queries.contractor(seat, line.number),
        lambda: queries.contractor_by_id(seat, line.id),
        lambda: actions.change_contractor(seat, line.number, INES),
        lambda: actions.archive_contractor(seat, line.number),
        lambda: actions.restore_contractor(seat, line.number),
        lambda: actions.invite_contractor(seat, line.id),
    )
    for act in acts:
        with pytest.raises(NotYours):
            act()
    assert queries.contractors_by_id(seat, [line.id]) == {}
    assert queries.known_addresses(seat, [line.email]) == {}


def test_only_leaders_write() -> None:
    seat = given_workspace()
    line = given_contractor(seat)
    for other in (given_member(seat, Role.VIEWER), given_member(seat, Role.BOOKKEEPER), given_guest(seat, line)):
        for act in (
            lambda who: actions.add_contractor(who, INES),
            lambda who: actions.change_contractor(who, 1, INES),
            lambda who: actions.archive_contractor(who, 1),
            lambda who: actions.invite_contractor(who, line.id),
            lambda who: actions.import_contractors(who, [INES]),
        ):
            with pytest.raises(NotYours):
                act(other)
    assert _everybody(seat) == ["Ines Duarte"]


def test_contractors_are_found_by_function_and_text() -> None:
    seat = given_workspace()
    given_contractor(seat, name="Bo Writer", functions=("copywriting",))
    given_contractor(seat, name="Al Both", functions=("copywriting", "design"))
    given_contractor(seat, name="Cy Nothing", functions=())

    def found(**chosen: Any) -> list[str]:
        return [line.name for line in queries.contractor_list(seat, **chosen).object_list]

    assert found() == ["Al Both", "Bo Writer", "Cy Nothing"]
    assert found(function="copywriting") == ["Al Both", "Bo Writer"]
    assert found(function="design", text="al") == ["Al Both"]
    assert found(text="CY.NOTHING@") == ["Cy Nothing"]
    assert found(text="%") == []
    assert found(function="cooking") == []


def test_reading_asks_no_more_with_more_contractors() -> None:
    seat = given_workspace()

    def asked(ask: Callable[[], object]) -> int:
        with CaptureQueriesContext(connection) as found:
            ask()
        return len(found)

    def grow(names: list[str]) -> list[int]:
        ids = [given_contractor(seat, name=name, functions=("design", "admin")).id for name in names]
        asks = (
            lambda: queries.contractor_list(seat),
            lambda: queries.contractor_list(seat, function="design", text="a"),
            lambda: queries.choices(seat),
            lambda: queries.contractors_by_id(seat, ids),
        )
        return [asked(ask) for ask in asks]

    assert grow(["Al", "Bo"]) == grow([f"Cy {number}" for number in range(9)])


def test_deeds_are_recorded_without_names_and_addresses() -> None:
    seat = given_workspace()
    line = actions.add_contractor(seat, INES)
    actions.change_contractor(seat, 1, replace(INES, note="Secret words"))
    actions.invite_contractor(seat, line.id)
    actions.archive_contractor(seat, 1)
    actions.restore_contractor(seat, 1)
    recorded = _events(seat)
    assert [event[0] for event in recorded if "contractor" in event[0]] == [
        "contractor_added",
        "contractor_changed",
        "contractor_invited",
        "contractor_archived",
        "contractor_restored",
    ]
    assert not any(word in str(recorded) for word in ("Ines", "ines@", "Secret"))


def _events(seat: Seat) -> list[tuple[str, str, object]]:
    asked = "SELECT verb, subject, facts FROM seats_event WHERE workspace_id = %s ORDER BY seq"
    with connection.cursor() as cursor:
        cursor.execute(asked, [seat.workspace_id])
        return list(cursor.fetchall())
