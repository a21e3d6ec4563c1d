"""What was handed in. A sealed trial's deliveries are there for their maker alone, in lists, counts and downloads.

Sealed means here: not open by the contractor's name. A trial's reviewers read them under aliases before that, through
the room of the trials, which reads them with the seat of the house.
"""

from collections.abc import Iterable, Mapping

from django.db.models import Q

from duomo.desk.assignments.models import Assignment, Delivery
from duomo.desk.assignments.pages import CheckLine, DeliveryLine
from duomo.desk.assignments.queries.lines import member_of
from duomo.desk.files import queries as files
from duomo.desk.files.pages import FileLine
from duomo.desk.kit.refusals import NotYours
from duomo.desk.seats.base import WithinQuerySet
from duomo.desk.seats.rights import Right, Role
from duomo.desk.seats.seat import Seat


def deliveries(seat: Seat, assignment_id: int) -> tuple[DeliveryLine, ...]:
    """The deliveries of an assignment that the calling room has found to be this seat's to see, oldest first.

    Empty for everybody but the maker while a trial is sealed.
    """
    return deliveries_of(seat, [assignment_id]).get(assignment_id, ())


def deliveries_of(seat: Seat, assignment_ids: Iterable[int]) -> dict[int, tuple[DeliveryLine, ...]]:
    """The same for several assignments, in four queries; assignments without any are left out."""
    found: dict[int, tuple[DeliveryLine, ...]] = {}
    for line in _lines(seat, _seen(seat).filter(assignment_id__in=set(assignment_ids))):
        found[line.assignment_id] = (*found.get(line.assignment_id, ()), line)
    return found


def delivery(seat: Seat, key: str) -> DeliveryLine:
    """The delivery of an address: for its maker, and for leaders once it is not sealed.

    Raises:
        NotYours: unknown, sealed, somebody else's, or the seat judges blind.
    """
    if seat.role is not Role.CONTRACTOR:
        seat.must(Right.RUN_JOBS)
    return _only(seat, _seen(seat).filter(key=key))


def delivery_by_id(seat: Seat, delivery_id: int) -> DeliveryLine:
    """The delivery of a row that the calling room has already found to be this seat's to see.

    Raises:
        NotYours: unknown, sealed or somebody else's.
    """
    return _only(seat, _seen(seat).filter(pk=delivery_id))


def delivery_file(seat: Seat, key: str, file_id: int) -> FileLine:
    """A file of the delivery of an address.

    Raises:
        NotYours: the delivery is not this seat's to see, or the file is not the delivery's.
    """
    found = next((line for line in delivery(seat, key).files if line.id == file_id), None)
    if found is None:
        raise NotYours
    return found


def handed_in(seat: Seat, assignment_ids: Iterable[int]) -> frozenset[int]:
    """Which of these assignments something was handed in for: all that may be known of a sealed trial.

    A contractor learns it of the own ones only.
    """
    rows = Delivery.objects.within(seat).filter(assignment_id__in=set(assignment_ids))
    if seat.role is Role.CONTRACTOR:
        rows = rows.filter(assignment__contractor__member_id=member_of(seat))
    return frozenset(rows.values_list("assignment_id", flat=True))


def _seen(seat: Seat) -> WithinQuerySet[Delivery]:
    """What may be read by the contractor's name; the house reads all, to show it blind to a trial's reviewers."""
    rows = Delivery.objects.within(seat).order_by("number", "pk")
    if seat.role is Role.CONTRACTOR:
        rows = rows.filter(assignment__contractor__member_id=member_of(seat))
    elif seat.role is not Role.SYSTEM:
        rows = rows.filter(Q(assignment__kind=Assignment.Kind.WORK) | Q(assignment__unsealed_at__isnull=False))
    return rows.prefetch_related("files", "checks")


def _only(seat: Seat, rows: WithinQuerySet[Delivery]) -> DeliveryLine:
    lines = _lines(seat, rows[:1])
    if not lines:
        raise NotYours
    return lines[0]


def _lines(seat: Seat, rows: Iterable[Delivery]) -> list[DeliveryLine]:
    listed = list(rows)
    kept = files.files(seat, (held.file_id for row in listed for held in row.files.all()))
    return [_line(row, kept) for row in listed]


def _line(row: Delivery, kept: Mapping[int, FileLine]) -> DeliveryLine:
    return DeliveryLine(
        id=row.pk,
        key=row.key,
        number=row.number,
        assignment_id=row.assignment_id,
        version_id=row.version_id,
        note=row.note,
        links=tuple(row.links),
        handed_in_at=row.handed_in_at,
        late=row.late,
        files=tuple(kept[held.file_id] for held in row.files.all()),
        checks=tuple(
            CheckLine(check.criterion_key, check.passed, check.evidence)
            for check in sorted(row.checks.all(), key=lambda check: check.pk)
        ),
        receipt=row.receipt,
    )
