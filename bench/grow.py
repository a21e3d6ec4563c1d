"""Makes ten thousand jobs of a hundred by copying their rows, for pages that are only read.

Every table is treated alike, by what Django knows of it: numbers of rows, of jobs and of events move up by a multiple,
what refers to a copied row moves along, keys and hashes become others, and moments lie somewhat earlier. The event
chain of the copies does not verify, their files have rows but no bytes, and sent notices and mails are not copied.
"""
# ruff: noqa: SLF001 - _meta is Django's documented way to ask a table what it is made of

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.db import models, transaction

from duomo.desk.assignments.models import DeliveryFile
from duomo.desk.briefs.models import Job
from duomo.desk.files.models import StoredFile
from duomo.desk.ledger.actions import rebuild_tallies
from duomo.desk.people.models import Contractor
from duomo.desk.seats.base import TenantModel
from duomo.desk.seats.models import Member, Person
from duomo.desk.seats.seat import Seat

# An assumption: somebody with a hundred times the jobs works with some twenty times the contractors.
COPIES_PER_CONTRACTOR = 8
APART = timedelta(minutes=97)
JOBS_AT_ONCE = 250

# Numbers that people say, by field or by table and field, and what they count.
COUNTED = {
    "job_number": "briefs.Job.number",
    "contractor_number": "people.Contractor.number",
    "briefs.Job.number": "briefs.Job.number",
    "people.Contractor.number": "people.Contractor.number",
    "seats.Event.seq": "seats.Event.seq",
}
TOKEN = re.compile(
    r"(?<![0-9a-z])(?P<key>[a-z2-7]{12})(?![0-9a-z])|(?<=/jobs/)(?P<number>\d+)|(?<=\bjob )(?P<job>\d+)"
    r"|(?<=\btrial-)(?P<trial>\d+)"
)
COUNTED_IN_WORDS = {"number": "briefs.Job.number", "job": "briefs.Job.number", "trial": "trials.Trial.id"}
HASHES = {"hash", "previous_hash"}

Table = type[models.Model]
Place = tuple[Table, Any]
Rows = Mapping[Any, Sequence[Any]]


@dataclass
class Collected:
    """The rows that are copied: those of each job, and those of all contractors."""

    jobs: dict[int, list[models.Model]] = field(default_factory=lambda: defaultdict(list))
    contractors: list[models.Model] = field(default_factory=list)
    in_jobs: set[Place] = field(default_factory=set)
    in_contractors: set[Place] = field(default_factory=set)
    keys: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Shift:
    """Which copy of a job is made, and which copy of the contractors works on it."""

    copy: int
    group: int


def grow(seat: Seat, *, done: int, running: int) -> None:
    """Copy jobs until the workspace has so many that ended and so many that are open."""
    collected = collect(seat)
    ended = [number for number, rows in sorted(collected.jobs.items()) if _has_ended(rows)]
    still_open = [number for number in sorted(collected.jobs) if number not in set(ended)]
    plan = [*_plan(ended, done - len(ended)), *_plan(still_open, running - len(still_open))]
    copier = Copier(collected)
    with transaction.atomic():
        copier.copy_contractors(max(shift.group for _, shift in plan))
        for start in range(0, len(plan), JOBS_AT_ONCE):
            copier.copy_jobs(plan[start : start + JOBS_AT_ONCE])
        rebuild_tallies(seat)


def _has_ended(rows: Iterable[models.Model]) -> bool:
    return any(vars(row).get("stage") == "done" for row in rows)


