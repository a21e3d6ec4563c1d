"""`./duomo` where it cannot go on: it says what is missing, even to an old Python."""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]

PRETEND = """
import runpy, sys
sys.version_info = {version}
sys.argv = ["duomo", "up"]
runpy.run_path({launcher!r}, run_name="__main__")
"""


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A copy of the launcher without .venv and .uv."""
    shutil.copy(PROJECT / "duomo", tmp_path / "duomo")
    shutil.copy(PROJECT / "pyproject.toml", tmp_path / "pyproject.toml")
    shutil.copytree(PROJECT / "requirements", tmp_path / "requirements")
    return tmp_path


def launch(folder: Path, version: tuple[int, int, int], path: str) -> subprocess.CompletedProcess[str]:
    code = PRETEND.format(version=(*version, "final", 0), launcher=str(folder / "duomo"))
    return subprocess.run(  # noqa: S603  (this Python)
        [sys.executable, "-c", code], env={"PATH": path}, capture_output=True, text=True, check=False, timeout=60
    )


def test_a_python_that_is_too_old_gets_a_sentence(elsewhere: Path) -> None:
    done = launch(elsewhere, (3, 9, 2), path="")
    assert done.returncode == 1
    assert "This is Python 3.9, and Duomo needs Python 3.11 or newer" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (elsewhere / ".venv").exists()


def test_a_failing_installer_is_quoted(elsewhere: Path) -> None:
    tools = elsewhere / "tools"
    tools.mkdir()
    uv = tools / "uv"
    uv.write_text("#!/bin/sh\necho 'no room on the disk'\nexit 3\n", encoding="ascii")
    uv.chmod(0o755)
    done = launch(elsewhere, (3, 11, 2), path=f"{tools}{os.pathsep}/usr/bin{os.pathsep}/bin")
    assert done.returncode == 1
    assert "no room on the disk" in done.stderr
    assert "Run ./duomo again" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_launcher_is_written_for_old_pythons() -> None:
    source = (PROJECT / "duomo").read_text(encoding="ascii")
    tree = ast.parse(source, feature_version=(3, 4))
    newer = [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr | ast.AnnAssign | ast.NamedExpr)]
    assert newer == []
    assert os.access(PROJECT / "duomo", os.X_OK)


def test_the_build_script_is_a_program() -> None:
    assert os.access(PROJECT / ".ci" / "run", os.X_OK)
    assert "./duomo test" in (PROJECT / ".ci" / "run").read_text(encoding="ascii")
