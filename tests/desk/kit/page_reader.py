"""Reads a rendered page strictly; shared by the tests of parts, forms and pages."""

from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from django.template import engines
from django.test import RequestFactory

ROOT = Path(__file__).parents[3]
KIT = ROOT / "src" / "duomo" / "desk" / "kit"
NOW = datetime(2026, 11, 23, 9, 10, tzinfo=UTC)
HOSTILE = "<script>alert('x')</script>\"' onload=x"
LONG = "Donaudampfschifffahrtsgesellschaft" * 6
VOID = {"meta", "link", "input", "br", "use", "rect", "line", "path", "circle", "img"}


class Reader(HTMLParser):
    """Reads a page strictly: every element is closed in order, no id stands twice."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self.ids += [value for name, value in attrs if name == "id" and value]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag, f"</{tag}> closes another element"


def check(page: str) -> Reader:
    """What holds of every page: balanced, no inline style or script, ids once, references answered."""
    reader = Reader(page)
    assert reader.open == []
    assert sorted(set(reader.ids)) == sorted(reader.ids)
    for tag, attributes in reader.elements:
        assert "style" not in attributes
        assert tag != "script" or attributes.get("src")
        assert not [name for name in attributes if name.startswith("on")]
        for name in ("aria-describedby", "aria-labelledby", "for"):
            for target in (attributes.get(name) or "").split():
                assert target in reader.ids, f"{name} leads to no {target}"
    return reader


def part(source: str, **context: Any) -> str:
    template = engines["django"].from_string("{% load duomo %}" + source)
    page: str = template.render({"at": NOW, **context}, RequestFactory().get("/jobs/?stage=work"))
    check(page)
    return page
