"""The data folder: everything of an installation that a backup must hold (database, files, secret key)."""

import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from duomo.desk.site.env import Environment

KEY_FILE = "secret-key"
PARTS = ("files", "incoming", "static")


def default_folder() -> Path:
    """Return `data` beside the project when run from its sources, else the person's own data home."""
    project = Path(__file__).resolve().parents[4]
    if (project / "pyproject.toml").is_file():
        return project / "data"
    return Path("~/.local/share/duomo").expanduser()


def prepare_folder(folder: Path) -> None:
    """Make the folder, its parts and the secret key where they are missing; nothing that exists is touched.

    Raises ImproperlyConfigured with the cure where the folder cannot be written.
    """
    try:
        for part in (folder, *(folder / name for name in PARTS)):
            part.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write_key_once(folder / KEY_FILE)
    except OSError as error:
        raise ImproperlyConfigured(
            f"The data folder {folder} cannot be written ({error.strerror}). Give it to the user who starts Duomo, "
            "or name another folder with DUOMO_DATA."
        ) from error


def _write_key_once(file: Path) -> None:
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "w", encoding="ascii") as stream:
        stream.write(secrets.token_urlsafe(64))
        stream.flush()
        os.fsync(stream.fileno())


def secret_key(environment: Environment, folder: Path) -> str:
    """Return DUOMO_SECRET_KEY, else the key of the data folder, else blank: Django then refuses to use it."""
    named = environment.text("DUOMO_SECRET_KEY")
    if named:
        return named
    file = folder / KEY_FILE
    try:
        return file.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise ImproperlyConfigured(f"The secret key {file} cannot be read ({error.strerror}).") from error
