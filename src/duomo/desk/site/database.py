"""Turns DATABASE_URL into Django's settings; the same code runs on SQLite and on PostgreSQL."""

from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from duomo.desk.site.env import Environment, query_options, split_address, user_and_password

BUSY_SECONDS = 20

# synchronous=FULL: with NORMAL an acknowledged write can vanish at a power cut.
# The journal limit gives the disk back after a large import; 64 MB of page cache serve the lists.
SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA journal_size_limit=67108864;"
    " PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY"
)


def database_settings(environment: Environment, data_folder: Path) -> dict[str, Any]:
    """Return DATABASES["default"]; raises ImproperlyConfigured where DATABASE_URL is not understood."""
    address = environment.text("DATABASE_URL")
    if not address:
        return _sqlite(data_folder / "duomo.sqlite3")
    parts = split_address(address, "DATABASE_URL")
    if parts.scheme == "sqlite":
        if not parts.path.strip("/"):
            raise ImproperlyConfigured("DATABASE_URL names no file. Write sqlite:////folder/duomo.sqlite3")
        return _sqlite(Path(parts.path[1:] if parts.path.startswith("//") else parts.path))
    if parts.scheme in {"postgres", "postgresql"}:
        return _postgresql(environment)
    raise ImproperlyConfigured(
        f"DATABASE_URL begins with {parts.scheme!r}. Duomo knows sqlite:////folder/file and postgresql://user@host/name."
    )


def _sqlite(file: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(file),
        "OPTIONS": {
            # DEFERRED fails at once with "database is locked" when a reader turns writer.
            "transaction_mode": "IMMEDIATE",
            "timeout": BUSY_SECONDS,
            "init_command": SQLITE_PRAGMAS,
        },
    }


def _postgresql(environment: Environment) -> dict[str, Any]:
    parts = split_address(environment.text("DATABASE_URL"), "DATABASE_URL")
    user, password = user_and_password(parts)
    name = parts.path.strip("/")
    if not name:
        raise ImproperlyConfigured("DATABASE_URL names no database. Write postgresql://user@host/name")
    options: dict[str, Any] = dict(query_options(parts))
    socket_folder = options.pop("host", "")
    size = environment.whole("DUOMO_DB_POOL", 10, least=2, most=200)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": user,
        "PASSWORD": password,
        "HOST": parts.hostname or socket_folder,
        "PORT": str(parts.port or ""),
        # The pool belongs to the process: processes times this size must stay under max_connections.
        "OPTIONS": {**options, "pool": {"min_size": 1, "max_size": size, "timeout": BUSY_SECONDS}},
        "CONN_MAX_AGE": 0,
    }
