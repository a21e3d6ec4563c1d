"""The language of checks: read strictly, run safely, with evidence that a contractor can act on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duomo.core.delivery import CheckError, DeliveredFile, check_problem, parse_check, run_check

LOGO = DeliveredFile("Logo.SVG", 3_900, "<svg viewBox='0 0 64 64'></svg>")
LARGE = DeliveredFile("out/large.svg", 4_001, "<svg></svg>")
PHOTO = DeliveredFile("photo.png", 120_000, None)
LETTER = DeliveredFile("text/letter.md", 600, "word " * 100)
SHORT = DeliveredFile("short.md", 30, "only five words are here")


@pytest.mark.parametrize(
    ("check", "files", "links", "passed", "evidence"),
    [
        ("file *.svg", [LOGO, PHOTO], [], True, "Logo.SVG has 3,900 bytes."),
        ("file *.svg", [PHOTO], [], False, "No file is named like *.svg."),
        ("file *.svg <= 4 kB", [LOGO], [], True, "Logo.SVG has 3,900 bytes; at most 4,000 asked for."),
        ("FILE *.svg<=4KB", [LOGO, LARGE], [], False, "out/large.svg has 4,001 bytes; at most 4,000 asked for."),
        ("file *.svg <= 4 KiB", [LARGE], [], True, "out/large.svg has 4,001 bytes; at most 4,096 asked for."),
        ("file *.svg < 3900 B", [LOGO], [], False, "Logo.SVG has 3,900 bytes; at most 3,899 asked for."),
        ("file *.svg > 3899 bytes", [LOGO], [], True, "Logo.SVG has 3,900 bytes; at least 3,900 asked for."),
        ("file *.svg = 3900 b", [LOGO], [], True, "Logo.SVG has 3,900 bytes; 3,900 asked for."),
        ("file large.svg", [LARGE], [], True, "out/large.svg has 4,001 bytes."),
        ("file out/*", [LARGE], [], True, "out/large.svg has 4,001 bytes."),
        ("files >= 3", [LOGO, LARGE], [], False, "2 files; at least 3 asked for."),
        ("files >= 3", [LOGO, LARGE, PHOTO], [], True, "3 files; at least 3 asked for."),
        ("files = 1 in *.png", [LOGO, PHOTO], [], True, "1 file of *.png; 1 asked for."),
        ("files 2..3", [LOGO], [], False, "1 file; 2 to 3 asked for."),
        ("words 80..120 in *.md", [LETTER], [], True, "text/letter.md has 100 words; 80 to 120 asked for."),
        ("words 80..120 in *.md", [LETTER, SHORT], [], False, "short.md has 5 words; 80 to 120 asked for."),
        ("words <= 5 in *.md", [SHORT], [], True, "short.md has 5 words; at most 5 asked for."),
        ("words >= 1 in *.png", [PHOTO], [], False, "photo.png cannot be read as text."),
        ("words >= 1 in *.txt", [LETTER], [], False, "No file is named like *.txt."),
        ("contains 'viewBox' in *.svg", [LOGO, LARGE], [], True, "“viewBox” is in Logo.SVG."),
        ("contains 'viewbox' in *.svg", [LOGO], [], False, "“viewbox” is not in Logo.SVG."),
        ('contains "x" in *.png', [PHOTO], [], False, "photo.png cannot be read as text."),
        ("contains 'x' in *.css", [], [], False, "No file is named like *.css."),
        ("no 'lorem ipsum' in *.md", [LETTER], [], True, "“lorem ipsum” is not in text/letter.md."),
        ("no 'word' in *.md", [LETTER, SHORT], [], False, "“word” is in text/letter.md, short.md."),
        ("no 'x' in *.css", [LETTER], [], False, "No file is named like *.css."),
        ("no 'x' in *", [PHOTO, SHORT], [], False, "photo.png cannot be read as text."),
        ("link", [], ["https://example.org/draft"], True, "1 link given."),
        ("Link", [], [], False, "0 links given."),
        ("link", [], [" "], False, "0 links given."),
    ],
)
def test_a_check_says_what_it_found(
    *, check: str, files: list[DeliveredFile], links: list[str], passed: bool, evidence: str
) -> None:
    result = run_check(parse_check(check), files, links)
    assert (result.passed, result.evidence) == (passed, evidence)


def test_an_apostrophe_goes_between_double_quotes() -> None:
    found = run_check(parse_check('contains "it\'s" in *'), [DeliveredFile("a.txt", 9, "it's done")], [])
    assert found.passed


def test_many_files_are_counted_and_not_all_named() -> None:
    files = [DeliveredFile(f"{n}.txt", n, "a") for n in range(6)]
    assert run_check(parse_check("file *.txt"), files, []).evidence == (
        "0.txt has 0 bytes, 1.txt has 1 byte, 2.txt has 2 bytes and 3 more."
    )
    assert run_check(parse_check("no 'b' in *"), files, []).evidence == (
        "“b” is not in 0.txt, 1.txt, 2.txt and 3 more."
    )


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "is empty"),
        (" ", "is empty"),
        ("size <= 4 kB", "A check begins with"),
        ("file", "file *.svg"),
        ("file *.svg <= 4", "file *.svg"),
        ("file *.svg <= 4 parsecs", "not a size"),
        ("file *.svg < 0 B", "smaller than 0"),
        ("files three", "files >= 3"),
        ("files < 0", "smaller than 0"),
        ("files 5..2", "smaller number first"),
        ("words 80..120", "words 80..120 in *.md"),
        ("contains x in *.md", "contains 'viewBox'"),
        ("contains '' in *.md", "contains 'viewBox'"),
        ("no 'x'", "no 'lorem ipsum'"),
        ("link please", "“link”"),
        ("file " + "a" * 101, "too long"),
        ("file *a*b*c*d*e", "too many stars"),
        ("file " + "a" * 200, "at most 200 characters"),
        ("file *.svg\nfile *.png", "one line"),
        ("files >= 1\x00", "one line"),
        ("files >= ٣", "files >= 3"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(text: str, says: str) -> None:
    with pytest.raises(CheckError) as refusal:
        parse_check(text)
    assert says in str(refusal.value)
    assert str(refusal.value).endswith(".")
    assert check_problem(text) == str(refusal.value)


def test_a_check_that_can_be_read_has_no_problem() -> None:
    assert check_problem("file *.svg <= 4 kB") is None


names = st.text(max_size=40) | st.sampled_from(["a.svg", "b/c.md", "[x].css", "no.txt"])
delivered = st.builds(DeliveredFile, names, st.integers(0, 10**9), st.none() | st.text(max_size=60))
patterns = st.text(st.characters(exclude_categories=["Z", "C"]), min_size=1, max_size=12).filter(
    lambda p: p.count("*") < 5
)
readable = (
    st.builds("file {}".format, patterns)
    | st.builds("file {} <= {} kB".format, patterns, st.integers(0, 99))
    | st.builds("files {}..{} in {}".format, st.integers(0, 2), st.integers(2, 9), patterns)
    | st.builds("words {}..{} in {}".format, st.integers(0, 2), st.integers(2, 9), patterns)
    | st.builds("contains 'a' in {}".format, patterns)
    | st.builds("no 'a' in {}".format, patterns)
    | st.just("link")
)


@given(readable, st.lists(delivered, max_size=6), st.lists(st.text(max_size=20), max_size=2))
def test_every_check_that_can_be_read_can_be_run(text: str, files: list[DeliveredFile], links: list[str]) -> None:
    result = run_check(parse_check(text), files, links)
    assert result.evidence.endswith(".")
    # The evidence is stored beside the verdict in a column of 500 characters.
    assert len(result.evidence) <= 500


@given(st.text(max_size=220))
def test_any_text_is_read_or_refused(text: str) -> None:
    problem = check_problem(text)
    assert problem is None or problem.endswith(".")


def test_the_longest_evidence_fits_its_column() -> None:
    files = [DeliveredFile(f"{n}" + "x" * 250 + ".md", 10**15, "a" * 170) for n in range(5_000)]
    for check in ("file *.md < 1 B", "words 9..999999999999 in *.md", f"no '{'a' * 170}' in *.md"):
        result = run_check(parse_check(check), files, [])
        assert not result.passed
        assert len(result.evidence) <= 500


def test_a_name_made_to_be_slow_is_matched_quickly() -> None:
    pattern = "*a" * 4 + "b"
    files = [DeliveredFile("a" * 255, 1, None)] * 200
    assert not run_check(parse_check(f"file {pattern}"), files, []).passed
