"""Adds acts to a workspace's chain, and reads it back."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from django.db import transaction

from duomo.core.ledger import GENESIS, Break, BreakReason, first_break, link
from duomo.desk.seats.models import ChainHead, Event, Workspace
from duomo.desk.seats.seat import Seat

Facts = Mapping[str, Any]


def record(seat: Seat, verb: str, *, job_number: int | None = None, subject: str = "", **facts: Any) -> Event:
    """Append the act `verb` to the chain of the seat's workspace, in the caller's transaction.

    `facts` are plain values (numbers, ids, digests, short words): no names, addresses or free text.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("An event is written in the transaction of its deed.")
    head = ChainHead.objects.select_for_update().get(workspace_id=seat.workspace_id)
    body = _body(head.seq + 1, seat.at, seat.member_id, verb, job_number, subject, facts)
    event = Event.objects.within(seat).create(
        seq=head.seq + 1,
        at=seat.at,
        member_id=seat.member_id,
        verb=verb,
        job_number=job_number,
        subject=subject,
        facts=dict(facts),
        previous_hash=head.hash,
        hash=link(head.hash, body),
    )
    head.seq, head.hash = event.seq, event.hash
    head.save(update_fields=["seq", "hash"])
    return event


def open_chain(workspace: Workspace) -> None:
    """Begin the chain of a new workspace."""
    ChainHead.objects.create(workspace=workspace, hash=GENESIS)


def chains() -> list[int]:
    """The workspaces that have a chain, for proving all of them."""
    return list(ChainHead.objects.order_by("workspace_id").values_list("workspace_id", flat=True))


def chain_end(seat: Seat) -> tuple[int, str]:
    """How many acts the chain of the seat's workspace holds, and the hash of the last."""
    head = ChainHead.objects.get(workspace_id=seat.workspace_id)
    return head.seq, head.hash


def first_broken(workspace_id: int) -> Break | None:
    """Prove the chain of a workspace again; the first event that does not fit, or None."""
    found = first_break(_rows(workspace_id))
    if found is not None:
        return found
    head = ChainHead.objects.get(workspace_id=workspace_id)
    last = Event.unscoped.filter(workspace_id=workspace_id).order_by("-seq").first()
    end, end_hash = (last.seq, last.hash) if last else (0, GENESIS)
    if (head.seq, head.hash) != (end, end_hash):
        # Rows that were cut off the end leave no trace in the chain itself, only against its head.
        return Break(seq=min(head.seq, end) + 1, reason=BreakReason.GAP)
    return None


def _rows(workspace_id: int) -> Iterator[tuple[int, str, str, Mapping[str, Any]]]:
    for event in Event.unscoped.filter(workspace_id=workspace_id).order_by("seq").iterator(chunk_size=2000):
        body = _body(event.seq, event.at, event.member_id, event.verb, event.job_number, event.subject, event.facts)
        yield event.seq, event.previous_hash, event.hash, body


def _body(
    seq: int,
    at: datetime,
    member_id: int | None,
    verb: str,
    job_number: int | None,
    subject: str,
    facts: Facts,
) -> dict[str, Any]:
    return {
        "seq": seq,
        "at": at.astimezone(UTC).isoformat(timespec="microseconds"),
        "member": member_id,
        "verb": verb,
        "job": job_number,
        "subject": subject,
        "facts": dict(facts),
    }
