"""What the laptop stack keeps between runs.

Owns the two generations of state: `saved`, as of the last clean stop, and `working`, which the
running stack fills. A clean stop swaps them in one rename; so a killed run can lose what happened
since its start, but never leave a mixture of old and new. Everything that must agree (the embedded
AWS, the simulators, the mark of the demonstration data) lives in one generation.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO

from infra.local.layout import Layout

_DEMO_MARK = "demo-loaded"


class AlreadyRunning(Exception):
    """Another process uses this state folder."""


@dataclass
class State:
    """The state folder of one stack, held by one process at a time."""

    layout: Layout
    _lock: IO[str] | None = field(default=None, repr=False)

    def open(self) -> str | None:
        """Takes the folder and prepares the working generation from the saved one.

        Returns a sentence about what was lost if the last run did not stop cleanly.

        Raises:
            AlreadyRunning: another stack holds the folder.
        """
        self.layout.state.mkdir(parents=True, exist_ok=True)
        self._take()
        lost = self._what_was_lost()
        shutil.rmtree(self.layout.working, ignore_errors=True)
        if self.layout.saved.exists():
            shutil.copytree(self.layout.saved, self.layout.working)
        else:
            self.layout.working.mkdir()
        started = datetime.now().astimezone().isoformat(timespec="seconds")
        self._marker.write_text(json.dumps({"started_at": started, "pid": os.getpid()}))
        return lost

    def save(self) -> None:
        """Makes the working generation the saved one. Every writer must have stopped before."""
        previous = self.layout.state / "previous"
        shutil.rmtree(previous, ignore_errors=True)
        if self.layout.saved.exists():
            self.layout.saved.rename(previous)
        self.layout.working.rename(self.layout.saved)
        shutil.rmtree(previous, ignore_errors=True)
        self._marker.unlink(missing_ok=True)

    def close(self) -> None:
        """Gives the folder back."""
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    @property
    def has_saved_demo(self) -> bool:
        """Whether the saved generation holds the demonstration data."""
        return (self.layout.saved / _DEMO_MARK).exists()

    def mark_demo(self) -> None:
        """Remembers that the demonstration data is loaded; kept by the next `save`."""
        (self.layout.working / _DEMO_MARK).write_text("loaded\n")

    @property
    def _marker(self) -> Path:
        return self.layout.state / "running.json"

    def _take(self) -> None:
        lock = (self.layout.state / "lock").open("w")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
            raise AlreadyRunning(
                f"another Fairlead stack already uses {self.layout.state}; stop it first"
            ) from None
        self._lock = lock

    def _what_was_lost(self) -> str | None:
        previous = self.layout.state / "previous"
        if not self.layout.saved.exists() and previous.exists():
            previous.rename(self.layout.saved)
        if not self._marker.exists():
            return None
        started = json.loads(self._marker.read_text())["started_at"]
        kept = "as the last clean stop left it" if self.layout.saved.exists() else "empty"
        return (
            f"the run of {started} was killed before it could save; what was done in it is lost, "
            f"everything else is {kept}"
        )
