"""Words that each reader understands differently: found as whole words, with their place and a way to say it."""

from dataclasses import replace

import pytest

from duomo.core.briefs import Severity, check_brief
from duomo.core.briefs.wording import WORD_RULES
from tests.core.briefs.clear_brief import CLEAR, LOGO, NOW, ONE_FILE, READABLE


def found_in_goal(goal: str) -> list[tuple[str, str]]:
    findings = check_brief(replace(CLEAR, goal=goal), now=NOW)
    return [(finding.rule, goal[finding.start : finding.end]) for finding in findings]


@pytest.mark.parametrize(
    ("goal", "expected"),
    [
        ("A modern, clean page", [("vague-word", "modern"), ("vague-word", "clean")]),
        ("It must look PROFESSIONAL.", [("vague-word", "PROFESSIONAL")]),
        ("A user-friendly form", [("vague-word", "user-friendly")]),
        ("An easy  to\nuse form", [("vague-word", "easy  to\nuse")]),
        ("Posters, cards, etc.", [("open-list", "etc")]),
        ("Posters and so on", [("open-list", "and so on")]),
        ("Posters, including but not limited to cards", [("open-list", "but not limited to")]),
        ("Use the old colours if possible", [("loophole", "if possible")]),
        ("Resize as appropriate, ideally by hand", [("loophole", "as appropriate"), ("loophole", "ideally")]),
    ],
)
def test_a_word_is_found_at_its_place(goal: str, expected: list[tuple[str, str]]) -> None:
    assert found_in_goal(goal) == expected


@pytest.mark.parametrize(
    "goal",
    [
        "Clean the list of addresses twice a week by the cleaner's rule",
        "The breakfast menu and the nicest photograph",
        "Write to fetch@example.org",
        "A fast-food menu",
        "Possible addresses are marked",
    ],
)
def test_a_word_inside_another_is_not_found(goal: str) -> None:
    assert [words for _, words in found_in_goal(goal) if words.lower() != "clean"] == []


def test_each_text_is_looked_at_with_its_key() -> None:
    brief = replace(
        CLEAR,
        deliverables=(replace(LOGO, text="A nice logo"),),
        criteria=(replace(ONE_FILE, text="It loads fast"), READABLE),
    )
    found = check_brief(brief, now=NOW)
    assert [(f.field, f.target, f.start, f.end) for f in found] == [
        ("deliverable", "d1", 2, 6),
        ("criterion", "c1", 9, 13),
    ]


def test_words_warn_and_never_block() -> None:
    found = check_brief(replace(CLEAR, goal="A modern rough page, if possible, and so on"), now=NOW)
    assert {finding.severity for finding in found} == {Severity.WARNING}
    assert {finding.rule for finding in found} == {"vague-word", "loophole", "open-list", "condition-contradicted"}


def test_a_message_names_the_words_and_the_advice_says_what_to_do() -> None:
    [finding] = check_brief(replace(CLEAR, goal="A page as  much as possible"), now=NOW)
    assert "“as much as possible”" in finding.message
    assert finding.advice.endswith(".")


def test_a_rough_sketch_may_be_called_so_where_it_is_asked_for_in_a_criterion() -> None:
    assert check_brief(replace(CLEAR, criteria=(replace(ONE_FILE, text="No sketch is left"),)), now=NOW) == ()


def test_every_class_of_words_has_a_name_of_its_own() -> None:
    assert len({rule.rule for rule in WORD_RULES}) == len(WORD_RULES)


def test_a_long_text_of_near_misses_is_read_quickly() -> None:
    assert found_in_goal("as much as far as user " * 20_000) == []
