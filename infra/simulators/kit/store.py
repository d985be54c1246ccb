"""Everything a simulator remembers, in one SQLite file: a killed process loses nothing committed.

Owns: the file, one transaction at a time, faults, deliveries, and the clock's offset. Refuses:
knowing what a vendor's own tables mean.
"""

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Generic, TypeVar

_TABLES = """
CREATE TABLE IF NOT EXISTS faults (
    id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, path TEXT NOT NULL,
    remaining INTEGER NOT NULL, seconds REAL NOT NULL, later INTEGER NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS notes (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""
_OWN_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"


class Work:
    """What can be done inside one transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def rows(self, sql: str, *values: object) -> list[dict[str, Any]]:
        """Rows of a query."""
        return [dict(row) for row in self._connection.execute(sql, values).fetchall()]

    def row(self, sql: str, *values: object) -> dict[str, Any] | None:
        """The first row of a query."""
        found = self._connection.execute(sql, values).fetchone()
        return None if found is None else dict(found)

    def run(self, sql: str, *values: object) -> int:
        """A change; the key of the row inserted, if one was."""
        return int(self._connection.execute(sql, values).lastrowid or 0)

    def insert(self, table: str, **members: object) -> int:
        """Add a row; its key."""
        names, marks = ", ".join(members), ", ".join("?" * len(members))
        return self.run(
            f"INSERT INTO {table} ({names}) VALUES ({marks})",  # noqa: S608 - names are the code's
            *members.values(),
        )

    def note(self, name: str, default: str = "") -> str:
        """A remembered word."""
        found = self.row("SELECT value FROM notes WHERE name = ?", name)
        return default if found is None else str(found["value"])

    def write_note(self, name: str, value: str) -> None:
        """Remember a word."""
        self.run(
            "INSERT INTO notes VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
            name,
            value,
        )

    def forget_everything(self) -> None:
        """Begin anew."""
        for table in self.rows(_OWN_TABLES):
            self.run(f"DELETE FROM {table['name']}")  # noqa: S608 - names are the schema's


W = TypeVar("W", bound=Work)


class Store(Generic[W]):
    """One file, one connection, one transaction at a time."""

    def __init__(self, folder: Path, name: str, tables: str, work: type[W]) -> None:
        """``work`` is what `work` hands out: `Work`, or a vendor's own kind of it."""
        folder.mkdir(parents=True, exist_ok=True)
        self._kind = work
        self._lock = threading.RLock()
        self._connection = sqlite3.connect(
            folder / f"{name}.sqlite3", isolation_level=None, check_same_thread=False
        )
        self._connection.row_factory = sqlite3.Row
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.executescript(_TABLES + tables)

    @contextmanager
    def work(self) -> Iterator[W]:
        """A transaction: all of it is kept, or after an exception none."""
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._kind(self._connection)
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._connection.close()


def simulated_time(work: Work) -> float:
    """Now in seconds: stopped at a moment, or moved by as much as the levers have asked for."""
    stopped = work.note("clock_stopped_at")
    return float(stopped) if stopped else time.time() + float(work.note("clock_offset", "0"))


def move_clock(work: Work, seconds: float) -> None:
    """Jump ahead, stopped or running."""
    if stopped := work.note("clock_stopped_at"):
        work.write_note("clock_stopped_at", str(float(stopped) + seconds))
    else:
        work.write_note("clock_offset", str(float(work.note("clock_offset", "0")) + seconds))


def set_clock(work: Work, at: float | None, *, stopped: bool = False) -> None:
    """Jump to ``at`` and stand still there or run on; None returns to the machine's time."""
    work.write_note("clock_stopped_at", str(at) if stopped and at is not None else "")
    work.write_note("clock_offset", "0" if at is None else str(at - time.time()))
