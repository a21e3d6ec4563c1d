"""The locks: every package with its hashes, and nothing that names a place to download from or a folder of somebody."""

import re
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "requirements"
LOCKS = sorted(FOLDER.glob("*.lock"))
PINNED = re.compile(r"^[a-z0-9._-]+(\[[a-z,]+\])?==\S+( ; .+?)? \\$")


def test_the_three_locks_are_there() -> None:
    assert [lock.name for lock in LOCKS] == ["dev.lock", "runtime.lock", "uv.lock"]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_names_no_place(lock: Path) -> None:
    text = lock.read_text(encoding="ascii")
    assert not re.search(r"://|file:|--index|--find-links|^-e|@ ", text, re.MULTILINE)
    assert not re.search(r"(?<![\w#<>=.])/(home|root|work|tmp|usr|Users)\b", text)


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_package_is_pinned_with_hashes(lock: Path) -> None:
    lines = [line for line in lock.read_text(encoding="ascii").splitlines() if not line.lstrip().startswith("#")]
    packages = [number for number, line in enumerate(lines) if not line.startswith(" ")]
    assert packages
    for number in packages:
        assert PINNED.match(lines[number]), lines[number]
        assert lines[number + 1].strip().startswith("--hash=sha256:")


def test_the_developers_lock_holds_the_same_versions() -> None:
    def pins(name: str) -> set[str]:
        lines = (FOLDER / name).read_text(encoding="ascii").splitlines()
        return {line.split(" \\")[0] for line in lines if "==" in line and not line.startswith((" ", "#"))}

    missing = {line.split(" ;")[0] for line in pins("runtime.lock")} - {
        line.split(" ;")[0] for line in pins("dev.lock")
    }
    assert not missing
