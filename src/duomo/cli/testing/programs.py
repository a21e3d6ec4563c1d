"""Finds the programs of the system that a full test run needs."""

import os
import shutil
from pathlib import Path

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SERVERS = ("/usr/lib/postgresql", "/usr/local/lib/postgresql", "/opt/homebrew/opt", "/usr/pgsql")


def find_chromium() -> str | None:
    """Return the path of Chromium: DUOMO_CHROMIUM, or the system's own; None where there is none."""
    named = os.environ.get("DUOMO_CHROMIUM")
    if named:
        return named
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


def find_postgres() -> Path | None:
    """Return the folder with `initdb` and `postgres`, the newest version first, or None where there is none."""
    found = shutil.which("initdb")
    folders = [Path(found).resolve().parent] if found else []
    for root in SERVERS:
        folders += sorted(Path(root).glob("*/bin"), key=_version, reverse=True)
    return next(
        (folder for folder in folders if all((folder / name).is_file() for name in ("initdb", "postgres"))), None
    )


def _version(folder: Path) -> int:
    digits = "".join(letter for letter in folder.parent.name if letter.isdigit())
    return int(digits or 0)
