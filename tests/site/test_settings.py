"""The settings as a whole, each time in a process of its own."""

import subprocess
import sys
from pathlib import Path

import pytest

from duomo.desk.site.folder import prepare_folder
from tests.cli.processes import environment

REACHED = {
    "DUOMO_BASE_URL": "https://desk.example.com",
    "DUOMO_SECRET_KEY": "a key as long as a real one, with many different letters: 0123456789 abcdefghijklmnop",
}


def manage(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603  (this Python)
        [sys.executable, "-m", "duomo", "manage", *arguments],
        env=environment(**variables),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_a_desk_that_is_reached_from_outside_passes_every_check_of_a_deployment(tmp_path: Path) -> None:
    prepare_folder(tmp_path)
    done = manage("check", "--deploy", "--fail-level", "WARNING", DUOMO_DATA=str(tmp_path), **REACHED)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DUOMO_BASE_URL", "desk.example.com"),
        ("DUOMO_ALLOWED_HOSTS", "a.example.com,*"),
        ("DUOMO_MAX_UPLOAD_BYTES", "much"),
        ("DATABASE_URL", "oracle://x"),
        ("DUOMO_SMTP_URL", "mail"),
        ("DUOMO_LOG_LEVEL", "LOUD"),
    ],
)
def test_a_wrong_variable_stops_the_start_with_one_sentence(name: str, value: str) -> None:
    done = manage("check", **{**REACHED, name: value})
    assert done.returncode == 1
    assert name in done.stderr
    assert "Traceback" not in done.stderr


def test_without_a_secret_key_nothing_is_signed() -> None:
    done = manage("shell", "-c", "from django.core import signing; print(signing.dumps(1))", DUOMO_DATA="/nonexistent")
    assert done.returncode != 0
    assert "SECRET_KEY" in done.stderr
