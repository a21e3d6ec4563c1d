"""A delivery is numbered, hashed, checked by the acknowledged version, kept with its files in one transaction."""

import hashlib
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.db import transaction

from duomo.core.delivery import AssignmentState
from duomo.desk.assignments import actions, queries
from duomo.desk.assignments.actions import FeasibilityAnswer, HandIn
from duomo.desk.assignments.pages import CheckLine
from duomo.desk.files import queries as files
from duomo.desk.files.pages import Blob
from duomo.desk.kit.refusals import Invalid, NotYours, Stale
from duomo.desk.seats.models import Event
from tests.builders import given_workspace, later
from tests.desk.assignments.builders import (
    SVG,
    acknowledged,
    given_acknowledged_assignment,
    given_assignment,
    given_blob,
    given_delivery,
    given_working_assignment,
)
from tests.desk.briefs.builders import criterion, given_sent_brief
from tests.desk.people.builders import given_contractor

pytestmark = pytest.mark.django_db


def test_a_delivery_is_kept_with_its_receipt() -> None:
    seat = given_workspace()
    line, guest = given_working_assignment(seat)
    handed = given_delivery(later(guest, hours=3), line, links=("https://example.com/a",), note=" Here it is. ")
    assert (handed.number, handed.late, handed.handed_in_at) == (1, False, later(seat, hours=3).at)
    assert (handed.note, handed.links, handed.version_id) == (
        "Here it is.",
        ("https://example.com/a",),
        line.version_id,
    )
    [file] = handed.files
    assert (file.name, file.size, file.sha256) == ("logo.svg", len(SVG), hashlib.sha256(SVG).hexdigest())
    with default_storage.open(files.stored_as(seat, file.id)) as opened:
        assert opened.read() == SVG
    assert queries.assignment(seat, line.key).state is AssignmentState.DELIVERED
    assert queries.deliveries(seat, line.id) == (handed,)
    assert queries.delivery(seat, handed.key) == queries.delivery(guest, handed.key) == handed


def test_the_event_binds_the_bytes_and_holds_no_words() -> None:
    seat = given_workspace()
    line, guest = given_working_assignment(seat)
    handed = given_delivery(guest, line, note="secret words")
    event = Event.objects.within(seat).get(verb="delivery_handed_in")
    assert event.facts["files"] == [{"sha256": handed.files[0].sha256, "size": len(SVG)}]
    assert (event.facts["number"], event.facts["late"], event.job_number) == (1, False, line.job_number)
    assert handed.receipt == event.hash
    assert "secret" not in str(event.facts)
    assert "logo" not in str(event.facts)


def test_files_keep_their_order_and_deliveries_their_numbers() -> None:
    seat = given_workspace()
    line, guest = given_working_assignment(seat)
    first = given_delivery(guest, line, files={"b.svg": SVG, "a.svg": SVG, "c.svg": SVG})
    second = given_delivery(later(guest, hours=1), line)
    assert [file.name for file in first.files] == ["b.svg", "a.svg", "c.svg"]
    assert [handed.number for handed in queries.deliveries(seat, line.id)] == [1, 2]
    assert queries.delivery(seat, first.key) == first
    assert second.number == 2


def test_checks_are_run_on_what_was_handed_in() -> None:
    seat = given_workspace()
    line, guest = given_working_assignment(seat)
    passed = given_delivery(guest, line)
    failed = given_delivery(guest, line, files={"logo.png": b"x"})
    too_large = given_delivery(guest, line, files={"logo.svg": b"x" * 40_001})
    assert [check.passed for check in passed.checks] == [True]
    assert [(check.passed, check.evidence) for check in failed.checks] == [(False, "No file is named like *.svg.")]
    assert "40,001 bytes" in too_large.checks[0].evidence


def test_checks_read_text_and_links() -> None:
    seat = given_workspace()
    criteria = (
        criterion("The text has 3 to 5 words", check="words 3..5 in *.md", about="new-logo"),
        criterion("No filler", check="no 'lorem' in *.md", about="new-card"),
        criterion("A link to the source", check="link", must=False),
    )
    line, guest = given_working_assignment(seat, brief=given_sent_brief(seat, criteria=criteria))
    handed = given_delivery(guest, line, files={"text.md": b"one two lorem three"}, links=("https://example.com/",))
    assert [check.passed for check in handed.checks] == [True, False, True]


def test_checks_can_be_tried_without_handing_in() -> None:
    seat = given_workspace()
    line, guest = given_working_assignment(seat)
    tried: tuple[CheckLine, ...] = actions.try_checks(guest, line, [given_blob(guest)], [])
    assert [check.passed for check in tried] == [True]
    assert queries.deliveries(guest, line.id) == ()


