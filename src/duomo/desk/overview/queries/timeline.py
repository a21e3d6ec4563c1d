"""Turns a job's events into sentences."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.urls import reverse

from duomo.core.quantities import format_minutes
from duomo.desk.kit.display.words import plural, short_day
from duomo.desk.kit.parts import Event
from duomo.desk.overview.queries.sentences import SENTENCES
from duomo.desk.people import queries as people
from duomo.desk.people.pages import ContractorLine
from duomo.desk.seats import queries as seats
from duomo.desk.seats.pages import EventLine
from duomo.desk.seats.seat import Seat

EVENTS_PER_PAGE = 20
HASH_SHOWN = 6
LONGEST_NUMBER = 10


def timeline(
    seat: Seat, job_number: int, before: str, known: Mapping[int, ContractorLine]
) -> tuple[tuple[Event, ...], str]:
    """One page of a job's events, newest first, and the address of the earlier ones (empty where there are none).

    `known` are the contractors, by id, that the page has read already.
    """
    before_seq = int(before) if before.isdecimal() and len(before) < LONGEST_NUMBER else None
    lines = seats.events_of_job(seat, job_number, limit=EVENTS_PER_PAGE + 1, before_seq=before_seq)
    shown = lines[:EVENTS_PER_PAGE]
    names = seats.member_names(seat, {line.member_id for line in shown if line.member_id})
    others = _contractors(shown) - set(known)
    named = {**known, **people.contractors_by_id(seat, others)} if others else known
    spoken = {id_: one.name for id_, one in named.items()}
    older = f"{reverse('job', args=[job_number])}?before={shown[-1].seq}#events" if len(lines) > len(shown) else ""
    return tuple(_event(seat, line, names, spoken) for line in shown), older


def _contractors(lines: Iterable[EventLine]) -> set[int]:
    """The ids of the contractors whom sentences name."""
    return {line.facts["contractor"] for line in lines if isinstance(line.facts.get("contractor"), int)}


def _event(seat: Seat, line: EventLine, names: Mapping[int, str], contractors: Mapping[int, str]) -> Event:
    name = names.get(line.member_id or 0, "")
    whom = {"contractor": contractors.get(line.facts.get("contractor", 0), "a contractor")}
    return Event(
        at=line.at,
        who="You" if line.member_id == seat.member_id else name or "Duomo",
        did=sentence(line.verb, {**line.facts, **whom}),
        face=name or "Duomo",
        digest=line.hash[:HASH_SHOWN],
    )


def sentence(verb: str, facts: Mapping[str, Any]) -> str:
    """What was done, read after the name; an act without a sentence of its own is its verb in plain words."""
    pattern = SENTENCES.get(verb)
    if pattern is None:
        return f"{verb.replace('_', ' ')}."
    spoken = {key: _spoken(key, value) for key, value in facts.items()}
    return pattern.format_map(_Sparse(spoken))


class _Sparse(dict[str, str]):
    """Facts of which some may be missing in older events."""

    def __missing__(self, key: str) -> str:
        return "?"


def _spoken(key: str, value: Any) -> str:
    if key.endswith("minutes") and isinstance(value, int):
        return f"{format_minutes(value)}\u00a0h"
    if key == "points" and isinstance(value, int):
        return plural(value, "point")
    if key.endswith("_on"):
        return _day(str(value))
    if isinstance(value, list):
        return ", ".join(str(item).replace("_", " ") for item in value) or "none"
    return str(value).replace("_", " ")


def _day(value: str) -> str:
    """A day as people write it, without its year: the act stands under a day that has one."""
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return value
    return short_day(day, day.year)
