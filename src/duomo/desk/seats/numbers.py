"""Numbers that people say aloud, and keys that nobody can guess."""

import hashlib
from base64 import b32encode

from duomo.desk.seats.models import Counter, Workspace
from duomo.desk.seats.seat import Seat

KEY_LENGTH = 12


def next_number(seat: Seat, noun: str) -> int:
    """The next number of `noun` in this workspace, counted from 1. Call it in the transaction of the deed."""
    Counter.objects.within(seat).get_or_create(noun=noun)
    counter = Counter.objects.within(seat).select_for_update().get(noun=noun)
    counter.last += 1
    counter.save(update_fields=["last"])
    return counter.last


def new_key(seat: Seat, noun: str) -> str:
    """A key for an address that a contractor sees: it tells nothing of how many others there are.

    Made from the workspace's secret salt and a counter, so that the same acts give the same keys.
    """
    salt = Workspace.objects.values_list("key_salt", flat=True).get(pk=seat.workspace_id)
    digest = hashlib.sha256(f"{salt}|{noun}|{next_number(seat, f'key of {noun}')}".encode()).digest()
    return b32encode(digest).decode().lower()[:KEY_LENGTH]
