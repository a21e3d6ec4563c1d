"""Power is cut in the middle: what was acknowledged is there, and what was begun is begun again."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cli.processes import PATIENCE_SECONDS, command, environment, own_database, running

PROJECT = Path(__file__).parents[2]
KILLS = 3


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[dict[str, str]]:
    """A prepared installation whose processes can import the tests."""
    with own_database() as database:
        variables = environment(DUOMO_DATA=str(tmp_path / "data"), PYTHONPATH=str(PROJECT), **database)
        subprocess.run(command("prepare"), env=variables, check=True, capture_output=True, timeout=60)  # noqa: S603
        yield variables


def ask(desk: dict[str, str], expression: str) -> object:
    """The value of an expression over the table of tasks, asked by a process of its own."""
    code = (
        "import json\nfrom django.db.models import F\nfrom duomo.desk.site.start import load_django\nload_django()\n"
        f"from duomo.desk.kit.models import QueuedTask\nprint(json.dumps({expression}))"
    )
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", code], env=desk, check=True, capture_output=True, text=True, timeout=60
    )
    return json.loads(done.stdout)


def wait_until(holds: Callable[[], bool]) -> None:
    """Look again and again until it holds, with a limit."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        assert time.monotonic() < end, "it never held"
        time.sleep(0.1)


def victim(call: str) -> list[str]:
    """A program that calls this function of `victims`."""
    return [sys.executable, "-c", f"from tests.cli import victims\nvictims.{call}"]


def test_every_acknowledged_call_outlives_the_process_that_queued_it(desk: dict[str, str]) -> None:
    acknowledged = 0
    for _ in range(KILLS):
        with running(victim("queue_for_ever()"), desk) as one:
            one.wait_for("20")
            one.stop(signal.SIGKILL)
            one.drain()
        acknowledged += len([line for line in one.said if line.isdecimal()])
    rows = ask(desk, "QueuedTask.objects.count()")
    assert isinstance(rows, int)
    # One more than was said may be committed at each kill: the answer was on its way.
    assert acknowledged <= rows <= acknowledged + KILLS


def test_a_task_whose_worker_was_killed_is_done_by_the_next(desk: dict[str, str], tmp_path: Path) -> None:
    begun = tmp_path / "begun"
    enqueue = victim(f"linger.enqueue({str(begun)!r})")
    subprocess.run(enqueue, env=desk, check=True, capture_output=True, timeout=60)  # noqa: S603
    with running(command("worker"), desk) as one:
        wait_until(begun.exists)
        one.stop(signal.SIGKILL)
    lingering = "QueuedTask.objects.filter(path__endswith='linger')"
    assert ask(desk, f"{lingering}.get().state") == "running"
    # Two minutes pass in no time.
    ask(desk, f"{lingering}.update(lease_until_at=F('started_at'))")
    with running(command("worker"), desk) as one:
        wait_until(lambda: ask(desk, f"{lingering}.get().state") == "done")
        assert one.stop() == 0
    assert begun.read_text(encoding="ascii") == "begun\nbegun\n"
    assert ask(desk, f"{lingering}.get().attempts") == 2
