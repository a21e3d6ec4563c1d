"""Takes bytes in and keeps them: first safely on the disk, then known to the database, never the other way round."""

import errno
import hashlib
import os
import secrets
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage, storages
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from duomo.desk.files.models import StoredFile
from duomo.desk.files.names import shown_name
from duomo.desk.files.pages import Blob
from duomo.desk.files.queries import CHUNK_BYTES, ORPHAN_AGE, orphans
from duomo.desk.files.uploads import INCOMING_ENDING, MOST_FILES, NO_ROOM, Refusal, RefusedUpload, too_large
from duomo.desk.kit.refusals import Invalid, NotYours, Refused
from duomo.desk.seats.rights import Right
from duomo.desk.seats.seat import Seat

__all__ = ["MOST_FILES", "MOST_TEXT_BYTES", "discard", "keep", "receive", "sweep"]

MOST_TEXT_BYTES = 1_000_000
# No space left, quota reached, file larger than the disk takes.
NO_ROOM_ERRORS = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def receive(seat: Seat, upload: "UploadedFile[Any]") -> Blob:
    """Store the bytes of an upload under a name of our own and hash them; call it before the deed's transaction.

    When this returns, file and folder are on the disk for good. A blob that no deed keeps is swept after an hour.

    Raises:
        Refused: the upload was cut off for its size or for want of room (413 or 507).
        Invalid: the file is empty.
    """
    seat.must(Right.SIT)
    name = shown_name(upload.name or "")
    if isinstance(upload, RefusedUpload):
        raise _refused(upload.refusal)
    size, digest, text = _read(upload)
    if size > settings.DUOMO_MAX_UPLOAD_BYTES:
        raise _refused(too_large(name))
    if size == 0:
        raise Invalid(f"“{name}” is empty. Choose a file with something in it.", field="files")
    upload.seek(0)
    return Blob(name, size, digest, _stored(upload), text)


def discard(blob: Blob) -> None:
    """Delete the bytes of a blob that nobody will keep, without waiting for the sweep. A kept one stays."""
    if not StoredFile.unscoped.filter(stored_as=blob.stored_as).exists():
        default_storage.delete(blob.stored_as)


@transaction.atomic
def keep(seat: Seat, blob: Blob) -> int:
    """Make a blob a file of the workspace, in the transaction of the deed that it belongs to; gives the file's id.

    Raises:
        NotYours: nobody sits here.
    """
    if seat.member_id is None:
        raise NotYours
    row = StoredFile.objects.within(seat).create(
        name=blob.name,
        size=blob.size,
        sha256=blob.sha256,
        stored_as=blob.stored_as,
        uploaded_by_id=seat.member_id,
        uploaded_at=seat.at,
    )
    return row.pk


def sweep(at: datetime) -> int:
    """Delete what was received over an hour ago and kept by no deed; gives the number of files."""
    swept = 0
    for name in list(orphans(before=at - ORPHAN_AGE)):
        default_storage.delete(name)
        swept += 1
    return swept + _sweep_incoming(at)


def _refused(refusal: Refusal) -> Refused:
    return Refused(refusal.sentence, field="files", status=refusal.status)


def _read(upload: "UploadedFile[Any]") -> tuple[int, str, str | None]:
    """Size, digest and (where it is short UTF-8) text of an upload, in one pass and constant memory."""
    digest = hashlib.sha256()
    size = 0
    head = bytearray()
    upload.seek(0)
    for chunk in upload.chunks(CHUNK_BYTES):
        digest.update(chunk)
        size += len(chunk)
        if size <= MOST_TEXT_BYTES:
            head += chunk
    return size, digest.hexdigest(), _text(bytes(head)) if size <= MOST_TEXT_BYTES else None


def _stored(upload: "UploadedFile[Any]") -> str:
    """Write the bytes under a name of ours; what a full disk cut off is left to the sweep."""
    token = secrets.token_hex(20)
    try:
        stored_as = default_storage.save(f"{token[:2]}/{token}", upload)
        _make_lasting(stored_as)
    except OSError as error:
        if error.errno not in NO_ROOM_ERRORS:
            raise
        raise _refused(NO_ROOM) from error
    return stored_as


def _text(content: bytes) -> str | None:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    # A zero byte is in no text that a person wrote, and PostgreSQL stores none.
    return None if "\0" in text else text


def _make_lasting(stored_as: str) -> None:
    """Flush file and folders, so that no row outlives its bytes at a power cut; other storages do so themselves."""
    storage = storages["default"]
    if not isinstance(storage, FileSystemStorage):
        return
    file = Path(storage.path(stored_as))
    for place in (file, file.parent, file.parent.parent):
        handle = os.open(place, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _sweep_incoming(at: datetime) -> int:
    """Delete half-received files that a stopped process left behind."""
    swept = 0
    for file in Path(settings.FILE_UPLOAD_TEMP_DIR or "").glob(f"*{INCOMING_ENDING}"):
        if file.stat().st_mtime < (at - ORPHAN_AGE).timestamp():
            file.unlink(missing_ok=True)
            swept += 1
    return swept
