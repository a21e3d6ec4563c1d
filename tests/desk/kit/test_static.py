"""The static files: complete, used, and within the content policy."""

import json
import re
from pathlib import Path

from django.contrib.staticfiles import finders
from django.core.management import call_command
from pytest_django.fixtures import Settings

from duomo.desk.kit.display.marks import ICONS
from tests.desk.kit.page_reader import KIT, ROOT


def test_every_icon_is_in_the_sprite_and_every_symbol_is_named() -> None:
    sprite = (KIT / "static" / "duomo" / "icons.svg").read_text()
    assert set(re.findall(r'id="i-([a-z]+)"', sprite)) == set(ICONS)


def test_every_icon_that_a_template_writes_exists() -> None:
    written = {
        (path.name, name)
        for path in (ROOT / "src" / "duomo" / "desk").glob("*/templates/**/*.html")
        for name in re.findall(r'{% icon "([a-z]+)"', path.read_text())
    }
    assert {pair for pair in written if pair[1] not in ICONS} == set()


def test_every_static_file_is_used_and_every_used_one_is_there() -> None:
    asked = {
        name
        for path in KIT.rglob("*")
        if path.suffix in {".html", ".py"}
        for name in re.findall(r"static(?:\(| )'(duomo/[^']+)'", path.read_text())
    }
    there = {f"duomo/{path.name}" for path in (KIT / "static" / "duomo").iterdir()}
    assert asked == there
    assert all(finders.find(name) for name in asked)


def test_scripts_keep_to_the_content_policy_and_say_nothing() -> None:
    for path in (KIT / "static" / "duomo").glob("*.js"):
        code = path.read_text()
        assert not re.search(
            r"\beval\b|new Function|innerHTML|outerHTML|document\.write|console\.|\.style\b|https?://", code
        ), path


def test_the_stylesheet_asks_for_nothing_foreign() -> None:
    css = (KIT / "static" / "duomo" / "duomo.css").read_text()
    assert not re.search(r"@import|url\((?!#)|https?://", css)
    assert css.count("{") == css.count("}")


def test_the_manifest_names_every_file_by_its_content(tmp_path: Path, settings: Settings) -> None:
    settings.STATIC_ROOT = tmp_path
    manifest = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": manifest}
    call_command("collectstatic", interactive=False, verbosity=0)
    paths = json.loads((tmp_path / "staticfiles.json").read_text())["paths"]
    ours = {f"duomo/{path.name}" for path in (KIT / "static" / "duomo").iterdir()}
    assert ours <= set(paths)
    assert all(re.search(r"\.[0-9a-f]{12}\.", paths[name]) and (tmp_path / paths[name]).is_file() for name in ours)
