"""Law 12: every event is chained to the one before it, so that a change or a gap in the past shows.

Source: a hash chain (Haber and Stornetta, "How to time-stamp a digital document", 1991) with SHA-256. Limits: it
shows that something was changed, not who did it; whoever may rewrite every later row can make a new chain, and rows cut
off the end leave no trace in what is left. Both show only against a hash that was noted elsewhere.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

GENESIS = "0" * 64
"""What stands in place of the previous hash in the first row of a chain."""


class BreakReason(StrEnum):
    """How a chain is broken."""

    GAP = "gap"
    WRONG_PREVIOUS = "wrong previous"
    WRONG_HASH = "wrong hash"


@dataclass(frozen=True, slots=True)
class Break:
    """The first row that does not fit: its number, and why (a BreakReason, or what its keeper found at the end)."""

    seq: int
    reason: str


def canonical(payload: object) -> str:
    """Write a payload as the one JSON text it has: keys sorted, no blanks, ASCII only.

    It may hold mappings with text keys, lists, texts, whole numbers, booleans and None. Raises TypeError for anything
    else (a float is not written alike everywhere) and ValueError for text that not every database can store.
    """
    return json.dumps(_plain(payload), sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)


def link(previous_hash: str, body: Mapping[str, object]) -> str:
    """Give the hash of a row: SHA-256, in hex, over the previous hash, a line break and the canonical body."""
    return hashlib.sha256(f"{previous_hash}\n{canonical(body)}".encode("ascii")).hexdigest()


def first_break(rows: Iterable[tuple[int, str, str, Mapping[str, object]]]) -> Break | None:
    """Walk a whole chain of (number, previous hash, hash, body), numbered from 1; name the first that is wrong."""
    previous = GENESIS
    for expected, (seq, previous_hash, row_hash, body) in enumerate(rows, start=1):
        if seq != expected:
            return Break(seq, BreakReason.GAP)
        if previous_hash != previous:
            return Break(seq, BreakReason.WRONG_PREVIOUS)
        if not _fits(previous_hash, row_hash, body):
            return Break(seq, BreakReason.WRONG_HASH)
        previous = row_hash
    return None


def _fits(previous_hash: str, row_hash: str, body: Mapping[str, object]) -> bool:
    """Whether the hash is that of the body; a body that could never have been written does not fit."""
    try:
        return link(previous_hash, body) == row_hash
    except (TypeError, ValueError):
        return False


def _plain(value: object) -> object:
    match value:
        case None | bool() | int():
            return value
        case str():
            return _storable(value)
        case Mapping():
            return {_key(key): _plain(item) for key, item in value.items()}
        case list() | tuple():
            return [_plain(item) for item in value]
        case _:
            message = f"a payload holds texts, whole numbers, booleans, lists and mappings, not {type(value).__name__}"
            raise TypeError(message)


def _key(key: object) -> str:
    if not isinstance(key, str):
        message = f"a payload's keys are texts, not {type(key).__name__}"
        raise TypeError(message)
    return _storable(key)


def _storable(text: str) -> str:
    """Return the text, unless it holds NUL or half a surrogate pair, which PostgreSQL refuses."""
    if "\0" in text or any("\ud800" <= character <= "\udfff" for character in text):
        message = "a payload's text holds no NUL and no lone surrogate"
        raise ValueError(message)
    return text
