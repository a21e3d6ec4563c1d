"""`duomo test` itself: it counts, it says what it skipped, and in the build it skips nothing."""

import subprocess

import psycopg
import pytest

from duomo.cli.testing.outcome import Outcome, summary
from duomo.cli.testing.postgres import private_cluster
from duomo.cli.testing.programs import find_postgres
from tests.cli.processes import command, environment


def test_the_summary_ends_with_the_counts() -> None:
    lines = summary([Outcome("checks", 9), Outcome("sqlite", 100, 2), Outcome("postgres", skipped=["no server"])])
    assert lines.splitlines()[-1] == "109 passed, 2 failed"
    assert "skipped in postgres: no server" in lines


@pytest.mark.parametrize(
    ("outcome", "state"),
    [(Outcome("a", 1), "ok"), (Outcome("a", 1, 1), "FAILED"), (Outcome("a"), "skipped")],
)
def test_a_stage_has_one_word(outcome: Outcome, state: str) -> None:
    assert outcome.state == state


@pytest.mark.parametrize(
    ("variables", "status", "last"), [({}, 0, "0 passed, 0 failed"), ({"CI": "1"}, 1, "0 passed, 1 failed")]
)
def test_a_missing_browser_is_skipped_here_and_fails_in_the_build(
    variables: dict[str, str], status: int, last: str
) -> None:
    nowhere = environment(**variables)
    nowhere["PATH"] = "/nowhere"
    done = subprocess.run(  # noqa: S603  (this Python)
        command("test", "--only", "journeys"), env=nowhere, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == status
    assert "skipped in journeys: Chromium is not installed" in done.stdout
    assert done.stdout.splitlines()[-1] == last


@pytest.mark.skipif(find_postgres() is None, reason="the PostgreSQL server is not installed")
def test_a_private_server_lives_as_long_as_its_block() -> None:
    with private_cluster() as address:
        with psycopg.connect(address) as connection:
            assert connection.execute("SELECT lower('ÄÖÜ'), current_setting('listen_addresses')").fetchone() == (
                "äöü",
                "127.0.0.1",
            )
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(address.replace("duomo:", "duomo:wrong"), connect_timeout=5)
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(address, connect_timeout=5)
