"""What every test run gets: a closed network, and a count of what happened for `duomo test`."""

import ipaddress
import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from tests import flush


def _is_loopback(host: object) -> bool:
    if host in {"localhost", "", None}:
        return True
    try:
        return ipaddress.ip_address(str(host)).is_loopback
    except ValueError:
        return False


def _refuse_foreign_hosts(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "socket.connect":
        address = arguments[1]
        foreign = isinstance(address, tuple) and not _is_loopback(address[0])
    elif event == "socket.getaddrinfo":
        foreign = not _is_loopback(arguments[0])
    else:
        return
    if foreign:
        pytest.fail(f"A test reached for the network: {event} {arguments[1:] or arguments}", pytrace=True)


# An audit hook sees every connection, also those of libraries; it cannot be removed, which suits a test run.
sys.addaudithook(_refuse_foreign_hosts)
flush.allow()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Write the counts of this run where `duomo test` looks for them."""
    report = os.environ.get("DUOMO_TEST_REPORT")
    if report is None or hasattr(config, "workerinput"):
        return
    stats = terminalreporter.stats
    skipped = sorted({f"{one.nodeid}: {one.longrepr[2]}" for one in stats.get("skipped", [])})
    counts = {
        "passed": len(stats.get("passed", [])) + len(stats.get("xfailed", [])),
        "failed": len(stats.get("failed", [])) + len(stats.get("error", [])),
        "skipped": skipped,
    }
    Path(report).write_text(json.dumps(counts), encoding="utf-8")
