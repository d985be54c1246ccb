"""What the simulator remembers besides what every simulator does: objects, idempotency keys."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from infra.simulators.kit import store as kit
from infra.simulators.kit.courier import DELIVERIES

_TABLES = """
CREATE TABLE IF NOT EXISTS objects (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT UNIQUE NOT NULL, kind TEXT NOT NULL,
    body TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS objects_by_kind ON objects (kind, seq);
CREATE TABLE IF NOT EXISTS keys (
    key TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, status INTEGER NOT NULL, body TEXT NOT NULL,
    created INTEGER NOT NULL);
"""


class Work(kit.Work):
    """What can be done inside one transaction."""

    def put(self, body: dict[str, Any]) -> None:
        """Keep an object under its ``id``, new or changed; its ``object`` is its kind."""
        self.run(
            "INSERT INTO objects (id, kind, body) VALUES (?, ?, ?)"
            " ON CONFLICT (id) DO UPDATE SET body = excluded.body",
            body["id"],
            body["object"],
            json.dumps(body),
        )

    def find(self, kind: str, object_id: str) -> dict[str, Any] | None:
        """The object of that kind and id."""
        row = self.row("SELECT body FROM objects WHERE id = ? AND kind = ?", object_id, kind)
        return _loaded(row["body"]) if row else None

    def newest_first(self, kind: str) -> Iterator[dict[str, Any]]:
        """All objects of a kind."""
        rows = self.rows("SELECT body FROM objects WHERE kind = ? ORDER BY seq DESC", kind)
        return (_loaded(row["body"]) for row in rows)


Store = kit.Store[Work]


def opened(folder: Path) -> Store:
    """The memory in ``folder``."""
    return kit.Store(folder, "stripe", _TABLES + DELIVERIES, Work)


def _loaded(text: str) -> dict[str, Any]:
    body: dict[str, Any] = json.loads(text)
    return body
