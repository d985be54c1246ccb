"""The simulator's memory: one SQLite file.

Every request runs in one transaction that is committed before the answer leaves, so what was
answered as done is there after the process is killed. Amounts are whole smallest units of the
account's currency; prices are decimal text; deals keep the server zone's time, as MT5 does.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_SCHEMA = """
CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS groups (
    name TEXT PRIMARY KEY, currency TEXT NOT NULL, digits INTEGER NOT NULL,
    first_login INTEGER NOT NULL, last_login INTEGER NOT NULL, commission INTEGER NOT NULL,
    leverages TEXT NOT NULL, password_min INTEGER NOT NULL, stop_out INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS users (
    login INTEGER PRIMARY KEY, group_name TEXT NOT NULL, leverage INTEGER NOT NULL,
    rights INTEGER NOT NULL, registered INTEGER NOT NULL, main TEXT NOT NULL,
    investor TEXT NOT NULL, record TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS deals (
    ticket INTEGER PRIMARY KEY AUTOINCREMENT, login INTEGER NOT NULL, time_msc INTEGER NOT NULL,
    action INTEGER NOT NULL, entry INTEGER NOT NULL DEFAULT 0,
    order_ticket INTEGER NOT NULL DEFAULT 0, position INTEGER NOT NULL DEFAULT 0,
    symbol TEXT NOT NULL DEFAULT '', volume INTEGER NOT NULL DEFAULT 0,
    closed_volume INTEGER NOT NULL DEFAULT 0, price TEXT NOT NULL DEFAULT '0',
    open_price TEXT NOT NULL DEFAULT '0', profit INTEGER NOT NULL DEFAULT 0,
    storage INTEGER NOT NULL DEFAULT 0, commission INTEGER NOT NULL DEFAULT 0,
    comment TEXT NOT NULL DEFAULT '', reason INTEGER NOT NULL DEFAULT 0,
    dealer INTEGER NOT NULL DEFAULT 0);
CREATE INDEX IF NOT EXISTS deals_by_login ON deals (login, time_msc);
CREATE INDEX IF NOT EXISTS deals_by_time ON deals (time_msc);
CREATE TABLE IF NOT EXISTS orders (
    ticket INTEGER PRIMARY KEY AUTOINCREMENT, login INTEGER NOT NULL, symbol TEXT NOT NULL,
    kind INTEGER NOT NULL, volume INTEGER NOT NULL, remaining INTEGER NOT NULL,
    price TEXT NOT NULL, stop_loss TEXT NOT NULL, take_profit TEXT NOT NULL,
    setup_msc INTEGER NOT NULL, done_msc INTEGER NOT NULL DEFAULT 0, state INTEGER NOT NULL,
    position INTEGER NOT NULL DEFAULT 0, comment TEXT NOT NULL DEFAULT '',
    reason INTEGER NOT NULL DEFAULT 0);
CREATE INDEX IF NOT EXISTS orders_by_login ON orders (login, state);
CREATE TABLE IF NOT EXISTS positions (
    ticket INTEGER PRIMARY KEY, login INTEGER NOT NULL, symbol TEXT NOT NULL,
    action INTEGER NOT NULL, volume INTEGER NOT NULL, price TEXT NOT NULL,
    stop_loss TEXT NOT NULL, take_profit TEXT NOT NULL, created_msc INTEGER NOT NULL,
    updated_msc INTEGER NOT NULL, comment TEXT NOT NULL, reason INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS positions_by_login ON positions (login);
"""

Record = sqlite3.Row


class Store:
    """The file and the questions asked of it. Callers hold the server's lock."""

    def __init__(self, path: Path | str) -> None:
        self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._db.row_factory = sqlite3.Row
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=NORMAL")
        self._db.executescript(_SCHEMA)
        self._open = False
        self._settings: dict[str, str] = {}

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; within another transaction, part of that one."""
        if self._open:
            yield
            return
        self._db.execute("BEGIN IMMEDIATE")
        self._open = True
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            self._settings.clear()
            raise
        else:
            self._db.execute("COMMIT")
        finally:
            self._open = False

    def rows(self, sql: str, *values: Any) -> list[Record]:
        """What a question finds."""
        return self._db.execute(sql, values).fetchall()

    def row(self, sql: str, *values: Any) -> Record | None:
        """The first of what a question finds."""
        found = self._db.execute(sql, values).fetchone()
        return found if isinstance(found, sqlite3.Row) else None

    def number(self, sql: str, *values: Any) -> int:
        """The one number that a question asks for; zero for nothing."""
        found = self._db.execute(sql, values).fetchone()
        return int(found[0] or 0) if found else 0

    def write(self, sql: str, *values: Any) -> int:
        """Change something; the key of the row inserted, if one was."""
        return int(self._db.execute(sql, values).lastrowid or 0)

    def insert(self, table: str, **members: Any) -> int:
        """Add a row; its key."""
        names = ", ".join(members)
        marks = ", ".join("?" * len(members))
        return self.write(
            f"INSERT INTO {table} ({names}) VALUES ({marks})",  # noqa: S608 - names are ours
            *members.values(),
        )

    def setting(self, name: str) -> str:
        """A remembered setting; empty when never set. Read once, since prices ask all the time."""
        if name not in self._settings:
            found = self.row("SELECT value FROM settings WHERE name = ?", name)
            self._settings[name] = str(found["value"]) if found else ""
        return self._settings[name]

    def set_setting(self, name: str, value: str) -> None:
        """Remember a setting."""
        self.write("INSERT OR REPLACE INTO settings VALUES (?, ?)", name, value)
        self._settings[name] = value

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()
