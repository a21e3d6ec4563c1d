"""Own hours: recorded by the day, corrected by a second entry, and counted when the job ends."""

from datetime import timedelta

import pytest

from duomo.desk.kit.refusals import Invalid, NotYours, Refused
from duomo.desk.ledger import queries
from duomo.desk.ledger.actions import LogOwnTime, log_own_time
from duomo.desk.ledger.models import OwnTime
from duomo.desk.ledger.pages import ACTIVITIES, OwnHoursLine
from duomo.desk.seats.models import Event
from duomo.desk.seats.rights import Role
from duomo.desk.seats.seat import Seat
from tests.builders import given_guest, given_member, given_workspace
from tests.desk.briefs.builders import given_job
from tests.desk.ledger.builders import given_outcome

pytestmark = pytest.mark.django_db


def spent(seat: Seat, activity: str = "briefing", minutes: int = 30, **changes: object) -> LogOwnTime:
    return LogOwnTime(**{"activity": activity, "minutes": minutes, "spent_on": seat.today, **changes})  # type: ignore[arg-type]


def test_the_activities_of_pages_and_tables_are_the_same() -> None:
    assert tuple(OwnTime.Activity.values) == ACTIVITIES


def test_hours_are_summed_up_by_activity() -> None:
    seat = given_workspace()
    job = given_job(seat)
    for activity, minutes in (("briefing", 30), ("briefing", 15), ("reviewing", 20)):
        log_own_time(seat, job.number, spent(seat, activity, minutes))
    assert queries.own_hours(seat, job.number) == OwnHoursLine(briefing=45, reviewing=20)
    assert queries.own_hours(seat, job.number).total == 65
    event = Event.objects.within(seat).filter(verb="own_time_logged").order_by("-seq").first()
    assert event is not None
    assert event.facts == {"activity": "reviewing", "minutes": 20, "spent_on": "2026-11-23"}


def test_a_correction_is_an_entry_of_its_own_and_never_takes_back_more_than_there_is() -> None:
    seat = given_workspace()
    job = given_job(seat)
    log_own_time(seat, job.number, spent(seat, "briefing", 30))
    log_own_time(seat, job.number, spent(seat, "reviewing", 60))
    with pytest.raises(Invalid, match=r"Only 0\.5 h are recorded for briefing") as refused:
        log_own_time(seat, job.number, spent(seat, "briefing", -31))
    assert refused.value.field == "minutes"
    log_own_time(seat, job.number, spent(seat, "briefing", -30))
    assert queries.own_hours(seat, job.number) == OwnHoursLine(reviewing=60)
    assert [time.minutes for time in queries.own_times(seat, job.number)] == [-30, 60, 30]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"activity": "sleeping"}, "activity"),
        ({"minutes": 0}, "minutes"),
        ({"minutes": 60_001}, "minutes"),
        ({"note": "x" * 301}, "note"),
    ],
)
def test_what_cannot_be_taken_is_said(change: dict[str, object], field: str) -> None:
    seat = given_workspace()
    job = given_job(seat)
    with pytest.raises(Invalid) as refused:
        log_own_time(seat, job.number, spent(seat, **change))  # type: ignore[arg-type]
    assert refused.value.field == field
    assert queries.own_hours(seat, job.number).total == 0


def test_today_is_taken_and_tomorrow_is_not() -> None:
    seat = given_workspace()
    job = given_job(seat)
    log_own_time(seat, job.number, spent(seat))
    with pytest.raises(Invalid, match="has not come yet"):
        log_own_time(seat, job.number, spent(seat, spent_on=seat.today + timedelta(days=1)))


def test_after_the_end_they_are_counted_and_stay() -> None:
    seat = given_workspace()
    job = given_job(seat)
    log_own_time(seat, job.number, spent(seat))
    given_outcome(seat, job.number)
    with pytest.raises(Refused, match="This job has ended"):
        log_own_time(seat, job.number, spent(seat))
    assert queries.own_hours(seat, job.number).total == 30


def test_leaders_and_reviewers_record_them_and_nobody_else() -> None:
    seat = given_workspace()
    job = given_job(seat)
    reviewer = given_member(seat, Role.REVIEWER)
    log_own_time(seat, job.number, spent(seat, "briefing", 15))
    log_own_time(given_member(seat, Role.MANAGER), job.number, spent(seat, "answering", 15))
    log_own_time(reviewer, job.number, spent(seat, "choosing", 15))
    assert [time.activity for time in queries.own_times(reviewer, job.number)] == ["choosing"]
    assert len(queries.own_times(seat, job.number)) == 3
    stranger = given_workspace("Other", owner_email="o@example.com")
    outside = [given_member(seat, Role.VIEWER), given_member(seat, Role.BOOKKEEPER), given_guest(seat), stranger]
    for somebody in outside:
        with pytest.raises(NotYours):
            log_own_time(somebody, job.number, spent(seat))
        with pytest.raises(NotYours):
            queries.own_times(somebody, job.number)


def test_the_same_number_in_another_workspace_is_another_job() -> None:
    seat, other = given_workspace(), given_workspace("Other", owner_email="o@example.com")
    job, its = given_job(seat), given_job(other)
    assert job.number == its.number
    log_own_time(seat, job.number, spent(seat))
    assert queries.own_hours(other, its.number).total == 0
