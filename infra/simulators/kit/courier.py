"""Webhooks on their way: sending what is due, and sending it again until somebody says 2xx.

Owns the deliveries' table and the waits between repeats. Refuses: signing, which each vendor does
in its own ``envelope``. A delivery's *trick* says how it is spoiled: one of the vendor's bad copies
is sent once, and one that is ``overtaken`` goes as soon as a later one has been sent.
"""

import http.client
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic
from urllib.parse import urlsplit

from infra.simulators.kit.store import Store, W, Work, simulated_time

DELIVERIES = """
CREATE TABLE IF NOT EXISTS deliveries (
    id INTEGER PRIMARY KEY AUTOINCREMENT, body TEXT NOT NULL, trick TEXT NOT NULL,
    due_at REAL NOT NULL, attempts INTEGER NOT NULL DEFAULT 0,
    state TEXT NOT NULL DEFAULT 'waiting', answer TEXT NOT NULL DEFAULT '');
"""
_PAUSE_SECONDS = 0.1

Delivery = dict[str, Any]
Envelope = Callable[[W, Delivery], tuple[bytes, Mapping[str, str]]]


@dataclass(frozen=True)
class Route(Generic[W]):
    """Where webhooks go and how: ``envelope`` makes body and headers of a delivery.

    ``bad_copies`` are the tricks whose delivery nobody should accept. ``let_time_pass`` does what
    the clock brings about, before each look for what is due.
    """

    url: str
    envelope: Envelope[W]
    retry_seconds: tuple[float, ...]
    bad_copies: frozenset[str] = frozenset()
    answer_seconds: float = 5
    let_time_pass: Callable[[W], None] | None = None


def plan(work: Work, body: str, due_at: float, trick: str = "") -> None:
    """Send ``body`` at ``due_at``."""
    work.insert("deliveries", body=body, trick=trick, due_at=due_at)


class Courier(threading.Thread, Generic[W]):
    """Sends what is due, one after another."""

    def __init__(self, store: Store[W], route: Route[W]) -> None:
        super().__init__(name="courier", daemon=True)
        self._store = store
        self._route = route
        self._stopping = threading.Event()

    def run(self) -> None:
        """Work until told to stop."""
        while not self._stopping.is_set():
            if self._route.let_time_pass:
                with self._store.work() as work:
                    self._route.let_time_pass(work)
            if not self._send_one():
                self._stopping.wait(_PAUSE_SECONDS)

    def stop(self) -> None:
        """Finish the delivery at hand and end."""
        self._stopping.set()
        self.join(self._route.answer_seconds + 1)

    def _send_one(self) -> bool:
        """Send the delivery that is due longest; False if none is."""
        with self._store.work() as work:
            delivery = _due(work, simulated_time(work))
            if delivery is None:
                return False
            body, headers = self._route.envelope(work, delivery)
        answer = post(self._route.url, body, headers, self._route.answer_seconds)
        with self._store.work() as work:
            self._note(work, delivery, answer)
        return True

    def _note(self, work: Work, delivery: Delivery, answer: str) -> None:
        """Delivered, to be repeated, or given up."""
        attempts, waits = delivery["attempts"] + 1, self._route.retry_seconds
        if answer.startswith("2") or delivery["trick"] in self._route.bad_copies:
            state, due_at = "sent", delivery["due_at"]
        elif attempts > len(waits):
            state, due_at = "given up", delivery["due_at"]
        else:
            state, due_at = "waiting", simulated_time(work) + waits[attempts - 1]
        work.run(
            "UPDATE deliveries SET attempts = ?, state = ?, due_at = ?, answer = ? WHERE id = ?",
            attempts,
            state,
            due_at,
            answer,
            delivery["id"],
        )


def _due(work: Work, now: float) -> Delivery | None:
    """What to send now. A delivery to be overtaken goes once a later one has been sent."""
    return work.row(
        "SELECT * FROM deliveries AS d WHERE state = 'waiting' AND (due_at <= ? OR"
        " (trick = 'overtaken' AND attempts = 0 AND EXISTS"
        " (SELECT 1 FROM deliveries AS o WHERE o.id > d.id AND o.state = 'sent')))"
        " ORDER BY due_at, id LIMIT 1",
        now,
    )


def post(url: str, body: bytes, headers: Mapping[str, str], answer_seconds: float) -> str:
    """Send; the status, or what went wrong. Redirects are not followed."""
    address = urlsplit(url)
    kind = http.client.HTTPSConnection if address.scheme == "https" else http.client.HTTPConnection
    connection = kind(address.hostname or "", address.port, timeout=answer_seconds)
    target = f"{address.path or '/'}?{address.query}" if address.query else address.path or "/"
    try:
        connection.request("POST", target, body, dict(headers))
        return str(connection.getresponse().status)
    except (OSError, http.client.HTTPException) as error:
        return type(error).__name__
    finally:
        connection.close()
