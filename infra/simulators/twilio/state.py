"""Everything the simulator remembers, as one document that is replaced whole: a kill loses nothing.

Owns: verifications, messages, callbacks on their way and number ranges. Refuses: knowing what any
of them mean.
"""

import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from infra.simulators.kit.store import Store, Work, simulated_time

Row = dict[str, Any]
_EMPTY = json.dumps({"verifications": [], "messages": [], "callbacks": [], "ranges": {}})
_NOTE = "world"


@dataclass
class World:
    """One piece of work's view: everything remembered, and what time it is."""

    kept: Row
    work: Work
    now: float

    def rows(self, what: str) -> list[Row]:
        """All rows of a kind, oldest first; append to it or change them in place."""
        found: list[Row] = self.kept[what]
        return found

    def find(self, what: str, sid: str) -> Row | None:
        """The row with that sid."""
        return next((row for row in self.rows(what) if row["sid"] == sid), None)


class State:
    """One document, one piece of work at a time."""

    def __init__(self, folder: Path) -> None:
        self._store = Store(folder, "twilio", "", Work)

    @contextmanager
    def work(self) -> Iterator[World]:
        """A piece of work: all of it is kept, or after an exception none."""
        with self._store.work() as work:
            before = work.note(_NOTE, _EMPTY)
            world = World(json.loads(before), work, simulated_time(work))
            yield world
            if (after := json.dumps(world.kept)) != before:
                work.write_note(_NOTE, after)

    def forget_everything(self) -> None:
        """Begin anew."""
        with self._store.work() as work:
            work.forget_everything()

    def close(self) -> None:
        """Let go of the file."""
        self._store.close()


def new_sid(prefix: str) -> str:
    """An id that looks like Twilio's: two letters and 32 hexadecimal digits."""
    return prefix + secrets.token_hex(16)


def zulu(seconds: float) -> str:
    """A time as Verify writes it."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def rfc2822(seconds: float) -> str:
    """A time as the older API writes it."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%a, %d %b %Y %H:%M:%S +0000")
