"""Everything the simulator remembers, in one SQLite file: a killed process loses nothing committed.

Owns: applicants, links, webhook deliveries, faults and the clock's offset, changed together in one
transaction. Refuses: knowing what any of them mean.
"""

import json
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_TABLES = """
CREATE TABLE IF NOT EXISTS applicants (
    id TEXT PRIMARY KEY, external_id TEXT UNIQUE NOT NULL, body TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS links (
    token TEXT PRIMARY KEY, external_id TEXT NOT NULL, level TEXT NOT NULL,
    return_url TEXT NOT NULL, expires_at REAL NOT NULL);
CREATE TABLE IF NOT EXISTS deliveries (
    id INTEGER PRIMARY KEY AUTOINCREMENT, body TEXT NOT NULL, trick TEXT NOT NULL,
    due_at REAL NOT NULL, attempts INTEGER NOT NULL DEFAULT 0,
    state TEXT NOT NULL DEFAULT 'waiting', answer TEXT NOT NULL DEFAULT '');
CREATE TABLE IF NOT EXISTS faults (
    id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, path TEXT NOT NULL,
    remaining INTEGER NOT NULL, seconds REAL NOT NULL);
CREATE TABLE IF NOT EXISTS notes (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""
_EVERYTHING = ("applicants", "links", "deliveries", "faults", "notes")


class Store:
    """One file, one connection, one transaction at a time."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._lock = threading.RLock()
        self._connection = sqlite3.connect(
            folder / "sumsub.sqlite3", isolation_level=None, check_same_thread=False
        )
        self._connection.row_factory = sqlite3.Row
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.executescript(_TABLES)

    @contextmanager
    def work(self) -> Iterator["Work"]:
        """A transaction: all of it is kept, or after an exception none."""
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield Work(self._connection)
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._connection.close()


class Work:
    """What can be done inside one transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def keep(self, applicant: dict[str, Any]) -> None:
        """Keep an applicant, new or changed."""
        self.run(
            "INSERT INTO applicants VALUES (?, ?, ?)"
            " ON CONFLICT (id) DO UPDATE SET body = excluded.body",
            applicant["id"],
            applicant["externalUserId"],
            json.dumps(applicant),
        )

    def applicant(self, applicant_id: str) -> dict[str, Any] | None:
        """The applicant of that id."""
        return self._loaded("SELECT body FROM applicants WHERE id = ?", applicant_id)

    def applicant_of(self, external_id: str) -> dict[str, Any] | None:
        """The applicant whom the customer calls so."""
        return self._loaded("SELECT body FROM applicants WHERE external_id = ?", external_id)

    def rows(self, sql: str, *values: object) -> list[dict[str, Any]]:
        """Rows of a query."""
        return [dict(row) for row in self._connection.execute(sql, values).fetchall()]

    def run(self, sql: str, *values: object) -> None:
        """A change."""
        self._connection.execute(sql, values)

    def note(self, name: str, default: str) -> str:
        """A remembered word."""
        found = self.rows("SELECT value FROM notes WHERE name = ?", name)
        return str(found[0]["value"]) if found else default

    def write_note(self, name: str, value: str) -> None:
        """Remember a word."""
        self.run(
            "INSERT INTO notes VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
            name,
            value,
        )

    def forget_everything(self) -> None:
        """Begin anew."""
        for table in _EVERYTHING:
            self.run(f"DELETE FROM {table}")  # noqa: S608  (the names are the constants above)

    def _loaded(self, sql: str, value: str) -> dict[str, Any] | None:
        found = self.rows(sql, value)
        if not found:
            return None
        body: dict[str, Any] = json.loads(found[0]["body"])
        return body
