"""Rooms, commands and rights are in the documentation by the same words."""

from pathlib import Path

from click.testing import CliRunner

from duomo.cli import main
from duomo.desk.seats.rights import RIGHTS, Right

ROOT = Path(__file__).parents[2]


def rooms() -> list[str]:
    return sorted(path.parent.name for path in (ROOT / "src" / "duomo" / "desk").glob("*/__init__.py"))


def test_every_room_is_a_word_of_the_house() -> None:
    words = (ROOT / "docs" / "words.md").read_text()
    house = (ROOT / "docs" / "house.md").read_text()
    assert [room for room in rooms() if f"`{room}`" not in words or f"`{room}`" not in house] == []


def test_every_command_is_documented() -> None:
    operations = (ROOT / "docs" / "operations.md").read_text()
    said = CliRunner().invoke(main, ["--help"]).output
    assert [name for name in main.commands if f"duomo {name}" not in operations or name not in said] == []


def test_every_right_has_its_roles() -> None:
    assert set(RIGHTS) == set(Right)


def test_every_decision_is_numbered_once() -> None:
    numbers = [path.name.split("-")[0] for path in (ROOT / "docs" / "decisions").glob("[0-9]*.md")]
    assert len(numbers) == len(set(numbers))
