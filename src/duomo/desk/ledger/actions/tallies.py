"""Keeping the sums over outcomes, so that a page over ten thousand jobs costs what one over a hundred does."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F

from duomo.core.ledger import MissReason
from duomo.desk.kit.clock import local_day
from duomo.desk.ledger.models import JobOutcome, Tally, WorkOutcome
from duomo.desk.ledger.pages import ACTIVITIES
from duomo.desk.seats.queries import workspace
from duomo.desk.seats.rights import Right
from duomo.desk.seats.seat import Seat

OWN = tuple(f"{activity}_minutes" for activity in ACTIVITIES)
PURSES = ("plan_minutes", "plan_used_minutes", "reserve_minutes", "reserve_used_minutes")
SUMMED = ("owner_estimate_minutes", *OWN, "net_minutes", *PURSES, "trial_minutes")
_BATCH = 500
Facet = Tally.Facet


@dataclass(frozen=True, slots=True)
class _Place:
    """One row of the sums but its month: by what, which one, and how it is called."""

    facet: Tally.Facet
    value: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class _Addition:
    """What one outcome adds to some rows of one month."""

    month: str
    job_number: int
    places: tuple[_Place, ...]
    amounts: dict[str, int]


def count_job(seat: Seat, row: JobOutcome) -> None:
    """Add a job's outcome to the sums, in its transaction."""
    for addition in _of_job(row, workspace(seat).zone):
        _add(seat, addition)


def count_work(seat: Seat, row: WorkOutcome) -> None:
    """Add a work's outcome to its contractor's sums, in its transaction."""
    for addition in _of_work(row, workspace(seat).zone):
        _add(seat, addition)


@transaction.atomic
def rebuild_tallies(seat: Seat) -> int:
    """Make all sums of the workspace anew from the outcomes; gives the number of rows."""
    if not seat.may(Right.MANAGE_WORKSPACE):
        seat.must_be_system()
    zone = workspace(seat).zone
    sums: dict[tuple[str, str, str], Tally] = {}
    labels: dict[tuple[str, str], str] = {}
    for addition in _every_addition(seat, zone):
        for place in addition.places:
            _sum_up(sums, place, addition)
            labels[place.facet.value, place.value] = place.label
    for (facet, value, _), row in sums.items():
        row.label = labels[facet, value]
    Tally.objects.within(seat).delete()
    Tally.objects.within(seat).bulk_create(sums.values(), batch_size=_BATCH)
    return len(sums)


def _every_addition(seat: Seat, zone: str) -> Iterator[_Addition]:
    for job in JobOutcome.objects.within(seat).order_by("pk").iterator(chunk_size=_BATCH):
        yield from _of_job(job, zone)
    for work in WorkOutcome.objects.within(seat).order_by("pk").iterator(chunk_size=_BATCH):
        yield from _of_work(work, zone)


def _sum_up(sums: dict[tuple[str, str, str], Tally], place: _Place, addition: _Addition) -> None:
    key = (place.facet.value, place.value, addition.month)
    row = sums.setdefault(key, Tally(facet=place.facet, value=place.value, month=addition.month))
    for name, amount in addition.amounts.items():
        setattr(row, name, getattr(row, name) + amount)
    row.last_job_number = addition.job_number


def _of_job(row: JobOutcome, zone: str) -> Iterator[_Addition]:
    month = f"{local_day(zone, row.ended_at):%Y-%m}"
    amounts = {"jobs": 1, "misses": int(not row.hit), **{name: getattr(row, name) for name in SUMMED}}
    yield _Addition(month, row.job_number, tuple(_places(row)), amounts)
    for currency, cost in sorted(row.costs.items()):
        yield _Addition(month, row.job_number, (_Place(Facet.CURRENCY, currency),), {**amounts, "cost_minor": cost})


def _places(row: JobOutcome) -> Iterator[_Place]:
    yield _Place(Facet.ALL)
    yield _Place(Facet.FUNCTION, row.function, row.function_name)
    yield _Place(Facet.STRATEGY, "brief_overruled" if row.overruled else "brief_clear")
    yield _Place(Facet.STRATEGY, "trial_held" if row.trial_held else "trial_skipped")
    yield _Place(Facet.STRATEGY, "reserve_held" if row.reserve_held else "reserve_none")
    for reason in row.reasons:
        yield _Place(Facet.REASON, reason)


def _of_work(row: WorkOutcome, zone: str) -> Iterator[_Addition]:
    if row.reasons == [MissReason.CALLED_OFF.value]:
        return
    month = f"{local_day(zone, row.ended_at):%Y-%m}"
    amounts = {
        "jobs": 1,
        "misses": int(not row.hit),
        "plan_minutes": row.estimate_minutes,
        "plan_used_minutes": row.actual_minutes,
    }
    place = _Place(Facet.CONTRACTOR, str(row.contractor_number), row.contractor_name)
    yield _Addition(month, row.job_number, (place,), amounts)


def _add(seat: Seat, addition: _Addition) -> None:
    """Add the same amounts to all places. The lock of the chain, held since the event, keeps others out meanwhile."""
    known = _known(seat, addition)
    missing = [place for place in addition.places if (place.facet, place.value) not in known]
    Tally.objects.within(seat).bulk_create(
        Tally(facet=place.facet, value=place.value, label=place.label, month=addition.month) for place in missing
    )
    ids = _known(seat, addition).values() if missing else known.values()
    amounts = {name: F(name) + amount for name, amount in addition.amounts.items() if amount}
    Tally.objects.within(seat).filter(pk__in=list(ids)).update(**amounts, last_job_number=addition.job_number)
    _rename(seat, addition.places)


def _known(seat: Seat, addition: _Addition) -> dict[tuple[str, str], int]:
    rows = Tally.objects.within(seat).filter(
        month=addition.month,
        facet__in={place.facet for place in addition.places},
        value__in={place.value for place in addition.places},
    )
    wanted = {(place.facet.value, place.value) for place in addition.places}
    found = {(facet, value): pk for pk, facet, value in rows.values_list("pk", "facet", "value")}
    return {key: pk for key, pk in found.items() if key in wanted}


def _rename(seat: Seat, places: Iterable[_Place]) -> None:
    """The last name counts for all months, so that one contractor or function is one line."""
    for place in places:
        if place.label:
            rows = Tally.objects.within(seat).filter(facet=place.facet, value=place.value)
            rows.exclude(label=place.label).update(label=place.label)
