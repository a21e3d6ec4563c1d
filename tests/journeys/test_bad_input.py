"""What people and networks do to forms: twice, back, in two tabs, signed out meanwhile, broken off in the middle."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Dialog, expect
from pytest_django.live_server_helper import LiveServer

from duomo.desk.assignments import queries as assignments
from duomo.desk.assignments.pages import AssignmentLine
from duomo.desk.briefs import queries as briefs
from duomo.desk.kit.clock import utc_now
from duomo.desk.seats.seat import Seat
from tests.builders import given_workspace
from tests.desk.assignments.builders import SVG, given_working_assignment
from tests.desk.briefs.builders import given_draft
from tests.desk.delivery.builders import given_all_judged, given_delivery_in_review
from tests.desk.people.builders import given_contractor
from tests.journeys.actors import Contractor, NamedFile
from tests.journeys.browser import PHONE, Listener, Visitors
from tests.journeys.installation import Installation
from tests.journeys.owner import Owner
from tests.journeys.wire import Wire, wire_to

pytestmark = pytest.mark.journey

TITLE = "Icons for the shop window"
ICON = NamedFile("icon.svg", SVG, "image/svg+xml")
LARGE = NamedFile("large.svg", SVG + b" " * 3_000_000, "image/svg+xml")
LARGE_HALF = len(LARGE.content) // 2


@pytest.fixture
def seat(installation: Installation) -> Seat:
    """The owner's, of a workspace that begins now."""
    return given_workspace(at=utc_now())


@pytest.fixture
def owner(installation: Installation, seat: Seat) -> Owner:
    """The owner, signed in with a laptop."""
    one = Owner(installation, "Marta Castell", "marta@castell.example")
    one.come_in(seat)
    return one


def another_tab(owner: Owner) -> Owner:
    """The same person with the same cookies in a second tab."""
    tab = Owner.__new__(Owner)
    tab.__dict__.update(owner.__dict__)
    tab.page = owner.page.context.new_page()
    owner.installation.visitors.listener.listen(tab.page)
    return tab


def given_contractor_at_work(installation: Installation, seat: Seat) -> tuple[Contractor, AssignmentLine]:
    """A contractor at work, signed in with a phone."""
    line, guest = given_working_assignment(seat, contractor=given_contractor(seat, name="Vera Winter"))
    contractor = Contractor(installation, "Vera Winter", "vera.winter@example.com", size=PHONE)
    contractor.come_in(guest)
    return contractor, line


def jobs_of(seat: Seat) -> list[str]:
    """The titles of all jobs."""
    return [job.title for job in briefs.job_list(seat).object_list]


def type_job(owner: Owner) -> None:
    """Open the form of a new job and fill it in."""
    owner.open("/jobs/new/")
    owner.fill("What do you want done?", TITLE)
    owner.field("Function").select_option(label="Design")


# Once


def test_a_double_click_opens_one_job(owner: Owner, seat: Seat) -> None:
    type_job(owner)
    owner.main.get_by_role("button", name="Open the job").dblclick()
    owner.reads("Is it clear?")
    assert jobs_of(seat) == [TITLE]


def test_going_back_and_sending_again_opens_no_second_job(owner: Owner, seat: Seat) -> None:
    type_job(owner)
    owner.press("Open the job")
    owner.reads("Is it clear?")
    first = owner.page.url
    owner.page.go_back()
    expect(owner.field("What do you want done?")).to_have_value(TITLE)
    owner.press("Open the job")
    owner.reads("Is it clear?")
    assert owner.page.url == first
    assert jobs_of(seat) == [TITLE]


def test_going_back_and_changing_the_words_opens_another_job(owner: Owner, seat: Seat) -> None:
    type_job(owner)
    owner.press("Open the job")
    owner.reads("Is it clear?")
    owner.page.go_back()
    owner.fill("What do you want done?", "A second set of icons")
    owner.press("Open the job")
    owner.reads("Is it clear?", "A second set of icons")
    assert sorted(jobs_of(seat)) == ["A second set of icons", TITLE]


