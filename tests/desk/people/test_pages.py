"""The pages about contractors as a browser meets them."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from duomo.desk.people import actions, queries
from duomo.desk.seats.rights import Role
from duomo.desk.seats.seat import Seat
from tests.builders import given_member, given_workspace
from tests.desk.briefs.browser import once_of, signed_in
from tests.desk.people.builders import given_contractor, given_guest

pytestmark = pytest.mark.django_db

READ = ["/contractors/"]
WRITE = [
    "/contractors/new/",
    "/contractors/import/",
    "/contractors/export/",
    "/contractors/1/edit/",
    "/contractors/1/archive/",
]
FIELDS = {
    "name": "Bo Writer",
    "email": "bo@example.com",
    "functions": ["copywriting"],
    "rate_minor": "45,50",
    "currency": "eur",
}


def _upload(browser: Client, text: str | bytes, name: str = "people.csv") -> Any:
    raw = text.encode() if isinstance(text, str) else text
    return browser.post("/contractors/import/", {"file": SimpleUploadedFile(name, raw, "text/csv")})


def _confirmation(response: Any) -> dict[str, str]:
    found = re.search(r'name="rows" value="([^"]+)"', response.content.decode())
    assert found is not None
    return {"rows": found[1], "once": once_of(response)}


def _names(seat: Seat) -> list[str]:
    return [line.name for line in queries.contractor_list(seat).object_list]


def test_a_contractor_is_added_once(client: Client) -> None:
    seat = given_workspace()
    browser = signed_in(client, seat)
    page = browser.get("/contractors/new/")
    assert 'value="EUR"' in page.content.decode()
    fields = {**FIELDS, "once": once_of(page)}
    assert [browser.post("/contractors/new/", fields)["Location"] for _ in range(2)] == ["/contractors/1/"] * 2
    line = queries.contractor(seat, 1)
    assert (line.name, line.rate_minor, line.currency, line.functions) == ("Bo Writer", 4_550, "EUR", ("Copywriting",))


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "", "Fill this in."),
        ("name", "x" * 121, "120"),
        ("email", "bo@", "no mail address"),
        ("email", "ines.duarte@example.com", "already belongs to Ines Duarte"),
        ("functions", "cooking", "no function “cooking”"),
        ("rate_minor", "1e9", "without an exponent"),
        ("rate_minor", "-5", "zero or more"),
        ("rate_minor", "99999999", "This must be at most"),
        ("currency", "XYZ", "There is no currency"),
        ("currency", "", "Give the currency"),
        ("link", "javascript:alert(1)", "no address of the web"),
        ("note", "x" * 5_001, "5000"),
    ],
)
def test_what_cannot_be_read_is_said_and_the_rest_stays(client: Client, field: str, value: str, sentence: str) -> None:
    seat = given_workspace()
    given_contractor(seat)
    response = signed_in(client, seat).post("/contractors/new/", {**FIELDS, "note": "A note", field: value})
    page = response.content.decode()
    assert response.status_code == 422
    assert sentence in page
    assert "Bo Writer" in page or field == "name"
    assert _names(seat) == ["Ines Duarte"]


def test_a_contractor_is_edited_archived_and_restored(client: Client) -> None:
    seat = given_workspace()
    given_contractor(seat)
    browser = signed_in(client, seat)
    page = browser.get("/contractors/1/edit/").content.decode()
    assert 'value="50"' in page
    assert browser.post("/contractors/1/edit/", FIELDS)["Location"] == "/contractors/1/"
    assert queries.contractor(seat, 1).name == "Bo Writer"
    assert "Off the list?" in browser.get("/contractors/1/archive/").content.decode()
    assert browser.post("/contractors/1/archive/", {}).status_code == 303
    assert "Nobody is on the list" in browser.get("/contractors/").content.decode()
    assert "Bo Writer" in browser.get("/contractors/?archived=yes").content.decode()
    assert browser.post("/contractors/1/archive/", {}).status_code == 303
    assert "Bo Writer" in browser.get("/contractors/").content.decode()


def test_the_list_is_narrowed_and_paged(client: Client) -> None:
    seat = given_workspace()
    actions.import_contractors(
        seat, [actions.AddContractor(f"Person {n:03}", f"p{n}@example.com", ("design",)) for n in range(51)]
    )
    given_contractor(seat, name="Zoe <b>", email="zoe@example.com", functions=("admin",))
    browser = signed_in(client, seat)
    first, second = (browser.get(f"/contractors/?page={n}").content.decode() for n in (1, 2))
    assert "52" in first
    assert ("Person 000" in first, "Person 050" in first) == (True, False)
    assert ("Person 050" in second, "Zoe &lt;b&gt;" in second) == (True, True)
    assert "1\xa0contractor" in browser.get("/contractors/?function=admin").content.decode()
    assert "Nobody fits" in browser.get("/contractors/?q=nobody").content.decode()
    assert browser.get("/contractors/?page=nonsense").status_code == 200


def test_an_empty_list_teaches_the_next_step(client: Client) -> None:
    assert (
        "Begin with the people you know" in signed_in(client, given_workspace()).get("/contractors/").content.decode()
    )


def test_who_may_not_see_money_sees_no_rates(client: Client) -> None:
    seat = given_workspace()
    given_contractor(seat)
    assert "€50" in signed_in(client, seat).get("/contractors/").content.decode()
    shown = signed_in(client, given_member(seat, Role.VIEWER)).get("/contractors/").content.decode()
    assert ("Ines Duarte" in shown, "€50" in shown, "Add a contractor" in shown) == (True, False, False)


def test_a_file_is_shown_before_anything_is_written(client: Client) -> None:
    seat = given_workspace()
    browser = signed_in(client, seat)
    response = _upload(
        browser,
        "E-Mail;Name;Skills;Rate;Currency;Website;Birthday\n"
        "bo@example.com;Bo Writer;Copywriting / design;45,50;;example.com/bo;1 May\n"
        "cy@example.com;Cy Coder;;;;;\n",
    )
    page = response.content.decode()
    assert response.status_code == 200
    assert "2\xa0contractors" in page
    assert "Birthday" in page
    assert "https://example.com/bo" in page
    assert _names(seat) == []
    fields = _confirmation(response)
    assert [browser.post("/contractors/import/confirm/", fields)["Location"] for _ in range(2)] == ["/contractors/"] * 2
    bo, cy = queries.contractor_list(seat).object_list
    assert (bo.name, bo.function_slugs, bo.rate_minor, bo.currency) == (
        "Bo Writer",
        ("copywriting", "design"),
        4_550,
        "EUR",
    )
    assert (cy.name, cy.rate_minor, cy.currency) == ("Cy Coder", None, "")


def test_rows_that_cannot_be_taken_are_named_with_their_reason(client: Client) -> None:
    seat = given_workspace()
    given_contractor(seat)
    actions.archive_contractor(seat, 1)
    response = _upload(
        signed_in(client, seat),
        "name,email,functions,rate,currency,link\n"
        "Bo,bo@example.com\n"
        ",nobody@example.com\n"
        "Cy,cy(at)example.com\n"
        "Di,di@example.com,cooking,50\n"
        "Ed,ed@example.com,,1e9\n"
        "Fe,fe@example.com,,50,XYZ\n"
        "Gi,gi@example.com,,,,javascript:x\n"
        "Hu,hu@example.com,,,,,surplus\n"
        "Ines,INES.DUARTE@example.com\n"
        "Bo again,BO@example.com\n",
    )
    page = re.sub(r"\s+", " ", response.content.decode())
    cells = [
        (3, "name", "Fill this in."),
        (4, "email", "This is no mail address."),
        (5, "functions", "There is no function “cooking”."),
        (6, "rate", "without an exponent"),
        (7, "currency", "There is no currency “XYZ”."),
        (8, "link", "This is no address of the web."),
        (9, "–", "more cells than the header"),
        (10, "email", "ines.duarte@example.com is contractor 1, Ines Duarte, already in the archive."),
        (11, "email", "BO@example.com stands in row 2 already."),
    ]
    for number, column, reason in cells:
        found = re.search(
            rf'data-is="Row">{number}</td> ?<td data-is="Column">{column}</td> ?<td data-is="Reason">([^<]+)<', page
        )
        assert found is not None, number
        assert reason in found[1]
    assert "1 contractor can be added; 9 rows are left out" in page.replace("\xa0", " ")


def test_a_cell_is_text_and_never_a_formula(client: Client) -> None:
    seat = given_workspace()
    browser = signed_in(client, seat)
    note = "=cmd|' /C calc'!A0"
    fields = _confirmation(_upload(browser, f'name,email,note\n"+Bo <script>",bo@example.com,"{note}"\n'))
    browser.post("/contractors/import/confirm/", fields)
    line = queries.contractor(seat, 1)
    assert (line.name, line.note) == ("+Bo <script>", note)
    shown = browser.get("/contractors/").content.decode()
    assert '<script>"' not in shown
    assert "+Bo &lt;script&gt;" in shown
    exported = browser.get("/contractors/export/")
    assert exported["Content-Disposition"] == 'attachment; filename="contractors.csv"'
    assert f"'+Bo <script>,bo@example.com,,,,,'{note}" in exported.content.decode()


def test_an_export_can_be_imported_elsewhere(client: Client) -> None:
    seat = given_workspace()
    given_contractor(
        seat, name='=Ines; "Duarte"', email="i@example.com", functions=("admin", "design"), rate_minor=4_550
    )
    exported = signed_in(client, seat).get("/contractors/export/").content
    other = given_workspace("Other", owner_email="other@example.com")
    browser = signed_in(client, other)
    browser.post("/contractors/import/confirm/", _confirmation(_upload(browser, exported)))
    mine, theirs = queries.contractor(seat, 1), queries.contractor(other, 1)
    assert (theirs.name, theirs.functions, theirs.rate_minor) == (mine.name, mine.functions, mine.rate_minor)


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [(b"", "empty"), (b"name,email\n", "no rows"), (b"PK\x03\x04", "workbook"), (b"x" * 1_000_001, "larger than 1 MB")],
)
def test_a_file_that_is_no_table_is_refused(client: Client, raw: bytes, sentence: str) -> None:
    response = _upload(signed_in(client, given_workspace()), raw)
    assert response.status_code == 422
    assert sentence in response.content.decode()


def test_an_import_without_a_file_is_refused(client: Client) -> None:
    response = signed_in(client, given_workspace()).post("/contractors/import/", {})
    assert response.status_code == 422
    assert "Choose a file." in response.content.decode()


def test_only_the_rows_that_were_shown_are_taken(client: Client) -> None:
    seat = given_workspace()
    browser = signed_in(client, seat)
    fields = _confirmation(_upload(browser, "name,email\nBo,bo@example.com\n"))
    changed = browser.post("/contractors/import/confirm/", {**fields, "rows": fields["rows"] + "x"})
    assert changed.status_code == 422
    assert "Choose the file again." in changed.content.decode()
    manager = signed_in(client, given_member(seat, Role.MANAGER))
    assert manager.post("/contractors/import/confirm/", fields).status_code == 422
    stranger = signed_in(client, given_workspace("Other", owner_email="other@example.com"))
    assert stranger.post("/contractors/import/confirm/", fields).status_code == 422
    assert stranger.post("/contractors/import/confirm/", {}).status_code == 422
    assert _names(seat) == []


def test_a_duplicate_since_the_preview_takes_nothing(client: Client) -> None:
    seat = given_workspace()
    browser = signed_in(client, seat)
    fields = _confirmation(_upload(browser, "name,email\nAl,al@example.com\nBo,bo@example.com\n"))
    given_contractor(seat, name="Bo Before", email="bo@example.com")
    refused = browser.post("/contractors/import/confirm/", fields)
    assert refused.status_code == 422
    assert "bo@example.com already belongs to Bo Before" in refused.content.decode()
    assert _names(seat) == ["Bo Before"]


@pytest.mark.parametrize("address", [*READ, *WRITE])
def test_owner_and_manager_come_in_and_nobody_is_led_to_the_sign_in(client: Client, address: str) -> None:
    seat = given_workspace()
    given_contractor(seat)
    assert client.get(address)["Location"].startswith("/sign-in/?next=")
    for one in (seat, given_member(seat, Role.MANAGER)):
        assert signed_in(client, one).get(address).status_code == 200


@pytest.mark.parametrize("address", [*READ, *WRITE])
def test_others_find_nothing(client: Client, address: str) -> None:
    seat = given_workspace()
    line = given_contractor(seat)
    others = [given_member(seat, Role.REVIEWER), given_guest(seat, line)]
    if address in WRITE:
        others += [given_member(seat, Role.VIEWER), given_member(seat, Role.BOOKKEEPER)]
    for other in others:
        assert signed_in(client, other).get(address).status_code == 404
        if address in WRITE and "export" not in address:
            assert signed_in(client, other).post(address, FIELDS).status_code == 404
    assert queries.contractor(seat, 1).name == line.name


@pytest.mark.parametrize("address", ["/contractors/1/edit/", "/contractors/1/archive/"])
def test_a_stranger_finds_nothing(client: Client, address: str) -> None:
    given_contractor(given_workspace())
    stranger = signed_in(client, given_workspace("Other", owner_email="other@example.com"))
    assert stranger.get(address).status_code == stranger.get(address.replace("1", "9")).status_code == 404
    assert stranger.post(address, FIELDS).status_code == 404
