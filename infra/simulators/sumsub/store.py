"""What the simulator remembers besides what every simulator does: applicants and their links."""

import json
from pathlib import Path
from typing import Any

from infra.simulators.kit import store as kit
from infra.simulators.kit.courier import DELIVERIES

_TABLES = """
CREATE TABLE IF NOT EXISTS applicants (
    id TEXT PRIMARY KEY, external_id TEXT UNIQUE NOT NULL, body TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS links (
    token TEXT PRIMARY KEY, external_id TEXT NOT NULL, level TEXT NOT NULL,
    return_url TEXT NOT NULL, expires_at REAL NOT NULL);
"""


class Work(kit.Work):
    """What can be done inside one transaction."""

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

    def _loaded(self, sql: str, value: str) -> dict[str, Any] | None:
        found = self.row(sql, value)
        if found is None:
            return None
        body: dict[str, Any] = json.loads(found["body"])
        return body


Store = kit.Store[Work]


def opened(folder: Path) -> Store:
    """The memory in ``folder``."""
    return kit.Store(folder, "sumsub", _TABLES + DELIVERIES, Work)
