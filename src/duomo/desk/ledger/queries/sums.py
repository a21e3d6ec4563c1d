"""Reads the kept sums: a few rows a month, whatever the number of jobs behind them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Min, Sum

from duomo.core.ledger import MissReason, Rate, miss_rate, prior_from
from duomo.desk.ledger.models import JobOutcome, Tally
from duomo.desk.ledger.pages import ACTIVITIES, OwnHoursLine, ReasonLine
from duomo.desk.ledger.queries.facts import last_months
from duomo.desk.seats.base import WithinQuerySet
from duomo.desk.seats.seat import Seat

_FIGURES = (
    "jobs",
    "misses",
    "owner_estimate_minutes",
    *(f"{activity}_minutes" for activity in ACTIVITIES),
    "net_minutes",
    "plan_minutes",
    "plan_used_minutes",
    "reserve_minutes",
    "reserve_used_minutes",
    "trial_minutes",
    "cost_minor",
)


@dataclass(frozen=True, slots=True)
class Sums:
    """Sums over the outcomes of a period, by what they were kept."""

    rows: dict[tuple[str, str], dict[str, int]]
    labels: dict[tuple[str, str], str]

    def of(self, facet: Tally.Facet, value: str = "") -> dict[str, int]:
        """The figures of one of a facet; nothing but noughts where no job has ended."""
        return self.rows.get((facet.value, value), dict.fromkeys(_FIGURES, 0))

    def values(self, facet: Tally.Facet) -> list[str]:
        """Which ones of a facet there are, the most jobs first."""
        found = [value for kept, value in self.rows if kept == facet.value]
        return sorted(found, key=lambda value: (-self.of(facet, value)["jobs"], self.label(facet, value)))

    def label(self, facet: Tally.Facet, value: str) -> str:
        """How one of a facet is called."""
        return self.labels.get((facet.value, value), "")

    def own(self, facet: Tally.Facet, value: str = "") -> OwnHoursLine:
        """The own hours of one of a facet, by activity."""
        row = self.of(facet, value)
        return OwnHoursLine(**{activity: row[f"{activity}_minutes"] for activity in ACTIVITIES})

    def rate(self, facet: Tally.Facet, value: str = "") -> Rate:
        """The miss rate of one of a facet with its interval."""
        row = self.of(facet, value)
        return miss_rate(row["misses"], row["jobs"])

    def contractor_rates(self) -> dict[str, Rate]:
        """The miss rate of every contractor, each drawn towards that of all."""
        counts = {value: self.of(Tally.Facet.CONTRACTOR, value) for value in self.values(Tally.Facet.CONTRACTOR)}
        prior = prior_from([(row["misses"], row["jobs"]) for row in counts.values()])
        return {value: miss_rate(row["misses"], row["jobs"], prior=prior) for value, row in counts.items()}


def sums(seat: Seat, months: tuple[date, ...]) -> Sums:
    """The sums over some months, in one query."""
    figures = {name: Sum(name) for name in _FIGURES}
    found = _rows(seat, months).order_by().values_list("facet", "value").annotate(called=Max("label"), **figures)
    rows, labels = {}, {}
    for facet, value, called, *amounts in found:
        rows[facet, value] = dict(zip(_FIGURES, amounts, strict=True))
        labels[facet, value] = called
    return Sums(rows, labels)


def months_of(seat: Seat, today: date, count: int) -> tuple[date, ...]:
    """The last `count` months, or with 0 all since the first job ended; the present one last."""
    if count:
        return last_months(today, count)
    first = Tally.objects.within(seat).aggregate(first=Min("month"))["first"]
    if first is None:
        return last_months(today, 1)
    year, month = (int(part) for part in first.split("-"))
    return last_months(today, max(1, (today.year - year) * 12 + today.month - month + 1))


def all_jobs(seat: Seat) -> int:
    """How many jobs have ended, without counting them."""
    return Tally.objects.within(seat).filter(facet=Tally.Facet.ALL).aggregate(sum=Sum("jobs"))["sum"] or 0


def reasons(seat: Seat, months: tuple[date, ...], found: Sums) -> tuple[ReasonLine, ...]:
    """The reasons of the misses, the most frequent first, each with the lesson of its last job."""
    rows = _rows(seat, months).filter(facet=Tally.Facet.REASON).order_by("month")
    last = dict(rows.values_list("value", "last_job_number"))
    jobs = {row.job_number: row for row in _outcomes(seat, last.values())}
    return tuple(
        _reason_line(value, found, jobs[last[value]])
        for value in found.values(Tally.Facet.REASON)
        if last[value] in jobs
    )


def _reason_line(value: str, found: Sums, job: JobOutcome) -> ReasonLine:
    return ReasonLine(
        reason=MissReason(value),
        misses=found.of(Tally.Facet.REASON, value)["jobs"],
        own_minutes=found.own(Tally.Facet.REASON, value).total,
        job_number=job.job_number,
        title=job.title,
        lesson=job.lesson,
    )


def _outcomes(seat: Seat, job_numbers: Iterable[int]) -> WithinQuerySet[JobOutcome]:
    return JobOutcome.objects.within(seat).filter(job_number__in=set(job_numbers))


def _rows(seat: Seat, months: tuple[date, ...]) -> WithinQuerySet[Tally]:
    return Tally.objects.within(seat).filter(month__range=(f"{months[0]:%Y-%m}", f"{months[-1]:%Y-%m}"))
