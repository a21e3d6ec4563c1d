"""The data folder: made once, private, never overwritten."""

import stat
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from duomo.desk.site.env import Environment
from duomo.desk.site.folder import KEY_FILE, prepare_folder, secret_key

NOTHING = Environment({})


def test_a_fresh_folder_gets_a_private_key(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "data"
    prepare_folder(folder)
    key = folder / KEY_FILE
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert len(secret_key(NOTHING, folder)) >= 64


def test_preparing_again_changes_nothing(tmp_path: Path) -> None:
    prepare_folder(tmp_path)
    before = secret_key(NOTHING, tmp_path)
    (tmp_path / "files" / "kept").write_text("kept", encoding="ascii")
    prepare_folder(tmp_path)
    assert secret_key(NOTHING, tmp_path) == before
    assert (tmp_path / "files" / "kept").read_text(encoding="ascii") == "kept"


def test_two_installations_have_two_keys(tmp_path: Path) -> None:
    for name in ("one", "two"):
        prepare_folder(tmp_path / name)
    assert secret_key(NOTHING, tmp_path / "one") != secret_key(NOTHING, tmp_path / "two")


def test_a_named_key_goes_before_the_file(tmp_path: Path) -> None:
    prepare_folder(tmp_path)
    assert secret_key(Environment({"DUOMO_SECRET_KEY": "named"}), tmp_path) == "named"


def test_without_folder_there_is_no_key_to_guess(tmp_path: Path) -> None:
    assert secret_key(NOTHING, tmp_path / "missing") == ""


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    blocked = tmp_path / "a-file"
    blocked.write_text("in the way", encoding="ascii")
    with pytest.raises(ImproperlyConfigured, match="DUOMO_DATA"):
        prepare_folder(blocked)
