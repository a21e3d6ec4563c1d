"""Laws 6 and 7: two purses, never negative; what does not fit is seen and is not within."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duomo.core.quantities import MOST_MINUTES
from duomo.core.reserve import Caps, Entry, Mark, Purse, Settled, alert_levels, may_top_up, settle

TODAY = date(2026, 3, 2)
CAPS = Caps(plan_minutes=600, reserve_minutes=120, feasibility_minutes=60)


def entry(
    number: int,
    minutes: int,
    *,
    purse: Purse = Purse.PLAN,
    day: date = TODAY,
    before_answer: bool = False,
    after_stop: bool = False,
) -> Entry:
    return Entry(number, purse, minutes, day, before_answer, after_stop)


def test_the_worked_example_comes_out_as_by_hand() -> None:
    settlement = settle(
        [
            entry(1, 45, before_answer=True, day=TODAY - timedelta(days=3)),
            entry(2, 45, before_answer=True, day=TODAY - timedelta(days=2)),
            entry(3, 500, day=TODAY - timedelta(days=1)),
            entry(4, 90),
            entry(5, 100, purse=Purse.RESERVE),
            entry(6, 40, purse=Purse.RESERVE),
        ],
        CAPS,
        today=TODAY,
    )
    assert settlement.entries == (
        Settled(1, 45, ()),
        Settled(2, 15, (Mark.BEFORE_ANSWER,)),
        Settled(3, 500, ()),
        Settled(4, 40, (Mark.ABOVE_PURSE,)),
        Settled(5, 100, ()),
        Settled(6, 20, (Mark.ABOVE_PURSE,)),
    )
    assert (settlement.plan_used, settlement.plan_left) == (600, 0)
    assert (settlement.reserve_used, settlement.reserve_left) == (120, 0)
    assert settlement.beyond_minutes == 30 + 50 + 20


def test_nothing_recorded_uses_nothing() -> None:
    settlement = settle([], CAPS, today=TODAY)
    assert (settlement.entries, settlement.plan_left, settlement.reserve_left, settlement.beyond_minutes) == (
        (),
        600,
        120,
        0,
    )


def test_an_entry_that_fills_the_purse_to_the_minute_is_not_marked() -> None:
    assert settle([entry(1, 600)], CAPS, today=TODAY).entries == (Settled(1, 600, ()),)
    assert settle([entry(1, 601)], CAPS, today=TODAY).entries == (Settled(1, 600, (Mark.ABOVE_PURSE,)),)


def test_hours_before_the_answer_draw_on_the_plan_even_when_put_to_the_reserve() -> None:
    settlement = settle([entry(1, 30, purse=Purse.RESERVE, before_answer=True)], CAPS, today=TODAY)
    assert (settlement.plan_used, settlement.reserve_used) == (30, 0)


def test_a_feasibility_cap_above_the_plan_does_not_widen_the_plan() -> None:
    caps = Caps(plan_minutes=20, reserve_minutes=0, feasibility_minutes=60)
    [within] = settle([entry(1, 30, before_answer=True)], caps, today=TODAY).entries
    assert within == Settled(1, 20, (Mark.ABOVE_PURSE,))
    [both] = settle([entry(1, 90, before_answer=True)], caps, today=TODAY).entries
    assert both == Settled(1, 20, (Mark.BEFORE_ANSWER, Mark.ABOVE_PURSE))


def test_hours_after_the_stop_draw_on_nothing() -> None:
    settlement = settle([entry(1, 30, after_stop=True), entry(2, 600)], CAPS, today=TODAY)
    assert settlement.entries == (Settled(1, 0, (Mark.AFTER_STOP,)), Settled(2, 600, ()))
    assert settlement.beyond_minutes == 30


def test_a_future_day_is_marked_and_today_is_not() -> None:
    tomorrow = TODAY + timedelta(days=1)
    assert settle([entry(1, 10, day=tomorrow)], CAPS, today=TODAY).entries == (Settled(1, 10, (Mark.FUTURE_DAY,)),)
    assert settle([entry(1, 10)], CAPS, today=TODAY).entries == (Settled(1, 10, ()),)


def test_more_than_a_day_on_one_day_marks_every_entry_of_it() -> None:
    caps = Caps(3000, 0, 0)
    full = [entry(1, 1000), entry(2, 440), entry(3, 10, day=TODAY - timedelta(days=1))]
    assert [one.marks for one in settle(full, caps, today=TODAY).entries] == [(), (), ()]
    over = [*full, entry(4, 1)]
    marks = [one.marks for one in settle(over, caps, today=TODAY).entries]
    assert marks == [(Mark.OVERLONG_DAY,), (Mark.OVERLONG_DAY,), (), (Mark.OVERLONG_DAY,)]


@pytest.mark.parametrize("caps", [Caps(-1, 0, 0), Caps(0, -1, 0), Caps(0, 0, -1)])
def test_a_negative_cap_is_refused(caps: Caps) -> None:
    with pytest.raises(ValueError, match="never negative"):
        settle([], caps, today=TODAY)


def test_negative_minutes_are_refused() -> None:
    with pytest.raises(ValueError, match="never negative"):
        settle([entry(1, -1)], CAPS, today=TODAY)


def test_every_mark_says_something_to_a_person() -> None:
    assert Mark.BEFORE_ANSWER.sentence == "above the feasibility cap before the answer"
    assert all(mark.sentence for mark in Mark)


spans = st.integers(0, 2000)
entries = st.lists(
    st.builds(
        Entry,
        st.integers(1, 10**6),
        st.sampled_from(Purse),
        spans,
        st.dates(TODAY - timedelta(days=3), TODAY + timedelta(days=1)),
        st.booleans(),
        st.booleans(),
    ),
    max_size=20,
)


@given(entries, st.builds(Caps, spans, spans, spans))
def test_purses_are_never_negative_and_no_minute_is_lost(recorded: list[Entry], caps: Caps) -> None:
    settlement = settle(recorded, caps, today=TODAY)
    assert min(settlement.plan_left, settlement.reserve_left, settlement.beyond_minutes) >= 0
    assert settlement.plan_used + settlement.plan_left == caps.plan_minutes
    assert settlement.reserve_used + settlement.reserve_left == caps.reserve_minutes
    within = sum(one.within_minutes for one in settlement.entries)
    assert within == settlement.plan_used + settlement.reserve_used
    assert within + settlement.beyond_minutes == sum(one.minutes for one in recorded)
    assert all(0 <= one.within_minutes <= put.minutes for one, put in zip(settlement.entries, recorded, strict=True))


@given(entries, st.builds(Caps, spans, spans, spans))
def test_before_the_answer_no_more_than_the_cap_is_within(recorded: list[Entry], caps: Caps) -> None:
    settled = settle(recorded, caps, today=TODAY).entries
    before = sum(one.within_minutes for one, put in zip(settled, recorded, strict=True) if put.before_answer)
    assert before <= min(caps.feasibility_minutes, caps.plan_minutes)


@given(entries, st.builds(Caps, spans, spans, spans))
def test_a_later_entry_never_changes_an_earlier_one(recorded: list[Entry], caps: Caps) -> None:
    whole = settle(recorded, caps, today=TODAY).entries
    first = settle(recorded[:-1], caps, today=TODAY).entries
    assert [one.within_minutes for one in whole[: len(first)]] == [one.within_minutes for one in first]


@given(entries, st.builds(Caps, spans, spans, spans), spans, spans)
def test_a_top_up_never_takes_a_minute_from_anybody(recorded: list[Entry], caps: Caps, more: int, extra: int) -> None:
    wider = Caps(caps.plan_minutes + more, caps.reserve_minutes + extra, caps.feasibility_minutes)
    before = settle(recorded, caps, today=TODAY)
    after = settle(recorded, wider, today=TODAY)
    assert after.beyond_minutes <= before.beyond_minutes


@pytest.mark.parametrize(
    ("used", "total", "levels"),
    [
        (0, 100, ()),
        (49, 100, ()),
        (50, 100, (50,)),
        (79, 100, (50,)),
        (80, 100, (50, 80)),
        (100, 100, (50, 80, 100)),
        (150, 100, (50, 80, 100)),
        (0, 0, ()),
        (1, 0, (50, 80, 100)),
        (1, 3, ()),
        (2, 3, (50,)),
    ],
)
def test_levels_are_crossed_when_they_are_reached(used: int, total: int, levels: tuple[int, ...]) -> None:
    assert alert_levels(used, total) == levels


@pytest.mark.parametrize(
    ("minutes", "total", "allowed"),
    [(1, 0, True), (60, 600, True), (0, 0, False), (-5, 600, False), (MOST_MINUTES, 0, True), (MOST_MINUTES, 1, False)],
)
def test_a_top_up_adds_something_within_reason(*, minutes: int, total: int, allowed: bool) -> None:
    assert may_top_up(minutes, total_minutes=total) is allowed
