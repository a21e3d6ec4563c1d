"""Several databases of one process: the small one, and copies of it that grow."""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import load_backend
from psycopg import sql


class SqliteFiles:
    """Files in the data folder."""

    def __init__(self, folder: Path) -> None:
        self.first = str(folder / "duomo.sqlite3")
        self._folder = folder

    def copy(self, name: str) -> str:
        """Copy the first file; what the copy is called in the settings."""
        with connections["default"].cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connections["default"].close()
        return str(shutil.copy(self.first, self._folder / f"{name}.sqlite3"))


class PostgresDatabases:
    """Databases on a server, dropped at the end."""

    def __init__(self, server: str) -> None:
        self._server = server
        self._prefix = f"duomo_bench_{secrets.token_hex(4)}"
        self.first = f"{self._prefix}_small"
        self._made = [self.first]
        self._run("CREATE DATABASE {}", self.first)

    @property
    def address(self) -> str:
        """The address of the first database."""
        return urlunsplit(urlsplit(self._server)._replace(path=f"/{self.first}"))

    def copy(self, name: str) -> str:
        """Copy the first database; what the copy is called in the settings."""
        connections["default"].close()
        connections["default"].close_pool()  # type: ignore[attr-defined]  # of this engine only
        made = f"{self._prefix}_{name}"
        self._run("CREATE DATABASE {} TEMPLATE {}", made, self.first)
        self._made.append(made)
        return made

    def drop(self) -> None:
        """Leave the server as it was."""
        for name in self._made:
            self._run("DROP DATABASE {} WITH (FORCE)", name)

    def _run(self, statement: str, *names: str) -> None:
        with psycopg.connect(self._server, autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


Databases = SqliteFiles | PostgresDatabases


@contextmanager
def fresh_installation(server: str) -> Iterator[Databases]:
    """Point the settings, which must not be read yet, to an installation of this run; on SQLite without a server."""
    with TemporaryDirectory(prefix="duomo-bench-") as folder:
        for name in [name for name in os.environ if name.startswith("DUOMO_") or name == "DATABASE_URL"]:
            del os.environ[name]
        os.environ["DUOMO_DATA"] = folder
        if not server:
            yield SqliteFiles(Path(folder))
            return
        made = PostgresDatabases(server)
        os.environ["DATABASE_URL"] = made.address
        try:
            yield made
        finally:
            made.drop()


class Stage:
    """Which of the databases is the default one at present."""

    def __init__(self, databases: Databases) -> None:
        self._databases = databases
        self._known: dict[str, BaseDatabaseWrapper] = {"small": connections["default"]}

    def add(self, name: str) -> None:
        """Copy the small one, and make the copy the default one."""
        self.use("small")
        settings = {**connections["default"].settings_dict, "NAME": self._databases.copy(name)}
        # A pool of connections is found by the alias, so every database needs its own.
        self._known[name] = load_backend(settings["ENGINE"]).DatabaseWrapper(settings, name)
        self.use(name)

    def use(self, name: str) -> None:
        """Make a database the default one."""
        connections["default"] = self._known[name]

    def close(self) -> None:
        """Give all connections back."""
        for wrapper in self._known.values():
            wrapper.close()
            if hasattr(wrapper, "close_pool"):
                wrapper.close_pool()
