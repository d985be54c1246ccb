"""Webhooks: signing, sending, and sending again until somebody says 2xx.

Source: docs.stripe.com/webhooks#verify-manually. ``Stripe-Signature: t=<seconds>,v1=<hex>``, the
hex being HMAC-SHA256 with the endpoint's secret over ``<seconds>.<body>``.
"""

import hashlib
import hmac
import http.client
import json
import threading
from typing import Any
from urllib.parse import urlsplit

from infra.simulators.stripe import payments, sessions
from infra.simulators.stripe.store import Store, Work
from infra.simulators.stripe.world import Settings, World, simulated_time

_ANSWER_SECONDS = 10
_STALE_SECONDS = 600
_PAUSE_SECONDS = 0.1
_BAD_COPIES = frozenset({"forge", "stale", "garble"})


def sign(body: bytes, secret: str, at: int) -> str:
    """The signature header for ``body`` at ``at``."""
    digest = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256)
    return f"t={at},v1={digest.hexdigest()}"


class Courier(threading.Thread):
    """Sends what is due, one after another, and moves on what the clock brings about."""

    def __init__(self, store: Store, settings: Settings) -> None:
        super().__init__(name="courier", daemon=True)
        self._store = store
        self._settings = settings
        self._stopping = threading.Event()

    def run(self) -> None:
        """Work until told to stop."""
        while not self._stopping.is_set():
            self._let_time_pass()
            if not self._send_one():
                self._stopping.wait(_PAUSE_SECONDS)

    def stop(self) -> None:
        """Finish the delivery at hand and end."""
        self._stopping.set()
        self.join(_ANSWER_SECONDS + 1)

    def _let_time_pass(self) -> None:
        with self._store.work() as work:
            world = World(work, int(simulated_time(work)), self._settings)
            sessions.expire_due(world)
            payments.settle_due(world)

    def _send_one(self) -> bool:
        """Send the delivery that is due longest; False if none is."""
        with self._store.work() as work:
            now = simulated_time(work)
            delivery = _due(work, now)
            if delivery is None:
                return False
            event = work.find("event", delivery["event_id"])
        body, signature = self._envelope(event or {}, delivery["trick"], int(now))
        answer = _post(self._settings.webhook_url, body, signature)
        with self._store.work() as work:
            self._note(work, delivery, answer)
        return True

    def _envelope(self, event: dict[str, Any], trick: str, now: int) -> tuple[bytes, str]:
        """Body and signature header, spoiled as ``trick`` says."""
        body = json.dumps(event, indent=2).encode()
        if trick == "garble":
            body = body[: len(body) // 2]
        secret = "whsec_of_somebody_else" if trick == "forge" else self._settings.webhook_secret
        return body, sign(body, secret, now - _STALE_SECONDS if trick == "stale" else now)

    def _note(self, work: Work, delivery: dict[str, Any], answer: str) -> None:
        """Delivered, to be repeated, or given up. A bad copy is sent once."""
        attempts = delivery["attempts"] + 1
        waits = self._settings.retry_seconds
        if answer.startswith("2") or delivery["trick"] in _BAD_COPIES:
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


def _due(work: Work, now: float) -> dict[str, Any] | None:
    """What to send now. A delivery to be overtaken goes once a later one has been sent."""
    rows = work.rows(
        "SELECT * FROM deliveries AS d WHERE state = 'waiting' AND (due_at <= ? OR"
        " (trick = 'overtaken' AND attempts = 0 AND EXISTS"
        " (SELECT 1 FROM deliveries AS o WHERE o.id > d.id AND o.state = 'sent')))"
        " ORDER BY due_at, id LIMIT 1",
        now,
    )
    return rows[0] if rows else None


def _post(url: str, body: bytes, signature: str) -> str:
    """Send; the status, or what went wrong. Redirects are not followed."""
    address = urlsplit(url)
    kind = http.client.HTTPSConnection if address.scheme == "https" else http.client.HTTPConnection
    connection = kind(address.hostname or "", address.port, timeout=_ANSWER_SECONDS)
    headers = {
        "content-type": "application/json; charset=utf-8",
        "stripe-signature": signature,
        "user-agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
    }
    try:
        connection.request("POST", address.path or "/", body, headers)
        return str(connection.getresponse().status)
    except (OSError, http.client.HTTPException) as error:
        return type(error).__name__
    finally:
        connection.close()
