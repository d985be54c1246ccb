"""Everything the simulator remembers, in one file that is replaced whole: a kill loses nothing."""

import json
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
    "merchant": {},
    "orders": [],
    "notices": [],
    "faults": [],
}


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

    def order(self, page: str) -> Row | None:
        """The order of a page."""
        return next((row for row in self.rows("orders") if row["page"] == page), None)

    def take_fault(self, *kinds: str) -> Row | None:
        """What goes wrong now, used up once."""
        for row in self.rows("faults"):
            if row["left"] > 0 and row["kind"] in kinds:
                row["left"] -= 1
                return dict(row)
        return None


class State:
    """One file, one piece of work at a time."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._file = folder / "psp.json"
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
        """Begin anew; the merchant stays known."""
        with self.work() as world:
            merchant = world.kept["merchant"]
            world.kept.clear()
            world.kept.update(json.loads(json.dumps(_EMPTY)) | {"merchant": merchant})
