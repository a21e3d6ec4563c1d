"""Shows what an import would write before anything is written, and carries exactly that to the confirmation."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass

from django.core import signing

from duomo.desk.kit.refusals import Invalid
from duomo.desk.people.actions import AddContractor
from duomo.desk.people.forms import ContractorForm
from duomo.desk.people.pages import ContractorLine
from duomo.desk.people.queries import known_addresses
from duomo.desk.people.sheet import CURRENCY, EMAIL, FUNCTIONS, LINK, NAME, NOTE, RATE, Sheet, SheetRow
from duomo.desk.seats.pages import FunctionLine
from duomo.desk.seats.queries import functions, workspace
from duomo.desk.seats.seat import Seat

_SALT = "duomo.people.import"
_KEPT_SECONDS = 24 * 3600
_COLUMNS = {
    "functions": FUNCTIONS,
    "rate_minor": RATE,
    "name": NAME,
    "email": EMAIL,
    "currency": CURRENCY,
    "link": LINK,
    "note": NOTE,
}


@dataclass(frozen=True, slots=True)
class Ready:
    """A row that can be taken, as it would be written."""

    number: int
    contractor: AddContractor


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a row cannot be taken: its number in the file, the column and the reason."""

    number: int
    column: str
    reason: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would do. `duplicates` are rows left out because their address is known."""

    ready: tuple[Ready, ...]
    problems: tuple[Problem, ...]
    duplicates: tuple[Problem, ...]
    unknown: tuple[str, ...]

    @property
    def left_out(self) -> int:
        """How many rows of the file would not be taken."""
        return len({problem.number for problem in (*self.problems, *self.duplicates)})


def preview(seat: Seat, sheet: Sheet) -> Preview:
    """Judge every row of a table, one by one, by the rules of the form."""
    known_functions = functions(seat)
    currency = workspace(seat).currency
    known = known_addresses(seat, (row.cells[EMAIL].lower() for row in sheet.rows))
    ready: list[Ready] = []
    problems: list[Problem] = []
    duplicates: list[Problem] = []
    first_of: dict[str, int] = {}
    for row in sheet.rows:
        faults = list(_surplus(row))
        form = _form(row, known_functions, currency)
        if not form.is_valid():
            faults += _faults(row, sheet.headings, form)
        address = row.cells[EMAIL].lower()
        twice = _duplicate(row, sheet.headings[EMAIL], known.get(address), first_of.get(address))
        first_of.setdefault(address, row.number)
        if faults:
            problems += faults
        elif twice is not None:
            duplicates.append(twice)
        else:
            ready.append(Ready(row.number, form.command()))
    return Preview(tuple(ready), tuple(problems), tuple(duplicates), sheet.unknown)


def signed(seat: Seat, shown: Preview) -> str:
    """The rows that were shown, for the hidden field of the confirmation; nobody can change them on the way."""
    rows = [asdict(row.contractor) for row in shown.ready]
    return signing.dumps({"seat": [seat.workspace_id, seat.member_id], "rows": rows}, salt=_SALT, compress=True)


def confirmed(seat: Seat, value: str) -> tuple[AddContractor, ...]:
    """The rows that this very seat was shown.

    Raises:
        Invalid: they were changed, shown to somebody else, or shown longer than a day ago.
    """
    try:
        carried = signing.loads(value, salt=_SALT, max_age=_KEPT_SECONDS)
    except signing.BadSignature as error:
        raise Invalid("This preview is older than a day or incomplete. Choose the file again.") from error
    if carried["seat"] != [seat.workspace_id, seat.member_id]:
        raise Invalid("This preview belongs to another seat. Choose the file again.")
    return tuple(AddContractor(**{**row, "function_slugs": tuple(row["function_slugs"])}) for row in carried["rows"])


def _form(row: SheetRow, known_functions: tuple[FunctionLine, ...], currency: str) -> ContractorForm:
    cells = row.cells
    rate = cells.get(RATE, "")
    return ContractorForm(
        {
            "name": cells[NAME],
            "email": cells[EMAIL],
            "functions": _slugs(cells.get(FUNCTIONS, ""), known_functions),
            "rate_minor": rate,
            "currency": cells.get(CURRENCY, "") or (currency if rate else ""),
            "link": cells.get(LINK, ""),
            "note": cells.get(NOTE, ""),
        },
        known_functions=known_functions,
    )


def _slugs(cell: str, known: tuple[FunctionLine, ...]) -> list[str]:
    """The functions that a cell names; a name that is not known stays as it is, and the form refuses it by name."""
    names = [name.strip() for name in re.split(r"[,;/|\n]", cell) if name.strip()]
    slugs = {spelled.casefold(): line.slug for line in known for spelled in (line.slug, line.name)}
    return [slugs.get(name.casefold(), name) for name in names]


def _surplus(row: SheetRow) -> Iterator[Problem]:
    if row.surplus:
        yield Problem(row.number, "", "The row has more cells than the header. Look for a delimiter inside a cell.")


def _faults(row: SheetRow, headings: Mapping[str, str], form: ContractorForm) -> Iterator[Problem]:
    for name, sentences in form.errors.items():
        column = headings.get(_COLUMNS.get(name, ""), _COLUMNS.get(name, ""))
        for sentence in sentences:
            yield Problem(row.number, column, str(sentence))


def _duplicate(row: SheetRow, column: str, known: ContractorLine | None, first: int | None) -> Problem | None:
    if known is not None:
        where = " in the archive" if known.archived else ""
        return Problem(row.number, column, f"{known.email} is contractor {known.number}, {known.name}, already{where}.")
    if first is not None:
        return Problem(row.number, column, f"{row.cells[EMAIL]} stands in row {first} already.")
    return None
