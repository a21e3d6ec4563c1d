"""Approving hours, bound to the digest of exactly the amounts that were shown."""

from collections.abc import Collection

from django.db import transaction

from duomo.desk.assignments import queries as assignments
from duomo.desk.kit.refusals import Invalid, Stale
from duomo.desk.reserve.actions.keeping import keep, lock_hours
from duomo.desk.reserve.models import HourEntry
from duomo.desk.reserve.pages import EntryLine, digest_of
from duomo.desk.reserve.queries import account, needs_approval
from duomo.desk.seats.events import record
from duomo.desk.seats.rights import Right
from duomo.desk.seats.seat import Seat


@transaction.atomic
def approve_hours(seat: Seat, key: str, digest: str, entry_keys: Collection[str]) -> int:
    """Approve the named entries of the assignment of `key` with the minutes that fit; the sum of those minutes.

    `digest` is that of all entries that waited when the page was drawn: any change to them since then voids it.

    Raises:
        NotYours: the seat does not run jobs, or there is no such assignment.
        Stale: the hours have changed since the page was drawn; nothing is approved.
        Invalid: no entry is named.
    """
    seat.must(Right.RUN_JOBS)
    line = assignments.assignment(seat, key)
    lock_hours(seat, line.id)
    line = assignments.assignment(seat, key)
    before = account(seat, line)
    waiting = tuple(entry for entry in before.entries if entry.waits) if needs_approval(line) else ()
    if not waiting:
        raise Stale("Nothing waits for approval here any more.")
    if digest != digest_of(waiting):
        raise Stale("The hours have changed since you opened this page. These are the new amounts: look, then approve.")
    chosen = tuple(entry for entry in waiting if entry.key in set(entry_keys))
    if not chosen:
        raise Invalid("Choose at least one entry.", field="entries")
    _approve(seat, chosen)
    minutes = sum(entry.within_minutes for entry in chosen)
    ids = [entry.id for entry in chosen]
    facts = {"entries": ids, "minutes": minutes, "digest": digest_of(chosen)}
    record(seat, "hours_approved", job_number=line.job_number, subject=line.key, **facts)
    keep(seat, before, line)
    return minutes


def _approve(seat: Seat, chosen: tuple[EntryLine, ...]) -> None:
    rows = HourEntry.objects.within(seat).filter(
        pk__in=[entry.id for entry in chosen], approved_at__isnull=True, replaced=False
    )
    changed = rows.update(
        approved_by_id=seat.acting_member, approved_at=seat.at, approved_digest=digest_of(chosen), waits=False
    )
    if changed != len(chosen):
        raise Stale("Some of these hours were approved or corrected in the meantime. Open the page again.")
