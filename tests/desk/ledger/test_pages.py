"""The pages of the ledger: who gets them, what they say, and that bad input is no error of ours."""

import html
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from duomo.desk.kit.clock import utc_now
from duomo.desk.ledger import queries
from duomo.desk.ledger.actions import LogOwnTime, log_own_time
from duomo.desk.ledger.models import OwnTime
from duomo.desk.ledger.queries.proof import MOST_AT_ONCE, proof
from duomo.desk.seats.queries import person
from duomo.desk.seats.rights import Role
from duomo.desk.seats.seat import Seat
from tests.builders import given_guest, given_member, given_workspace, later
from tests.desk.briefs.builders import given_job
from tests.desk.ledger.builders import facts, given_outcome, given_work, given_year

pytestmark = pytest.mark.django_db


def client_of(seat: Seat) -> Client:
    client = Client()
    client.force_login(person(seat.acting_person))
    return client


def text_of(answer: Any) -> str:
    return html.unescape(answer.content.decode())


@pytest.fixture
def seat() -> Seat:
    return given_workspace(at=utc_now())


def test_an_empty_ledger_teaches(seat: Seat) -> None:
    page = text_of(client_of(seat).get("/ledger/"))
    assert "No job has ended yet." in page
    assert '<svg class="chart"' not in page


def test_the_ledger_shows_every_rate_with_interval_and_counts(seat: Seat) -> None:
    given_year(seat, 30)
    page = text_of(client_of(seat).get("/ledger/"))
    for words in (
        "saved net. 6 of 30\u00a0jobs missed.",
        "Trial held",
        "skipped",
        "Brief clear",
        "overruled",
        "Amina Diallo",
        "Copywriting",
        "off brief",
        "Say how it is judged.",
        "The numbers behind",
        "this is a sign, not a cause",
        "Paid out",
        "Hours set aside and used",
        "1 to 20 of 30\u00a0jobs",
    ):
        assert words in page
    assert page.count(" missed") >= 6 + 7 + 2


def test_a_loss_is_shown_as_a_loss(seat: Seat) -> None:
    job = given_job(seat)
    log_own_time(seat, job.number, LogOwnTime("answering", 700, seat.today))
    given_outcome(seat, job.number)
    page = text_of(client_of(seat).get("/ledger/"))
    assert "Not yet: 1.67\u00a0h more spent than saved." in page
    assert "\u22121.67\u00a0h" in page


def test_currencies_are_never_summed(seat: Seat) -> None:
    given_outcome(seat, 1, costs=(("EUR", 4_000), ("USD", 5_000)))
    page = text_of(client_of(seat).get("/ledger/"))
    assert "€40" in page
    assert "$50" in page
    assert "90" not in page.split("Paid out")[1].split("</dl>")[0]


def test_money_is_for_those_who_see_money(seat: Seat) -> None:
    given_outcome(seat, 1)
    assert "€40" in text_of(client_of(given_member(seat, Role.BOOKKEEPER)).get("/ledger/"))
    viewer = text_of(client_of(given_member(seat, Role.VIEWER)).get("/ledger/"))
    assert "Net hours saved" in viewer
    assert "€" not in viewer


@pytest.mark.parametrize(
    ("months", "jobs"), [("3", 2), ("12", 3), ("24", 4), ("all", 5), ("", 3), ("nonsense", 3), ("-1", 3)]
)
def test_the_period_can_be_chosen(seat: Seat, months: str, jobs: int) -> None:
    for number, days in enumerate((0, 20, 200, 500, 2_000), start=1):
        given_outcome(later(seat, days=-days), number)
    page = text_of(client_of(seat).get("/ledger/", {"months": months}))
    assert f"0 of {jobs}\u00a0job" in page


def test_a_period_without_jobs_says_so(seat: Seat) -> None:
    given_outcome(later(seat, days=-500), 1)
    page = text_of(client_of(seat).get("/ledger/", {"months": "3", "page": "x"}))
    assert "No job ended in this period." in page
    assert "Job 1" in page


def test_what_a_person_wrote_is_text(seat: Seat) -> None:
    evil = "<script>alert(1)</script>"
    given_outcome(seat, 1, title=evil, lesson=evil, contractor_name=evil, facts=facts(accepted=0, vanished=1))
    given_work(seat, 1, contractor_name=evil)
    assert evil not in client_of(seat).get("/ledger/").content.decode()


def test_who_reads_the_ledger(seat: Seat) -> None:
    given_outcome(seat, 1)
    for role in (Role.MANAGER, Role.BOOKKEEPER, Role.VIEWER):
        assert client_of(given_member(seat, role)).get("/ledger/").status_code == 200
    for somebody in (given_member(seat, Role.REVIEWER), given_guest(seat)):
        assert client_of(somebody).get("/ledger/").status_code == 404
    assert Client().get("/ledger/").status_code == 302


# --- the proof ----------------------------------------------------------------------------------------------------


