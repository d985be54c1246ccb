"""Schedules on the laptop: starts the app's scheduled handlers when they are due.

Owns one schedule's clock. As with EventBridge, a run starts whether or not the one before has
ended; two at once is the most, so that a stuck job cannot fill the machine.
"""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from infra.local.events.expressions import Cron, Rate
from infra.local.events.invoke import Function
from infra.local.log import Log

_MOST_AT_ONCE = 2
# A rate schedule starts soon after the stack does, instead of a whole period later.
_FIRST_RUN_AFTER = timedelta(seconds=5)


@dataclass(frozen=True)
class Schedule:
    """Starts one function by its expression until the stack stops."""

    function: Function
    expression: Rate | Cron
    log: Log
    stopping: threading.Event
    now: Callable[[], datetime] = lambda: datetime.now(UTC)

    def run(self) -> None:
        """Starts runs until `stopping` is set; waits for those that are under way."""
        places = threading.BoundedSemaphore(_MOST_AT_ONCE)
        runs: list[threading.Thread] = []
        due = self._first_due()
        while not self.stopping.wait(max(0.0, (due - self.now()).total_seconds())):
            runs = [run for run in runs if run.is_alive()]
            if places.acquire(blocking=False):
                run = threading.Thread(target=self._one_run, args=(places, due), daemon=True)
                run.start()
                runs.append(run)
            else:
                self.log.line("events", f"{self.function.name} still runs; skipped once", "warn")
            due = self.expression.next_after(due)
        for run in runs:
            run.join()

    def _first_due(self) -> datetime:
        if isinstance(self.expression, Rate):
            return self.now() + min(_FIRST_RUN_AFTER, self.expression.every)
        return self.expression.next_after(self.now())

    def _one_run(self, places: threading.BoundedSemaphore, due: datetime) -> None:
        try:
            self.function.invoke(scheduled_event(self.function.name, due))
        finally:
            places.release()


def scheduled_event(name: str, due: datetime) -> dict[str, object]:
    """The event that EventBridge sends for a schedule."""
    return {
        "version": "0",
        "account": "000000000000",
        "region": "eu-central-1",
        "detail": {},
        "detail-type": "Scheduled Event",
        "source": "aws.events",
        "time": due.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "id": str(uuid.uuid4()),
        "resources": [f"arn:aws:events:eu-central-1:000000000000:rule/{name}"],
    }
