"""Functions and files stay short enough to be read at once."""

import ast
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles

import pytest

ROOT = Path(__file__).parents[2]
LONGEST_FUNCTION = {"core": 40, "desk": 50, "cli": 50, "demo": 50}
LONGEST_FILE = 400


def sources(package: str = "") -> Iterator[Path]:
    """Every module of the product but the tables' histories."""
    return (path for path in (ROOT / "src" / "duomo" / package).rglob("*.py") if "migrations" not in path.parts)


def lengths(path: Path) -> Iterator[tuple[str, int]]:
    """Each function of a file with its lines, first to last."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{path.relative_to(ROOT)}:{node.name}", (node.end_lineno or node.lineno) - node.lineno + 1


@pytest.mark.parametrize("package", LONGEST_FUNCTION)
def test_no_function_is_long(package: str) -> None:
    found = [(name, n) for path in sources(package) for name, n in lengths(path) if n > LONGEST_FUNCTION[package]]
    assert found == []


@pytest.mark.parametrize(("package", "middle", "ninth"), [("core", 10, 24), ("desk", 9, 25)])
def test_functions_are_short_as_a_rule(package: str, middle: int, ninth: int) -> None:
    every = [n for path in sources(package) for _, n in lengths(path)]
    assert median(every) <= middle
    assert quantiles(every, n=10)[-1] <= ninth


def test_no_file_is_long() -> None:
    files = [*sources(), *(ROOT / "tests").rglob("*.py"), *(ROOT / "bench").rglob("*.py")]
    lines = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in files}
    assert {name: n for name, n in lines.items() if n > LONGEST_FILE} == {}


def test_every_module_says_why_it_exists() -> None:
    texts = {str(path): path.read_text() for path in sources()}
    assert [name for name, text in texts.items() if text.strip() and not ast.get_docstring(ast.parse(text))] == []


def test_nothing_is_left_for_later() -> None:
    marks = ("TO" + "DO", "FIX" + "ME", "XX" + "X", "NotImplemented" + "Error")
    found = [str(path) for path in sources() if any(mark in path.read_text() for mark in marks)]
    assert found == []
