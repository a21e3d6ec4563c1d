"""Law 10: only accepted work is payable, plus trial work and hours up to the feasibility cap."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duomo.core.reserve import Caps, Entry, Purse, Settlement, approval_digest, payable_minutes, settle

TODAY = date(2026, 3, 2)


def settled(*minutes: int, plan: int = 600) -> Settlement:
    recorded = [
        Entry(number, Purse.PLAN, span, TODAY, before_answer=False, after_stop=False)
        for number, span in enumerate(minutes, start=1)
    ]
    return settle(recorded, Caps(plan, 0, 60), today=TODAY)


def test_trial_work_is_payable_up_to_its_cap() -> None:
    trial = settled(100, 100, plan=150)
    assert payable_minutes(trial, kind="trial", accepted=False, feasibility_minutes=0, approved_ids=()) == 150


def test_work_is_payable_once_it_is_accepted_and_approved() -> None:
    work = settled(100, 200, 50)
    assert payable_minutes(work, kind="work", accepted=True, feasibility_minutes=0, approved_ids={1, 2, 3}) == 350


def test_work_not_yet_accepted_is_payable_up_to_the_feasibility_cap() -> None:
    work = settled(40, 200)
    assert payable_minutes(work, kind="work", accepted=False, feasibility_minutes=60, approved_ids={1, 2}) == 60


def test_less_work_than_the_feasibility_cap_is_payable_as_it_is() -> None:
    assert payable_minutes(settled(25), kind="work", accepted=False, feasibility_minutes=60, approved_ids=()) == 25


def test_accepted_hours_that_nobody_approved_stay_at_the_feasibility_cap() -> None:
    work = settled(100, 200)
    assert payable_minutes(work, kind="work", accepted=True, feasibility_minutes=60, approved_ids=()) == 60
    assert payable_minutes(work, kind="work", accepted=True, feasibility_minutes=60, approved_ids={2}) == 260
    assert payable_minutes(work, kind="work", accepted=True, feasibility_minutes=60, approved_ids={1}) == 100


def test_a_negative_cap_pays_nothing() -> None:
    assert payable_minutes(settled(100), kind="work", accepted=False, feasibility_minutes=-60, approved_ids=()) == 0


spans = st.lists(st.integers(0, 500), max_size=8)


@given(spans, st.integers(0, 400), st.sets(st.integers(1, 8)), st.integers(0, 900))
def test_acceptance_and_approval_only_ever_add(minutes: list[int], cap: int, approved: set[int], plan: int) -> None:
    work = settled(*minutes, plan=plan)
    within = sum(one.within_minutes for one in work.entries)

    def payable(*, accepted: bool, approved_ids: set[int]) -> int:
        return payable_minutes(work, kind="work", accepted=accepted, feasibility_minutes=cap, approved_ids=approved_ids)

    nothing = payable(accepted=False, approved_ids=set())
    assert nothing == min(cap, within)
    assert payable(accepted=False, approved_ids=approved) == nothing
    assert nothing <= payable(accepted=True, approved_ids=approved) <= within
    assert payable(accepted=True, approved_ids={1, 2, 3, 4, 5, 6, 7, 8}) == within


AMOUNTS = [(1, 60, "plan"), (2, 30, "reserve")]


def test_a_digest_does_not_depend_on_the_order_and_is_pinned() -> None:
    assert approval_digest(AMOUNTS) == approval_digest(AMOUNTS[::-1])
    assert approval_digest([(1, 60, Purse.PLAN), (2, 30, Purse.RESERVE)]) == approval_digest(AMOUNTS)
    # Pinned: `printf '[[1,60,"plan"],[2,30,"reserve"]]' | sha256sum`.
    assert approval_digest(AMOUNTS) == "e3089d3418cbd6da1f3209deba044b820ddddddb86f11f20b8d4af2deee3849b"


@pytest.mark.parametrize(
    "edited",
    [
        [(1, 61, "plan"), (2, 30, "reserve")],
        [(1, 60, "reserve"), (2, 30, "reserve")],
        [(3, 60, "plan"), (2, 30, "reserve")],
        [(1, 60, "plan")],
        [],
    ],
)
def test_any_edit_gives_another_digest(edited: list[tuple[int, int, str]]) -> None:
    assert approval_digest(edited) != approval_digest(AMOUNTS)
