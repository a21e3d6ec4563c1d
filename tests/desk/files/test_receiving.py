"""Bytes are taken in once, whole, hashed and durable; what no deed keeps is swept."""

import hashlib
import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from pytest_django.fixtures import Settings

from duomo.desk.files import actions, queries
from duomo.desk.files.pages import Blob
from duomo.desk.kit.refusals import NotYours, Refused
from duomo.desk.seats.seat import Seat
from tests.builders import AT, given_workspace
from tests.desk.files.full_disk import no_file_larger_than

pytestmark = pytest.mark.django_db


@pytest.fixture
def seat(settings: Settings, tmp_path: Path) -> Seat:
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "incoming")
    (tmp_path / "incoming").mkdir()
    return given_workspace()


def received(seat: Seat, content: bytes = b"<svg/>", name: str = "logo.svg") -> Blob:
    return actions.receive(seat, SimpleUploadedFile(name, content))


def bytes_of(blob: Blob) -> bytes:
    with default_storage.open(blob.stored_as) as opened:
        content: bytes = opened.read()
        return content


def stored(settings: Settings) -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def grow_old(settings: Settings, blob: Blob, *, minutes: int) -> None:
    then = (AT - timedelta(minutes=minutes)).timestamp()
    os.utime(Path(settings.MEDIA_ROOT) / blob.stored_as, (then, then))


def test_what_is_received_is_stored_under_a_name_of_ours(seat: Seat) -> None:
    content = os.urandom(700_000)
    blob = received(seat, content, "../../C:\\logo.svg")
    assert (blob.name, blob.size, blob.sha256) == ("logo.svg", 700_000, hashlib.sha256(content).hexdigest())
    assert bytes_of(blob) == content
    assert "logo" not in blob.stored_as


def test_the_same_bytes_twice_are_two_files(seat: Seat) -> None:
    assert received(seat).stored_as != received(seat).stored_as


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"caf\xc3\xa9", "café"),
        (b"\xef\xbb\xbfwith a mark", "with a mark"),
        (b"latin caf\xe9", None),
        (b"zero\x00byte", None),
        (b"x" * actions.MOST_TEXT_BYTES, "x" * actions.MOST_TEXT_BYTES),
        (b"x" * (actions.MOST_TEXT_BYTES + 1), None),
    ],
    ids=["utf-8", "byte order mark", "latin-1", "zero byte", "just short enough", "too long"],
)
def test_text_is_read_for_the_checks(seat: Seat, content: bytes, text: str | None) -> None:
    assert received(seat, content).text == text


def test_an_empty_file_is_refused(seat: Seat, settings: Settings) -> None:
    with pytest.raises(Refused, match="is empty"):
        received(seat, b"")
    assert stored(settings) == []


def test_a_file_above_the_cap_is_refused(seat: Seat, settings: Settings) -> None:
    settings.DUOMO_MAX_UPLOAD_BYTES = 2048
    received(seat, b"x" * 2048)
    with pytest.raises(Refused, match=r"larger than 2\.0\xa0KB") as refused:
        received(seat, b"x" * 2049)
    assert refused.value.status == 413
    assert len(stored(settings)) == 1


def test_a_kept_file_is_known_and_only_in_its_workspace(seat: Seat) -> None:
    blob = received(seat)
    file_id = actions.keep(seat, blob)
    line = queries.file(seat, file_id)
    assert (line.name, line.size, line.sha256, line.uploaded_at) == (blob.name, blob.size, blob.sha256, seat.at)
    other = given_workspace("Other", owner_email="other@example.com")
    assert queries.files(other, [file_id]) == {}
    with pytest.raises(NotYours):
        queries.file(other, file_id)
    with pytest.raises(NotYours):
        queries.stored_as(other, file_id)


def test_the_house_itself_keeps_nothing(seat: Seat) -> None:
    with pytest.raises(NotYours):
        actions.keep(Seat.system(seat.workspace_id, AT), received(seat))


def test_a_sweep_deletes_only_what_no_deed_kept_for_an_hour(seat: Seat, settings: Settings) -> None:
    kept, young, old = received(seat), received(seat), received(seat)
    actions.keep(seat, kept)
    for blob, minutes in ((kept, 600), (young, 59), (old, 61)):
        grow_old(settings, blob, minutes=minutes)
    assert actions.sweep(AT) == 1
    assert {path.name for path in stored(settings)} == {Path(kept.stored_as).name, Path(young.stored_as).name}
    assert actions.sweep(AT) == 0


def test_a_deed_that_fails_leaves_an_orphan_for_the_sweep(seat: Seat, settings: Settings) -> None:
    blob = received(seat)
    with pytest.raises(RuntimeError), transaction.atomic():
        file_id = actions.keep(seat, blob)
        raise RuntimeError
    assert queries.files(seat, [file_id]) == {}
    grow_old(settings, blob, minutes=61)
    assert actions.sweep(AT) == 1
    assert stored(settings) == []


def test_a_sweep_deletes_what_a_stopped_process_half_received(seat: Seat, settings: Settings) -> None:
    folder = Path(settings.FILE_UPLOAD_TEMP_DIR)
    for name, minutes in (("old.upload", 61), ("young.upload", 5), ("old.txt", 61)):
        (folder / name).write_bytes(b"x")
        then = (AT - timedelta(minutes=minutes)).timestamp()
        os.utime(folder / name, (then, then))
    assert actions.sweep(AT) == 1
    assert sorted(path.name for path in folder.iterdir()) == ["old.txt", "young.upload"]


def test_what_nobody_will_keep_is_discarded_at_once_and_what_is_kept_stays(seat: Seat, settings: Settings) -> None:
    tried, kept = received(seat), received(seat)
    actions.keep(seat, kept)
    actions.discard(tried)
    actions.discard(kept)
    assert [path.name for path in stored(settings)] == [Path(kept.stored_as).name]


def test_a_full_disk_is_said_to_be_full_and_nothing_is_kept(seat: Seat) -> None:
    with no_file_larger_than(4096), pytest.raises(Refused, match="nearly full") as refused:
        received(seat, b"x" * 100_000)
    assert refused.value.status == 507
    assert received(seat).size == 6


def test_a_sweep_of_a_storage_that_holds_nothing_yet(seat: Seat) -> None:
    assert actions.sweep(seat.at) == 0
