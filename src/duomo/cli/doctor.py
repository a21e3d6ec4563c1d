"""`duomo doctor` looks at an installation from outside and says what is right, what is wrong, and what to do."""

import shutil
import socket
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import click

MEGABYTE = 1024**2
LEAST_FREE_BYTES = 500 * MEGABYTE
PRIVATE = 0o077
OLDEST_SQLITE = (3, 37)


@dataclass(frozen=True)
class Finding:
    """What was found. `state` is ok, note or WRONG; only WRONG makes the command fail."""

    state: str
    sentence: str


def ok(sentence: str) -> Finding:
    """Say what is right."""
    return Finding("ok", sentence)


def note(sentence: str) -> Finding:
    """Say what works but deserves a thought."""
    return Finding("note", sentence)


def wrong(sentence: str) -> Finding:
    """Say what does not work, and what to do."""
    return Finding("WRONG", sentence)


@click.command()
@click.pass_context
def doctor(context: click.Context) -> None:
    """Look at Python, data folder, database, mail, tasks and settings; ends with status 1 where something is wrong."""
    failed = False
    for finding in _examine():
        failed = failed or finding.state == "WRONG"
        click.echo(f"{finding.state:<6} {finding.sentence}")
    context.exit(1 if failed else 0)


def _examine() -> Iterator[Finding]:
    from django.core.exceptions import ImproperlyConfigured
    from django.db import DatabaseError

    yield ok(f"Python {'.'.join(map(str, sys.version_info[:3]))}")
    try:
        from duomo.desk.site.start import load_django

        load_django()
    except ImproperlyConfigured as error:
        yield wrong(str(error))
        return
    examinations: list[Callable[[], Iterator[Finding]]] = [_folder, _address, _mail, _database, _tables, _tasks, _disk]
    for examine in examinations:
        try:
            yield from examine()
        except DatabaseError as error:
            yield wrong(f"The database does not answer: {' '.join(str(error).split())}. Check DATABASE_URL.")
            break
    yield from _tests()


def _folder() -> Iterator[Finding]:
    from django.conf import settings

    from duomo.desk.site.folder import KEY_FILE

    folder: Path = settings.DUOMO_DATA
    if not folder.is_dir():
        yield wrong(f"There is no data folder at {folder}. Run `duomo up`, or name yours with DUOMO_DATA.")
        return
    yield ok(f"Data folder {folder}")
    key = folder / KEY_FILE
    if key.is_file() and key.stat().st_mode & PRIVATE:
        yield wrong(f"Others on this machine can read the secret key. Run: chmod 600 {key}")
    elif key.is_file():
        yield ok("The secret key is readable by you alone")


def _address() -> Iterator[Finding]:
    from django.conf import settings

    address: str = settings.DUOMO_BASE_URL
    yield ok(f"Links in mails lead to {address}")
    host = address.split("//", 1)[1].split(":", maxsplit=1)[0]
    if address.startswith("http:") and host not in {"127.0.0.1", "localhost", "[::1]"}:
        yield wrong("That address is not encrypted. Put a proxy with a certificate before it and write https://.")
    if address.startswith("https:") and not settings.DUOMO_TRUSTED_PROXIES:
        yield wrong("https needs a proxy before Duomo. Say how many there are with DUOMO_TRUSTED_PROXIES.")


def _mail() -> Iterator[Finding]:
    from django.conf import settings

    server = settings.DUOMO_SMTP
    if server is None:
        yield note("No mail server is set: mails stay on this machine. Set DUOMO_SMTP_URL when others use this desk.")
        return
    try:
        with socket.create_connection((server.host, server.port), timeout=5):
            yield ok(f"The mail server {server.host}:{server.port} answers")
    except OSError as error:
        yield wrong(f"The mail server {server.host}:{server.port} does not answer ({error}). Check DUOMO_SMTP_URL.")


def _database() -> Iterator[Finding]:
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            cursor.execute("SHOW server_version")
            yield ok(f"PostgreSQL {cursor.fetchone()[0]} answers")
            return
        import sqlite3

        if sqlite3.sqlite_version_info < OLDEST_SQLITE:
            yield wrong(f"SQLite {sqlite3.sqlite_version} is too old. Use a Python that was built with a newer one.")
        for pragma, wanted in (("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1)):
            cursor.execute(f"PRAGMA {pragma}")
            found = cursor.fetchone()[0]
            if found != wanted:
                yield wrong(f"SQLite runs with {pragma}={found} instead of {wanted}. Is the folder on a network drive?")
        yield ok(f"SQLite {sqlite3.sqlite_version} answers, and waits for the disk before it says done")


def _tables() -> Iterator[Finding]:
    from duomo.desk.site.start import unapplied_migrations

    missing = unapplied_migrations()
    if missing:
        yield wrong(f"The tables lack {missing} changes of this version. Run `duomo up` or `duomo prepare`.")
    else:
        yield ok("The tables fit this version")


def _tasks() -> Iterator[Finding]:
    from duomo.desk.kit.clock import utc_now
    from duomo.desk.kit.outbox import mail_trouble_since
    from duomo.desk.kit.tasks.queue import dead_letters, oldest_waiting
    from duomo.desk.site.start import unapplied_migrations

    if unapplied_migrations():
        return
    at = utc_now()
    dead = dead_letters()
    if dead:
        yield wrong(f"{len(dead)} tasks failed for good. `duomo tasks` lists them.")
    waiting = oldest_waiting(at)
    if waiting is not None:
        yield wrong(f"Tasks wait since {waiting:%Y-%m-%d %H:%M} UTC. Is `duomo up` or `duomo worker` running?")
    late = mail_trouble_since(at)
    if late is not None:
        yield wrong(f"Mail waits since {late:%Y-%m-%d %H:%M} UTC. Check DUOMO_SMTP_URL and the mail server.")
    if not dead and waiting is None and late is None:
        yield ok("No task and no mail is stuck")


def _disk() -> Iterator[Finding]:
    from django.conf import settings

    free = shutil.disk_usage(settings.DUOMO_DATA).free
    if free < LEAST_FREE_BYTES:
        yield wrong(
            f"Only {free // MEGABYTE} MB are free on the disk of the data folder; uploads are refused. Make room."
        )
    else:
        yield ok(f"{free // MEGABYTE:,} MB are free on the disk of the data folder")


def _tests() -> Iterator[Finding]:
    from duomo.cli.testing.programs import find_chromium, find_postgres

    for what, found in (("Chromium", find_chromium()), ("the PostgreSQL server", find_postgres())):
        if found is None:
            yield note(f"For `duomo test`, {what} is missing; its part of the tests would be skipped.")
        else:
            yield ok(f"For `duomo test`, {what} is there: {found}")
