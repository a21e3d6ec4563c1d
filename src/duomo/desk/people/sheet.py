"""Reads a table of contractors from a file, whatever program wrote it: encoding, delimiter, header, ragged rows."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from duomo.desk.people.limits import MOST_ROWS

MOST_BYTES = 1_000_000
NAME, EMAIL, FUNCTIONS, RATE, CURRENCY, LINK, NOTE = "name", "email", "functions", "rate", "currency", "link", "note"
FIELDS = (NAME, EMAIL, FUNCTIONS, RATE, CURRENCY, LINK, NOTE)
NEEDED = (NAME, EMAIL)

_NAMES: Mapping[str, str] = {
    **dict.fromkeys(("name", "fullname", "contractor", "contact", "person"), NAME),
    **dict.fromkeys(("email", "mail", "emailaddress", "mailaddress", "address"), EMAIL),
    **dict.fromkeys(("functions", "function", "skills", "skill", "trade"), FUNCTIONS),
    **dict.fromkeys(("rate", "hourlyrate", "rateperhour", "rateanhour", "price"), RATE),
    **dict.fromkeys(("currency", "ccy"), CURRENCY),
    **dict.fromkeys(("link", "url", "website", "web", "portfolio", "profile"), LINK),
    **dict.fromkeys(("note", "notes", "comment", "comments", "remark", "remarks"), NOTE),
}
_DELIMITERS = ",;\t"
_SEPARATOR_LINE = re.compile(r"sep=([,;\t])\r?\n", re.IGNORECASE)
# A spreadsheet would run such a cell as a formula; a leading apostrophe makes it text, there and in our own exports.
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


class SheetError(ValueError):
    """A file that is no table of contractors; its text is a sentence for the person who chose it."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row: its number as a spreadsheet counts it (the header is 1), and its cells by field."""

    number: int
    cells: Mapping[str, str]
    surplus: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as it was understood. `headings` are the file's own words by field; `unknown` are columns left out."""

    rows: tuple[SheetRow, ...]
    headings: Mapping[str, str]
    unknown: tuple[str, ...]


def read_sheet(raw: bytes) -> Sheet:
    """Read a table of contractors.

    Raises:
        SheetError: it is too large, no text, has no header with a name and an address, or no rows.
    """
    text = _decoded(raw)
    delimiter, body = _delimiter(text)
    try:
        records = list(csv.reader(io.StringIO(body, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise SheetError(
            "The file cannot be read as a table: a cell is too long or its quotes do not match."
        ) from error
    filled = [(number, [cell.strip() for cell in record]) for number, record in enumerate(records, 1)]
    filled = [(number, record) for number, record in filled if any(record)]
    if not filled:
        raise SheetError("The file is empty. Choose a file with a header and at least one row.")
    columns, unknown = _columns(filled[0][1])
    if len(filled) == 1:
        raise SheetError("The file has a header and no rows. Add a row for each contractor.")
    if len(filled) - 1 > MOST_ROWS:
        raise SheetError(f"The file has {len(filled) - 1} rows; at most {MOST_ROWS} are read at once. Split it.")
    headings = {field: filled[0][1][place] for field, place in columns.items()}
    return Sheet(tuple(_rows(filled[1:], columns, len(filled[0][1]))), headings, unknown)


def as_text(cell: str) -> str:
    """A cell for a file that a spreadsheet may open: never a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA_SIGNS) else cell


def plain(cell: str) -> str:
    """The words of a cell that was made harmless by `as_text` or by a spreadsheet."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA_SIGNS) else cell


def _decoded(raw: bytes) -> str:
    if len(raw) > MOST_BYTES:
        raise SheetError("The file is larger than 1 MB. Split it, or leave out columns that are not needed.")
    if raw.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise SheetError("This is a workbook. Save it as CSV in your spreadsheet, and choose that file.")
    text = _by_mark(raw)
    if text is None:
        text = _by_trial(raw)
    if "\0" in text:
        raise SheetError("This is no text file. Save the table as CSV, and choose that file.")
    return text


def _by_mark(raw: bytes) -> str | None:
    """The text of a file that says its encoding by a byte order mark; None without one."""
    marks = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
    for mark, encoding in marks:
        if raw.startswith(mark):
            try:
                return raw.removeprefix(mark).decode(encoding)
            except UnicodeDecodeError as error:
                raise SheetError("The file is damaged: its letters cannot be read. Save it again as CSV.") from error
    return None


def _by_trial(raw: bytes) -> str:
    """Letters of two bytes show by their zeros; what is no valid UTF-8 comes from an older Western spreadsheet."""
    zeros = raw[:4000].count(0)
    if zeros * 4 > len(raw[:4000]):
        little = raw[1:4000:2].count(0) >= raw[0:4000:2].count(0)
        return raw.decode("utf-16-le" if little else "utf-16-be", errors="replace")
    for encoding in ("utf-8", "cp1252"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("latin-1")


def _delimiter(text: str) -> tuple[str, str]:
    """The sign between the cells, and the text without the line in which some spreadsheets name it."""
    named = _SEPARATOR_LINE.match(text)
    if named is not None:
        return named[1], text[named.end() :]
    first = next((line for line in text.splitlines() if line.strip(f"{_DELIMITERS} ")), "")
    return max(_DELIMITERS, key=lambda sign: (_known_cells(first, sign), first.count(sign))), text


def _known_cells(line: str, delimiter: str) -> int:
    try:
        cells = next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return 0
    return sum(_field(cell) is not None for cell in cells)


def _field(heading: str) -> str | None:
    return _NAMES.get(re.sub(r"[^a-z]", "", heading.casefold()))


def _columns(header: Sequence[str]) -> tuple[dict[str, int], tuple[str, ...]]:
    """Which column holds which field, and the headings of those that hold none of them."""
    columns: dict[str, int] = {}
    unknown = []
    for place, heading in enumerate(header):
        field = _field(heading)
        if field is None:
            unknown.extend([heading] if heading else [])
        elif field in columns:
            other = header[columns[field]]
            raise SheetError(f"The columns “{other}” and “{heading}” both hold the {field}. Keep one of them.")
        else:
            columns[field] = place
    missing = [field for field in NEEDED if field not in columns]
    if missing:
        raise SheetError(
            f"The first row must name the columns. There is no column “{missing[0]}”; name and email are needed, "
            "functions, rate, currency, link and note may follow in any order."
        )
    return columns, tuple(unknown)


def _rows(records: Sequence[tuple[int, list[str]]], columns: Mapping[str, int], width: int) -> Iterator[SheetRow]:
    for number, record in records:
        cells = {field: plain(record[place]) if place < len(record) else "" for field, place in columns.items()}
        surplus = sum(bool(cell) for cell in record[width:])
        yield SheetRow(number, cells, surplus)
