"""Words that two readers would understand differently, found with their positions in one pass over a table of rules.

The classes follow ISO/IEC/IEEE 29148:2018 (5.2.7) and the INCOSE Guide to Writing Requirements; the lists are our own.
Experts agree poorly on single words, so every finding here is a warning: it never keeps a brief from being sent.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from duomo.core.briefs.brief import Brief, Condition
from duomo.core.briefs.findings import Finding, Severity


@dataclass(frozen=True, slots=True)
class WordRule:
    """A class of words: what is wrong with it (``{words}`` stands for what was found) and a way to say it testably."""

    rule: str
    pattern: re.Pattern[str]
    message: str
    advice: str


def _words(phrases: str) -> re.Pattern[str]:
    """Match any of the phrases (a list with commas) as whole words, with any blanks between the words of one."""
    listed = sorted((phrase.split() for phrase in phrases.split(",")), key=len, reverse=True)
    choices = "|".join(r"\s{1,8}".join(map(re.escape, words)) for words in listed)
    return re.compile(rf"(?<![\w-])(?:{choices})(?![\w-])", re.IGNORECASE)


WORD_RULES: tuple[WordRule, ...] = (
    WordRule(
        "vague-word",
        _words(
            """
            adequate, appealing, as soon as possible, asap, attractive, beautiful, clean, compelling, cool, creative,
            easy to use, elegant, engaging, eye-catching, fast, fresh, friendly, good-looking, high quality,
            high-quality, intuitive, light-weight, lightweight, minimalist, modern, nice, polished, professional, quick,
            robust, seamless, sleek, smooth, stunning, stylish, top-notch, user friendly, user-friendly,
            world-class
            """,
        ),
        "“{words}” means something else to each reader.",
        "Say what would show it: a number, an example to compare with, or who must be able to do what.",
    ),
    WordRule(
        "open-list",
        _words(
            "among others, and more, and so forth, and so on, and the like, but not limited to, et cetera, etc",
        ),
        "“{words}” leaves the list open.",
        "Write the list to its end, or say what decides whether something belongs to it.",
    ),
    WordRule(
        "loophole",
        _words(
            """
            as applicable, as appropriate, as far as possible, as much as possible, as needed, as required, ideally,
            if applicable, if feasible, if necessary, if possible, if time allows, to the extent possible,
            when possible, where appropriate, where possible, where practicable, where practical
            """,
        ),
        "“{words}” lets anybody leave it out.",
        "Say when it applies, or make it a criterion that should, not must, be met.",
    ),
)
"""One row for each class of words; a new class is a new row."""

_CONTRADICTION = WordRule(
    "condition-contradicted",
    _words("concept, draft, drafts, mock-up, mockup, rough, roughs, sketch, sketches, wireframe, wireframes"),
    "“{words}” sounds unfinished, but finished work is asked for.",
    "Ask for a draft or rough work if that is what you want, or reword it.",
)
RULES_ABOUT_WORDING: frozenset[str] = frozenset({rule.rule for rule in (*WORD_RULES, _CONTRADICTION)})


def wording_findings(brief: Brief) -> Iterator[Finding]:
    """Find ambiguous words in the goal, the deliverables and the criteria."""
    for field, target, text in _texts(brief):
        for rule in WORD_RULES:
            yield from _found(rule, field, target, text)
        if brief.condition is Condition.FINISHED and field != "criterion":
            yield from _found(_CONTRADICTION, field, target, text)


def _texts(brief: Brief) -> Iterator[tuple[str, str, str]]:
    yield "goal", "", brief.goal
    for deliverable in brief.deliverables:
        yield "deliverable", deliverable.key, deliverable.text
    for criterion in brief.criteria:
        yield "criterion", criterion.key, criterion.text


def _found(rule: WordRule, field: str, target: str, text: str) -> Iterator[Finding]:
    for match in rule.pattern.finditer(text):
        words = " ".join(match[0].split())
        message = rule.message.format(words=words)
        yield Finding(rule.rule, Severity.WARNING, field, target, message, rule.advice, match.start(), match.end())
