"""A download can do no harm in a browser, and is never other bytes than those that were handed over."""

import hashlib
from base64 import b64decode
from collections.abc import Iterable
from http import HTTPStatus
from pathlib import Path
from typing import cast

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse, StreamingHttpResponse
from pytest_django.fixtures import Settings

from duomo.desk.files import actions, queries, serving
from duomo.desk.kit.refusals import NotYours, Refused
from duomo.desk.seats.seat import Seat
from tests.builders import given_workspace

pytestmark = pytest.mark.django_db

HOSTILE = [
    ("page.html", b"<script>alert(1)</script>"),
    ("picture.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
    ("data.xml", b"<?xml version='1.0'?><x/>"),
    ("run.pdf.exe", b"MZ"),
    ("script.js", b"alert(1)"),
    ("no ending", b"<html>"),
]


@pytest.fixture
def seat(settings: Settings, tmp_path: Path) -> Seat:
    settings.MEDIA_ROOT = tmp_path
    return given_workspace()


def kept(seat: Seat, name: str = "logo.svg", content: bytes = b"<svg/>") -> int:
    return actions.keep(seat, actions.receive(seat, SimpleUploadedFile(name, content)))


def body(response: HttpResponse) -> bytes:
    streamed = cast("StreamingHttpResponse", response)
    try:
        return b"".join(cast("Iterable[bytes]", streamed.streaming_content))
    finally:
        streamed.close()


@pytest.mark.parametrize(("name", "content"), HOSTILE)
def test_whatever_it_is_it_is_only_a_download(seat: Seat, name: str, content: bytes) -> None:
    response = serving.attachment(seat, kept(seat, name, content))
    assert body(response) == content
    assert response.headers["Content-Type"] == "application/octet-stream"
    assert response.headers["Content-Disposition"].startswith("attachment;")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.headers["Content-Length"] == str(len(content))


@pytest.mark.parametrize(
    ("name", "kind"), [("a.PNG", "image/png"), ("b.pdf", "application/pdf"), ("c.jpeg", "image/jpeg")]
)
def test_a_few_harmless_kinds_are_named_and_still_downloads(seat: Seat, name: str, kind: str) -> None:
    response = serving.attachment(seat, kept(seat, name, b"x"))
    assert response.headers["Content-Type"] == kind
    assert response.headers["Content-Disposition"].startswith("attachment;")
    response.close()


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("logo.svg", 'attachment; filename="logo.svg"'),
        ("Übersicht.pdf", "attachment; filename*=utf-8''%C3%9Cbersicht.pdf"),
        ("two words.txt", 'attachment; filename="two words.txt"'),
        ('a"b\r\nSet-Cookie: x=1.txt', 'attachment; filename="a_bSet-Cookie_ x=1.txt"'),
    ],
)
def test_the_name_is_written_as_the_standard_says(seat: Seat, name: str, header: str) -> None:
    response = serving.attachment(seat, kept(seat), shown_name=name)
    assert response.headers["Content-Disposition"] == header
    response.close()


def test_a_neutral_name_hides_the_real_one(seat: Seat) -> None:
    response = serving.attachment(seat, kept(seat, "by ines duarte.svg"), shown_name="submission-A-1.svg")
    assert "ines" not in str(response.headers)
    response.close()


def test_the_digest_proves_the_bytes(seat: Seat) -> None:
    response = serving.attachment(seat, kept(seat, content=b"proof"))
    name, _, value = response.headers["Repr-Digest"].partition("=")
    assert (name, b64decode(value.strip(":"))) == ("sha-256", hashlib.sha256(b"proof").digest())
    response.close()


def test_a_large_file_comes_whole(seat: Seat) -> None:
    content = bytes(range(256)) * 4096 * 2
    assert body(serving.attachment(seat, kept(seat, content=content))) == content


def test_another_workspace_gets_nothing(seat: Seat) -> None:
    file_id = kept(seat)
    other = given_workspace("Other", owner_email="other@example.com")
    with pytest.raises(NotYours):
        serving.attachment(other, file_id)


def test_missing_bytes_are_said_to_be_missing(seat: Seat, tmp_path: Path) -> None:
    file_id = kept(seat)
    (tmp_path / queries.stored_as(seat, file_id)).unlink()
    with pytest.raises(Refused, match="missing or damaged") as refused:
        serving.attachment(seat, file_id)
    assert refused.value.status == HTTPStatus.SERVICE_UNAVAILABLE


def test_bytes_of_another_size_are_not_sent(seat: Seat, tmp_path: Path) -> None:
    file_id = kept(seat)
    (tmp_path / queries.stored_as(seat, file_id)).write_bytes(b"shorter")
    with pytest.raises(Refused, match="missing or damaged"):
        serving.attachment(seat, file_id)


def test_changed_bytes_end_in_a_broken_download(seat: Seat, tmp_path: Path) -> None:
    content = b"a" * (queries.CHUNK_BYTES * 2 + 10)
    file_id = kept(seat, content=content)
    (tmp_path / queries.stored_as(seat, file_id)).write_bytes(content[:-1] + b"b")
    response = cast("StreamingHttpResponse", serving.attachment(seat, file_id))
    sent = b""
    with pytest.raises(OSError, match="not those that were handed over"):
        for chunk in cast("Iterable[bytes]", response.streaming_content):
            sent += chunk
    assert len(sent) < len(content)
    response.close()
