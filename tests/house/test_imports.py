"""The import rules hold, and each of them catches a deliberate violation."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

# contract, file that breaks it, line that is added
VIOLATIONS = [
    ("Core is pure", "core/reserve/__init__.py", "import random"),
    ("Areas of the core do not know each other", "core/trials/__init__.py", "import duomo.core.reserve"),
    ("Rooms stack in one order", "desk/trials/queries/access.py", "import duomo.desk.reserve.queries"),
    ("Inside a room: edges, parsers, doors, tables", "desk/briefs/queries.py", "import duomo.desk.briefs.actions"),
    ("Tables open only through actions and queries", "desk/briefs/views/jobs.py", "import duomo.desk.briefs.models"),
    ("Other rooms see a room's doors, nothing else", "desk/trials/views.py", "import duomo.desk.briefs.forms"),
    ("The command line and the demo use the rooms' doors", "demo/__init__.py", "import duomo.desk.briefs.models"),
    ("No cycles", "desk/kit/clock.py", "import duomo.desk.seats.seat"),
]


def lint(source: Path) -> str:
    """What import-linter says of the tree under `source`, in which every rule is set."""
    config = (ROOT / ".importlinter").read_text()
    (source / ".importlinter").write_text(config)
    done = subprocess.run(  # noqa: S603 - the linter of this environment, on a tree of our own
        [Path(sys.executable).parent / "lint-imports", "--config", ".importlinter", "--no-cache"],
        cwd=source,
        env={**os.environ, "PYTHONPATH": f"{source}{os.pathsep}{ROOT / 'tests'}", "NO_COLOR": "1", "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the house to break."""
    shutil.copytree(ROOT / "src" / "duomo", tmp_path / "duomo", ignore=shutil.ignore_patterns("static", "__pycache__"))
    return tmp_path


def test_every_rule_is_kept(tree: Path) -> None:
    said = lint(tree)
    assert "0 broken" in said, said


def test_every_rule_has_a_violation() -> None:
    rules = (ROOT / ".importlinter").read_text().splitlines()
    names = [line.removeprefix("name = ") for line in rules if line.startswith("name = ")]
    assert sorted(names) == sorted(rule for rule, _, _ in VIOLATIONS)


@pytest.mark.parametrize(("rule", "file", "line"), VIOLATIONS, ids=[rule for rule, _, _ in VIOLATIONS])
def test_a_violation_is_caught(tree: Path, rule: str, file: str, line: str) -> None:
    broken = tree / "duomo" / file
    broken.write_text(f"{broken.read_text()}\n{line}\n")
    assert f"{rule} BROKEN" in lint(tree)
