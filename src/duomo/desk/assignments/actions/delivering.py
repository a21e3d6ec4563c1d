"""Taking a delivery in: kept with its files in one transaction, numbered, hashed, checked, and never changed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction

from duomo.core.briefs import JudgedBy
from duomo.core.delivery import AssignmentState, CheckError, DeliveredFile, parse_check, run_check
from duomo.desk.assignments import queries
from duomo.desk.assignments.actions.moving import stale
from duomo.desk.assignments.models import Assignment, CheckResult, Delivery, DeliveryFile
from duomo.desk.assignments.pages import AssignmentLine, CheckLine, DeliveryLine
from duomo.desk.briefs import queries as briefs
from duomo.desk.briefs.pages import CriterionLine
from duomo.desk.files import actions as files
from duomo.desk.files.pages import Blob
from duomo.desk.kit.refusals import Invalid, Stale
from duomo.desk.seats.events import record
from duomo.desk.seats.numbers import new_key
from duomo.desk.seats.rights import Right
from duomo.desk.seats.seat import Seat

MOST_LINKS = 20
LONGEST_LINK = 2_000
LONGEST_EVIDENCE = 500
TAKES_DELIVERIES = frozenset({AssignmentState.WORKING, AssignmentState.DELIVERED, AssignmentState.PERFECTING})


@dataclass(frozen=True, slots=True)
class HandIn:
    """What is handed in: a note, links (http or https), and blobs that were received before."""

    note: str = ""
    links: tuple[str, ...] = ()
    blobs: tuple[Blob, ...] = ()


def record_delivery(seat: Seat, key: str, command: HandIn) -> DeliveryLine:
    """Hand in against an assignment; the automatic checks of the acknowledged version are run and kept with it.

    Raises:
        NotYours: the assignment is not this contractor's.
        Invalid: nothing is handed in, or a link or a file cannot be taken.
        Stale: the state of the assignment does not allow it now.
    """
    seat.must(Right.WORK)
    line = queries.assignment(seat, key)
    _refuse_state(line)
    links = checked_links(command.links)
    if not (links or command.blobs or command.note.strip()):
        raise Invalid("There is nothing to hand in yet. Choose a file, give a link or write a note.", field="files")
    if len(command.blobs) > files.MOST_FILES:
        raise Invalid(f"Hand in at most {files.MOST_FILES} files. Pack them into one archive.", field="files")
    checks = try_checks(seat, line, command.blobs, links)
    return _take(seat, line, command, links, checks)


def try_checks(seat: Seat, line: AssignmentLine, blobs: Sequence[Blob], links: Sequence[str]) -> tuple[CheckLine, ...]:
    """What the automatic checks of the acknowledged version say of these files and links; nothing is kept."""
    delivered = [DeliveredFile(blob.name, blob.size, blob.text) for blob in blobs]
    criteria = briefs.brief(seat, line.version_id).criteria
    return tuple(_run(criterion, delivered, links) for criterion in criteria if criterion.judged_by is JudgedBy.CHECK)


def checked_links(given: Iterable[str]) -> tuple[str, ...]:
    """The links without blanks and doubles.

    Raises:
        Invalid: one of them is not an address of the web.
    """
    links = tuple(dict.fromkeys(link.strip() for link in given if link.strip()))
    if len(links) > MOST_LINKS:
        raise Invalid(f"Give at most {MOST_LINKS} links.", field="links")
    for link in links:
        if not _is_web_address(link):
            raise Invalid(f"“{link[:80]}” is no link. Write it in full, as https://example.com/page.", field="links")
    return links


@transaction.atomic
def unseal(seat: Seat, assignment_ids: Iterable[int]) -> int:
    """Open a trial's deliveries by their makers' names, as the trial has decided; gives how many were sealed."""
    rows = Assignment.objects.within(seat).filter(pk__in=set(assignment_ids), kind=Assignment.Kind.TRIAL)
    return rows.filter(unsealed_at__isnull=True).update(unsealed_at=seat.at)


def _refuse_state(line: AssignmentLine) -> None:
    if line.state is AssignmentState.INVITED:
        raise Stale("Acknowledge the brief first; then you can hand in.")
    if line.state is AssignmentState.LOOKING:
        raise Stale("Say first whether it is possible; then you can hand in.")
    if line.state not in TAKES_DELIVERIES:
        raise stale(line.state)
    if line.is_trial and not line.sealed:
        raise Stale("What you handed in has been judged, so it cannot be replaced any more.")


def _run(criterion: CriterionLine, delivered: Sequence[DeliveredFile], links: Sequence[str]) -> CheckLine:
    try:
        found = run_check(parse_check(criterion.check), delivered, links)
    except CheckError as error:
        return CheckLine(criterion.key, passed=False, evidence=f"The check cannot be run. {error}"[:LONGEST_EVIDENCE])
    return CheckLine(criterion.key, found.passed, found.evidence[:LONGEST_EVIDENCE])


@transaction.atomic
def _take(
    seat: Seat, line: AssignmentLine, command: HandIn, links: tuple[str, ...], checks: tuple[CheckLine, ...]
) -> DeliveryLine:
    _enter_delivered(seat, line)
    key = new_key(seat, "delivery")
    number = Delivery.objects.within(seat).filter(assignment_id=line.id).count() + 1
    receipt = _record(seat, line, command, {"delivery": key, "number": number, "links": len(links)}, checks)
    row = Delivery.objects.within(seat).create(
        key=key,
        assignment_id=line.id,
        version_id=line.version_id,
        number=number,
        note=command.note.strip(),
        links=list(links),
        handed_in_at=seat.at,
        late=_is_late(seat, line),
        receipt=receipt,
    )
    for position, blob in enumerate(command.blobs):
        DeliveryFile.objects.within(seat).create(delivery=row, file_id=files.keep(seat, blob), position=position)
    CheckResult.objects.within(seat).bulk_create(
        CheckResult(delivery=row, criterion_key=check.criterion_key, passed=check.passed, evidence=check.evidence)
        for check in checks
    )
    return queries.delivery(seat, row.key)


def _is_late(seat: Seat, line: AssignmentLine) -> bool:
    return seat.at > line.deadline_at


def _enter_delivered(seat: Seat, line: AssignmentLine) -> None:
    """Of two at once one wins; the other, and one that met an unsealing or a newer version, is told so."""
    rows = Assignment.objects.within(seat).filter(pk=line.id, state=line.state, version_id=line.version_id)
    if line.is_trial:
        rows = rows.filter(unsealed_at__isnull=True)
    if not rows.update(state=AssignmentState.DELIVERED):
        now = queries.assignment(seat, line.key)
        _refuse_state(now)
        raise Stale("Something has changed since this page was shown. Look at it again, then hand in.")


def _record(
    seat: Seat, line: AssignmentLine, command: HandIn, named: dict[str, Any], checks: tuple[CheckLine, ...]
) -> str:
    event = record(
        seat,
        "delivery_handed_in",
        job_number=line.job_number,
        subject=f"delivery {named['delivery']}",
        assignment=line.key,
        version=line.version_number,
        late=_is_late(seat, line),
        files=[{"sha256": blob.sha256, "size": blob.size} for blob in command.blobs],
        checks={check.criterion_key: check.passed for check in checks},
        **named,
    )
    return event.hash


def _is_web_address(link: str) -> bool:
    if len(link) > LONGEST_LINK or any(c.isspace() or not c.isprintable() for c in link):
        return False
    try:
        parts = urlsplit(link)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return False
