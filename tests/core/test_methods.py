"""The worked examples of the methods' pages come out as printed, and every page says its source and its limits."""

import doctest
import re
from pathlib import Path

import pytest

PAGES = sorted((Path(__file__).parents[2] / "docs" / "methods").glob("*.md"))
EXAMPLE = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)


def test_every_method_has_its_page() -> None:
    expected = {"checks", "clarity", "event-chain", "gate", "outcome", "reserve", "trial-scores"}
    assert expected <= {page.stem for page in PAGES}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_says_where_the_method_comes_from_and_where_it_ends(page: Path) -> None:
    headings = re.findall(r"^## (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    assert headings == ["Source", "Limits", "Worked example"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_worked_examples_come_out_as_printed(page: Path) -> None:
    said: list[str] = []
    runner = doctest.DocTestRunner(verbose=False)
    for number, example in enumerate(EXAMPLE.findall(page.read_text(encoding="utf-8")), start=1):
        test = doctest.DocTestParser().get_doctest(example, {}, f"{page.name}, example {number}", str(page), 0)
        runner.run(test, out=said.append)
    results = runner.summarize(verbose=False)
    assert results.attempted > 0
    assert (results.failed, "".join(said)) == (0, "")
