"""Lets a test's clean-up empty SQLite's tables past append-only triggers; PostgreSQL's TRUNCATE fires none."""

from collections.abc import Sequence
from typing import Any

from django.db.backends.sqlite3.base import DatabaseWrapper

# By way of its wrapper: imported by itself, before any SQLite connection, the module runs into a circle.
DatabaseOperations = DatabaseWrapper.ops_class

_plain_flush = DatabaseOperations.sql_flush


def _flush_past_triggers(self: Any, style: Any, tables: Sequence[str], **options: Any) -> list[str]:
    """Django's statements between taking the triggers away and putting them back."""
    with self.connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers: list[tuple[str, str]] = cursor.fetchall()
    emptied: list[str] = _plain_flush(self, style, tables, **options)
    return [*(f'DROP TRIGGER "{name}"' for name, _ in triggers), *emptied, *(sql for _, sql in triggers)]


def allow() -> None:
    """Replace the statements of Django's `flush` for this test run."""
    DatabaseOperations.sql_flush = _flush_past_triggers  # type: ignore[method-assign]