def test_reloading_after_sending_repeats_nothing(owner: Owner, seat: Seat) -> None:
    type_job(owner)
    owner.press("Open the job")
    owner.reads("Is it clear?")
    owner.page.reload()
    owner.reads("Is it clear?")
    assert jobs_of(seat) == [TITLE]


# Nothing typed is lost


def test_a_wrong_number_is_said_beside_the_field_and_what_was_typed_stays(owner: Owner, seat: Seat) -> None:
    type_job(owner)
    owner.fill("How many hours would it take you alone?", "soon")
    owner.press("Open the job")
    owner.reads("Not done yet.")
    expect(owner.field("What do you want done?")).to_have_value(TITLE)
    wrong = owner.field("How many hours would it take you alone?")
    expect(wrong).to_have_value("soon")
    expect(wrong).to_have_attribute("aria-invalid", "true")
    owner.look("form-with-an-error")
    owner.main.get_by_role("alert").get_by_role("link").click()
    expect(wrong).to_be_focused()
    assert jobs_of(seat) == []


def test_a_draft_that_somebody_else_saved_meanwhile_is_not_overwritten(owner: Owner, seat: Seat) -> None:
    number = given_draft(seat).job_number
    late = another_tab(owner)
    for tab in (owner, late):
        tab.open(f"/jobs/{number}/brief/")
    owner.fill("Goal", "The first tab says what the bakery needs.")
    owner.press("Keep as draft")
    owner.reads("The draft is saved.")
    late.fill("Goal", "The second tab says something else.")
    with late.page.expect_response(lambda answer: answer.request.method == "POST") as answer:
        late.press("Keep as draft")
    assert answer.value.status == 409
    late.reads("What is stored now", "The first tab says what the bakery needs.")
    expect(late.field("Goal")).to_have_value("The second tab says something else.")
    late.look("brief-changed-meanwhile")
    late.press("Keep as draft")
    late.reads("The draft is saved.")
    job = briefs.job(seat, number)
    draft = briefs.draft(seat, job.id)
    assert draft
    assert draft.goal == "The second tab says something else."


def test_a_delivery_that_was_decided_in_another_tab_is_not_decided_again(owner: Owner, seat: Seat) -> None:
    delivery, _ = given_delivery_in_review(seat)
    given_all_judged(seat, delivery)
    late = another_tab(owner)
    owner.open(f"/deliveries/{delivery.key}/review/")
    late.open(f"/deliveries/{delivery.key}/reject/")
    late.fill("Why", "It came too late for the fair.")
    owner.press("Accept")
    owner.reads("Delivery 1 is accepted.")
    with late.page.expect_response(lambda answer: answer.request.method == "POST") as answer:
        late.press("Reject the delivery")
    assert answer.value.status == 409
    late.reads("Marta Castell decided this delivery", "it was accepted. Your act was not carried out.")
    expect(late.field("Why")).to_have_value("It came too late for the fair.")
    late.look("decided-meanwhile")


def test_who_was_signed_out_meanwhile_finds_what_was_typed(owner: Owner, seat: Seat) -> None:
    type_job(owner)
    owner.page.context.clear_cookies(name="duomo")
    owner.press("Open the job")
    owner.reads("Sign in")
    owner.fill("Your mail address", owner.email)
    owner.press("Mail me a code")
    owner.type_code()
    owner.reads("What you had typed here is back.")
    expect(owner.field("What do you want done?")).to_have_value(TITLE)
    owner.press("Open the job")
    owner.reads("Is it clear?")
    assert jobs_of(seat) == [TITLE]


def test_leaving_a_page_with_typed_words_is_asked_about(owner: Owner) -> None:
    type_job(owner)
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    owner.page.on("dialog", stay)
    owner.main.get_by_role("link", name="Cancel").click(no_wait_after=True)
    owner.reads("What do you want done?")
    expect(owner.field("What do you want done?")).to_have_value(TITLE)
    assert asked == ["beforeunload"]
    owner.press("Open the job")
    owner.reads("Is it clear?")
    assert asked == ["beforeunload"]


