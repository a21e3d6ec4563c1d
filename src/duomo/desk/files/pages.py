"""What the room of the files tells others: plain values, no rows."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Blob:
    """Bytes that are safely stored and wait for a deed to keep them; without one they are swept away.

    `name` is cleaned for showing, `stored_as` is ours alone, `size` is in bytes, `sha256` in hexadecimal. `text` is the
    content where it is UTF-8 text of at most 1 MB, for the automatic checks.
    """

    name: str
    size: int
    sha256: str
    stored_as: str
    text: str | None = None


@dataclass(frozen=True, slots=True)
class FileLine:
    """A kept file: its shown name, its size in bytes and its digest."""

    id: int
    name: str
    size: int
    sha256: str
    uploaded_at: datetime


class Damage(StrEnum):
    """What can be wrong between the table of files and the storage."""

    MISSING = "missing"
    CHANGED = "changed"
    ORPHANED = "orphaned"


@dataclass(frozen=True, slots=True)
class DamagedFile:
    """A file whose bytes are not what the table says; an orphan has no row and so no `file_id`."""

    damage: Damage
    stored_as: str
    file_id: int | None = None
    workspace_id: int | None = None
