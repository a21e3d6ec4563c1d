"""Starts the command line in processes of its own, with an environment that holds nothing of the developer's."""

import os
import queue
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import psycopg
from psycopg import sql

from duomo.desk.site.env import split_address

KEPT = ("PATH", "HOME", "LANG", "TMPDIR")
PATIENCE_SECONDS = 60.0


def environment(**variables: str) -> dict[str, str]:
    """The environment of a fresh terminal, with these variables."""
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    return {**kept, "COLUMNS": "120", "PYTHONUNBUFFERED": "1", **variables}


def command(*arguments: str) -> list[str]:
    """The command line, run by the Python of this test."""
    return [sys.executable, "-m", "duomo", *arguments]


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def own_database() -> Iterator[dict[str, str]]:
    """The variables of a database of its own, on the engine that this test run is about."""
    address = os.environ.get("DATABASE_URL", "")
    if not address.startswith("postgres"):
        yield {}
        return
    name = f"own_{secrets.token_hex(6)}"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield {"DATABASE_URL": split_address(address, "DATABASE_URL")._replace(path=f"/{name}").geturl()}
        finally:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@dataclass
class Running:
    """A command that runs, and what it has said so far."""

    process: subprocess.Popen[str]
    said: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Begin to listen."""
        self._lines: queue.Queue[str] = queue.Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line.rstrip("\n"))

    def wait_for(self, words: str) -> str:
        """The first line that holds these words."""
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            try:
                line = self._lines.get(timeout=0.2)
            except queue.Empty:
                if self.process.poll() is not None and self._lines.empty():
                    break
                continue
            self.said.append(line)
            if words in line:
                return line
        raise AssertionError(f"{words!r} was never said:\n" + "\n".join(self.said))

    def drain(self) -> None:
        """Hear the rest of a process that has ended."""
        self._reader.join(PATIENCE_SECONDS)
        while not self._lines.empty():
            self.said.append(self._lines.get())

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Send the signal; the exit status."""
        self.process.send_signal(number)
        return self.process.wait(30)


@contextmanager
def running(arguments: list[str], variables: dict[str, str]) -> Iterator[Running]:
    """Run a command beside the test and end it afterwards."""
    process = subprocess.Popen(  # noqa: S603  (this Python)
        arguments,
        env=variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    one = Running(process)
    try:
        yield one
    finally:
        if process.poll() is None:
            process.kill()
        process.wait(30)
        one.drain()
        assert process.stdout is not None
        process.stdout.close()


def fetch(address: str) -> tuple[int, str]:
    """Status and text of a page of this machine."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(address, timeout=20) as answer:
        return answer.status, answer.read().decode()
