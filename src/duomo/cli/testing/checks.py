"""The checks that read the code instead of running it: lint, types, import rules, dependencies, templates, settings."""

import os
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from duomo.cli.testing.outcome import Outcome

_BIN = Path(sys.executable).parent
# What Django's own check of a deployment needs to judge: a desk that people reach from outside.
_DEPLOYED = {
    "DUOMO_BASE_URL": "https://desk.example.com",
    "DUOMO_SECRET_KEY": "a key for checks alone, as long as a real one and with many letters: 0123456789 abcdefghij",
    "DUOMO_SMTP_URL": "smtp://mail.example.com",
}


@dataclass(frozen=True)
class Check:
    """A program whose exit status says whether the code passes."""

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)
    quick: bool = False


def _tool(name: str, *arguments: str) -> tuple[str, ...]:
    return (str(_BIN / name), *arguments)


CHECKS = (
    Check("lint", _tool("ruff", "check", "."), quick=True),
    Check("format", _tool("ruff", "format", "--check", "."), quick=True),
    Check("types", _tool("mypy")),
    Check("import rules", _tool("lint-imports"), {"PYTHONPATH": "tests"}),
    Check("dependencies", _tool("deptry", "."), quick=True),
    Check("security", _tool("bandit", "-q", "-r", "src", "-c", "pyproject.toml"), quick=True),
    Check("templates", _tool("djlint", "src", "--lint", "--quiet"), quick=True),
    Check("migrations", _tool("duomo", "manage", "makemigrations", "--check", "--dry-run"), _DEPLOYED),
    Check("deployment", _tool("duomo", "manage", "check", "--deploy", "--fail-level", "WARNING"), _DEPLOYED),
)


def run_checks(project: Path, *, only_quick: bool) -> Outcome:
    """Run the checks two at a time, show what those that fail say, and count them."""
    from duomo.desk.site.folder import prepare_folder

    outcome = Outcome("checks")
    chosen = [check for check in CHECKS if check.quick or not only_quick]
    with TemporaryDirectory(prefix="duomo-checks-") as folder, ThreadPoolExecutor(max_workers=2) as pool:
        prepare_folder(Path(folder))
        results = pool.map(lambda check: _run(check, project, folder), chosen)
        for check, (status, words) in zip(chosen, results, strict=True):
            if status == 0:
                outcome.passed += 1
                click.echo(f"  {check.name}: ok")
            else:
                outcome.failed += 1
                click.echo(f"  {check.name}: FAILED ({' '.join(check.command[0].split('/')[-1:])})\n{words.rstrip()}")
    return outcome


def _run(check: Check, project: Path, folder: str) -> tuple[int, str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DUOMO_")}
    environment.pop("DATABASE_URL", None)
    done = subprocess.run(  # noqa: S603  (the commands are the constants above)
        check.command,
        cwd=project,
        env={**environment, "DUOMO_DATA": folder, **check.environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        text=True,
        errors="replace",
    )
    return done.returncode, done.stdout
