"""Outcomes and records: written once, with their inputs, and read with their uncertainty."""

import pytest

from duomo.core.ledger import RULE_VERSION, MissReason, miss_rate, prior_from
from duomo.desk.kit.refusals import Invalid, NotYours, Refused, Stale
from duomo.desk.ledger import queries
from duomo.desk.ledger.actions import LogOwnTime, add_lesson, log_own_time
from duomo.desk.ledger.models import JobOutcome, WorkOutcome
from duomo.desk.seats.models import Event
from duomo.desk.seats.rights import Role
from tests.builders import given_guest, given_member, given_workspace, later
from tests.desk.briefs.builders import given_job
from tests.desk.ledger.builders import facts, given_outcome, given_work, given_year

pytestmark = pytest.mark.django_db


def test_the_own_hours_decide_with_the_facts() -> None:
    seat = given_workspace()
    first, second = given_job(seat), given_job(seat)
    log_own_time(seat, first.number, LogOwnTime("reviewing", 45, seat.today))
    log_own_time(seat, second.number, LogOwnTime("finishing", 45, seat.today))
    hit, miss = given_outcome(seat, first.number), given_outcome(seat, second.number)
    assert (hit.hit, hit.net_minutes) == (True, 600 - 45)
    assert (miss.hit, miss.reasons, miss.net_minutes) == (False, (MissReason.FINISHED_BY_OWNER,), 600 - 45)
    row = JobOutcome.objects.within(seat).get(job_number=second.number)
    assert row.inputs["facts"]["finishing_minutes"] == 45
    assert row.inputs["own_minutes"]["finishing"] == 45
    assert row.rule_version == RULE_VERSION


def test_a_loss_is_negative() -> None:
    seat = given_workspace()
    job = given_job(seat)
    log_own_time(seat, job.number, LogOwnTime("answering", 700, seat.today))
    outcome = given_outcome(seat, job.number)
    assert (outcome.net_minutes, outcome.own.total) == (-100, 700)
    assert queries.figures(seat).months[-1].net_minutes == -100


def test_an_outcome_is_written_once() -> None:
    seat = given_workspace()
    given_outcome(seat, 1)
    with pytest.raises(Stale, match="has ended already"):
        given_outcome(seat, 1, facts=facts(accepted=0, vanished=1))
    outcome = queries.outcome(seat, 1)
    assert outcome is not None
    assert outcome.hit
    assert queries.figures(seat).rate.jobs == 1
    assert Event.objects.within(seat).filter(verb="job_outcome_recorded").count() == 1


def test_a_work_is_recorded_once() -> None:
    seat = given_workspace()
    given_work(seat, 1)
    given_work(seat, 1, hit=False)
    assert WorkOutcome.objects.within(seat).count() == 1
    assert (queries.record_of(seat, 1).jobs, queries.record_of(seat, 1).misses) == (1, 0)
    assert Event.objects.within(seat).filter(verb="work_outcome_recorded").count() == 1


def test_a_few_works_are_never_certainty() -> None:
    seat = given_workspace()
    for number in range(1, 4):
        given_work(seat, number)
    record = queries.record_of(seat, 1)
    assert (record.jobs, record.misses) == (3, 0)
    assert record.rate == miss_rate(0, 3)
    assert record.rate.mean > 0.1
    assert record.rate.high > 0.5


def test_with_five_contractors_a_record_is_drawn_towards_all() -> None:
    seat = given_workspace()
    given_year(seat, 40)
    counts = [(queries.record_of(seat, number).misses, queries.record_of(seat, number).jobs) for number in range(1, 8)]
    record = queries.record_of(seat, 1)
    assert record.rate == miss_rate(record.misses, record.jobs, prior=prior_from(counts))
    assert sum(jobs for _, jobs in counts) == 40


def test_a_contractor_without_works_has_the_prior_alone() -> None:
    seat = given_workspace()
    record = queries.record_of(seat, 9)
    assert (record.jobs, record.lines) == (0, ())
    assert (record.rate.low, record.rate.high) == (miss_rate(0, 0).low, miss_rate(0, 0).high)


def test_figures_are_of_twelve_months_of_the_workspaces_zone() -> None:
    seat = given_workspace(zone="Pacific/Auckland")
    # The last evening of October in UTC is the first morning of November in Auckland.
    given_outcome(later(seat, days=-23, hours=4), 1)
    given_outcome(later(seat, days=-400), 2, facts=facts(accepted=0, vanished=1))
    figures = queries.figures(seat)
    assert [f"{month.month:%Y-%m}" for month in figures.months][0::11] == ["2025-12", "2026-11"]
    assert [month.jobs for month in figures.months] == [0] * 11 + [1]
    assert (figures.rate.jobs, figures.rate.misses) == (1, 0)


def test_recent_outcomes_are_the_last() -> None:
    seat = given_workspace()
    for number in range(1, 5):
        given_outcome(later(seat, hours=number), number)
    assert [one.job_number for one in queries.recent_outcomes(later(seat, days=1), 2)] == [4, 3]
    assert set(queries.outcomes(seat, [1, 3, 99])) == {1, 3}


def test_lessons_are_added_and_the_outcome_stays() -> None:
    seat = given_workspace()
    job = given_job(seat)
    with pytest.raises(Refused, match="has not ended yet"):
        add_lesson(seat, job.number, "Too early.")
    before = given_outcome(seat, job.number, lesson="First.")
    add_lesson(later(seat, days=1), job.number, " Second. ")
    with pytest.raises(Invalid):
        add_lesson(seat, job.number, "  ")
    assert [lesson.text for lesson in queries.lessons(seat, job.number)] == ["Second."]
    assert queries.outcome(seat, job.number) == before


def test_who_reads_what() -> None:
    seat = given_workspace()
    job = given_job(seat)
    given_outcome(seat, job.number)
    given_work(seat, job.number)
    for role in (Role.MANAGER, Role.BOOKKEEPER, Role.VIEWER):
        reader = given_member(seat, role)
        assert queries.figures(reader).rate.jobs == 1
        assert queries.record_of(reader, 1).jobs == 1
        assert queries.outcome(reader, job.number) is not None
    for somebody in (given_member(seat, Role.REVIEWER), given_guest(seat)):
        for read in (queries.figures, queries.recent_outcomes):
            with pytest.raises(NotYours):
                read(somebody)
        with pytest.raises(NotYours):
            queries.record_of(somebody, 1)
        with pytest.raises(NotYours):
            queries.outcome(somebody, job.number)
        with pytest.raises(NotYours):
            add_lesson(somebody, job.number, "Mine.")


def test_two_workspaces_do_not_see_each_other() -> None:
    seat, other = given_workspace(), given_workspace("Other", owner_email="o@example.com")
    given_outcome(seat, 1)
    given_work(seat, 1)
    assert queries.outcome(other, 1) is None
    assert (queries.figures(other).rate.jobs, queries.record_of(other, 1).jobs) == (0, 0)
    assert queries.recent_outcomes(other) == ()
    with pytest.raises(NotYours):
        add_lesson(other, 1, "Theirs.")
