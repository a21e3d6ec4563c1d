"""Law 12: any change of the past shows, and the same facts always give the same hash."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duomo.core.ledger import GENESIS, Break, BreakReason, canonical, first_break, link

Row = tuple[int, str, str, Mapping[str, object]]


def chained(*bodies: Mapping[str, object]) -> list[Row]:
    rows: list[Row] = []
    previous = GENESIS
    for seq, body in enumerate(bodies, start=1):
        rows.append((seq, previous, link(previous, body), body))
        previous = rows[-1][2]
    return rows


ROWS = chained(
    {"verb": "brief_sent", "job": 1}, {"verb": "trial_opened", "job": 1}, {"verb": "trial_revealed", "job": 1}
)


def test_a_hash_can_be_computed_by_hand() -> None:
    by_hand = hashlib.sha256(b"0" * 64 + b'\n{"job":1,"verb":"brief_sent"}').hexdigest()
    assert link(GENESIS, {"verb": "brief_sent", "job": 1}) == by_hand


def test_a_whole_chain_has_no_break() -> None:
    assert first_break(ROWS) is None
    assert first_break([]) is None


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (ROWS[1:], Break(2, BreakReason.GAP)),
        ([ROWS[0], ROWS[2]], Break(3, BreakReason.GAP)),
        ([ROWS[1], ROWS[0]], Break(2, BreakReason.GAP)),
        ([ROWS[0], ROWS[0]], Break(1, BreakReason.GAP)),
        ([(1, "f" * 64, *ROWS[0][2:])], Break(1, BreakReason.WRONG_PREVIOUS)),
        ([ROWS[0], (2, ROWS[2][1], *ROWS[1][2:])], Break(2, BreakReason.WRONG_PREVIOUS)),
        ([(*ROWS[0][:3], {"verb": "brief_sent", "job": 2}), *ROWS[1:]], Break(1, BreakReason.WRONG_HASH)),
        ([ROWS[0], (*ROWS[1][:2], "0" * 64, ROWS[1][3]), ROWS[2]], Break(2, BreakReason.WRONG_HASH)),
        ([(*ROWS[0][:3], {"verb": "brief_sent", "job": 1.0})], Break(1, BreakReason.WRONG_HASH)),
        ([(*ROWS[0][:3], {"verb": "\0"})], Break(1, BreakReason.WRONG_HASH)),
    ],
)
def test_the_first_break_is_named_with_its_reason(rows: list[Row], expected: Break) -> None:
    assert first_break(rows) == expected


texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)
bodies = st.dictionaries(texts, values, max_size=4)


@given(bodies)
def test_a_body_means_the_same_after_storage(body: dict[str, object]) -> None:
    assert canonical(json.loads(canonical(body))) == canonical(body)
    assert canonical(dict(reversed(body.items()))) == canonical(body)
    assert json.loads(canonical(body)) == body


@given(st.lists(bodies, min_size=1, max_size=4), st.data())
def test_a_change_of_any_body_is_found_where_it_is(given_bodies: list[dict[str, object]], data: st.DataObject) -> None:
    rows = chained(*given_bodies)
    place = data.draw(st.integers(0, len(rows) - 1))
    other = data.draw(bodies.filter(lambda body: canonical(body) != canonical(rows[place][3])))
    rows[place] = (*rows[place][:3], other)
    assert first_break(rows) == Break(place + 1, BreakReason.WRONG_HASH)


@given(st.lists(bodies, min_size=2, max_size=5), st.data())
def test_a_row_taken_out_of_the_middle_leaves_a_gap(given_bodies: list[dict[str, object]], data: st.DataObject) -> None:
    rows = chained(*given_bodies)
    del rows[data.draw(st.integers(0, len(rows) - 2))]
    found = first_break(rows)
    assert found is not None
    assert found.reason == BreakReason.GAP


def test_canonical_text_is_sorted_and_tight() -> None:
    assert canonical({"b": (1, True, None), "a": "é"}) == '{"a":"\\u00e9","b":[1,true,null]}'


@dataclass
class _Other:
    name: str


@pytest.mark.parametrize(
    "payload", [1.0, float("nan"), {"a": 0.5}, [b"x"], {1, 2}, _Other("x"), {1: "a"}, {"a": {None: 1}}]
)
def test_what_is_not_written_alike_everywhere_is_refused(payload: object) -> None:
    with pytest.raises(TypeError):
        canonical(payload)


@pytest.mark.parametrize("payload", ["\0", {"a\0": 1}, ["\ud800"], {"a": "\udfff"}])
def test_text_that_a_database_cannot_store_is_refused(payload: object) -> None:
    with pytest.raises(ValueError, match="NUL"):
        canonical(payload)
