"""What is said about a brief: one finding, the rule behind it, and how much it weighs."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """An error keeps a brief from being sent; a warning and an information do not."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to know about a brief.

    ``field`` is the name of the brief's field, or ``criterion`` or ``deliverable``, of which ``target`` is the key.
    ``start`` and ``end`` mark the words in that text, as offsets in code points; None where no words are meant.
    """

    rule: str
    severity: Severity
    field: str
    target: str
    message: str
    advice: str
    start: int | None = None
    end: int | None = None
