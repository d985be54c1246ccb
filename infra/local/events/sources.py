"""Which handlers a Chalice app has registered, and what drives each of them on the laptop.

Owns the reading of Chalice's registrations and the threads of the event side. Refuses a kind of
handler that the laptop cannot drive, at start and by name, instead of never calling it.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from typing import Any

from chalice.app import (
    Chalice,
    DynamoDBEventConfig,
    ScheduledEventConfig,
    SQSEventConfig,
)

from infra.local.aws import Clients
from infra.local.events.expressions import parse
from infra.local.events.invoke import Function
from infra.local.events.queues import QueuePoller
from infra.local.events.schedules import Schedule
from infra.local.events.streams import StreamPoller
from infra.local.log import Log


class CannotDrive(Exception):
    """The app registers a handler for a source that the laptop stack does not have."""


@dataclass
class EventSide:
    """All queues, streams and schedules of one app, each on a thread of its own."""

    app: Chalice
    clients: Clients
    log: Log
    # Schedules end first, then streams, then queues: each may still feed the next.
    stopping_schedules: threading.Event = field(default_factory=threading.Event)
    stopping_streams: threading.Event = field(default_factory=threading.Event)
    stopping_queues: threading.Event = field(default_factory=threading.Event)
    _schedules: list[threading.Thread] = field(default_factory=list)
    _streams: list[threading.Thread] = field(default_factory=list)
    _queues: list[threading.Thread] = field(default_factory=list)

    def start(self) -> None:
        """Starts a thread for every registered handler.

        Raises:
            CannotDrive: a handler hangs on a source that does not exist here.
        """
        for source in self.app.event_sources:
            threads, runner = self._runner(source)
            thread = threading.Thread(target=runner.run, name=source.name, daemon=True)
            threads.append(thread)
        for thread in self._queues + self._streams + self._schedules:
            thread.start()

    def stop(self, within_seconds: float = 20) -> bool:
        """Ends all work in order; False if something did not end in time."""
        groups = (
            (self.stopping_schedules, self._schedules),
            (self.stopping_streams, self._streams),
            (self.stopping_queues, self._queues),
        )
        deadline = time.monotonic() + within_seconds
        ended = True
        for signal, threads in groups:
            signal.set()
            for thread in threads:
                thread.join(max(0.1, deadline - time.monotonic()))
                if thread.is_alive():
                    self.log.line("events", f"{thread.name} did not end in time", "warn")
                    ended = False
        return ended

    def describe(self) -> str:
        """How much there is to drive, for the log."""
        return (
            f"{len(self._queues)} queues, {len(self._streams)} streams, "
            f"{len(self._schedules)} schedules"
        )

    def _runner(self, source: Any) -> tuple[list[threading.Thread], Any]:
        if isinstance(source, SQSEventConfig):
            return self._queues, self._queue(source)
        if isinstance(source, DynamoDBEventConfig):
            return self._streams, self._stream(source)
        if isinstance(source, ScheduledEventConfig):
            return self._schedules, self._schedule(source)
        raise CannotDrive(
            f"{source.name} is a {type(source).__name__}; the laptop has no such source"
        )

    def _function(self, name: str, stopping: threading.Event) -> Function:
        return Function(name, self.app.handler_map[name], self.log, stopping)

    def _queue(self, source: SQSEventConfig) -> QueuePoller:
        queue = source.queue or str(source.queue_arn).rsplit(":", 1)[-1]
        return QueuePoller(
            function=self._function(source.name, self.stopping_queues),
            queue=queue,
            batch_size=source.batch_size,
            sqs=self.clients("sqs"),
            log=self.log,
            stopping=self.stopping_queues,
        )

    def _stream(self, source: DynamoDBEventConfig) -> StreamPoller:
        return StreamPoller(
            function=self._function(source.name, self.stopping_streams),
            table=source.stream_arn.split("/")[1],
            batch_size=source.batch_size,
            dynamodb=self.clients("dynamodb"),
            streams=self.clients("dynamodbstreams"),
            log=self.log,
            stopping=self.stopping_streams,
        )

    def _schedule(self, source: ScheduledEventConfig) -> Schedule:
        written = source.schedule_expression
        text = written if isinstance(written, str) else written.to_string()
        return Schedule(
            function=self._function(source.name, self.stopping_schedules),
            expression=parse(text),
            log=self.log,
            stopping=self.stopping_schedules,
        )
