"""The test suites: the same tests on both databases, and people's ways in a real browser."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from duomo.cli.testing.outcome import Outcome
from duomo.cli.testing.postgres import NoPostgres, private_cluster
from duomo.cli.testing.programs import find_chromium

NO_TESTS_CHOSEN = 5
WORKERS = "2"


class Suites:
    """Runs pytest in processes of its own. `strict` turns a missing browser or database into a failure."""

    def __init__(self, project: Path, arguments: tuple[str, ...], *, strict: bool) -> None:
        self._project = project
        self._arguments = arguments
        self._strict = strict

    def sqlite(self) -> Outcome:
        """Run all tests but the journeys on SQLite."""
        return self._pytest("sqlite", ["-m", "not journey", "-n", WORKERS], {})

    def postgres(self) -> Outcome:
        """Run the same tests on a PostgreSQL server of this run."""
        try:
            with private_cluster() as address:
                return self._pytest("postgres", ["-m", "not journey", "-n", WORKERS], {"DATABASE_URL": address})
        except NoPostgres as error:
            return self._missing("postgres", str(error))

    def journeys(self) -> Outcome:
        """Run people's ways through the product in Chromium."""
        browser = find_chromium()
        if browser is None:
            return self._missing("journeys", "Chromium is not installed (Debian: apt install chromium).")
        return self._pytest(
            "journeys", ["-m", "journey", "-p", "no:randomly", "-n", WORKERS], {"DUOMO_CHROMIUM": browser}
        )

    def _missing(self, name: str, reason: str) -> Outcome:
        return Outcome(name, failed=1 if self._strict else 0, skipped=[reason])

    def _pytest(self, name: str, arguments: list[str], variables: dict[str, str]) -> Outcome:
        environment = {key: value for key, value in os.environ.items() if not key.startswith("DUOMO_")}
        environment.pop("DATABASE_URL", None)
        with tempfile.TemporaryDirectory(prefix="duomo-tests-") as folder:
            report = Path(folder) / "report.json"
            # pytest's usual place is shared by all runs of a user, and a later run tidies up behind an earlier one.
            scratch = f"--basetemp={folder}/scratch"
            command = [sys.executable, "-m", "pytest", "-q", scratch, *arguments, *self._arguments]
            own = {"DUOMO_TEST_FOLDER": folder, "DUOMO_TEST_REPORT": str(report)}
            done = subprocess.run(  # noqa: S603  (this Python with arguments of the person who tests)
                command, cwd=self._project, env={**environment, **variables, **own}, check=False
            )
            return _count(name, report, done.returncode)


def _count(name: str, report: Path, status: int) -> Outcome:
    if not report.is_file():
        # pytest itself broke down before it could count.
        return Outcome(name, failed=1)
    counts = json.loads(report.read_text(encoding="utf-8"))
    outcome = Outcome(name, counts["passed"], counts["failed"], counts["skipped"])
    if status not in {0, NO_TESTS_CHOSEN} and not outcome.failed:
        outcome.failed = 1
    if status == NO_TESTS_CHOSEN:
        outcome.skipped.append("no test of this stage was chosen")
    return outcome