def test_late_is_after_the_deadline() -> None:
    seat = given_workspace()
    line, guest = given_working_assignment(seat, deadline_at=seat.at + timedelta(hours=1))
    assert not given_delivery(later(guest, hours=1), line).late
    assert given_delivery(later(guest, hours=1, seconds=1), line).late


@pytest.mark.parametrize(
    "command", [HandIn(), HandIn(note="  \n"), HandIn(links=("", " "))], ids=["nothing", "blanks", "blank links"]
)
def test_nothing_is_no_delivery(command: HandIn) -> None:
    seat = given_workspace()
    line, guest = given_working_assignment(seat)
    with pytest.raises(Invalid, match="nothing to hand in"):
        actions.record_delivery(guest, line.key, command)
    assert queries.assignment(seat, line.key).state is AssignmentState.WORKING


def test_a_note_or_a_link_alone_is_a_delivery() -> None:
    line, guest = given_working_assignment(given_workspace())
    assert given_delivery(guest, line, files={}, note="It is on the server.").files == ()
    twice = ("http://example.com/", "http://example.com/")
    assert given_delivery(guest, line, files={}, links=twice).links == ("http://example.com/",)


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "ftp://example.com/",
        "//example.com",
        "example.com",
        "https://",
        "https://user:secret@example.com/",
        "https://exa mple.com/",
        "https://example.com/\u202egpj",
        "https://[::1",
        "https://example.com/" + "x" * 2_000,
    ],
)
def test_only_addresses_of_the_web_are_links(link: str) -> None:
    line, guest = given_working_assignment(given_workspace())
    with pytest.raises(Invalid, match="is no link") as refused:
        given_delivery(guest, line, files={}, links=(link,))
    assert refused.value.field == "links"


def test_too_many_files_or_links_are_refused() -> None:
    line, guest = given_working_assignment(given_workspace())
    with pytest.raises(Invalid, match="at most 20 links"):
        given_delivery(guest, line, files={}, links=tuple(f"https://example.com/{n}" for n in range(21)))
    blob = given_blob(guest)
    with pytest.raises(Invalid, match="at most 20 files"):
        actions.record_delivery(guest, line.key, HandIn(blobs=(blob,) * 21))


def test_the_state_must_allow_it() -> None:
    seat = given_workspace()
    line, guest = given_assignment(seat)
    with pytest.raises(Stale, match="Acknowledge the brief first"):
        given_delivery(guest, line)
    acknowledged(guest, line)
    with pytest.raises(Stale, match="whether it is possible"):
        given_delivery(guest, line)
    actions.answer_feasibility(guest, line.key, FeasibilityAnswer("go"))
    given_delivery(guest, line)
    actions.move(seat, line.id, AssignmentState.PERFECTING)
    assert given_delivery(guest, line).number == 2
    actions.move(seat, line.id, AssignmentState.ACCEPTED)
    with pytest.raises(Stale, match="has been accepted"):
        given_delivery(guest, line)


def test_only_its_contractor_hands_in() -> None:
    seat = given_workspace()
    line, _ = given_working_assignment(seat)
    _, stranger = given_working_assignment(seat, contractor=given_contractor(seat, name="Tom Ode"))
    for somebody in (seat, stranger):
        with pytest.raises(NotYours):
            actions.record_delivery(somebody, line.key, HandIn(note="Mine."))


def test_files_and_delivery_stand_or_fall_together() -> None:
    seat = given_workspace()
    line, guest = given_working_assignment(seat)
    blob = given_blob(guest)
    with pytest.raises(RuntimeError), transaction.atomic():
        actions.record_delivery(guest, line.key, HandIn(blobs=(blob,)))
        raise RuntimeError
    assert queries.deliveries(guest, line.id) == ()
    assert queries.assignment(seat, line.key).state is AssignmentState.WORKING
    kept = actions.record_delivery(guest, line.key, HandIn(blobs=(blob,)))
    assert kept.number == 1


def test_a_name_of_a_file_is_only_shown() -> None:
    seat = given_workspace()
    line, guest = given_working_assignment(seat)
    handed = given_delivery(guest, line, files={"..\\..\\=cmd().svg": SVG})
    assert [file.name for file in handed.files] == ["_cmd().svg"]


def test_a_check_that_can_no_longer_be_read_fails_and_says_so() -> None:
    seat = given_workspace()
    line, guest = given_acknowledged_assignment(seat, feasibility_minutes=0)
    blob = Blob("logo.svg", 3, "0" * 64, "nowhere", None)
    [check] = actions.try_checks(guest, line, [blob], [])
    assert check.passed
