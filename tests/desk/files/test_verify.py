"""Verifying hashes every stored file again and finds what is missing, changed or nobody's."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django.fixtures import Settings

from duomo.desk.files import actions, queries
from duomo.desk.files.pages import Damage, DamagedFile
from duomo.desk.seats.seat import Seat
from tests.builders import AT, given_workspace

pytestmark = pytest.mark.django_db


@pytest.fixture
def seat(settings: Settings, tmp_path: Path) -> Seat:
    settings.MEDIA_ROOT = tmp_path
    return given_workspace()


def kept(seat: Seat) -> tuple[int, str]:
    blob = actions.receive(seat, SimpleUploadedFile("logo.svg", b"<svg/>"))
    return actions.keep(seat, blob), blob.stored_as


def test_all_is_well(seat: Seat) -> None:
    kept(seat)
    assert queries.first_damaged(AT) is None
    assert queries.first_damaged(AT, seat.workspace_id) is None


def test_a_missing_file_is_found(seat: Seat, tmp_path: Path) -> None:
    kept(seat)
    file_id, name = kept(seat)
    (tmp_path / name).unlink()
    found = DamagedFile(Damage.MISSING, name, file_id, seat.workspace_id)
    assert queries.first_damaged(AT) == found
    assert queries.first_damaged(AT, seat.workspace_id) == found


@pytest.mark.parametrize("content", [b"<SVG/>", b"<svg/> ", b""], ids=["same size", "longer", "emptied"])
def test_a_changed_file_is_found(seat: Seat, tmp_path: Path, content: bytes) -> None:
    file_id, name = kept(seat)
    (tmp_path / name).write_bytes(content)
    assert queries.first_damaged(AT) == DamagedFile(Damage.CHANGED, name, file_id, seat.workspace_id)


def test_a_file_of_nobody_is_found_when_the_whole_storage_is_proved(seat: Seat, tmp_path: Path) -> None:
    kept(seat)
    orphan = tmp_path / "zz" / "nobodys"
    orphan.parent.mkdir()
    orphan.write_bytes(b"x")
    os.utime(orphan, ((AT - timedelta(hours=2)).timestamp(),) * 2)
    assert list(queries.damaged(AT)) == [DamagedFile(Damage.ORPHANED, "zz/nobodys")]
    assert queries.first_damaged(AT, seat.workspace_id) is None


def test_what_is_just_coming_in_is_no_damage(seat: Seat, tmp_path: Path) -> None:
    blob = actions.receive(seat, SimpleUploadedFile("logo.svg", b"<svg/>"))
    then = (AT - timedelta(minutes=30)).timestamp()
    os.utime(tmp_path / blob.stored_as, (then, then))
    assert queries.first_damaged(AT) is None


def test_every_damage_is_named_not_only_the_first(seat: Seat, tmp_path: Path) -> None:
    names = [kept(seat)[1] for _ in range(3)]
    (tmp_path / names[0]).unlink()
    (tmp_path / names[2]).write_bytes(b"other")
    assert [(one.damage, one.stored_as) for one in queries.damaged(AT)] == [
        (Damage.MISSING, names[0]),
        (Damage.CHANGED, names[2]),
    ]