def _plan(numbers: Sequence[int], wanted: int) -> Iterator[tuple[int, Shift]]:
    """Which job is copied, and as its how-many-th copy."""
    for position in range(wanted):
        copy = position // len(numbers) + 1
        yield numbers[position % len(numbers)], Shift(copy, copy // COPIES_PER_CONTRACTOR)


def collect(seat: Seat) -> Collected:
    """Read the workspace, and find out to which job each row belongs."""
    collected = Collected()
    tables = {one: list(one.unscoped.filter(workspace_id=seat.workspace_id)) for one in _tables()}
    _find_contractors(tables, collected)
    owners = _owners(tables, collected.in_contractors)
    for table, rows in tables.items():
        for row in rows:
            if (table, row.pk) in owners:
                collected.jobs[owners[table, row.pk]].append(row)
                collected.keys |= {vars(row)["key"]} if _has_own_key(table) else set()
    collected.in_jobs = set(owners)
    return collected


def _tables() -> list[type[TenantModel]]:
    return [one for one in apps.get_models() if issubclass(one, TenantModel)]


def _has_own_key(table: Table) -> bool:
    """Whether the rows have keys that no other row of the workspace has."""
    fields = [one.fields for one in table._meta.constraints if isinstance(one, models.UniqueConstraint)]
    return any(set(names) == {"workspace", "key"} for names in fields)


def _find_contractors(tables: Rows, collected: Collected) -> None:
    known = {row.member_id: row.pk for row in tables[Contractor]}
    members = [row for row in tables[Member] if row.pk in known]
    functions = Contractor.functions.through.objects.filter(contractor_id__in=known.values())
    people = Person.objects.filter(pk__in=[row.person_id for row in members])
    collected.contractors = [*people, *members, *tables[Contractor], *functions]
    collected.in_contractors = {(type(row), row.pk) for row in collected.contractors}


def _owners(tables: Rows, contractors: set[Place]) -> dict[Place, int]:
    """The number of the job to which each row belongs; rows of no job are left out."""
    owners: dict[Place, int] = {(Job, row.pk): row.number for row in tables[Job]}
    before = 0
    while len(owners) > before:
        before = len(owners)
        for table, rows in tables.items():
            for row in rows:
                found = _owner(table, row, owners)
                if found is not None and (table, row.pk) not in contractors:
                    owners[table, row.pk] = found
        # A file does not know its delivery; the delivery's line does.
        lines = [row for row in tables[DeliveryFile] if (DeliveryFile, row.pk) in owners]
        owners |= {(StoredFile, row.file_id): owners[DeliveryFile, row.pk] for row in lines}
    return owners


def _owner(table: Table, row: Any, owners: dict[Place, int]) -> int | None:
    if (table, row.pk) in owners:
        return owners[table, row.pk]
    if getattr(row, "job_number", None):
        return int(row.job_number)
    refers = (one for one in table._meta.concrete_fields if one.is_relation)
    places: Iterator[Any] = ((one.related_model, getattr(row, one.attname)) for one in refers)
    found = (owners.get(place) for place in places)
    return next((owner for owner in found if owner is not None), None)


@dataclass
class Recipe:
    """How copies of one row are made: what stays, and what moves with the copy of the job or of the contractors."""

    table: Table
    same: dict[str, Any] = field(default_factory=dict)
    numbers: list[tuple[str, int, int, int]] = field(default_factory=list)
    moments: list[tuple[str, datetime]] = field(default_factory=list)
    words: list[tuple["models.Field[Any, Any]", str]] = field(default_factory=list)


class Copier:
    """Writes copies of rows."""

    def __init__(self, collected: Collected) -> None:
        self._collected = collected
        self._strides: dict[str, int] = {}
        self._jobs = {number: [self._recipe(row) for row in rows] for number, rows in collected.jobs.items()}

    def copy_contractors(self, groups: int) -> None:
        """As many sets of all contractors."""
        recipes = [self._recipe(row) for row in self._collected.contractors]
        shifts = [Shift(0, group) for group in range(1, groups + 1)]
        _write(self._copied(recipe, shift) for shift in shifts for recipe in recipes)

    def copy_jobs(self, plan: Iterable[tuple[int, Shift]]) -> None:
        """The jobs of the plan, each with everything that belongs to it."""
        _write(self._copied(recipe, shift) for number, shift in plan for recipe in self._jobs[number])

    def _recipe(self, row: models.Model) -> Recipe:
        recipe = Recipe(type(row))
        for one in row._meta.concrete_fields:
            value = getattr(row, one.attname)
            moves = self._moves(recipe.table, one, value)
            if moves != (0, 0):
                recipe.numbers.append((one.attname, value, *moves))
            elif isinstance(value, datetime):
                recipe.moments.append((one.attname, value))
            elif isinstance(value, str) and (_is_own(one) or TOKEN.search(value)):
                recipe.words.append((one, value))
            else:
                recipe.same[one.attname] = value
        return recipe

    def _moves(self, table: Table, one: "models.Field[Any, Any]", value: Any) -> tuple[int, int]:
        """How far a number moves with each copy of the job, and with each copy of the contractors."""
        if value is None:
            return 0, 0
        if one.primary_key or one.is_relation:
            target: Any = table if one.primary_key else one.related_model
            in_job, in_contractors = (
                (target, value) in self._collected.in_jobs,
                (target, value) in self._collected.in_contractors,
            )
            counted = f"{target._meta.label}.id"
        else:
            counted = COUNTED.get(f"{table._meta.label}.{one.name}") or COUNTED.get(one.name) or ""
            in_contractors = counted.startswith("people.")
            in_job = bool(counted) and not in_contractors
        return (self._stride(counted) if in_job else 0), (self._stride(counted) if in_contractors else 0)

    def _stride(self, counted: str) -> int:
        """The highest number in the table before anything was copied: numbers of copies move by multiples of it."""
        if counted not in self._strides:
            label, _, name = counted.rpartition(".")
            self._strides[counted] = apps.get_model(label)._base_manager.aggregate(most=models.Max(name))["most"]
        return self._strides[counted]

    def _copied(self, recipe: Recipe, shift: Shift) -> models.Model:
        values = dict(recipe.same)
        for name, number, by_job, by_contractors in recipe.numbers:
            values[name] = number + shift.copy * by_job + shift.group * by_contractors
        for name, moment in recipe.moments:
            values[name] = moment - APART * shift.copy
        for one, words in recipe.words:
            values[one.attname] = self._reworded(one, words, shift)
        return recipe.table(**values)

    def _reworded(self, one: "models.Field[Any, Any]", value: str, shift: Shift) -> str:
        if isinstance(one, models.EmailField):
            return f"{shift.group}.{value}" if shift.group else value
        if one.name in HASHES:
            return _digest(value, shift.copy, 64)
        if one.unique:
            return f"{value}~{shift.copy}"
        return TOKEN.sub(lambda found: self._other(found, shift), value)

    def _other(self, found: re.Match[str], shift: Shift) -> str:
        token = found.group()
        counted = COUNTED_IN_WORDS.get(found.lastgroup or "")
        if counted:
            return str(int(token) + shift.copy * self._stride(counted))
        return _digest(token, shift.copy, 12) if token in self._collected.keys else token


def _is_own(one: "models.Field[Any, Any]") -> bool:
    """Whether no two rows may have the same words here."""
    return isinstance(one, models.EmailField) or one.unique or one.name in HASHES


def _digest(value: str, copy: int, length: int) -> str:
    return hashlib.sha256(f"{value}|{copy}".encode()).hexdigest()[:length]


def _write(rows: Iterable[models.Model]) -> None:
    by_table: dict[Table, list[models.Model]] = defaultdict(list)
    for row in rows:
        by_table[type(row)].append(row)
    for table, listed in by_table.items():
        table._base_manager.bulk_create(listed)
