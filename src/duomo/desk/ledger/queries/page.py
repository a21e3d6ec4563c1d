"""The page of the ledger: was it worth it?"""

from collections.abc import Iterable, Sequence
from itertools import groupby

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.functional import cached_property

from duomo.core.ledger import Rate as CoreRate
from duomo.core.ledger import miss_rate
from duomo.core.quantities import format_money
from duomo.desk.kit import parts
from duomo.desk.kit.clock import local_day
from duomo.desk.kit.display.words import hours, plural
from duomo.desk.ledger.models import JobOutcome, Tally
from duomo.desk.ledger.pages import LedgerPage, NetOfMonth, OutcomeLine, Purses, StrategyPair
from duomo.desk.ledger.queries.facts import net_of_months, outcome_line
from duomo.desk.ledger.queries.sums import Sums, all_jobs, months_of, reasons, sums
from duomo.desk.seats.queries import workspace
from duomo.desk.seats.rights import Right
from duomo.desk.seats.seat import Seat

PERIODS = {12: "12 months", 3: "3 months", 24: "24 months", 0: "All"}
PER_PAGE = 20
MOST_ROWS = 10
"""Contractors and functions with rows of their own; the rest are summed up in one."""
MOST_MONTHS_DRAWN = 24

Facet = Tally.Facet

# Value followed, its words, value skipped, its words.
_STRATEGIES = (
    ("brief_clear", "Brief clear", "brief_overruled", "overruled"),
    ("trial_held", "Trial held", "trial_skipped", "skipped"),
    ("reserve_held", "Reserve kept", "reserve_none", "none"),
)


class _Recent(Paginator[JobOutcome]):
    """Pages of outcomes whose number is known from the sums."""

    known = 0

    @cached_property
    def count(self) -> int:
        """How many jobs have ended."""
        return self.known


def ledger_page(seat: Seat, *, period: int = 12, page: str | int = 1) -> LedgerPage:
    """The sums over the last `period` months (0 for all), and a page of the jobs that ended last.

    Raises:
        NotYours: the seat may not see the ledger.
    """
    seat.must(Right.SEE_LEDGER)
    months = months_of(seat, local_day(workspace(seat).zone, seat.at), period)
    found = sums(seat, months)
    net = net_of_months(seat, months)
    every = found.of(Facet.ALL)
    return LedgerPage(
        period=period,
        first=months[0],
        last=months[-1],
        ended=all_jobs(seat),
        jobs=every["jobs"],
        misses=every["misses"],
        net_minutes=every["net_minutes"],
        rate=found.rate(Facet.ALL),
        hits=_hits(net),
        net=_net(net),
        terms=_terms(found),
        costs=_costs(seat, found),
        strategies=_strategies(found),
        contractors=_contractors(seat, found),
        average=_average(found),
        functions=_functions(found),
        purses=_purses(found),
        reasons=reasons(seat, months, found),
        recent=_recent(seat, page),
    )


def _hits(net: Sequence[NetOfMonth]) -> tuple[parts.Tally, ...]:
    return tuple(
        parts.Tally(label, sum(one.jobs - one.misses for one in group), sum(one.misses for one in group))
        for label, group in _drawn(net)
    )


def _net(net: Sequence[NetOfMonth]) -> tuple[parts.Month, ...]:
    return tuple(parts.Month(label, sum(one.net_minutes for one in group)) for label, group in _drawn(net))


def _drawn(net: Sequence[NetOfMonth]) -> Iterable[tuple[str, list[NetOfMonth]]]:
    """Months by name; more than can be told apart are joined to years."""
    if len(net) > MOST_MONTHS_DRAWN:
        return [(str(year), list(group)) for year, group in groupby(net, key=lambda one: one.month.year)]
    return [(f"{one.month:%b %Y}" if len(net) > 12 else f"{one.month:%b}", [one]) for one in net]  # noqa: PLR2004 - months


def _terms(found: Sums) -> tuple[parts.Fact, ...]:
    row, own = found.of(Facet.ALL), found.own(Facet.ALL)
    net = row["net_minutes"]
    return (
        parts.Fact("It would have taken you", hours(row["owner_estimate_minutes"])),
        parts.Fact("Briefing", hours(-own.briefing)),
        parts.Fact("Choosing", hours(-own.choosing)),
        parts.Fact("Answering", hours(-own.answering)),
        parts.Fact("Reviewing", hours(-own.reviewing)),
        parts.Fact("Finishing it yourself", hours(-own.finishing)),
        parts.Fact("Net", hours(net), total=True, tone="fail" if net < 0 else ""),
    )


