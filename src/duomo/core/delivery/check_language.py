"""The small language of automatic checks, so that an owner can write one without being able to run anything.

A check sees names, sizes, text and links of a delivery, nothing else: it cannot compute, loop, open or fetch.
"""

import re
from dataclasses import dataclass

MOST_CHECK_CHARACTERS = 200
MOST_PATTERN_CHARACTERS = 100
MOST_STARS = 4
"""Each star may try each place of a name once more, so their number bounds the time that matching takes."""


class CheckError(ValueError):
    """A check that cannot be read; its text is a sentence for the person who wrote it."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """A range of whole numbers, both ends included; None where it is open."""

    least: int | None
    most: int | None

    def holds(self, number: int) -> bool:
        """Whether the number lies in the range."""
        return (self.least is None or number >= self.least) and (self.most is None or number <= self.most)


@dataclass(frozen=True, slots=True)
class FileNamed:
    """At least one file matches the pattern, and every file that does has a size in the range, in bytes."""

    pattern: str
    size: Bounds


@dataclass(frozen=True, slots=True)
class FileCount:
    """The number of files that match the pattern is in the range."""

    count: Bounds
    pattern: str


@dataclass(frozen=True, slots=True)
class WordCount:
    """Every file that matches the pattern has a number of words in the range."""

    words: Bounds
    pattern: str


@dataclass(frozen=True, slots=True)
class TextFound:
    """At least one file that matches the pattern contains the text, letter by letter."""

    wanted: str
    pattern: str


@dataclass(frozen=True, slots=True)
class TextAbsent:
    """No file that matches the pattern contains the text, letter by letter."""

    unwanted: str
    pattern: str


@dataclass(frozen=True, slots=True)
class LinkGiven:
    """At least one link is part of the delivery."""


Check = FileNamed | FileCount | WordCount | TextFound | TextAbsent | LinkGiven

_BYTES = {"b": 1, "byte": 1, "bytes": 1, "kb": 10**3, "mb": 10**6, "gb": 10**9, "kib": 2**10, "mib": 2**20}
_COMPARISON = r"(?P<comparison><=|>=|=|<|>)\s*(?P<number>\d{1,12})"
_RANGE = r"(?P<least>\d{1,12})\s*\.\.\s*(?P<most>\d{1,12})"
_COUNT = rf"(?:{_COMPARISON}|{_RANGE})"
_IN = r"\s+in\s+(?P<pattern>\S+)"
_QUOTED = r"(?P<quote>['\"])(?P<text>.+?)(?P=quote)"
_FLAGS = re.IGNORECASE | re.ASCII

_FILE = re.compile(rf"file\s+(?P<pattern>\S+?)(?:\s*{_COMPARISON}\s*(?P<unit>[a-z]+))?", _FLAGS)
_FILES = re.compile(rf"files\s*{_COUNT}(?:{_IN})?", _FLAGS)
_WORDS = re.compile(rf"words\s*{_COUNT}{_IN}", _FLAGS)
_TEXT = re.compile(rf"(?P<verb>contains|no)\s+{_QUOTED}{_IN}", _FLAGS)

_EXAMPLES = {
    "file": "“file *.svg” or “file *.svg <= 4 kB”",
    "files": "“files >= 3” or “files 2..5 in *.png”",
    "words": "“words 80..120 in *.md”",
    "contains": "“contains 'viewBox' in *.svg”",
    "no": "“no 'lorem ipsum' in *.md”",
    "link": "“link”",
}


def parse_check(text: str) -> Check:
    """Read a check such as ``file *.svg <= 4 kB``, ``files >= 3``, ``words 80..120 in *.md`` or ``link``.

    Raises CheckError with a sentence that says how to write it.
    """
    typed = text.strip()
    if not typed:
        raise CheckError(f"The check is empty. Write for example {_EXAMPLES['file']}.")
    if len(typed) > MOST_CHECK_CHARACTERS or not typed.isprintable():
        raise CheckError(f"Write the check in one line of at most {MOST_CHECK_CHARACTERS} characters.")
    if typed.lower() == "link":
        return LinkGiven()
    return _file(typed) or _files(typed) or _words(typed) or _text(typed) or _refuse(typed)


def check_problem(text: str) -> str | None:
    """Say what is wrong with the text of a check, as a sentence; None when it can be read."""
    try:
        parse_check(text)
    except CheckError as error:
        return str(error)
    return None


def _file(typed: str) -> Check | None:
    found = _FILE.fullmatch(typed)
    if found is None:
        return None
    if found["unit"] is None:
        return FileNamed(_pattern(found["pattern"]), Bounds(None, None))
    unit = _BYTES.get(found["unit"].lower())
    if unit is None:
        raise CheckError(f"“{found['unit']}” is not a size. Write the size in B, kB, MB or GB.")
    return FileNamed(_pattern(found["pattern"]), _compared(found["comparison"], int(found["number"]) * unit))


def _files(typed: str) -> Check | None:
    found = _FILES.fullmatch(typed)
    return found and FileCount(_bounds(found), _pattern(found["pattern"] or "*"))


def _words(typed: str) -> Check | None:
    found = _WORDS.fullmatch(typed)
    return found and WordCount(_bounds(found), _pattern(found["pattern"]))


def _text(typed: str) -> Check | None:
    found = _TEXT.fullmatch(typed)
    if found is None:
        return None
    meaning = TextFound if found["verb"].lower() == "contains" else TextAbsent
    return meaning(found["text"], _pattern(found["pattern"]))


def _refuse(typed: str) -> Check:
    verb = typed.split(maxsplit=1)[0].lower()
    if verb in _EXAMPLES:
        raise CheckError(f"This check cannot be read. Write it like {_EXAMPLES[verb]}.")
    raise CheckError("A check begins with file, files, words, contains, no or link. Write for example “file *.svg”.")


def _bounds(found: re.Match[str]) -> Bounds:
    if found["comparison"] is not None:
        return _compared(found["comparison"], int(found["number"]))
    least, most = int(found["least"]), int(found["most"])
    if least > most:
        raise CheckError(f"{least}..{most} holds no number. Put the smaller number first.")
    return Bounds(least, most)


def _compared(comparison: str, number: int) -> Bounds:
    bounds = {
        "<=": Bounds(None, number),
        "<": Bounds(None, number - 1),
        ">=": Bounds(number, None),
        ">": Bounds(number + 1, None),
        "=": Bounds(number, number),
    }[comparison]
    if bounds.most is not None and bounds.most < 0:
        raise CheckError(f"Nothing is smaller than {number}. Correct the number.")
    return bounds


def _pattern(pattern: str) -> str:
    if len(pattern) > MOST_PATTERN_CHARACTERS:
        raise CheckError(f"The pattern of the file name is too long. Use at most {MOST_PATTERN_CHARACTERS} characters.")
    if pattern.count("*") > MOST_STARS:
        raise CheckError(f"The pattern of the file name has too many stars. Use at most {MOST_STARS}.")
    return pattern
