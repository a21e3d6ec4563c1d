"""Local times become moments, and those that the clocks skip are refused."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duomo.desk.kit.clock import NoSuchMoment, local_day, moment_in, next_local_hour

SKIPPED = [
    ("Europe/Berlin", datetime(2026, 3, 29, 2, 30)),
    ("America/New_York", datetime(2026, 3, 8, 2, 15)),
    ("Australia/Lord_Howe", datetime(2026, 10, 4, 2, 10)),
    ("Pacific/Apia", datetime(2011, 12, 30, 12, 0)),
]
ZONES = [zone for zone, _ in SKIPPED] + ["Asia/Kathmandu", "Africa/Casablanca"]


@pytest.mark.parametrize(("zone", "local"), SKIPPED)
def test_a_time_that_the_clocks_skip_is_refused(zone: str, local: datetime) -> None:
    with pytest.raises(NoSuchMoment, match="does not exist"):
        moment_in(zone, local)


@pytest.mark.parametrize(("zone", "local"), SKIPPED)
def test_the_same_time_a_week_later_is_taken(zone: str, local: datetime) -> None:
    later = local + timedelta(days=7)
    assert moment_in(zone, later).tzinfo is UTC


def test_of_two_equal_times_the_earlier_is_taken() -> None:
    assert moment_in("Europe/Berlin", datetime(2026, 10, 25, 2, 30)) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_a_day_is_that_of_the_zone() -> None:
    late = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
    assert local_day("Europe/Berlin", late) == date(2026, 11, 24)
    assert local_day("America/New_York", late) == date(2026, 11, 23)


@given(
    zone=st.sampled_from(ZONES),
    moment=st.datetimes(min_value=datetime(2011, 1, 1), max_value=datetime(2030, 1, 1), timezones=st.just(UTC)),
)
def test_the_next_morning_is_ahead_and_at_most_a_day_and_a_bit_away(zone: str, moment: datetime) -> None:
    morning = next_local_hour(zone, moment, 8)
    assert moment < morning <= moment + timedelta(hours=50 if zone == "Pacific/Apia" else 26)
