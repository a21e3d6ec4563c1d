"""`duomo up`, for real: a fresh folder becomes a desk that answers, stops cleanly, and keeps everything."""

import signal
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.processes import Running, command, environment, fetch, free_port, own_database, running


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The variables of an installation that does not exist yet."""
    with own_database() as database:
        yield environment(DUOMO_DATA=str(tmp_path / "data"), **database)


def address_in(line: str) -> str:
    return line.rsplit(maxsplit=1)[-1]


def started(one: Running) -> tuple[str, str]:
    """The desk's address and the sign-in link, as printed."""
    return address_in(one.wait_for("Duomo is at")), address_in(one.wait_for("Sign in with"))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_fresh_desk_answers_and_stops_when_told(desk: dict[str, str], number: int) -> None:
    with running(command("up", "--port", str(free_port())), desk) as one:
        address, link = started(one)
        assert fetch(address + "health/") == (200, "ok\n")
        status, page = fetch(link)
        assert status == 200
        assert "/static/duomo/duomo." in page
        style = page.split('rel="stylesheet" href="')[1].split('"')[0]
        assert fetch(address.rstrip("/") + style)[0] == 200
        assert one.stop(number) == 0
        one.wait_for("Everything is kept")
    assert not any("Traceback" in line or "ERROR" in line for line in one.said), one.said


def test_a_second_start_keeps_key_and_rows_and_installs_nothing_anew(desk: dict[str, str]) -> None:
    folder = Path(desk["DUOMO_DATA"])
    keys = []
    for _ in range(2):
        with running(command("up", "--port", str(free_port())), desk) as one:
            started(one)
            one.stop()
        keys.append((folder / "secret-key").read_bytes())
    assert keys[0] == keys[1]
    if "DATABASE_URL" not in desk:
        with sqlite3.connect(folder / "duomo.sqlite3") as rows:
            assert rows.execute("SELECT count(*) FROM seats_person").fetchone() == (1,)
            assert rows.execute("SELECT count(*) FROM seats_signinlink").fetchone() == (2,)
            assert rows.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_taken_port_is_told_with_a_way_out(desk: dict[str, str]) -> None:
    port = free_port()
    with running(command("up", "--port", str(port)), desk) as first:
        started(first)
        with running(command("up", "--port", str(port)), desk) as second:
            line = second.wait_for(f"Port {port}")
            assert f"duomo up --port {port + 1}" in line
            assert second.process.wait(30) == 1
        assert not any("Traceback" in line for line in second.said)
        first.stop()


def test_the_worker_runs_without_web_and_stops_when_told(desk: dict[str, str]) -> None:
    with running(command("prepare"), desk) as one:
        one.wait_for("Ready")
        assert one.process.wait(60) == 0
    with running(command("worker"), desk) as one:
        one.wait_for("The worker runs")
        assert one.stop() == 0


def test_a_data_folder_that_cannot_be_made_is_told_in_one_sentence(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way", encoding="ascii")
    with running(command("up"), environment(DUOMO_DATA=str(blocked / "data"))) as one:
        one.wait_for("cannot be written")
        assert one.process.wait(30) == 1
    assert not any("Traceback" in line for line in one.said)
