"""Law 10: only accepted and approved work is payable, plus trial work and hours up to the feasibility cap."""

import hashlib
import json
from collections.abc import Collection, Sequence
from typing import Literal

from duomo.core.reserve.purses import Settlement


def payable_minutes(
    settlement: Settlement,
    *,
    kind: Literal["trial", "work"],
    accepted: bool,
    feasibility_minutes: int,
    approved_ids: Collection[int],
) -> int:
    """Say how many whole minutes may be paid now.

    Trial work: all that is within its cap. Work: the first hours up to the feasibility cap in any case and, once the
    work is accepted, each approved entry as far as it is within its purse. Never more than is within.
    """
    if kind == "trial":
        return sum(entry.within_minutes for entry in settlement.entries)
    room, payable = max(feasibility_minutes, 0), 0
    for entry in settlement.entries:
        first_hours = min(entry.within_minutes, room)
        room -= first_hours
        payable += entry.within_minutes if accepted and entry.id in approved_ids else first_hours
    return payable


def approval_digest(amounts: Sequence[tuple[int, int, str]]) -> str:
    """Bind an approval to its amounts: SHA-256, in hex, of canonical JSON of (entry id, minutes, purse).

    The order does not matter; any other edit gives another digest, which voids the approval.
    """
    rows = sorted([entry_id, minutes, str(purse)] for entry_id, minutes, purse in amounts)
    return hashlib.sha256(json.dumps(rows, separators=(",", ":")).encode("ascii")).hexdigest()