# Uploads


@pytest.fixture
def wire(live_server: LiveServer, visitors: Visitors) -> Iterator[Wire]:
    """The network of all visitors, which can be cut."""
    with wire_to(live_server.url) as one:
        visitors.address = one.address
        yield one


def test_an_upload_that_breaks_off_leaves_no_row_and_can_be_sent_again(
    wire: Wire, installation: Installation, seat: Seat, listener: Listener
) -> None:
    contractor, line = given_contractor_at_work(installation, seat)
    contractor.open(f"/assignments/{line.key}/deliver/")
    contractor.choose_files(LARGE)
    contractor.fill("Note to the owner", "All of it.")
    wire.cut_after = LARGE_HALF
    contractor.press("Hand in")
    contractor.reads("The connection broke. The files are still chosen: send them again.")
    wire.cut_after = None
    assert wire.cuts
    assert assignments.deliveries(seat, line.id) == ()
    contractor.look("upload-broken-off")
    assert [one for one in listener.complaints if "net::ERR_" not in one] == []
    listener.complaints.clear()
    contractor.press("Hand in")
    contractor.reads("Delivery 1 is handed in.")
    assert [(one.note, one.files[0].size) for one in assignments.deliveries(seat, line.id)] == [
        ("All of it.", len(LARGE.content))
    ]


def test_an_upload_that_is_stopped_leaves_no_row(wire: Wire, installation: Installation, seat: Seat) -> None:
    contractor, line = given_contractor_at_work(installation, seat)
    contractor.open(f"/assignments/{line.key}/deliver/")
    contractor.choose_files(LARGE)
    wire.hold_after = LARGE_HALF
    contractor.press("Hand in")
    contractor.press("Stop")
    contractor.reads("Stopped. Nothing was sent; the files are still chosen.")
    contractor.page.close()
    assert assignments.deliveries(seat, line.id) == ()


def test_a_double_click_hands_in_once(installation: Installation, seat: Seat) -> None:
    contractor, line = given_contractor_at_work(installation, seat)
    contractor.open(f"/assignments/{line.key}/deliver/")
    contractor.choose_files(ICON)
    contractor.main.get_by_role("button", name="Hand in").dblclick()
    contractor.reads("Delivery 1 is handed in.")
    assert len(assignments.deliveries(seat, line.id)) == 1


def test_the_checks_are_shown_before_handing_in_and_the_files_stay_chosen(
    installation: Installation, seat: Seat
) -> None:
    contractor, line = given_contractor_at_work(installation, seat)
    contractor.open(f"/assignments/{line.key}/deliver/")
    contractor.choose_files(NamedFile("logo.txt", b"not drawn yet", "text/plain"))
    contractor.press("Only run the checks")
    contractor.reads("Nothing has been handed in yet.")
    contractor.reads("logo.txt, 13")
    contractor.look("checks-before-handing-in")
    assert assignments.deliveries(seat, line.id) == ()
    contractor.choose_files(ICON)
    contractor.press("Hand in")
    contractor.reads("Delivery 1 is handed in.")


def test_an_empty_file_is_refused_with_a_sentence_and_stays_chosen(installation: Installation, seat: Seat) -> None:
    contractor, line = given_contractor_at_work(installation, seat)
    contractor.open(f"/assignments/{line.key}/deliver/")
    contractor.choose_files(NamedFile("empty.svg", b"", "image/svg+xml"))
    contractor.fill("Note to the owner", "The logo.")
    contractor.press("Hand in")
    contractor.reads("empty.svg", "empty")
    expect(contractor.field("Note to the owner")).to_have_value("The logo.")
    contractor.look("empty-file")
    assert assignments.deliveries(seat, line.id) == ()
