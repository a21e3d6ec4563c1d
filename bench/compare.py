"""Compares the pages with the floor, at a hundred and at ten thousand jobs; import it when the settings may be read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.databases import Databases, Stage
from bench.floor import floor_handler
from bench.grow import grow
from bench.measure import CLOCKS, Times, Visit, take_turns
from bench.tell import tell_hundred
from duomo.demo.scene import Scene
from duomo.desk.assignments import queries as assignments
from duomo.desk.briefs import queries as briefs
from duomo.desk.kit.clock import utc_now
from duomo.desk.seats.queries import person
from duomo.desk.seats.seat import Seat

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Size:
    """How many jobs ended and how many are open in one of the databases."""

    name: str
    done: int
    running: int

    @property
    def jobs(self) -> int:
        """All of them."""
        return self.done + self.running


SMALL = Size("small", 60, 40)
# Open work is bounded by the people who look after it, so it grows by half; nearly all of the rest has ended.
LARGE = Size("large", 9940, 60)
# The same growth with all proportions kept: four thousand open jobs.
CROWDED = Size("crowded", 6000, 4000)


@dataclass(frozen=True, slots=True)
class Result:
    """One page at one size, against the floor in the same runs."""

    page: str
    size: Size
    bytes: int
    floor_bytes: int
    queries: int
    floor_queries: int
    times: Times
    floor: Times
    growth: float
    floor_growth: float

    @property
    def ratio(self) -> float:
        """How many times the floor the page takes, by medians."""
        return self.times.median / self.floor.median

    @property
    def growth_at_equal_bytes(self) -> float:
        """How much slower it is than at the small size, beyond what its floor is slower for showing as much more."""
        return self.growth / self.floor_growth


def prepare(databases: Databases, sizes: tuple[Size, ...], say: Say) -> tuple[Stage, Scene, str]:
    """Tell the small database, grow the others; with the cookie of the owner, who is signed in in all of them."""
    say(f"telling {SMALL.jobs} jobs")
    scene = tell_hundred(utc_now(), done=SMALL.done, running=SMALL.running)
    owner = scene.owner(scene.end)
    cookie = _signed_in(owner)
    stage = Stage(databases)
    for size in sizes:
        if size != SMALL:
            say(f"growing to {size.jobs} jobs, {size.running} of them open")
            stage.add(size.name)
            grow(owner, done=size.done, running=size.running)
            _settle_statistics()
    return stage, scene, cookie


def _signed_in(owner: Seat) -> str:
    client = Client()
    client.force_login(person(owner.person_id or 0), backend=settings.AUTHENTICATION_BACKENDS[0])
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def _settle_statistics() -> None:
    """PostgreSQL counts its rows by itself after a while; a benchmark cannot wait for it."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def addresses(owner: Seat) -> dict[str, str]:
    """The pages that are measured: those of the jobs that have most to show."""
    reviewed, scored = (
        briefs.job_list(owner, text=title)[0] for title in ("Gift-card mailing", "Product descriptions, 24 notebooks")
    )
    line = assignments.of_job(owner, reviewed.id)[-1]
    delivery = assignments.deliveries(owner, line.id)[-1]
    return {
        "desk": "/",
        "job": f"/jobs/{reviewed.number}/",
        "trial": f"/jobs/{scored.number}/trial/",
        "review": f"/deliveries/{delivery.key}/review/",
        "ledger": "/ledger/",
        "jobs": "/jobs/",
        "hours": "/hours/",
    }


@dataclass(frozen=True, slots=True)
class Plan:
    """What is measured: at which sizes, how often, which pages (all, where none is named), by which clock."""

    sizes: tuple[Size, ...]
    runs: int
    pages: tuple[str, ...]
    clock: str


def compare(databases: Databases, plan: Plan, say: Say) -> tuple[Result, ...]:
    """Measure every page at every size in turns with a floor of as many bytes."""
    stage, scene, cookie = prepare(databases, plan.sizes, say)
    try:
        stage.use("small")
        found = addresses(scene.owner(scene.end))
        wanted = {name: found[name] for name in plan.pages or found}
        pairs = _pairs(stage, plan, wanted, cookie)
        say(f"measuring {len(pairs)} pages and floors, {plan.runs} runs each")
        visits = [visit for pair in pairs.values() for visit in pair]
        times = take_turns(visits, plan.runs, lambda number: say(f"run {number}") if number % 50 == 0 else None)
        return _results(pairs, times)
    finally:
        stage.close()


Pairs = Mapping[tuple[str, Size], tuple[Visit, Visit]]


def _pairs(stage: Stage, plan: Plan, wanted: Mapping[str, str], cookie: str) -> Pairs:
    """For each page and size the visit to the page, and the one to a floor with rows for as many bytes."""
    product, plain = WSGIHandler(), floor_handler()
    pairs: dict[tuple[str, Size], tuple[Visit, Visit]] = {}
    for name, path in wanted.items():
        for size in plan.sizes:
            visit = Visit(product, path, cookie, partial(stage.use, size.name), CLOCKS[plan.clock])
            pairs[name, size] = visit, _floor_of(visit, plain)
    return pairs


def _floor_of(visit: Visit, plain: WSGIHandler) -> Visit:
    """A floor with as many rows as make the bytes of the page."""
    empty, hundred = (len(replace(visit, application=plain, path=f"/floor/{rows}/").make().body) for rows in (0, 100))
    rows = max(1, round((len(visit.make().body) - empty) * 100 / (hundred - empty)))
    return replace(visit, application=plain, path=f"/floor/{rows}/")


def _results(pairs: Pairs, times: list[Times]) -> tuple[Result, ...]:
    by_place = dict(zip(pairs, zip(times[::2], times[1::2], strict=True), strict=True))
    results = []
    for (name, size), (visit, floor) in pairs.items():
        of_page, of_floor = by_place[name, size]
        small_page, small_floor = by_place[name, SMALL]
        results.append(
            Result(
                page=name,
                size=size,
                bytes=len(visit.make().body),
                floor_bytes=len(floor.make().body),
                queries=_queries(visit),
                floor_queries=_queries(floor),
                times=of_page,
                floor=of_floor,
                growth=of_page.median / small_page.median,
                floor_growth=of_floor.median / small_floor.median,
            )
        )
    return tuple(results)


def _queries(visit: Visit) -> int:
    visit.prepare()
    with CaptureQueriesContext(connection) as captured:
        visit.make()
    return len(captured)
