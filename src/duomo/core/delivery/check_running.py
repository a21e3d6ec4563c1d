"""Runs a check over what was delivered and says what was found, as evidence that the contractor can act on."""

import fnmatch
import re
from collections.abc import Sequence
from dataclasses import dataclass

from duomo.core.delivery.check_language import (
    Bounds,
    Check,
    FileCount,
    FileNamed,
    TextAbsent,
    TextFound,
    WordCount,
)

_MOST_NAMED = 3
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class DeliveredFile:
    """A file as a check sees it: its name, its size in bytes, and its text where it can be read as text."""

    name: str
    size: int
    text: str | None


@dataclass(frozen=True, slots=True)
class CheckResult:
    """Whether the check passed, and what was found."""

    passed: bool
    evidence: str


def run_check(check: Check, files: Sequence[DeliveredFile], links: Sequence[str]) -> CheckResult:
    """Run a check over the files and links of a delivery.

    Where no file matches its pattern it fails, also when it forbids something: the gate is closed by default. Names
    match without regard to capitals, by the whole path or by its last part; texts match letter by letter.
    """
    match check:
        case FileNamed(pattern, size):
            return _named(_matching(pattern, files), pattern, size)
        case FileCount(count, pattern):
            number = len(_matching(pattern, files))
            which = "" if pattern == "*" else f" of {pattern}"
            return CheckResult(count.holds(number), f"{_counted(number, 'file')}{which}; {_asked(count)} asked for.")
        case WordCount(words, pattern):
            return _word_count(_matching(pattern, files), pattern, words)
        case TextFound(wanted, pattern):
            return _found(_matching(pattern, files), pattern, wanted)
        case TextAbsent(unwanted, pattern):
            return _absent(_matching(pattern, files), pattern, unwanted)
        case _:
            given = sum(bool(link.strip()) for link in links)
            return CheckResult(given > 0, f"{_counted(given, 'link')} given.")


def _named(files: Sequence[DeliveredFile], pattern: str, size: Bounds) -> CheckResult:
    if not files:
        return _no_file(pattern)
    wrong = [file for file in files if not size.holds(file.size)]
    sizes = ", ".join(f"{_name(file)} has {_counted(file.size, 'byte')}" for file in (wrong or files)[:_MOST_NAMED])
    asked = "" if size == Bounds(None, None) else f"; {_asked(size)} asked for"
    return CheckResult(not wrong, f"{sizes}{_more(wrong or files)}{asked}.")


def _word_count(files: Sequence[DeliveredFile], pattern: str, words: Bounds) -> CheckResult:
    if problem := _unreadable(files, pattern):
        return problem
    counts = [(file, len((file.text or "").split())) for file in files]
    wrong = [(file, number) for file, number in counts if not words.holds(number)]
    shown = wrong or counts
    said = ", ".join(f"{_name(file)} has {_counted(number, 'word')}" for file, number in shown[:_MOST_NAMED])
    return CheckResult(not wrong, f"{said}{_more(shown)}; {_asked(words)} asked for.")


def _found(files: Sequence[DeliveredFile], pattern: str, wanted: str) -> CheckResult:
    holding = [file for file in files if wanted in (file.text or "")]
    if holding:
        return CheckResult(passed=True, evidence=f"“{wanted}” is in {_names(holding)}.")
    lacking = f"“{wanted}” is not in {_names(files)}."
    return _unreadable(files, pattern) or CheckResult(passed=False, evidence=lacking)


def _absent(files: Sequence[DeliveredFile], pattern: str, unwanted: str) -> CheckResult:
    holding = [file for file in files if unwanted in (file.text or "")]
    if holding:
        return CheckResult(passed=False, evidence=f"“{unwanted}” is in {_names(holding)}.")
    lacking = f"“{unwanted}” is not in {_names(files)}."
    return _unreadable(files, pattern) or CheckResult(passed=True, evidence=lacking)


def _matching(pattern: str, files: Sequence[DeliveredFile]) -> list[DeliveredFile]:
    matches = re.compile(fnmatch.translate(pattern.casefold())).match
    return [file for file in files if matches(_folded(file.name)) or matches(_folded(file.name).rpartition("/")[2])]


def _folded(name: str) -> str:
    return name.casefold().replace("\\", "/")


def _no_file(pattern: str) -> CheckResult:
    return CheckResult(passed=False, evidence=f"No file is named like {pattern}.")


def _unreadable(files: Sequence[DeliveredFile], pattern: str) -> CheckResult | None:
    """Fail where the texts cannot be looked at; None where all of them can."""
    if not files:
        return _no_file(pattern)
    closed = [file for file in files if file.text is None]
    return CheckResult(passed=False, evidence=f"{_names(closed)} cannot be read as text.") if closed else None


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _asked(bounds: Bounds) -> str:
    if bounds.least == bounds.most:
        return f"{bounds.least:,}"
    if bounds.least is None:
        return f"at most {bounds.most:,}"
    return f"at least {bounds.least:,}" if bounds.most is None else f"{bounds.least:,} to {bounds.most:,}"


def _names(files: Sequence[DeliveredFile]) -> str:
    return ", ".join(_name(file) for file in files[:_MOST_NAMED]) + _more(files)


def _name(file: DeliveredFile) -> str:
    return file.name if len(file.name) <= _LONGEST_NAME else f"…{file.name[-_LONGEST_NAME:]}"


def _more(files: Sequence[object]) -> str:
    return f" and {len(files) - _MOST_NAMED} more" if len(files) > _MOST_NAMED else ""
