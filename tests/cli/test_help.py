"""The command line tells what it can do, quickly and without Django."""

import subprocess
import sys

import pytest
from click.testing import CliRunner

from duomo.cli import COMMANDS, main


def test_help_lists_every_command_with_its_purpose() -> None:
    shown = " ".join(CliRunner().invoke(main, ["--help"]).output.split())
    for name, (_, purpose) in COMMANDS.items():
        assert name in shown
        assert " ".join(purpose.split()) in shown


def test_help_loads_neither_django_nor_numbers() -> None:
    code = (
        "import sys\nfrom click.testing import CliRunner\nfrom duomo.cli import main\n"
        "CliRunner().invoke(main, ['--help'])\n"
        "print(sorted({name.split('.')[0] for name in sys.modules} & {'django', 'numpy', 'scipy', 'psycopg'}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("name", sorted(set(COMMANDS) - {"manage"}))
def test_every_command_has_help_of_its_own(name: str) -> None:
    result = CliRunner().invoke(main, [name, "--help"])
    assert result.exit_code == 0
    assert "Usage" in result.output


def test_an_unknown_command_is_refused() -> None:
    result = CliRunner().invoke(main, ["fly"])
    assert result.exit_code == 2
    assert "No such command 'fly'" in result.output
