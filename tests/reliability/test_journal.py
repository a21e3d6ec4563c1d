"""The comparison that the crash test rests on finds every kind of difference."""

import pytest

from tests.reliability.journal import Kept, faults

ACKNOWLEDGED = {"first": 1, "second": 1, "third": 2}
KEPT = [Kept("first", 1), Kept("second", 1), Kept("third", 2)]


def test_a_sound_desk_has_no_faults() -> None:
    assert faults(ACKNOWLEDGED, KEPT) == []


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        (KEPT[1:], "lost: first"),
        ([*KEPT, Kept("third", 2)], "kept 2 times: third"),
        ([*KEPT, Kept("fourth", 2)], "never acknowledged: fourth"),
        ([*KEPT[:2], Kept("third", 1)], "on job 1 instead of 2: third"),
    ],
)
def test_every_difference_is_named(kept: list[Kept], said: str) -> None:
    assert faults(ACKNOWLEDGED, kept) == [said]
