"""Tables of contractors as spreadsheets write them."""

import codecs
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duomo.desk.people.sheet import MOST_BYTES, SheetError, as_text, plain, read_sheet

TEXT = "name,email,rate\nInês Duarte,ines@example.com,50\nBo,bo@example.com,\n"


@pytest.mark.parametrize(
    "raw",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        TEXT.encode("cp1252"),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
    ],
    ids=["utf-8", "bom", "cp1252", "utf-16-le", "utf-16-be", "le without mark", "be without mark", "crlf", "cr"],
)
def test_the_encoding_is_told_apart(raw: bytes) -> None:
    sheet = read_sheet(raw)
    assert [(row.number, row.cells["name"], row.cells["rate"]) for row in sheet.rows] == [
        (2, "Inês Duarte", "50"),
        (3, "Bo", ""),
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_told_apart(delimiter: str) -> None:
    rate, name, email = f"1,5{delimiter} or; less", "Duarte, Ines", "i@example.com"
    lines = [["rate", "name", "email"], [f'"{rate}"', f'"{name}"', email]]
    sheet = read_sheet("\n".join(delimiter.join(line) for line in lines).encode())
    assert sheet.rows[0].cells == {"rate": rate, "name": name, "email": email}


def test_a_line_that_names_the_delimiter_is_believed() -> None:
    assert read_sheet(b"sep=;\r\nname;email\r\nBo;bo@example.com\r\n").rows[0].cells["email"] == "bo@example.com"


@pytest.mark.parametrize(
    "header", ["Name,E-Mail", "E-mail address;Full name", "CONTRACTOR\tmail", " name , email ", '"Name","Email"']
)
def test_headings_are_recognised_in_any_order_and_spelling(header: str) -> None:
    sheet = read_sheet(f"{header}\nx{next(s for s in ',;' + chr(9) if s in header)}y\n".encode())
    assert set(sheet.headings) == {"name", "email"}


def test_unknown_columns_are_named() -> None:
    sheet = read_sheet(b"name,birthday,email,,shoe size\nBo,1 May,bo@example.com,,42\n")
    assert sheet.unknown == ("birthday", "shoe size")
    assert sheet.rows[0].cells == {"name": "Bo", "email": "bo@example.com"}


def test_ragged_and_blank_rows_keep_their_numbers() -> None:
    sheet = read_sheet(b"name,email,note\n\nBo,bo@example.com\n,,\nCy,cy@example.com,a,b,,c\n")
    assert [(row.number, row.cells["note"], row.surplus) for row in sheet.rows] == [(3, "", 0), (5, "a", 2)]


def test_a_cell_may_hold_line_ends_and_quotes() -> None:
    sheet = read_sheet(b'name,email,note\nBo,bo@example.com,"two\nlines and a ""quote"""\nCy,cy@example.com,\n')
    assert sheet.rows[0].cells["note"] == 'two\nlines and a "quote"'
    assert sheet.rows[1].number == 3


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"", "empty"),
        (b"  \n,,\n", "empty"),
        (codecs.BOM_UTF8, "empty"),
        (b"name,email\n", "no rows"),
        (b"Bo,bo@example.com\nCy,cy@example.com\n", "must name the columns"),
        (b"name,rate\nBo,50\n", "no column “email”".encode().decode()),
        (b"name,email,mail\nBo,b@example.com,c@example.com\n", "both hold the email"),
        (b"PK\x03\x04rest of a workbook", "workbook"),
        (b"\xd0\xcf\x11\xe0old workbook", "workbook"),
        (b"name,email\nBo\x00,bo@example.com\n", "no text file"),
        (codecs.BOM_UTF16_LE + b"n\x00a", "damaged"),
        (b"name,email\n" + b"x" * MOST_BYTES, "larger than 1 MB"),
        (b"name,email\n" + b'"' + b"x" * 200_000, "too long or its quotes"),
        (b"name,email\n" + b"Bo,bo@example.com\n" * 501, "501 rows"),
    ],
)
def test_what_is_no_table_of_contractors_is_said(raw: bytes, sentence: str) -> None:
    with pytest.raises(SheetError, match=sentence):
        read_sheet(raw)


@given(st.binary(max_size=400))
def test_no_bytes_break_the_reader(raw: bytes) -> None:
    with suppress(SheetError):
        assert read_sheet(raw).rows


@given(st.text(max_size=60))
def test_a_cell_that_was_made_harmless_comes_back_as_it_was(cell: str) -> None:
    harmless = as_text(cell)
    assert not harmless.startswith(("=", "+", "-", "@", "\t", "\r"))
    if not cell.startswith("'"):
        assert plain(harmless) == cell
