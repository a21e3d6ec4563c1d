"""Brings an installation into its right state: folder, key, tables, static files. Safe to repeat; deletes nothing."""

import hashlib
import os
from pathlib import Path

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from duomo.desk.site.env import Environment
from duomo.desk.site.folder import default_folder, prepare_folder

MADE_FROM = ".made-from"


def load_django() -> None:
    """Read the settings and the rooms. Everything that touches rows comes after this."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "duomo.desk.site.settings")
    django.setup()


def data_folder() -> Path:
    """Return the data folder of this process, which may not exist yet."""
    return Environment.of_process().folder("DUOMO_DATA", default_folder())


def prepare() -> None:
    """Make what is missing and update what is old; raises ImproperlyConfigured with the cure where it cannot."""
    prepare_folder(data_folder())
    load_django()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    collect_static()


def unapplied_migrations() -> int:
    """Return how many migrations the database still lacks."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def collect_static() -> None:
    """Copy, name by digest and compress the static files, when any of them has changed since the last time."""
    if "Manifest" not in settings.STORAGES["staticfiles"]["BACKEND"]:
        return
    stamp = Path(settings.STATIC_ROOT) / MADE_FROM
    wanted = _static_digest()
    if stamp.is_file() and stamp.read_text(encoding="ascii") == wanted:
        return
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    stamp.write_text(wanted, encoding="ascii")


def _static_digest() -> str:
    digest = hashlib.sha256(django.get_version().encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            facts = Path(storage.path(path)).stat()
            digest.update(f"{path}|{facts.st_size}|{facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()
