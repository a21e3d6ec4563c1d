"""What a contractor of a trial sees is the same whatever the others in it do (laws 4 and 13)."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction

from duomo.desk.assignments import actions as assignment_acts
from duomo.desk.assignments import queries as assignments
from duomo.desk.kit.clock import utc_now
from duomo.desk.kit.models import OutboxMessage
from duomo.desk.reserve.queries import entries, payable
from duomo.desk.seats import actions as seat_acts
from duomo.desk.trials import actions
from duomo.desk.waits import queries as waits
from duomo.desk.waits.models import Notice
from tests.desk.reserve.builders import browser_of, given_hours
from tests.desk.trials.builders import GivenTrial, given_open_trial, hand_in, score_all

pytestmark = pytest.mark.django_db

Deed = Callable[[GivenTrial], None]

# What differs between two drawings of the same page, and numbers of rows and workspaces, which no other world shares.
_DRAWN = re.compile(r'name="(?:csrfmiddlewaretoken|once|drawn_for)" value="[^"]*"|/files/\d+/')


def nothing(trial: GivenTrial) -> None:
    """The other contractor has acknowledged and does nothing more."""


def works_and_hands_in(trial: GivenTrial) -> None:
    """The other contractor hands in as well."""
    rival = trial.entrants[1]
    given_hours(rival.seat, rival.line, 90)
    hand_in(rival, note="The other draft")


def leaves(trial: GivenTrial) -> None:
    """The other contractor is out."""
    assignment_acts.withdraw(trial.seat, trial.entrants[1].line.key, "Ill")


def asks(trial: GivenTrial) -> None:
    """The other contractor asks, and has no answer yet."""
    assignment_acts.ask(trial.entrants[1].seat, trial.entrants[1].line.key, "In which colour?")


def hands_in_and_is_judged(trial: GivenTrial) -> None:
    """Both are in, scored and locked, up to the reveal."""
    works_and_hands_in(trial)
    score_all(trial, trial.seat)
    actions.lock_scores(trial.seat, trial.job_number)


def world(at: datetime, rival: Deed, *, deadline_passes: bool) -> dict[str, Any]:
    """All that the first contractor of a trial sees after handing in, in a world that is undone afterwards."""
    with transaction.atomic():
        seat = seat_acts.create_workspace(
            name="Castell",
            owner_email="marta@castell.example",
            owner_name="Marta Castell",
            zone="Europe/Berlin",
            currency="EUR",
            at=at,
            key_salt="the same in every world",
        )
        trial = given_open_trial(seat)
        mine = trial.entrants[0]
        given_hours(mine.seat, mine.line, 60)
        hand_in(mine, note="My draft")
        rival(trial)
        if deadline_passes:
            actions.unseal_due(trial.trial.deadline_at)
        seen = everything_seen(trial)
        transaction.set_rollback(True)
    return seen


def everything_seen(trial: GivenTrial) -> dict[str, Any]:
    """The queries, waits, notices, mails, pages and refusals of the first contractor."""
    mine, rival = trial.entrants
    guest, ids = mine.seat, [mine.line.id, rival.line.id]
    return {
        "assignments": [masked(repr(line)) for line in assignments.mine(guest)],
        "by id": sorted(assignments.assignments_by_id(guest, ids)) == [mine.line.id],
        "of the job": len(assignments.of_job(guest, trial.brief.job_id)),
        "handed in": assignments.handed_in(guest, ids) == {mine.line.id},
        "deliveries": [line.note for line in assignments.deliveries(guest, mine.line.id)],
        "others' deliveries": assignments.deliveries(guest, rival.line.id),
        "questions": assignments.questions(guest, trial.brief.job_id),
        "hours": [(one.minutes, one.marks) for one in entries(guest, mine.line.id)],
        "payable": list(payable(guest, ids).values()),
        "waits": [(line.kind, line.title, line.why, line.url) for line in waits.queue(guest)],
        "notices": list(
            Notice.objects.within(guest)
            .filter(member_id=guest.acting_member)
            .order_by("pk")
            .values_list("subject", "text", "url")
        ),
        "mails": list(OutboxMessage.objects.filter(to_email=mine.contractor.email).values_list("subject", flat=True)),
        "pages": pages(trial),
    }


def pages(trial: GivenTrial) -> dict[str, tuple[int, str]]:
    """What the first contractor's browser gets: own pages, the other's, and those of the owner's side."""
    mine, rival = trial.entrants
    browser = browser_of(mine.seat)
    own = [f"/assignments/{mine.line.key}/{page}" for page in ("", "hours/", "ask/", "deliver/", "feasibility/")]
    others = [f"/assignments/{rival.line.key}/{page}" for page in ("", "hours/", "deliver/")]
    owners = [f"/jobs/{trial.job_number}/{page}" for page in ("", "trial/", "trial/decide/", "questions/")]
    answers = {address: browser.get(address) for address in ("/portal/", "/", "/hours/", *own, *others, *owners)}
    return {address: (answer.status_code, masked(answer.content.decode())) for address, answer in answers.items()}


def masked(text: str) -> str:
    """The text without what is drawn anew each time and without row numbers."""
    return _DRAWN.sub("", re.sub(r"\b(?:id|job_id|version_id|contractor_id)=\d+", "", text))


@pytest.mark.parametrize("deadline_passes", [False, True], ids=["before the deadline", "after it"])
@pytest.mark.parametrize("rival", [works_and_hands_in, leaves, asks, hands_in_and_is_judged])
def test_the_others_leave_no_trace(rival: Deed, deadline_passes: bool) -> None:  # noqa: FBT001 - a column
    at = utc_now() - timedelta(minutes=5)
    alone = world(at, nothing, deadline_passes=deadline_passes)
    accompanied = world(at, rival, deadline_passes=deadline_passes)
    assert alone["pages"]["/portal/"][0] == 200
    assert accompanied == alone
