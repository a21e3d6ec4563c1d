"""Law 8: closed by default. Every must, on this delivery, by the one who may judge it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duomo.core.delivery import GateCriterion, Missing, VerdictOn, gate

BY_PERSON = GateCriterion("c1", "It reads well", must=True, judged_by="person", early=False)
BY_CHECK = GateCriterion("c2", "It is an SVG", must=True, judged_by="check", early=True)
WISHED = GateCriterion("c3", "It is small", must=False, judged_by="person", early=True)
CRITERIA = (BY_PERSON, BY_CHECK, WISHED)


def said(key: str, *, passed: bool) -> VerdictOn:
    return VerdictOn(key, passed, by_check=False)


def checked(key: str, *, passed: bool) -> VerdictOn:
    return VerdictOn(key, passed, by_check=True)


def test_silence_never_opens_the_gate() -> None:
    closed = gate(CRITERIA, [], condition="finished")
    assert not closed.open
    assert (closed.passed, closed.needed) == (0, 2)
    assert closed.missing == (
        Missing("c1", "It reads well", "not judged"),
        Missing("c2", "It is an SVG", "not judged"),
    )


def test_every_must_passed_opens_the_gate_whatever_the_shoulds_say() -> None:
    verdicts = [said("c1", passed=True), checked("c2", passed=True), said("c3", passed=False)]
    opened = gate(CRITERIA, verdicts, condition="finished")
    assert (opened.open, opened.passed, opened.needed, opened.missing) == (True, 2, 2, ())


def test_one_failing_must_keeps_it_closed_and_is_named() -> None:
    closed = gate(CRITERIA, [said("c1", passed=False), checked("c2", passed=True)], condition="finished")
    assert (closed.open, closed.passed) == (False, 1)
    assert closed.missing == (Missing("c1", "It reads well", "fails"),)


@pytest.mark.parametrize("condition", ["draft", "rough"])
def test_in_early_condition_only_what_is_marked_for_it_counts(condition: str) -> None:
    opened = gate(CRITERIA, [checked("c2", passed=True)], condition=condition)
    assert (opened.open, opened.needed) == (True, 1)


def test_an_unknown_condition_asks_for_everything() -> None:
    assert gate(CRITERIA, [checked("c2", passed=True)], condition="").needed == 2


@pytest.mark.parametrize(
    ("criteria", "condition"), [((), "finished"), ((WISHED,), "finished"), ((BY_PERSON,), "draft")]
)
def test_a_gate_to_which_no_must_applies_stays_closed_and_says_so(
    criteria: tuple[GateCriterion, ...], condition: str
) -> None:
    closed = gate(criteria, [said("c1", passed=True)], condition=condition)
    assert (closed.open, closed.needed, [missing.key for missing in closed.missing]) == (False, 0, [""])


@pytest.mark.parametrize(
    ("verdicts", "opens"),
    [
        ([checked("c2", passed=True)], True),
        ([checked("c2", passed=False)], False),
        ([said("c2", passed=True)], True),
        ([said("c2", passed=False)], False),
        ([checked("c2", passed=False), said("c2", passed=True)], False),
        ([said("c2", passed=True), checked("c2", passed=False)], False),
        ([checked("c2", passed=True), said("c2", passed=False)], False),
        ([checked("c2", passed=True), said("c2", passed=True)], True),
        ([checked("c2", passed=False), checked("c2", passed=True)], True),
        ([checked("c2", passed=True), checked("c2", passed=False)], False),
        ([said("c2", passed=False), said("c2", passed=True)], True),
    ],
)
def test_a_persons_yes_never_replaces_a_failing_check(*, verdicts: list[VerdictOn], opens: bool) -> None:
    assert gate([BY_CHECK], verdicts, condition="finished").open is opens


def test_a_check_cannot_judge_what_a_person_must() -> None:
    closed = gate([BY_PERSON], [checked("c1", passed=True)], condition="finished")
    assert closed.missing == (Missing("c1", "It reads well", "not judged"),)


def test_a_verdict_on_something_else_changes_nothing() -> None:
    assert not gate([BY_PERSON], [said("c9", passed=True)], condition="finished").open


criteria_lists = st.lists(
    st.builds(
        GateCriterion,
        st.sampled_from("abcde"),
        st.just("text"),
        st.booleans(),
        st.sampled_from(["person", "check"]),
        st.booleans(),
    ),
    unique_by=lambda criterion: criterion.key,
)
verdict_lists = st.lists(st.builds(VerdictOn, st.sampled_from("abcde"), st.booleans(), st.booleans()))


@given(criteria_lists, verdict_lists, st.sampled_from(["finished", "draft", "rough"]))
def test_the_gate_is_open_only_when_each_needed_must_has_a_last_verdict_that_passes(
    criteria: list[GateCriterion], verdicts: list[VerdictOn], condition: str
) -> None:
    outcome = gate(criteria, verdicts, condition=condition)
    needed = [c for c in criteria if c.must and (c.early or condition == "finished")]
    assert outcome.needed == len(needed)
    if outcome.open:
        assert outcome.passed == outcome.needed > 0
        for criterion in needed:
            on_it = [v for v in verdicts if v.criterion_key == criterion.key]
            assert on_it[-1].passed or criterion.judged_by == "person"
            assert any(v.passed for v in on_it)
    else:
        assert outcome.missing


@given(criteria_lists, verdict_lists, st.sampled_from("abcde"))
def test_one_more_failing_check_never_opens_the_gate(
    criteria: list[GateCriterion], verdicts: list[VerdictOn], key: str
) -> None:
    before = gate(criteria, verdicts, condition="finished")
    after = gate(criteria, [*verdicts, VerdictOn(key, passed=False, by_check=True)], condition="finished")
    assert before.open or not after.open