def test_the_owner_sees_the_length_and_the_end_of_the_chain(seat: Seat) -> None:
    given_outcome(seat, 1)
    found = queries.proof(seat)
    page = text_of(client_of(seat).get("/ledger/verify/"))
    assert "Yes: every act fits the one before it." in page
    assert found.end in page
    assert f">{found.acts}</dd>" in page


def test_a_change_from_outside_is_named(seat: Seat) -> None:
    given_outcome(seat, 1)
    acts = proof(seat).acts
    with connection.cursor() as cursor:
        cursor.execute("UPDATE seats_chainhead SET seq = seq + 1")
    page = text_of(client_of(seat).get("/ledger/verify/"))
    assert f"No: act {acts + 1} does not fit." in page
    assert "changed from outside" in page


def test_a_long_chain_is_proved_when_asked(seat: Seat) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE seats_chainhead SET seq = %s", [MOST_AT_ONCE + 1])
    client = client_of(seat)
    assert "It has not been proved now." in text_of(client.get("/ledger/verify/"))
    assert "does not fit" in text_of(client.get("/ledger/verify/", {"prove": "yes"}))


def test_the_proof_is_for_owners(seat: Seat) -> None:
    manager = given_member(seat, Role.MANAGER)
    colleagues = [given_member(seat, role) for role in (Role.REVIEWER, Role.BOOKKEEPER, Role.VIEWER)]
    for somebody in (manager, *colleagues, given_guest(seat)):
        assert client_of(somebody).get("/ledger/verify/").status_code == 404
    assert "/ledger/verify/" not in text_of(client_of(manager).get("/ledger/"))


# --- own hours ----------------------------------------------------------------------------------------------------


def test_own_hours_are_recorded_once_and_taken_back(seat: Seat) -> None:
    job = given_job(seat)
    path = f"/jobs/{job.number}/own-hours/"
    client = client_of(seat)
    form = {"activity": "briefing", "minutes": "0:45", "spent_on": str(seat.today), "way": "add", "note": "First draft"}
    for _ in range(2):
        assert client.post(path, {**form, "once": "the-same-key"}).headers["Location"] == path
    assert OwnTime.objects.within(seat).count() == 1
    page = text_of(client.get(path))
    for words in ("0.75\u00a0h so far.", "First draft", "Marta Castell"):
        assert words in page
    client.post(path, {**form, "minutes": "15m", "way": "take_back"})
    assert queries.own_hours(seat, job.number).briefing == 30
    assert "taken back" in text_of(client.get(path))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"activity": ""}, "Choose what the time was spent on."),
        ({"activity": "sleeping"}, "Choose one"),
        ({"minutes": ""}, "Fill this in."),
        ({"minutes": "0"}, "at least"),
        ({"minutes": "25"}, "at most 24 h"),
        ({"minutes": "a bit"}, "hours"),
        ({"spent_on": "2999-01-01"}, "has not come yet"),
        ({"spent_on": "yesterday"}, "This is no day."),
        ({"way": "take_back"}, "Only 0 h are recorded for briefing."),
        ({"note": "a\u202eb"}, "cannot be seen"),
    ],
)
def test_what_cannot_be_read_is_said_beside_its_field(seat: Seat, change: dict[str, str], sentence: str) -> None:
    job = given_job(seat)
    form = {"activity": "briefing", "minutes": "0:45", "spent_on": str(seat.today), "way": "add", "note": "Kept."}
    answer = client_of(seat).post(f"/jobs/{job.number}/own-hours/", {**form, **change})
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert ("Kept." if "note" not in change else "0:45") in text_of(answer)
    assert OwnTime.objects.within(seat).count() == 0


def test_own_hours_of_an_ended_job_stay(seat: Seat) -> None:
    job = given_job(seat)
    given_outcome(seat, job.number)
    path = f"/jobs/{job.number}/own-hours/"
    client = client_of(seat)
    assert "This job has ended." in text_of(client.get(path))
    form = {"activity": "briefing", "minutes": "0:45", "spent_on": str(seat.today), "way": "add", "note": "Kept."}
    stale = client.post(path, form)
    assert (stale.status_code, "Kept." in text_of(stale)) == (409, True)


def test_who_records_own_hours(seat: Seat) -> None:
    job = given_job(seat)
    path = f"/jobs/{job.number}/own-hours/"
    reviewer = text_of(client_of(given_member(seat, Role.REVIEWER)).get(path))
    assert "Own hours on job" in reviewer
    assert job.title not in reviewer
    stranger = given_workspace("Other", owner_email="o@example.com", at=utc_now())
    for somebody in (given_member(seat, Role.VIEWER), given_member(seat, Role.BOOKKEEPER), given_guest(seat), stranger):
        for method in ("get", "post"):
            assert getattr(client_of(somebody), method)(path).status_code == 404
    for number in ("0", "99", "9" * 30):
        assert client_of(seat).get(f"/jobs/{number}/own-hours/").status_code == 404
