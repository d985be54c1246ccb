"""Everything the simulator remembers, in one file that is replaced whole: a kill loses nothing.

Owns: invoices, pull payments, payouts, the hot wallet's coins, deliveries on their way, faults and
the clock's offset. Refuses: knowing what any of them mean.
"""

import json
import secrets
import string
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Row = dict[str, Any]
_EMPTY: Row = {
    "offset_seconds": 0.0,
    "wallet": "100",
    "invoices": [],
    "pulls": [],
    "payouts": [],
    "deliveries": [],
    "faults": [],
}
_LETTERS = string.ascii_letters + string.digits


@dataclass
class World:
    """One piece of work's view: everything remembered, and what time it is."""

    kept: Row
    moment: float = field(default_factory=time.time)

    @property
    def now(self) -> float:
        """Seconds since the epoch, moved by as much as a lever has asked for."""
        return self.moment + float(self.kept["offset_seconds"])

    def rows(self, what: str) -> list[Row]:
        """All rows of a kind, oldest first; append to it or change them in place."""
        found: list[Row] = self.kept[what]
        return found

    def find(self, what: str, row_id: str) -> Row | None:
        """The row with that id."""
        return next((row for row in self.rows(what) if row["id"] == row_id), None)


class State:
    """One file, one piece of work at a time."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._file = folder / "btcpay.json"
        self._lock = threading.RLock()
        known = json.loads(self._file.read_text()) if self._file.exists() else {}
        self._kept: Row = json.loads(json.dumps(_EMPTY)) | known

    @contextmanager
    def work(self) -> Iterator[World]:
        """A piece of work: all of it is kept, or after an exception none."""
        with self._lock:
            before = json.dumps(self._kept)
            try:
                yield World(self._kept)
            except BaseException:
                self._kept = json.loads(before)
                raise
            after = json.dumps(self._kept)
            if after != before:
                fresh = self._file.with_suffix(".new")
                fresh.write_text(after)
                fresh.replace(self._file)

    def forget_everything(self) -> None:
        """Begin anew."""
        with self.work() as world:
            world.kept.clear()
            world.kept.update(json.loads(json.dumps(_EMPTY)))


def new_id(length: int = 22) -> str:
    """An id that looks like BTCPay's."""
    return "".join(secrets.choice(_LETTERS) for _ in range(length))
