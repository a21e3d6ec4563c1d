"""The pages of hours: what each role gets, what bad input says, and that they stay quick as entries grow."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from duomo.desk.assignments.pages import AssignmentLine
from duomo.desk.kit.clock import utc_now
from duomo.desk.reserve.actions import LogHours, correct_hours
from duomo.desk.reserve.models import HourEntry
from duomo.desk.reserve.models import TopUp as TopUpRow
from duomo.desk.reserve.queries import entries
from duomo.desk.seats.rights import Role
from duomo.desk.seats.seat import Seat
from tests.builders import given_member, given_workspace
from tests.desk.assignments.builders import given_working_assignment
from tests.desk.people.builders import given_contractor
from tests.desk.reserve.builders import browser_of, given_hours

pytestmark = pytest.mark.django_db


def given_work() -> tuple[Seat, AssignmentLine, Seat]:
    """A workspace of this moment with a contractor at work."""
    seat = given_workspace(at=utc_now())
    line, guest = given_working_assignment(seat)
    return seat, line, guest


def hidden(body: str, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(rf'name="{name}" value="([^"]*)"', body)
    assert found is not None, f"{name} is not on the page"
    return found[1]


def test_a_contractor_records_hours_and_sees_them() -> None:
    _, line, guest = given_work()
    browser = browser_of(guest)
    address = f"/assignments/{line.key}/hours/"
    page = browser.get(address).content.decode()
    assert f'value="{guest.today.isoformat()}"' in page
    typed = {"worked_on": guest.today.isoformat(), "minutes": "2h15", "note": "Sketches", "once": hidden(page, "once")}
    answer = browser.post(address, typed)
    assert (answer.status_code, answer["Location"]) == (303, address)
    page = browser.get(address).content.decode()
    assert "2.25" in page
    assert "Sketches" in page


def test_a_double_click_records_once() -> None:
    seat, line, guest = given_work()
    browser = browser_of(guest)
    address = f"/assignments/{line.key}/hours/"
    once = hidden(browser.get(address).content.decode(), "once")
    typed = {"worked_on": guest.today.isoformat(), "minutes": "1", "note": "", "once": once}
    assert [browser.post(address, typed).status_code for _ in range(2)] == [303, 303]
    assert len(entries(seat, line.id)) == 1


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("minutes", "", "Enter the hours"),
        ("minutes", "-2", "zero or more"),
        ("minutes", "1e9", "exponent"),
        ("minutes", "0", "at least"),
        ("minutes", "100000", "at most"),
        ("minutes", "soon", "Enter the hours as a number"),
        ("worked_on", "", "Fill this in."),
        ("worked_on", "2026-02-30", "not a day"),
        ("worked_on", "1999-01-01", "year of this day"),
        ("note", "x" * 301, "300"),
        ("note", "a\u202eb", "cannot be seen"),
    ],
)
def test_bad_input_is_named_beside_its_field_and_nothing_is_lost(field: str, value: str, sentence: str) -> None:
    seat, line, guest = given_work()
    typed = {"worked_on": guest.today.isoformat(), "minutes": "1.5", "note": "Kept words", field: value}
    answer = browser_of(guest).post(f"/assignments/{line.key}/hours/", typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert f'id="id_{field}_error"' in page
    assert entries(seat, line.id) == ()
    if field != "note":
        assert "Kept words" in page


def test_a_contractor_corrects_an_entry() -> None:
    seat, line, guest = given_work()
    entry = given_hours(guest, line, 90, note="Sketches")
    browser = browser_of(guest)
    page = browser.get(f"/hours/{entry.key}/correct/").content.decode()
    assert 'value="1.5"' in page
    assert "Sketches" in page
    typed = {"worked_on": guest.today.isoformat(), "minutes": "0:30", "note": ""}
    assert browser.post(f"/hours/{entry.key}/correct/", typed).status_code == 303
    assert [one.minutes for one in entries(seat, line.id)] == [30]
    assert browser.get(f"/hours/{entry.key}/correct/").status_code == 404


def test_approving_is_bound_to_what_the_page_showed() -> None:
    seat, line, guest = given_work()
    entry = given_hours(guest, line, 60)
    browser = browser_of(seat)
    address = f"/assignments/{line.key}/approve/"
    page = browser.get(address).content.decode()
    typed = {"digest": hidden(page, "digest"), "entries": [entry.key], "once": hidden(page, "once")}
    right = correct_hours(guest, entry.key, LogHours(guest.today, 240))
    refused = browser.post(address, {**typed, "entries": []})
    page = refused.content.decode()
    assert refused.status_code == 409
    assert "new amounts" in page
    assert right.key in page
    assert hidden(page, "digest") != typed["digest"]
    typed = {**typed, "digest": hidden(page, "digest"), "entries": [right.key]}
    assert browser.post(address, typed).status_code == 303
    assert entries(seat, line.id)[0].approved_at is not None


def test_an_entry_that_was_corrected_away_is_told_as_changed() -> None:
    seat, line, guest = given_work()
    entry = given_hours(guest, line, 60)
    browser = browser_of(seat)
    address = f"/assignments/{line.key}/approve/"
    page = browser.get(address).content.decode()
    correct_hours(guest, entry.key, LogHours(guest.today, 240))
    refused = browser.post(address, {"digest": hidden(page, "digest"), "entries": [entry.key]})
    assert refused.status_code == 409
    assert "new amounts" in refused.content.decode()


def test_a_top_up_and_a_hold_by_page() -> None:
    seat, line, guest = given_work()
    given_hours(guest, line, 480)
    browser = browser_of(seat)
    page = browser.get(f"/assignments/{line.key}/top-up/").content.decode()
    assert "Hold" in page
    typed = {"purse": "plan", "minutes": "2", "reason": "A second draft"}
    assert browser.post(f"/assignments/{line.key}/top-up/", typed).status_code == 303
    assert TopUpRow.objects.within(seat).get().minutes == 120
    assert browser.post(f"/assignments/{line.key}/hold/", {}).status_code == 303
    refused = browser.post(f"/assignments/{line.key}/top-up/", {"purse": "petty", "minutes": "-1", "reason": ""})
    assert refused.status_code == 422
    assert TopUpRow.objects.within(seat).count() == 1


def test_who_gets_which_page() -> None:
    seat, line, guest = given_work()
    entry = given_hours(guest, line)
    _, stranger = given_working_assignment(seat, contractor=given_contractor(seat, name="Tom Ode"))
    other = given_workspace("Other", owner_email="o@other.example", at=seat.at)
    owners = ("/hours/", f"/assignments/{line.key}/approve/", f"/assignments/{line.key}/top-up/")
    makers = (f"/assignments/{line.key}/hours/", f"/hours/{entry.key}/correct/")
    bookkeeper = given_member(seat, Role.BOOKKEEPER)
    nobodies = [given_member(seat, Role.VIEWER), given_member(seat, Role.REVIEWER), stranger]
    assert [browser_of(seat).get(one).status_code for one in owners] == [200, 200, 200]
    assert [browser_of(bookkeeper).get(one).status_code for one in owners] == [200, 404, 404]
    assert [browser_of(guest).get(one).status_code for one in makers] == [200, 200]
    for somebody in (seat, bookkeeper, *nobodies, other):
        assert [browser_of(somebody).get(one).status_code for one in makers] == [404, 404]
    for somebody in (guest, *nobodies):
        assert [browser_of(somebody).get(one).status_code for one in owners] == [404, 404, 404]
    assert [browser_of(other).get(one).status_code for one in owners] == [200, 404, 404]
    assert "Ines Duarte" not in browser_of(other).get("/hours/").content.decode()


def test_money_is_not_on_the_page_of_hours() -> None:
    seat, line, guest = given_work()
    given_hours(guest, line)
    assert "€" not in browser_of(seat).get("/hours/").content.decode()


def test_the_list_narrows_and_pages() -> None:
    seat, line, guest = given_work()
    for number in range(51):
        given_hours(guest, line, 12, note=f"number {number}", days_ago=number)
    browser = browser_of(seat)
    assert "number 50" not in browser.get("/hours/").content.decode()
    assert "number 50" in browser.get("/hours/?page=2").content.decode()
    assert "number 0" not in browser.get("/hours/?show=approved").content.decode()
    beyond = browser.get("/hours/?show=beyond").content.decode()
    assert "number 50" in beyond
    assert "number 10<" not in beyond
    assert "number 0" in browser.get(f"/hours/?job={line.job_number}&show=nonsense").content.decode()
    assert browser.get("/hours/?job=99").status_code == 404
    assert browser.get("/hours/?job=-1").status_code == 200


def test_the_number_of_queries_does_not_grow_with_the_entries() -> None:
    seat, line, guest = given_work()
    own = f"/assignments/{line.key}"
    addresses = ((seat, "/hours/"), (seat, f"{own}/approve/"), (guest, f"{own}/hours/"))

    def counts() -> list[int]:
        found = []
        for who, address in addresses:
            browser = browser_of(who)
            with CaptureQueriesContext(connection) as seen:
                assert browser.get(address).status_code == 200
            found.append(len(seen))
        return found

    given_hours(guest, line, 10)
    few = counts()
    for number in range(8):
        given_hours(guest, line, 10, days_ago=number)
        another, rival = given_working_assignment(seat, contractor=given_contractor(seat, name=f"Person {number}"))
        given_hours(rival, another, 10)
    assert counts() == few
    assert HourEntry.objects.within(seat).filter(worked_on__gt=guest.today + timedelta(days=1)).count() == 0
