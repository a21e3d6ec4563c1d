"""Times the pages that people open most against the floor: `python -m bench.pages --check`."""

import argparse
import sys
from datetime import UTC, datetime
from importlib import import_module
from typing import TYPE_CHECKING

from bench.databases import fresh_installation

if TYPE_CHECKING:
    from bench.compare import Result

MOST_TIMES_FLOOR = 3.0
MOST_GROWTH = 1.3
HEAD = ("page", "jobs", "open", "kB", "queries", "ms", "p95", "floor ms", "floor p95", "times floor", "growth", "net")


def main() -> int:
    """Measure, print the table, and judge it where that is asked for."""
    options = _options()
    with fresh_installation(options.database_url) as databases:
        start = import_module("duomo.desk.site.start")
        start.prepare()
        compare = import_module("bench.compare")
        sizes = (compare.SMALL, compare.LARGE, *([compare.CROWDED] if options.crowded else []))
        plan = compare.Plan(sizes, options.runs, tuple(options.page), options.clock)
        results: tuple[Result, ...] = compare.compare(databases, plan, _say)
    engine = "PostgreSQL" if options.database_url else "SQLite"
    print(f"{engine}, {options.runs} runs in turns, {options.clock} clock, {datetime.now(UTC):%Y-%m-%d}\n")
    print(table(results))
    broken = _broken(results, options.most_times_floor, options.most_growth)
    print("\n" + ("\n".join(broken) if broken else "Within the bounds."))
    return 1 if broken and options.check else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.pages", description=__doc__)
    parser.add_argument("--runs", type=int, default=100, help="how often every page is opened (default 100)")
    parser.add_argument("--clock", choices=("wall", "cpu"), default="wall", help="cpu is fairer on a busy machine")
    parser.add_argument("--page", action="append", default=[], help="measure this page only; may be repeated")
    parser.add_argument("--database-url", default="", help="a PostgreSQL server on which databases may be made")
    parser.add_argument("--crowded", action="store_true", help="also 10,000 jobs with all proportions kept")
    parser.add_argument("--check", action="store_true", help="end with status 1 where a bound is passed")
    parser.add_argument("--most-times-floor", type=float, default=MOST_TIMES_FLOOR, metavar="N")
    parser.add_argument("--most-growth", type=float, default=MOST_GROWTH, metavar="N")
    return parser.parse_args()


def _say(sentence: str) -> None:
    print(f"  {sentence} …", file=sys.stderr, flush=True)


def table(results: "tuple[Result, ...]") -> str:
    """The figures as a table in Markdown."""
    rows = [HEAD, tuple("---" for _ in HEAD), *(_row(one) for one in results)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    return "\n".join(
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in rows
    )


def _row(one: "Result") -> tuple[str, ...]:
    return (
        one.page,
        f"{one.size.jobs:,}",
        f"{one.size.running:,}",
        f"{one.bytes / 1000:.0f}",
        f"{one.queries} / {one.floor_queries}",
        f"{one.times.median:.1f}",
        f"{one.times.p95:.1f}",
        f"{one.floor.median:.1f}",
        f"{one.floor.p95:.1f}",
        f"{one.ratio:.1f}",
        f"{one.growth:.2f}",
        f"{one.growth_at_equal_bytes:.2f}",
    )


def _broken(results: "tuple[Result, ...]", most_times_floor: float, most_growth: float) -> list[str]:
    """Which bounds are passed; the crowded size is only shown."""
    judged = [one for one in results if one.size.name != "crowded"]
    return [
        *(
            f"{one.page} at {one.size.jobs:,} jobs takes {one.ratio:.1f} times the floor; at most {most_times_floor:g}."
            for one in judged
            if one.ratio > most_times_floor
        ),
        *(
            f"{one.page} takes {one.growth_at_equal_bytes:.2f} times as long at {one.size.jobs:,} jobs, net of what it "
            f"shows more; at most {most_growth:g}."
            for one in judged
            if one.growth_at_equal_bytes > most_growth
        ),
    ]


if __name__ == "__main__":
    sys.exit(main())
