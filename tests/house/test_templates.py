"""Templates keep to their room and to the content policy."""

import re
from pathlib import Path

ROOMS = Path(__file__).parents[2] / "src" / "duomo" / "desk"
TEMPLATES = sorted(ROOMS.glob("*/templates/**/*.html"))
# A room may show another's part only from above; kit is everybody's.
ORDER = ["kit", "seats", "waits", "people", "files", "ledger", "briefs", "assignments"]
ORDER += ["reserve", "trials", "delivery", "overview"]


def room_of(path: Path) -> str:
    return path.relative_to(ROOMS).parts[0]


def test_there_are_templates() -> None:
    assert len(TEMPLATES) > 20


def test_includes_go_down_and_to_parts_only() -> None:
    crossing = []
    for path in TEMPLATES:
        room = room_of(path)
        for name in re.findall(r"{%\s*(?:include|extends)\s+\"([^\"]+)\"", path.read_text()):
            other, _, rest = name.partition("/")
            allowed = other in {"kit", room} or (rest.startswith("parts/") and ORDER.index(other) < ORDER.index(room))
            if "/" in name and not allowed:
                crossing.append((str(path), name))
    assert crossing == []


def test_no_inline_style_or_script() -> None:
    inline = re.compile(r"\sstyle=|<style|\son[a-z]+=\"|<script(?![^>]*\ssrc=)|https?://(?!www\.w3\.org/)")
    assert [str(path) for path in TEMPLATES if inline.search(path.read_text())] == []


def test_no_template_is_long() -> None:
    assert [(str(path), n) for path in TEMPLATES if (n := len(path.read_text().splitlines())) > 150] == []


def test_nothing_is_marked_safe_by_hand() -> None:
    assert [str(path) for path in TEMPLATES if re.search(r"\|safe\b|autoescape off", path.read_text())] == []
