"""A request's files are streamed to the disk, up to the cap, and the rest of the form survives a refusal."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.core.handlers.wsgi import WSGIRequest
from django.http import UnreadablePostError
from django.test import RequestFactory
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from pytest_django.fixtures import Settings

from duomo.desk.files import actions
from duomo.desk.files.uploads import MOST_FILES, NO_ROOM, RefusedUpload, room_problem
from duomo.desk.kit.refusals import Refused
from tests.builders import given_workspace
from tests.desk.files.full_disk import no_file_larger_than

CAP = 100_000


@pytest.fixture(autouse=True)
def incoming(settings: Settings, tmp_path: Path) -> Path:
    folder = tmp_path / "incoming"
    folder.mkdir()
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.FILE_UPLOAD_TEMP_DIR = str(folder)
    settings.DUOMO_MAX_UPLOAD_BYTES = CAP
    return folder


def posted(**form: Any) -> WSGIRequest:
    return RequestFactory().post("/deliver/", {"note": "typed before", **form, "last": "typed after"})


def uploaded(request: WSGIRequest, field: str = "file") -> "list[UploadedFile[Any]]":
    """The files of a request, as a page gets them."""
    return request.FILES.getlist(field)


def on_disk(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.iterdir())


def test_a_file_is_streamed_to_the_disk(incoming: Path) -> None:
    request = posted(file=SimpleUploadedFile("logo.svg", b"x" * CAP))
    [upload] = uploaded(request)
    assert (upload.name, upload.size, upload.read()) == ("logo.svg", CAP, b"x" * CAP)
    assert on_disk(incoming) == CAP
    upload.close()
    assert on_disk(incoming) == 0


@pytest.mark.django_db
def test_a_received_file_is_moved_and_not_copied(incoming: Path) -> None:
    seat = given_workspace()
    [upload] = uploaded(posted(file=SimpleUploadedFile("logo.svg", b"<svg/>")))
    assert actions.receive(seat, upload).size == 6
    assert on_disk(incoming) == 0
    upload.close()


@pytest.mark.django_db
def test_a_file_above_the_cap_is_read_to_its_end_and_not_kept(incoming: Path) -> None:
    request = posted(file=SimpleUploadedFile("film.mp4", b"x" * (CAP * 20)))
    assert request.POST.dict() == {"note": "typed before", "last": "typed after"}
    [upload] = uploaded(request)
    assert isinstance(upload, RefusedUpload)
    assert on_disk(incoming) == 0
    with pytest.raises(Refused, match=r"“film\.mp4” is larger than") as refused:
        actions.receive(given_workspace(), upload)
    assert (refused.value.status, refused.value.field) == (413, "files")


def test_one_file_too_large_does_not_harm_the_others(incoming: Path) -> None:
    files = [
        SimpleUploadedFile("a.txt", b"a"),
        SimpleUploadedFile("b", b"b" * (CAP + 1)),
        SimpleUploadedFile("c", b"c"),
    ]
    uploads = uploaded(posted(files=files), "files")
    assert [isinstance(upload, RefusedUpload) for upload in uploads] == [False, True, False]
    assert on_disk(incoming) == 2
    for upload in uploads:
        upload.close()


def test_files_beyond_the_number_are_refused(incoming: Path) -> None:
    request = posted(files=[SimpleUploadedFile(f"{n}.txt", b"x") for n in range(MOST_FILES + 1)])
    uploads = uploaded(request, "files")
    assert [isinstance(upload, RefusedUpload) for upload in uploads] == [False] * MOST_FILES + [True]
    last = uploads[-1]
    assert isinstance(last, RefusedUpload)
    assert "20 files" in last.refusal.sentence
    for upload in uploads:
        upload.close()


def test_bytes_of_a_stranger_never_reach_the_disk(incoming: Path) -> None:
    request = posted(file=SimpleUploadedFile("logo.svg", b"x"))
    request.seat = None  # type: ignore[attr-defined]  # as the middleware does for nobody
    assert [isinstance(upload, RefusedUpload) for upload in uploaded(request)] == [True]
    assert on_disk(incoming) == 0


@pytest.mark.parametrize("name", ["x." + "y" * 250, "é" * 200 + ".svg", "a\u202eb.svg", "=cmd().csv"])
def test_odd_names_arrive(incoming: Path, name: str) -> None:
    [upload] = uploaded(posted(file=SimpleUploadedFile(name, b"x")))
    assert upload.name
    assert not isinstance(upload, RefusedUpload)
    upload.close()


class Breaking(io.BytesIO):
    """A body whose connection breaks when its bytes are used up."""

    def read(self, size: int | None = -1, /) -> bytes:
        found = super().read(size)
        if not found:
            raise OSError("The connection broke.")
        return found


def test_a_connection_that_breaks_leaves_nothing(incoming: Path) -> None:
    whole = encode_multipart(BOUNDARY, {"file": SimpleUploadedFile("logo.svg", b"x" * CAP)})
    request = _request(Breaking(whole[: len(whole) // 2]), len(whole))
    with pytest.raises(UnreadablePostError):
        _ = request.POST
    del request
    assert on_disk(incoming) == 0


def test_a_body_that_ends_early_gives_no_file(incoming: Path) -> None:
    whole = encode_multipart(BOUNDARY, {"file": SimpleUploadedFile("logo.svg", b"x" * CAP)})
    request = _request(io.BytesIO(whole[: len(whole) // 2]), len(whole))
    assert not request.FILES
    assert on_disk(incoming) == 0


def _request(body: io.BytesIO, length: int) -> WSGIRequest:
    return WSGIRequest(
        {
            **RequestFactory().post("/deliver/").environ,
            "CONTENT_TYPE": MULTIPART_CONTENT,
            "CONTENT_LENGTH": str(length),
            "wsgi.input": body,
        }
    )


@pytest.mark.parametrize("size", [5_000, 90_000], ids=["found when it is flushed", "found when it is written"])
def test_a_disk_that_fills_up_refuses_the_file_and_keeps_the_form(incoming: Path, size: int) -> None:
    request = posted(file=SimpleUploadedFile("logo.svg", b"x" * size))
    with no_file_larger_than(4096):
        [upload] = uploaded(request)
    assert isinstance(upload, RefusedUpload)
    assert upload.refusal == NO_ROOM
    assert request.POST.dict() == {"note": "typed before", "last": "typed after"}
    assert on_disk(incoming) == 0


@pytest.mark.parametrize(
    ("free_bytes", "total_bytes", "full"),
    [
        (500 * 10**6, 10**12, False),
        (500 * 10**6 - 1, 10**12, True),
        (51 * 10**6, 10**9, False),
        (49 * 10**6, 10**9, True),
    ],
)
def test_uploads_are_refused_before_the_disk_is_full(free_bytes: int, total_bytes: int, full: bool) -> None:  # noqa: FBT001 - a case of the table
    problem = room_problem(free_bytes=free_bytes, total_bytes=total_bytes)
    assert problem == (NO_ROOM if full else None)