def _costs(seat: Seat, found: Sums) -> tuple[parts.Fact, ...]:
    """What was paid, currency by currency, and what each hour saved has cost where hours were saved."""
    if not seat.may(Right.SEE_MONEY):
        return ()
    facts: list[parts.Fact] = []
    for currency in found.values(Facet.CURRENCY):
        row = found.of(Facet.CURRENCY, currency)
        facts.append(parts.Fact("Paid out", format_money(row["cost_minor"], currency)))
        if row["net_minutes"] > 0:
            for_each = (2 * row["cost_minor"] * 60 + row["net_minutes"]) // (2 * row["net_minutes"])
            facts.append(parts.Fact("For each hour saved", format_money(for_each, currency)))
    return tuple(facts)


def _strategies(found: Sums) -> tuple[StrategyPair, ...]:
    pairs = []
    for followed, label, skipped, other in _STRATEGIES:
        rates = (found.rate(Facet.STRATEGY, followed), found.rate(Facet.STRATEGY, skipped))
        both = all(rate.jobs for rate in rates)
        rows = (
            _row(label, rates[0], tone="good"),
            _row(other if both else f"{label.split(maxsplit=1)[0]}: {other}", rates[1], tone="bad", twin=both),
        )
        shown = tuple(row for row, rate in zip(rows, rates, strict=True) if rate.jobs)
        pairs.append(StrategyPair(label, shown, told_apart=_apart(*rates)))
    return tuple(pair for pair in pairs if pair.rates)


def _apart(one: CoreRate, other: CoreRate) -> bool:
    """Whether two intervals do not overlap; no interval says anything without jobs."""
    return bool(one.jobs and other.jobs) and (one.high < other.low or other.high < one.low)


def _contractors(seat: Seat, found: Sums) -> tuple[parts.Rate, ...]:
    rates = found.contractor_rates()
    values = found.values(Facet.CONTRACTOR)
    shown = sorted(values[:MOST_ROWS], key=lambda value: rates[value].mean)
    rows = [
        _row(found.label(Facet.CONTRACTOR, value), rates[value], url=_contractor_url(seat, value)) for value in shown
    ]
    others = [found.of(Facet.CONTRACTOR, value) for value in values[MOST_ROWS:]]
    if others:
        misses, jobs = sum(row["misses"] for row in others), sum(row["jobs"] for row in others)
        rows.append(_row(plural(len(others), "other"), miss_rate(misses, jobs)))
    return tuple(rows)


def _contractor_url(seat: Seat, number: str) -> str:
    return reverse("contractor", args=[int(number)]) if seat.may(Right.SEE_PEOPLE) else ""


def _average(found: Sums) -> float | None:
    """The miss rate of all contractors' works together: the line towards which few works are drawn."""
    rows = [found.of(Facet.CONTRACTOR, value) for value in found.values(Facet.CONTRACTOR)]
    jobs = sum(row["jobs"] for row in rows)
    return miss_rate(sum(row["misses"] for row in rows), jobs).mean if jobs else None


def _functions(found: Sums) -> tuple[parts.Rate, ...]:
    values = found.values(Facet.FUNCTION)[:MOST_ROWS]
    return tuple(_row(found.label(Facet.FUNCTION, value), found.rate(Facet.FUNCTION, value)) for value in values)


def _row(label: str, rate: CoreRate, *, tone: str = "", twin: bool = False, url: str = "") -> parts.Rate:
    note = f"{rate.misses} of {rate.jobs} missed"
    return parts.Rate(label, rate.mean, rate.low, rate.high, note=note, tone=tone, twin=twin, url=url)


def _purses(found: Sums) -> Purses:
    row = found.of(Facet.ALL)
    works = [found.of(Facet.CONTRACTOR, value) for value in found.values(Facet.CONTRACTOR)]
    return Purses(
        plan=parts.Purse("plan", "Planned hours", row["plan_minutes"], row["plan_used_minutes"]),
        reserve=parts.Purse("reserve", "Reserve hours", row["reserve_minutes"], row["reserve_used_minutes"]),
        trial_minutes=row["trial_minutes"],
        agreed_minutes=sum(work["plan_minutes"] for work in works),
        recorded_minutes=sum(work["plan_used_minutes"] for work in works),
    )


def _recent(seat: Seat, number: str | int) -> Page[OutcomeLine]:
    pages = _Recent(JobOutcome.objects.within(seat).order_by("-ended_at", "-pk"), PER_PAGE)
    pages.known = all_jobs(seat)
    shown = pages.get_page(number)
    return Page([outcome_line(row) for row in shown.object_list], shown.number, pages)  # type: ignore[arg-type]
