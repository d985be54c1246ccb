"""The one readable log of the laptop stack: time, source, a short line.

Owns what appears on the terminal, also what the application itself logs: its JSON lines become
readable ones. Refuses to hide errors: a line at warning or above shows its exception too.
"""

from __future__ import annotations

import io
import json
import sys
import threading
from datetime import datetime
from typing import TextIO

_COLOURS = {"error": "31", "warn": "33", "done": "32"}
_WIDTH = 13


class Log:
    """Writes lines to one stream; safe to use from any thread."""

    def __init__(self, stream: TextIO | None = None) -> None:
        """`stream` defaults to the process's real standard output."""
        self._stream = stream or sys.__stdout__ or sys.stdout
        self._lock = threading.Lock()
        self._coloured = self._stream.isatty()

    def line(self, source: str, text: str, kind: str = "") -> None:
        """One line; `kind` is "error", "warn", "done" or nothing."""
        # A person at this machine reads it: the machine's own time zone.
        stamp = datetime.now().astimezone().strftime("%H:%M:%S")
        colour = _COLOURS.get(kind)
        shown = f"\033[{colour}m{text}\033[0m" if colour and self._coloured else text
        with self._lock:
            self._stream.write(f"{stamp}  {source:<{_WIDTH}} {shown}\n")
            self._stream.flush()

    def plain(self, text: str) -> None:
        """Text without time and source, for what people copy: addresses and logins."""
        with self._lock:
            self._stream.write(f"{text}\n")
            self._stream.flush()


class AppOutput(io.TextIOBase):
    """Stands in for standard output while the application runs; feeds its lines to the log."""

    def __init__(self, log: Log) -> None:
        """Everything written here ends in `log`, line by line."""
        self._log = log
        self._rest = ""
        self._lock = threading.Lock()

    def writable(self) -> bool:
        """It is a place to write to."""
        return True

    def write(self, text: str) -> int:
        """Takes any part of a line; whole lines are passed on."""
        with self._lock:
            *lines, self._rest = (self._rest + text).split("\n")
        for line in lines:
            if line.strip():
                self._log.line(*readable(line))
        return len(text)


def readable(line: str) -> tuple[str, str, str]:
    """Source, text and kind of one line of the application's output, JSON or not."""
    try:
        record = json.loads(line)
    except ValueError:
        return "app", line, ""
    if not isinstance(record, dict):
        return "app", line, ""
    # Embedded metrics have no reader on a laptop; the line names them all the same.
    if "_aws" in record:
        names = [m["Name"] for d in record["_aws"]["CloudWatchMetrics"] for m in d["Metrics"]]
        return "metric", " ".join(f"{name}={record.get(name)}" for name in names), ""
    return _log_record(record)


_UNSHOWN = frozenset(
    ["level", "message", "event", "timestamp", "location", "service", "exception", "stack_trace"]
)


def _log_record(record: dict[str, object]) -> tuple[str, str, str]:
    level = str(record.get("level", "INFO"))
    message = record.get("message") or record.get("event") or ""
    text = message if isinstance(message, str) else json.dumps(message, default=str)
    facts = " ".join(f"{key}={value}" for key, value in record.items() if key not in _UNSHOWN)
    trace = record.get("exception") or ""
    kind = {"WARNING": "warn", "ERROR": "error", "CRITICAL": "error"}.get(level, "")
    return (
        "app",
        "  ".join(part for part in (text, facts) if part) + (f"\n{trace}" if trace else ""),
        kind,
    )
