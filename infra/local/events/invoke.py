"""Calls a handler of the Chalice app as Lambda would.

Owns the invocation: its context, and that an exception ends the invocation, never the stack.
"""

from __future__ import annotations

import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from infra.local.context import context_for
from infra.local.log import Log


@dataclass(frozen=True)
class Failed:
    """The handler raised: the whole invocation failed."""

    reason: str


@dataclass(frozen=True)
class Function:
    """One registered handler under its name in the Chalice app."""

    name: str
    handler: Callable[[Any, Any], Any]
    log: Log
    stopping: threading.Event

    def invoke(self, event: dict[str, Any]) -> Any | Failed:
        """The handler's answer, or `Failed` when it raised."""
        try:
            return self.handler(event, context_for(self.name, self.stopping))
        except Exception as fault:  # noqa: BLE001 - the outermost seam, as Lambda's own is
            trace = "".join(traceback.format_exception(fault))
            self.log.line("events", f"{self.name} failed: {fault!r}\n{trace}", "error")
            return Failed(repr(fault))


def failed_ids(answer: Any, every_id: list[str]) -> set[str]:
    """The records that an answer reports as failed.

    As Lambda decides: nothing reported means none; an entry without an id, or with one that was
    not in the batch, means all.
    """
    if isinstance(answer, Failed):
        return set(every_id)
    failures = (answer or {}).get("batchItemFailures") or [] if isinstance(answer, dict) else []
    named = {failure.get("itemIdentifier") for failure in failures}
    return named if named <= set(every_id) else set(every_id)
