"""Everything the simulator remembers, in one file that is replaced whole: a kill loses nothing.

Owns: verifications, messages, callbacks on their way, faults, number ranges and the clock's offset.
Refuses: knowing what any of them mean.
"""

import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

Row = dict[str, Any]
_EMPTY: Row = {
    "offset_seconds": 0.0,
    "verifications": [],
    "messages": [],
    "callbacks": [],
    "faults": [],
    "ranges": {},
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

    def find(self, what: str, sid: str) -> Row | None:
        """The row with that sid."""
        return next((row for row in self.rows(what) if row["sid"] == sid), None)


class State:
    """One file, one piece of work at a time."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._file = folder / "twilio.json"
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
        with self._lock, self.work() as world:
            world.kept.clear()
            world.kept.update(json.loads(json.dumps(_EMPTY)))


def new_sid(prefix: str) -> str:
    """An id that looks like Twilio's: two letters and 32 hexadecimal digits."""
    return prefix + secrets.token_hex(16)


def zulu(seconds: float) -> str:
    """A time as Verify writes it."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def rfc2822(seconds: float) -> str:
    """A time as the older API writes it."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%a, %d %b %Y %H:%M:%S +0000")
