"""Streams uploads to the disk and stops writing at the cap, without losing what else was typed into the form."""

import shutil
import weakref
from contextlib import suppress
from http import HTTPStatus
from io import BytesIO
from typing import Any, NamedTuple

from django.conf import settings
from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat

from duomo.desk.files.names import shown_name

MOST_FILES = 20
# The ending of the files in the folder of what is coming in, by which a sweep knows them.
INCOMING_ENDING = ".upload"
# Kept free for the database, which must go on when files have filled the disk: 500 MB, or 5 % of a smaller disk.
ROOM_KEPT_BYTES = 500 * 10**6
ROOM_KEPT_SHARE = 0.05


class Refusal(NamedTuple):
    """Why a file's bytes are not kept."""

    sentence: str
    status: HTTPStatus


NO_ROOM = Refusal(
    "The disk of this desk is nearly full, so no file can be taken. Hand in a link, or tell the owner.",
    HTTPStatus.INSUFFICIENT_STORAGE,
)


class RefusedUpload(UploadedFile):  # type: ignore[type-arg]  # Django's class takes no type when it runs
    """Stands in for a file whose bytes were not kept, so that its form is shown again; `actions.receive` refuses it."""

    def __init__(self, name: str, size: int, refusal: Refusal) -> None:
        # A size of 0 would make the form complain of an empty file instead.
        super().__init__(file=BytesIO(), name=name, size=max(size, 1))
        self.refusal = refusal


def too_large(name: str) -> Refusal:
    """The refusal of a file above the cap."""
    most = filesizeformat(settings.DUOMO_MAX_UPLOAD_BYTES)
    sentence = f"“{shown_name(name)}” is larger than {most}. Make it smaller, or hand in a link to it."
    return Refusal(sentence, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)


def room_problem(*, free_bytes: int, total_bytes: int) -> Refusal | None:
    """Why a disk with so much room takes no more files; None where it does."""
    if free_bytes >= min(ROOM_KEPT_BYTES, total_bytes * ROOM_KEPT_SHARE):
        return None
    return NO_ROOM


class CappedUploadHandler(FileUploadHandler):
    """Writes each file of a request into the folder of what is coming in, and deletes it where it is refused.

    What is refused is still read to its end, so that the rest of the form arrives and the browser gets its answer.
    """

    def __init__(self, request: HttpRequest | None = None) -> None:
        # Without a ring of references a broken request is freed at once, and its temporary file goes with it.
        super().__init__(None)
        self._request = weakref.ref(request) if request is not None else lambda: None
        self.file: TemporaryUploadedFile | None = None
        self._refusal: Refusal | None = None
        self._count = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Open the file that is to take the bytes."""
        super().new_file(*args, **kwargs)
        self._count += 1
        self.file = None
        self._refusal = self._refusal_at_start()
        if self._refusal is None:
            # The name stays out of the path: a long ending alone would make it unusable.
            self.file = TemporaryUploadedFile("incoming", str(self.content_type), 0, self.charset)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Write a piece, or let it go by where the file is refused."""
        if self.file is None:
            return None
        if start + len(raw_data) > settings.DUOMO_MAX_UPLOAD_BYTES:
            self._refuse(too_large(self.file_name or ""))
            return None
        try:
            self.file.write(raw_data)
        except OSError:
            self._refuse(NO_ROOM)
        return None

    def file_complete(self, file_size: int) -> "UploadedFile[Any] | None":
        """Give the file, or its stand-in."""
        name = shown_name(self.file_name or "")
        self._flush()
        if self._refusal is not None:
            return RefusedUpload(name, file_size, self._refusal)
        if self.file is None:
            return None
        self.file.size = file_size
        self.file.name = name
        return self.file

    def upload_interrupted(self) -> None:
        """The connection broke: what came so far is deleted."""
        if self.file is not None:
            self.file.close()

    def _refusal_at_start(self) -> Refusal | None:
        if getattr(self._request(), "seat", "unknown") is None:
            # Bytes of strangers never reach the disk; their request is refused by the door.
            return Refusal("Sign in first, then hand in the file.", HTTPStatus.FORBIDDEN)
        if self._count > MOST_FILES:
            sentence = f"These are more than {MOST_FILES} files. Pack them into one archive, or hand in fewer."
            return Refusal(sentence, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        usage = shutil.disk_usage(settings.FILE_UPLOAD_TEMP_DIR or "/")
        return room_problem(free_bytes=usage.free, total_bytes=usage.total)

    def _flush(self) -> None:
        """Write what is still in memory: a disk may be full only now."""
        try:
            if self.file is not None:
                self.file.seek(0)
        except OSError:
            self._refuse(NO_ROOM)

    def _refuse(self, refusal: Refusal) -> None:
        if self.file is not None:
            # Closing tries to write what could not be written.
            with suppress(OSError):
                self.file.close()
        self.file, self._refusal = None, refusal
