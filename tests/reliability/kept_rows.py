"""Reads the desk's database past the desk, as an auditor would: plain SQL on either engine."""

import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import psycopg

from tests.reliability.desk import Desk
from tests.reliability.journal import Kept


@dataclass(frozen=True, slots=True)
class KeptRows:
    """What the tables of a desk hold; ask when it has ended."""

    desk: Desk

    def all(self) -> list[Kept]:
        """Every job by its title, and every own time by its note."""
        rows = self._ask("SELECT title, number FROM briefs_job UNION ALL SELECT note, job_number FROM ledger_owntime")
        return [Kept(mark, number) for mark, number in rows]

    def half_done(self) -> list[str]:
        """Deeds of which only a part is there: each must have all its rows and its event."""
        jobs = self._counted("SELECT number FROM briefs_job")
        own = self._counted("SELECT job_number FROM ledger_owntime")
        versions = self._counted("SELECT j.number FROM briefs_job j JOIN briefs_briefversion v ON v.job_id = j.id")
        waits = self._counted("SELECT job_number FROM waits_wait")
        opened = self._counted("SELECT job_number FROM seats_event WHERE verb = 'job_opened'")
        logged = self._counted("SELECT job_number FROM seats_event WHERE verb = 'own_time_logged'")
        once = self._ask("SELECT count(*) FROM kit_oncekey WHERE key LIKE 'crash-%' AND location <> ''")[0][0]
        found = {
            "numbers of jobs": jobs == Counter(range(1, len(jobs) + 1)),
            "versions of briefs": versions == jobs,
            "waits": waits == jobs,
            "events of jobs": opened == jobs,
            "events of own hours": logged == own,
            "keys of forms": once == jobs.total() + own.total(),
        }
        return [what for what, right in found.items() if not right]

    def damage(self) -> list[str]:
        """What SQLite finds wrong with its file; PostgreSQL looks after its own."""
        if self.desk.database:
            return []
        integrity = [row[0] for row in self._ask("PRAGMA integrity_check") if row[0] != "ok"]
        return integrity + [str(row) for row in self._ask("PRAGMA foreign_key_check")]

    def _counted(self, query: str) -> Counter[int]:
        return Counter(number for (number,) in self._ask(query))

    def _ask(self, query: str) -> list[tuple[Any, ...]]:
        if self.desk.database:
            with psycopg.connect(self.desk.database["DATABASE_URL"]) as server:
                return server.execute(query.encode()).fetchall()
        with closing(sqlite3.connect(self.desk.folder / "duomo.sqlite3")) as file:
            return file.execute(query).fetchall()
