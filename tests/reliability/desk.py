"""The real desk in a process of its own, so that a test can take it away as a power cut would."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.cli.processes import Running, command, environment, free_port, running


@dataclass
class Desk:
    """An installation: its data folder, the variables that it is started with, and where it answers at present."""

    folder: Path
    database: dict[str, str]
    port: int = 0
    link: str = ""

    @contextmanager
    def up(self) -> Iterator[Running]:
        """Serve on a free port, from the moment in which the desk answers; killed at the end of the block."""
        self.port = free_port()
        with running(command("up", "--port", str(self.port)), self._variables()) as process:
            self.link = process.wait_for("Sign in with").partition(f":{self.port}")[2]
            yield process

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run another command on the same installation."""
        return subprocess.run(  # noqa: S603 - this Python with arguments of our own
            command(*arguments), env=self._variables(), capture_output=True, text=True, timeout=60, check=False
        )

    def _variables(self) -> dict[str, str]:
        return environment(DUOMO_DATA=str(self.folder), **self.database)
