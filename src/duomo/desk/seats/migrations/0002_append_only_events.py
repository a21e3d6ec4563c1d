"""Lets the database itself refuse to change or delete an event."""

from typing import ClassVar

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

SQLITE = [
    """
    CREATE TRIGGER seats_event_no_update BEFORE UPDATE ON seats_event
    BEGIN SELECT RAISE(ABORT, 'events are append-only'); END
    """,
    """
    CREATE TRIGGER seats_event_no_delete BEFORE DELETE ON seats_event
    BEGIN SELECT RAISE(ABORT, 'events are append-only'); END
    """,
]
SQLITE_UNDO = ["DROP TRIGGER seats_event_no_update", "DROP TRIGGER seats_event_no_delete"]

POSTGRESQL = [
    """
    CREATE FUNCTION seats_event_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'events are append-only' USING ERRCODE = 'integrity_constraint_violation'; END
    $$
    """,
    """
    CREATE TRIGGER seats_event_append_only BEFORE UPDATE OR DELETE ON seats_event
    FOR EACH ROW EXECUTE FUNCTION seats_event_refuse()
    """,
]
POSTGRESQL_UNDO = ["DROP TRIGGER seats_event_append_only ON seats_event", "DROP FUNCTION seats_event_refuse()"]


def close(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Close the table."""
    for statement in SQLITE if editor.connection.vendor == "sqlite" else POSTGRESQL:
        editor.execute(statement)


def open_again(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take the triggers away."""
    for statement in SQLITE_UNDO if editor.connection.vendor == "sqlite" else POSTGRESQL_UNDO:
        editor.execute(statement)


class Migration(migrations.Migration):
    """Triggers; TRUNCATE, which only the database's owner may do, is left free."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("seats", "0001_initial")]

    operations: ClassVar[list[migrations.RunPython]] = [migrations.RunPython(close, open_again)]
