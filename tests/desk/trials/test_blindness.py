"""Nothing that a reviewer gets before the reveal says whose submission is whose."""

import re
from urllib.parse import unquote

import pytest
from django.test import Client

from duomo.desk.kit.clock import utc_now
from duomo.desk.seats.rights import Role
from duomo.desk.seats.seat import Seat
from duomo.desk.trials import actions
from duomo.desk.trials.queries import blind_file, trial_page
from tests.builders import given_member, given_workspace
from tests.desk.reserve.builders import browser_of, given_hours
from tests.desk.trials.builders import (
    GivenTrial,
    given_open_trial,
    given_revealed_trial,
    given_unsealed_trial,
    hand_in,
    score_all,
)

pytestmark = pytest.mark.django_db


def given_signed_submissions(seat: Seat, *, contractors: int = 2, reviewers: int = 1) -> GivenTrial:
    """A trial whose contractors put their names where they could: into file names and notes on hours."""
    trial = given_open_trial(seat, contractors=contractors, reviewers=reviewers)
    for entrant in trial.entrants:
        name = entrant.contractor.name
        given_hours(entrant.seat, entrant.line, 60, note=f"{name} drew")
        files = {f"logo by {name}.SVG": b"<svg/>", f"{name}.tar.gz": b"x", name: b"y", "read me.txt": b"Plain words"}
        hand_in(entrant, note="My draft.", files=files)
    return trial


def traces(trial: GivenTrial) -> list[str]:
    """Everything by which a contractor of the trial could be known."""
    found = []
    for entrant in trial.entrants:
        one = entrant.contractor
        found += [*one.name.split(), one.email, entrant.line.key, f"/contractors/{one.number}/"]
    return found


def read(browser: Client, address: str) -> str:
    """The whole answer, with its headers, as text."""
    answer = browser.get(address)
    assert answer.status_code == 200
    return unquote(f"{dict(answer.headers)}\n{answer.getvalue().decode()}")


def test_no_page_file_name_header_or_address_names_anybody() -> None:
    seat = given_workspace(at=utc_now())
    trial = given_signed_submissions(seat, contractors=3, reviewers=2)
    for judge in trial.reviewers:
        browser = browser_of(judge)
        page = read(browser, f"/jobs/{trial.job_number}/trial/")
        addresses = re.findall(r'href="(/jobs/\d+/trial/submissions/[^"]+)"', page)
        assert len(set(addresses)) == 12
        said = [page, *addresses, *(read(browser, address) for address in set(addresses))]
        if judge.role is not Role.REVIEWER:
            said.append(read(browser, f"/jobs/{trial.job_number}/trial/reveal/"))
        assert [trace for trace in traces(trial) for text in said if trace in text] == []


def test_files_get_neutral_names_that_keep_their_ending() -> None:
    seat = given_workspace()
    trial = given_signed_submissions(seat)
    sheet = trial_page(seat, trial.job_number).sheet
    assert sheet is not None
    for one in sheet.submissions:
        letter = one.alias
        names = [f"{letter}-1.svg", f"{letter}-2.gz", f"{letter}-3", f"{letter}-4.txt"]
        assert [file.name for file in one.files] == names
        assert [file.text for file in one.files] == ["", "", "", "Plain words"]
        _, name = blind_file(seat, trial.job_number, one.key, 1)
        assert name == f"{letter}-1.svg"


def test_a_download_carries_the_neutral_name_and_no_digest() -> None:
    seat = given_workspace(at=utc_now())
    trial = given_signed_submissions(seat)
    sheet = trial_page(seat, trial.job_number).sheet
    assert sheet is not None
    key = sheet.submissions[0].key
    answer = browser_of(seat).get(f"/jobs/{trial.job_number}/trial/submissions/{key}/files/1/")
    assert answer.getvalue() == b"<svg/>"
    assert answer["Content-Disposition"] == 'attachment; filename="A-1.svg"'
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("image/svg+xml", "nosniff")
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert "Repr-Digest" not in answer.headers
    assert "Last-Modified" not in answer.headers


def test_what_a_check_found_names_no_file() -> None:
    seat = given_workspace()
    trial = given_signed_submissions(seat)
    sheet = trial_page(seat, trial.job_number).sheet
    assert sheet is not None
    evidence = [check.evidence for one in sheet.submissions for check in one.checks.values()]
    assert len(evidence) == 2
    assert all("file 1" in said for said in evidence)


