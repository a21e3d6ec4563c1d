"""Gives stored bytes to a browser in the one way in which they can do no harm: as a download that runs nothing."""

import hashlib
import logging
from base64 import b64encode
from collections.abc import Iterator
from http import HTTPStatus
from typing import cast

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.http import HttpResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header

from duomo.desk.files import queries
from duomo.desk.files.names import shown_name as cleaned
from duomo.desk.files.pages import FileLine
from duomo.desk.kit.refusals import Refused
from duomo.desk.seats.seat import Seat

logger = logging.getLogger(__name__)

ANYTHING = "application/octet-stream"
# What no browser runs; all else is only bytes.
KNOWN_TYPES = {
    "gif": "image/gif",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "pdf": "application/pdf",
    "png": "image/png",
    "txt": "text/plain; charset=utf-8",
    "webp": "image/webp",
}


def attachment(seat: Seat, file_id: int, *, shown_name: str | None = None) -> HttpResponse:
    """A download of a kept file. The caller has checked that the seat may have it; only the workspace is checked here.

    Raises:
        NotYours: the workspace has no such file.
        Refused: the bytes are missing or not those that were handed over (503).
    """
    line = queries.file(seat, file_id)
    name = cleaned(shown_name or line.name)
    opened = _opened(queries.stored_as(seat, file_id), line.id, line.size)
    response = StreamingHttpResponse(_ProvedBytes(opened, line.id, line.sha256))
    for header, value in _headers(line, name).items():
        response.headers[header] = value
    # Django's streaming answer is a sibling of the plain one that views are declared to give.
    return cast("HttpResponse", response)


def _headers(line: FileLine, name: str) -> dict[str, str]:
    return {
        "Content-Type": KNOWN_TYPES.get(name.rpartition(".")[2].lower(), ANYTHING),
        "Content-Length": str(line.size),
        "Content-Disposition": str(content_disposition_header(as_attachment=True, filename=name)),
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "private, no-store",
        # RFC 9530: lets the receiver prove that these are the bytes of the receipt.
        "Repr-Digest": f"sha-256=:{b64encode(bytes.fromhex(line.sha256)).decode()}:",
    }


def _opened(stored_as: str, file_id: int, size: int) -> "File[bytes]":
    try:
        opened = default_storage.open(stored_as)
    except FileNotFoundError:
        logger.exception("File %s is missing from the storage", file_id)
        raise _damaged() from None
    if opened.size != size:
        opened.close()
        logger.error("File %s has %s bytes in the storage instead of %s", file_id, opened.size, size)
        raise _damaged()
    return opened


def _damaged() -> Refused:
    sentence = "The bytes of this file are missing or damaged on this desk. Tell its owner: a backup can restore them."
    return Refused(sentence, status=HTTPStatus.SERVICE_UNAVAILABLE)


class _ProvedBytes:
    """The bytes of a file, with the last piece held back until the digest of the whole is right.

    A changed file thus ends in a broken download, never in one that looks whole.
    """

    def __init__(self, opened: "File[bytes]", file_id: int, sha256: str) -> None:
        self._opened = opened
        self._file_id = file_id
        self._sha256 = sha256

    def __iter__(self) -> Iterator[bytes]:
        digest = hashlib.sha256()
        held = b""
        for chunk in self._opened.chunks(queries.CHUNK_BYTES):
            if held:
                yield held
            digest.update(chunk)
            held = chunk
        if digest.hexdigest() != self._sha256:
            logger.error("File %s is not what was handed over: its digest differs", self._file_id)
            raise OSError("The stored bytes are not those that were handed over.")
        yield held

    def close(self) -> None:
        """Called by the server when the answer ends, however it ends."""
        self._opened.close()
