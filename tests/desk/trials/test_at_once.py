"""Twenty times the same at the same moment: one wins, and the trial is left whole."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from duomo.desk.assignments import queries as assignments
from duomo.desk.kit.refusals import Refused
from duomo.desk.seats.events import first_broken
from duomo.desk.seats.models import Event
from duomo.desk.trials import actions
from duomo.desk.trials.actions import Decide, HireFromTrial
from duomo.desk.trials.models import Trial
from duomo.desk.waits import queries as waits
from tests.builders import given_workspace
from tests.desk.briefs.builders import given_sent_brief
from tests.desk.people.builders import given_contractor
from tests.desk.trials.builders import (
    given_open_trial,
    given_revealed_trial,
    given_unsealed_trial,
    hand_in,
    participant_keys,
    score_all,
    trial_terms,
)

pytestmark = pytest.mark.django_db(transaction=True)

TIMES = 20


def at_once(deed: Callable[[int], Any]) -> list[str]:
    """What each thread gets that does the same at the same moment: "done", or the class of its refusal."""
    start = Barrier(TIMES)

    def one(number: int) -> str:
        try:
            start.wait()
            deed(number)
        except Refused as refusal:
            return type(refusal).__name__
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(TIMES) as pool:
        return sorted(pool.map(one, range(TIMES)))


WON = ["Stale"] * (TIMES - 1) + ["done"]


def test_one_trial_is_opened() -> None:
    seat = given_workspace()
    brief = given_sent_brief(seat)
    ids = tuple(given_contractor(seat, name=name).id for name in ("Amina Diallo", "Bruno Keller"))
    terms = trial_terms(seat, contractor_ids=ids)
    assert at_once(lambda _: actions.open_trial(seat, brief.job_number, terms)) == WON
    assert Trial.objects.within(seat).count() == 1
    assert len(assignments.of_job(seat, brief.job_id)) == 2


def test_the_seal_opens_once() -> None:
    seat = given_workspace()
    trial = given_open_trial(seat, contractors=3)
    hand_in(trial.entrants[0])
    hand_in(trial.entrants[1])
    deadline = trial.trial.deadline_at
    assert at_once(lambda _: actions.unseal_due(deadline)) == ["done"] * TIMES
    assert Event.objects.within(seat).filter(verb="trial_unsealed").count() == 1
    assert len(waits.queue(seat)) == 1


def test_a_sheet_is_locked_once() -> None:
    seat = given_workspace()
    trial = given_unsealed_trial(seat)
    score_all(trial, seat)
    assert at_once(lambda _: actions.lock_scores(seat, trial.job_number)) == WON
    assert Event.objects.within(seat).filter(verb="scores_locked").count() == 1


def test_the_names_are_revealed_once() -> None:
    seat = given_workspace()
    trial = given_unsealed_trial(seat)
    score_all(trial, seat)
    actions.lock_scores(seat, trial.job_number)
    assert at_once(lambda _: actions.reveal(seat, trial.job_number)) == WON
    assert Event.objects.within(seat).filter(verb="trial_revealed").count() == 1


def test_of_many_decisions_one_wins() -> None:
    seat = given_workspace()
    trial = given_revealed_trial(seat)
    keys = participant_keys(trial)
    hires = [
        HireFromTrial(keys[entrant.line.id], 480, 0, 0, trial.entrants[0].line.deadline_at, rate_minor=5_000)
        for entrant in trial.entrants
    ]

    def deed(number: int) -> None:
        if number % 3 == 2:
            actions.call_off_trial(seat, trial.job_number, "Too dear")
        else:
            actions.decide_trial(seat, trial.job_number, Decide((hires[number % 3],), f"{number}"))

    assert at_once(deed) == WON
    ended = Event.objects.within(seat).filter(verb__in=["trial_decided", "trial_called_off"])
    assert ended.count() == 1
    hired = assignments.of_job(seat, trial.brief.job_id, "work")
    assert len(hired) == (ended.get().verb == "trial_decided")
    assert first_broken(seat.workspace_id) is None
