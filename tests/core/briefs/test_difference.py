"""Law 2: the difference between two versions is complete, readable, and exact to the word."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duomo.core.briefs import BudgetKind, Change, Condition, Deliverable, JudgedBy, difference, word_difference
from tests.core.briefs.clear_brief import CLEAR, LOGO, ONE_FILE, READABLE

NBSP = "\N{NO-BREAK SPACE}"


def test_the_same_brief_has_no_difference() -> None:
    assert difference(CLEAR, replace(CLEAR)) == ()


@pytest.mark.parametrize(
    ("field", "value", "before", "after", "kind"),
    [
        ("goal", "Another goal.", CLEAR.goal, "Another goal.", "changed"),
        ("references", "The old sign", "", "The old sign", "added"),
        ("out_of_scope", "Printing", "", "Printing", "added"),
        ("condition", Condition.DRAFT, "finished", "draft", "changed"),
        ("budget_kind", BudgetKind.FIXED, "hours", "fixed", "changed"),
        ("planned_minutes", 630, f"10{NBSP}h", f"10.5{NBSP}h", "changed"),
        ("rate_minor", 5000, "€45", "€50", "changed"),
        ("fixed_minor", 64000, "", "€640", "added"),
        ("reserve_minutes", None, f"2{NBSP}h", "", "removed"),
        ("feasibility_minutes", 0, f"1{NBSP}h", f"0{NBSP}h", "changed"),
        ("owner_estimate_minutes", None, f"14{NBSP}h", "", "removed"),
        ("deadline_at", None, "2026-03-12 09:00 UTC", "", "removed"),
    ],
)
def test_each_field_is_told_in_words(field: str, value: object, before: str, after: str, kind: str) -> None:
    changes = difference(CLEAR, replace(CLEAR, **{field: value}))  # type: ignore[arg-type]
    assert [(c.field, c.target, c.before, c.after, c.kind) for c in changes] == [(field, "", before, after, kind)]


def test_a_new_currency_shows_in_the_price_too() -> None:
    changes = difference(CLEAR, replace(CLEAR, currency="USD"))
    assert [(c.field, c.before, c.after) for c in changes] == [
        ("rate_minor", "€45", "US$45"),
        ("currency", "EUR", "USD"),
    ]


def test_a_price_without_a_known_currency_is_still_told() -> None:
    [price, _] = difference(CLEAR, replace(CLEAR, currency=""))
    assert price.after == "4500 (minor units of no known currency)"


def test_deliverables_and_criteria_are_matched_by_key() -> None:
    new = replace(
        CLEAR,
        deliverables=(Deliverable("d2", "A card"), LOGO),
        criteria=(replace(ONE_FILE, must=False, judged_by=JudgedBy.PERSON, early=True), replace(READABLE, key="c3")),
    )
    about = f"for “{LOGO.text}”"
    assert difference(CLEAR, new) == (
        Change("deliverable", "d2", "", "A card", "added"),
        Change(
            "criterion",
            "c1",
            f"There is one SVG file (must, judged by the check “file *.svg”, {about})",
            f"There is one SVG file (should, judged by a person, {about}, also in draft or rough condition)",
            "changed",
        ),
        Change(
            "criterion",
            "c2",
            f"The name can be read at 16 px (should, judged by a person, {about}, also in draft or rough condition)",
            "",
            "removed",
        ),
        Change(
            "criterion",
            "c3",
            "",
            f"The name can be read at 16 px (should, judged by a person, {about}, also in draft or rough condition)",
            "added",
        ),
    )


def test_a_criterion_of_the_whole_job_names_no_deliverable() -> None:
    [change] = difference(CLEAR, replace(CLEAR, criteria=(ONE_FILE, replace(READABLE, deliverable_key=""))))
    assert (
        change.after == "The name can be read at 16 px (should, judged by a person, also in draft or rough condition)"
    )


def test_a_deadline_is_written_in_the_zone_of_the_reader() -> None:
    later = replace(CLEAR, deadline_at=datetime(2026, 7, 1, 9, 0, tzinfo=UTC))
    [change] = difference(CLEAR, later, zone=ZoneInfo("Europe/Rome"))
    assert (change.before, change.after) == ("2026-03-12 10:00 CET", "2026-07-01 11:00 CEST")


def test_the_same_moment_in_another_zone_is_no_change() -> None:
    deadline = CLEAR.deadline_at
    assert deadline is not None
    assert difference(CLEAR, replace(CLEAR, deadline_at=deadline.astimezone(ZoneInfo("Asia/Kolkata")))) == ()
    assert difference(CLEAR, replace(CLEAR, deadline_at=deadline + timedelta(minutes=1))) != ()


def test_words_are_compared_one_by_one() -> None:
    assert word_difference("one blue logo", "one red logo") == (
        ("same", "one "),
        ("gone", "blue"),
        ("new", "red"),
        ("same", " logo"),
    )


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", ()),
        ("a", "a", (("same", "a"),)),
        ("", "a", (("new", "a"),)),
        ("a", "", (("gone", "a"),)),
        (
            "a b c d",
            "x b y d",
            (("gone", "a"), ("new", "x"), ("same", " b "), ("gone", "c"), ("new", "y"), ("same", " d")),
        ),
    ],
)
def test_small_texts_are_compared_as_a_person_would(before: str, after: str, expected: object) -> None:
    assert word_difference(before, after) == expected


words = st.lists(st.sampled_from(["a", "b", "c", " ", "\n", "  "]), max_size=40).map("".join)


@given(words | st.text(max_size=80), words | st.text(max_size=80))
def test_both_texts_can_be_put_together_again(before: str, after: str) -> None:
    pieces = word_difference(before, after)
    assert "".join(text for kind, text in pieces if kind != "new") == before
    assert "".join(text for kind, text in pieces if kind != "gone") == after


def test_very_long_texts_are_shown_as_replaced_where_they_differ() -> None:
    before = " ".join(["start", *(f"a{n}" for n in range(3_000)), "end"])
    after = " ".join(["start", *(f"b{n}" for n in range(3_000)), "end"])
    assert [kind for kind, _ in word_difference(before, after)] == ["same", "gone", "new", "same"]
