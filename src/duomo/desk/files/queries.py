"""Reads about stored files: what is kept, and whether its bytes are still what was handed over."""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from django.core.files.base import File
from django.core.files.storage import default_storage

from duomo.desk.files.models import StoredFile
from duomo.desk.files.pages import Damage, DamagedFile, FileLine
from duomo.desk.kit.refusals import NotYours
from duomo.desk.seats.seat import Seat

CHUNK_BYTES = 256 * 1024
# A deed takes its bytes before it takes its row, so a younger file without a row may be on its way.
ORPHAN_AGE = timedelta(hours=1)
_BATCH = 500


def file(seat: Seat, file_id: int) -> FileLine:
    """One kept file.

    Raises:
        NotYours: the workspace has no such file.
    """
    found = files(seat, [file_id]).get(file_id)
    if found is None:
        raise NotYours
    return found


def files(seat: Seat, ids: Iterable[int]) -> dict[int, FileLine]:
    """Kept files by id; ids of other workspaces are left out."""
    rows = StoredFile.objects.within(seat).filter(pk__in=set(ids))
    return {row.pk: FileLine(row.pk, row.name, row.size, row.sha256, row.uploaded_at) for row in rows}


def stored_as(seat: Seat, file_id: int) -> str:
    """The storage's name of a kept file, for serving it.

    Raises:
        NotYours: the workspace has no such file.
    """
    found = StoredFile.objects.within(seat).filter(pk=file_id).values_list("stored_as", flat=True).first()
    if found is None:
        raise NotYours
    return found


def short_texts(seat: Seat, ids: Iterable[int], *, most_bytes: int) -> dict[int, str]:
    """The content of those kept files that are UTF-8 text of at most `most_bytes`, in one query; others are left out.

    Bytes that are not those handed over are no text either.
    """
    rows = StoredFile.objects.within(seat).filter(pk__in=set(ids), size__lte=most_bytes)
    found = {row.pk: _text(row, most_bytes) for row in rows}
    return {pk: text for pk, text in found.items() if text is not None}


def _text(row: StoredFile, most_bytes: int) -> str | None:
    try:
        with default_storage.open(row.stored_as) as opened:
            content: bytes = opened.read(most_bytes)
        return content.decode("utf-8-sig") if hashlib.sha256(content).hexdigest() == row.sha256 else None
    except (FileNotFoundError, UnicodeDecodeError):
        return None


def digest_of(opened: "File[bytes]") -> str:
    """The SHA-256 of an opened file, read in pieces."""
    digest = hashlib.sha256()
    for chunk in opened.chunks(CHUNK_BYTES):
        digest.update(chunk)
    return digest.hexdigest()


def first_damaged(at: datetime, workspace_id: int | None = None) -> DamagedFile | None:
    """The first file whose bytes are missing, changed or without a row; None where all is as it was handed over."""
    return next(damaged(at, workspace_id), None)


def damaged(at: datetime, workspace_id: int | None = None) -> Iterator[DamagedFile]:
    """Hash every kept file again and name those that differ.

    Without a workspace all are proved, and so is that the storage holds nothing else (but what came within the hour).
    """
    rows = StoredFile.unscoped.order_by("pk")
    if workspace_id is not None:
        rows = rows.filter(workspace_id=workspace_id)
    for row in rows.iterator(chunk_size=_BATCH):
        damage = _damage(row)
        if damage is not None:
            yield DamagedFile(damage, row.stored_as, row.pk, row.workspace_id)
    if workspace_id is None:
        for name in orphans(before=at - ORPHAN_AGE):
            yield DamagedFile(Damage.ORPHANED, name)


def orphans(*, before: datetime) -> Iterator[str]:
    """Names in the storage that no row knows and that were last written before the moment."""
    for folder in ("", *_listed("")[0]):
        names = [f"{folder}/{name}".lstrip("/") for name in _listed(folder)[1]]
        for start in range(0, len(names), _BATCH):
            batch = names[start : start + _BATCH]
            known = set(StoredFile.unscoped.filter(stored_as__in=batch).values_list("stored_as", flat=True))
            yield from (name for name in batch if name not in known and _written_before(name, before))


def _damage(row: StoredFile) -> Damage | None:
    try:
        with default_storage.open(row.stored_as) as opened:
            return None if opened.size == row.size and digest_of(opened) == row.sha256 else Damage.CHANGED
    except FileNotFoundError:
        return Damage.MISSING


def _listed(folder: str) -> tuple[list[str], list[str]]:
    try:
        return default_storage.listdir(folder)
    except FileNotFoundError:
        return [], []


def _written_before(name: str, moment: datetime) -> bool:
    try:
        return default_storage.get_modified_time(name) < moment
    except FileNotFoundError:
        return False
