"""Whatever a browser calls a file, what is shown and saved is harmless."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duomo.desk.files.names import LONGEST_NAME, shown_name

GIVEN = [
    ("logo.svg", "logo.svg"),
    ("Übersicht März.pdf", "Übersicht März.pdf"),
    ("設計図.png", "設計図.png"),
    ("../../etc/passwd", "passwd"),
    ("..\\..\\boot.ini", "boot.ini"),
    ("C:\\x\\y.txt", "y.txt"),
    ("C:x.txt", "C_x.txt"),
    ("\\\\server\\share\\plan.docx", "plan.docx"),
    ("/etc/", "file"),
    ("..", "file"),
    (".", "file"),
    ("", "file"),
    ("   ", "file"),
    ("a\x00b\x1fc.txt", "abc.txt"),
    ("invoice\u202efdp.exe", "invoicefdp.exe"),
    ("a\u200bb\ufeff.txt", "ab.txt"),
    ("two\nlines\tand a tab.txt", "twolinesand a tab.txt"),
    ("=cmd()|calc.csv", "_cmd()_calc.csv"),
    (" =1+1.csv", "_1+1.csv"),
    ("+49.txt", "_49.txt"),
    ("-draft.txt", "_draft.txt"),
    ("@sum.csv", "_sum.csv"),
    ("name. . ", "name"),
    ("con", "_con"),
    ("LPT1.txt", "_LPT1.txt"),
    ("<b>.html", "_b_.html"),
    ('a"b?.txt', "a_b_.txt"),
    (".htaccess", "htaccess"),
]


@pytest.mark.parametrize(("raw", "shown"), GIVEN)
def test_a_name_is_made_harmless(raw: str, shown: str) -> None:
    assert shown_name(raw) == shown


def test_a_long_name_keeps_its_ending() -> None:
    shown = shown_name("x" * 300 + ".svg")
    assert len(shown) == LONGEST_NAME
    assert shown.endswith("x.svg")


def test_a_long_ending_is_no_ending() -> None:
    assert len(shown_name("x." + "y" * 300)) == LONGEST_NAME


@given(st.text(max_size=400) | st.text(alphabet=string.punctuation + "\u202e\u0000 abc", max_size=400))
def test_no_name_at_all_does_harm(raw: str) -> None:
    shown = shown_name(raw)
    assert shown
    assert len(shown) <= LONGEST_NAME
    assert not set(shown) & set('/\\:*?"<>|')
    assert shown.isprintable()
    assert shown[0] not in "=+-@."
    assert shown == shown.strip(" .")
    assert shown_name(shown) == shown
