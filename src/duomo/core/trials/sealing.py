"""Law 4: what is handed in stays sealed for everyone until the deadline, or until all are in."""

from datetime import datetime
from enum import StrEnum


class Seal(StrEnum):
    """How much of a trial may be seen: nothing, the work under aliases, or the names as well."""

    SEALED = "sealed"
    UNSEALED = "unsealed"
    REVEALED = "revealed"


def may_unseal(*, deadline_at: datetime, now: datetime, invited: int, handed_in: int, out: int) -> bool:
    """Whether the work may be opened: the deadline has passed, or everybody who has not left has handed in.

    ``invited`` counts all who were asked, ``out`` those of them who declined or withdrew, ``handed_in`` those of the
    others who handed in. With nobody's work in, there is nothing to open before the deadline.
    """
    return now >= deadline_at or (handed_in >= 1 and handed_in >= invited - out)