@pytest.mark.parametrize("name", [f"{'by Amina Diallo ' * 4}.svg", f"{'x' * 40} by Amina Diallo of Florence.svg", "s"])
def test_long_and_short_names_are_taken_out_of_what_a_check_found(name: str) -> None:
    seat = given_workspace()
    trial = given_open_trial(seat)
    for entrant in trial.entrants:
        hand_in(entrant, files={name: b"<svg/>", "logo.svg": b"<svg/>"})
    sheet = trial_page(seat, trial.job_number).sheet
    assert sheet is not None
    [evidence] = {check.evidence for one in sheet.submissions for check in one.checks.values()}
    assert "Amina" not in evidence
    assert evidence.endswith("has 6 bytes; at most 40,000 asked for.")


def test_each_reviewer_has_an_order_of_their_own_that_stays() -> None:
    seat = given_workspace()
    trial = given_unsealed_trial(seat, contractors=4, reviewers=6)
    orders = []
    for judge in trial.reviewers:
        first, second = (trial_page(judge, trial.job_number).sheet for _ in range(2))
        assert first is not None
        assert first == second
        assert [one.alias for one in first.submissions] == ["A", "B", "C", "D"]
        orders.append(tuple(one.key for one in first.submissions))
    assert len(set(orders)) > 1
    assert len({frozenset(order) for order in orders}) == 1


def test_a_page_of_judging_holds_no_participants_and_one_of_sealing_no_mapping() -> None:
    seat = given_workspace()
    trial = given_open_trial(seat, reviewers=2)
    assert [one.name for one in trial_page(seat, trial.job_number).participants] == ["Amina Diallo", "Bruno Keller"]
    assert trial_page(trial.reviewers[1], trial.job_number).participants == ()
    for entrant in trial.entrants:
        hand_in(entrant)
    assert trial_page(seat, trial.job_number).participants == ()


def test_reviewers_keep_their_letters_after_the_reveal() -> None:
    seat = given_workspace(at=utc_now())
    trial = given_revealed_trial(seat, reviewers=2)
    page = trial_page(trial.reviewers[1], trial.job_number)
    assert (page.result, page.participants, page.costs) == (None, (), ())
    assert page.sheet is not None
    body = read(browser_of(trial.reviewers[1]), f"/jobs/{trial.job_number}/trial/")
    assert [trace for trace in traces(trial) if trace in body] == []
    assert "Amina Diallo" in read(browser_of(seat), f"/jobs/{trial.job_number}/trial/")


@pytest.mark.parametrize("position", [0, 5, 10**9])
def test_a_file_that_is_not_there_is_nothing(position: int) -> None:
    seat = given_workspace(at=utc_now())
    trial = given_signed_submissions(seat)
    sheet = trial_page(seat, trial.job_number).sheet
    assert sheet is not None
    base = f"/jobs/{trial.job_number}/trial/submissions"
    assert browser_of(seat).get(f"{base}/{sheet.submissions[0].key}/files/{position}/").status_code == 404
    assert browser_of(seat).get(f"{base}/nosuchkey/files/1/").status_code == 404


def test_files_are_for_the_trials_reviewers_alone() -> None:
    seat = given_workspace(at=utc_now())
    trial = given_signed_submissions(seat)
    sheet = trial_page(seat, trial.job_number).sheet
    assert sheet is not None
    address = f"/jobs/{trial.job_number}/trial/submissions/{sheet.submissions[0].key}/files/1/"
    other = given_workspace("Other", owner_email="o@other.example", at=seat.at)
    roles = (Role.MANAGER, Role.REVIEWER, Role.BOOKKEEPER, Role.VIEWER)
    for nobody in (*(given_member(seat, role) for role in roles), trial.entrants[0].seat, other):
        assert browser_of(nobody).get(address).status_code == 404
    answer = browser_of(seat).get(address)
    assert (answer.status_code, answer.getvalue()) == (200, b"<svg/>")


def test_unlocked_prices_are_on_no_page() -> None:
    seat = given_workspace(at=utc_now())
    trial = given_unsealed_trial(seat, rate_minor=4_321)
    address = f"/jobs/{trial.job_number}/trial/"
    before = read(browser_of(seat), address)
    assert "€50" not in before
    score_all(trial, seat)
    actions.lock_scores(seat, trial.job_number)
    assert "€50" in read(browser_of(seat), address)
