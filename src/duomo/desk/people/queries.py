"""Reads about contractors."""

from collections.abc import Iterable
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q

from duomo.desk.kit.refusals import NotYours
from duomo.desk.people.models import Contractor
from duomo.desk.people.pages import ContractorLine
from duomo.desk.seats.base import WithinQuerySet
from duomo.desk.seats.pages import FunctionLine
from duomo.desk.seats.queries import functions
from duomo.desk.seats.rights import Right, Role
from duomo.desk.seats.seat import Seat

PER_PAGE = 50


def contractor(seat: Seat, number: int) -> ContractorLine:
    """The contractor with this number.

    Raises:
        NotYours: there is none in this workspace, or the seat may not see contractors.
    """
    seat.must(Right.SEE_PEOPLE)
    return _only(seat, _rows(seat).filter(number=number))


def contractor_by_id(seat: Seat, contractor_id: int) -> ContractorLine:
    """The contractor of a row that the calling room has already found to be this seat's to see.

    A contractor's seat gets nobody but itself.

    Raises:
        NotYours: there is none in this workspace.
    """
    return _only(seat, _rows_to(seat).filter(pk=contractor_id))


def contractors_by_id(seat: Seat, ids: Iterable[int]) -> dict[int, ContractorLine]:
    """Several contractors as `contractor_by_id` gives one; unknown ids are left out."""
    return {line.id: line for line in _lines(seat, _rows_to(seat).filter(pk__in=set(ids)))}


def choices(seat: Seat) -> tuple[ContractorLine, ...]:
    """The contractors who may be invited: all that are not archived, by name."""
    seat.must(Right.SEE_PEOPLE)
    return _lines(seat, _rows(seat).filter(archived_at__isnull=True).order_by("name", "number"))


def mine(seat: Seat) -> ContractorLine:
    """The contractor whose guest seat acts.

    Raises:
        NotYours: this is no contractor's seat.
    """
    seat.must(Right.WORK)
    return _only(seat, _rows_to(seat))


def contractor_list(
    seat: Seat, *, function: str = "", text: str = "", archived: bool = False, page: str | int = 1
) -> Page[ContractorLine]:
    """One page of the contractors, by name; `function` is a slug, `text` is looked for in name, address and note."""
    seat.must(Right.SEE_PEOPLE)
    rows = _rows(seat).filter(archived_at__isnull=not archived).order_by("name", "number")
    if function:
        rows = rows.filter(functions__slug=function)
    if wanted := text.strip():
        rows = rows.filter(Q(name__icontains=wanted) | Q(email__icontains=wanted) | Q(note__icontains=wanted))
    pages: Paginator[Any] = Paginator(rows, PER_PAGE)
    found = pages.get_page(page)
    return Page(_lines(seat, found.object_list), found.number, pages)


def known_addresses(seat: Seat, addresses: Iterable[str]) -> dict[str, ContractorLine]:
    """Which of these addresses (in small letters) belong to contractors already, archived ones included."""
    seat.must(Right.SEE_PEOPLE)
    return {line.email: line for line in _lines(seat, _rows(seat).filter(email__in=set(addresses)))}


def _rows(seat: Seat) -> WithinQuerySet[Contractor]:
    return Contractor.objects.within(seat).select_related("member")


def _rows_to(seat: Seat) -> WithinQuerySet[Contractor]:
    rows = _rows(seat)
    return rows.filter(member_id=seat.member_id or 0) if seat.role is Role.CONTRACTOR else rows


def _only(seat: Seat, rows: WithinQuerySet[Contractor]) -> ContractorLine:
    found = _lines(seat, rows[:1])
    if not found:
        raise NotYours
    return found[0]


def _lines(seat: Seat, rows: Iterable[Contractor]) -> tuple[ContractorLine, ...]:
    """The rows as lines, in three queries however many they are."""
    listed = list(rows)
    known = {line.id: line for line in functions(seat, retired=True)}
    chosen: dict[int, list[FunctionLine]] = {row.pk: [] for row in listed}
    pairs = Contractor.functions.through.objects.filter(contractor_id__in=list(chosen))
    for contractor_id, function_id in pairs.values_list("contractor_id", "function_id"):
        chosen[contractor_id].append(known[function_id])
    return tuple(_line(seat, row, sorted(chosen[row.pk], key=lambda line: line.name)) for row in listed)


def _line(seat: Seat, row: Contractor, own: Iterable[FunctionLine]) -> ContractorLine:
    member = row.member
    return ContractorLine(
        id=row.pk,
        number=row.number,
        name=row.name,
        email=row.email,
        member_id=row.member_id,
        joined=member is not None and member.joined_at is not None and member.removed_at is None,
        rate_minor=row.rate_minor if seat.may(Right.SEE_MONEY) else None,
        currency=row.currency,
        functions=tuple(line.name for line in own),
        function_slugs=tuple(line.slug for line in own),
        link=row.link,
        note=row.note,
        archived=row.archived_at is not None,
    )
