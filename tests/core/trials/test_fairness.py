"""Law 4: sealed until the deadline or until all are in, and shown to each reviewer in an order of their own."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duomo.core.trials import Seal, may_unseal, reviewer_order

DEADLINE = datetime(2026, 3, 2, 17, 0, tzinfo=UTC)
BEFORE = DEADLINE - timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("now", "invited", "handed_in", "out", "opens"),
    [
        (BEFORE, 3, 2, 0, False),
        (BEFORE, 3, 3, 0, True),
        (BEFORE, 3, 2, 1, True),
        (BEFORE, 3, 0, 3, False),
        (BEFORE, 0, 0, 0, False),
        (DEADLINE, 3, 0, 0, True),
        (DEADLINE + timedelta(days=1), 3, 1, 0, True),
    ],
)
def test_work_is_opened_at_the_deadline_or_when_all_are_in(
    *, now: datetime, invited: int, handed_in: int, out: int, opens: bool
) -> None:
    assert may_unseal(deadline_at=DEADLINE, now=now, invited=invited, handed_in=handed_in, out=out) is opens


def test_a_seal_is_broken_in_two_steps() -> None:
    assert [seal.value for seal in Seal] == ["sealed", "unsealed", "revealed"]


def test_the_order_is_the_same_each_time_and_does_not_depend_on_the_order_given() -> None:
    makers = ["ada", "bo", "cy", "di"]
    assert reviewer_order("seed", "rita", makers) == reviewer_order("seed", "rita", makers[::-1])
    # Pinned, so that a release cannot change which alias a reviewer gave scores to.
    assert reviewer_order("seed", "rita", makers) == ("di", "cy", "ada", "bo")


def test_each_reviewer_and_each_trial_has_an_order_of_its_own() -> None:
    makers = [f"maker {n}" for n in range(6)]
    orders = {reviewer_order(seed, reviewer, makers) for seed in ("s", "t") for reviewer in ("rita", "sam", "tom")}
    assert len(orders) == 6


def test_every_place_is_given_about_equally_often() -> None:
    firsts = [reviewer_order("seed", f"reviewer {n}", ["a", "b", "c"])[0] for n in range(600)]
    assert all(150 < firsts.count(maker) < 250 for maker in "abc")


def test_names_that_run_together_do_not_share_an_order() -> None:
    makers = [f"maker {n}" for n in range(6)]
    assert reviewer_order("ab", "c", makers) != reviewer_order("a", "bc", makers)


@given(st.text(), st.text(), st.lists(st.text(), unique=True, max_size=8))
def test_nobody_is_lost_or_doubled(seed: str, reviewer: str, makers: list[str]) -> None:
    assert sorted(reviewer_order(seed, reviewer, makers)) == sorted(makers)
