"""The command `duomo test`."""

import time
from collections.abc import Callable
from pathlib import Path

import click

from duomo.cli.testing.checks import run_checks
from duomo.cli.testing.outcome import Outcome, summary
from duomo.cli.testing.suites import Suites

STAGES = ("checks", "sqlite", "postgres", "journeys")


@click.command(context_settings={"ignore_unknown_options": True})
@click.option("--fast", is_flag=True, help="Only the quick checks and the tests on SQLite.")
@click.option("--only", type=click.Choice(STAGES), help="Run one stage.")
@click.option(
    "--strict/--lenient",
    envvar="CI",
    help="Count a missing browser or database as a failure. On where the variable CI is set.",
)
@click.argument("pytest_arguments", nargs=-1, type=click.UNPROCESSED)
@click.pass_context
def test(
    context: click.Context, *, fast: bool, only: str | None, strict: bool, pytest_arguments: tuple[str, ...]
) -> None:
    """Run checks, then all tests on SQLite and on PostgreSQL, then the journeys in Chromium.

    Further arguments go to pytest: `duomo test --only sqlite -k outbox`.
    """
    project = Path(__file__).resolve().parents[4]
    if not (project / "tests").is_dir():
        raise click.ClickException("The tests are not here. Run this from a copy of the whole project.")
    suites = Suites(project, pytest_arguments, strict=strict)
    runs: dict[str, Callable[[], Outcome]] = {
        "checks": lambda: run_checks(project, only_quick=fast),
        "sqlite": suites.sqlite,
        "postgres": suites.postgres,
        "journeys": suites.journeys,
    }
    chosen = [only] if only else ["checks", "sqlite"] if fast else list(STAGES)
    outcomes = [_timed(name, runs[name]) for name in chosen]
    click.echo("\n" + summary(outcomes))
    context.exit(1 if any(outcome.failed for outcome in outcomes) else 0)


def _timed(name: str, run: Callable[[], Outcome]) -> Outcome:
    click.echo(f"\n== {name} ==")
    started = time.monotonic()
    outcome = run()
    outcome.seconds = time.monotonic() - started
    return outcome
