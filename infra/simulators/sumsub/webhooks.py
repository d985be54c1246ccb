"""Webhooks on their way: digest, sending, and sending again until somebody says 2xx.

``x-payload-digest`` is the hex HMAC of the raw body with the webhook's secret, by the algorithm
that ``x-payload-digest-alg`` names. Source: docs.sumsub.com/docs/webhook-manager.
"""

import hmac
import http.client
import threading
from typing import Any
from urllib.parse import urlsplit

from infra.simulators.sumsub.store import Store, Work
from infra.simulators.sumsub.world import Settings, simulated_time

_ANSWER_SECONDS = 5
_PAUSE_SECONDS = 0.1
_BAD_COPIES = frozenset({"forge", "tamper", "sha1", "garble"})


def digest_headers(body: bytes, secret: str, algorithm: str) -> dict[str, str]:
    """The two headers that prove where ``body`` comes from; ``algorithm`` as ``SHA256``."""
    made = hmac.new(secret.encode(), body, algorithm.lower()).digest().hex()
    return {"x-payload-digest": made, "x-payload-digest-alg": f"HMAC_{algorithm}_HEX"}


class Courier(threading.Thread):
    """Sends what is due, one after another."""

    def __init__(self, store: Store, settings: Settings) -> None:
        super().__init__(name="courier", daemon=True)
        self._store = store
        self._settings = settings
        self._stopping = threading.Event()

    def run(self) -> None:
        """Work until told to stop."""
        while not self._stopping.is_set():
            if not self._send_one():
                self._stopping.wait(_PAUSE_SECONDS)

    def stop(self) -> None:
        """Finish the delivery at hand and end."""
        self._stopping.set()
        self.join(_ANSWER_SECONDS + 1)

    def _send_one(self) -> bool:
        """Send the delivery that is due longest; False if none is."""
        with self._store.work() as work:
            delivery = _due(work, simulated_time(work))
        if delivery is None:
            return False
        body, headers = self._envelope(delivery["body"].encode(), delivery["trick"])
        answer = _post(self._settings.webhook_url, body, headers)
        with self._store.work() as work:
            self._note(work, delivery, answer)
        return True

    def _envelope(self, body: bytes, trick: str) -> tuple[bytes, dict[str, str]]:
        """Body and digest headers, spoiled as ``trick`` says."""
        if trick == "garble":
            body = body[: len(body) // 2]
        secret = "of somebody else" if trick == "forge" else self._settings.webhook_secret
        algorithm = "SHA1" if trick == "sha1" else self._settings.webhook_digest
        headers = digest_headers(body, secret, algorithm)
        if trick == "tamper":
            body = body.replace(b'"RED"', b'"GREEN"').replace(b'"pending"', b'"completed"') + b" "
        return body, headers

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


def _post(url: str, body: bytes, headers: dict[str, str]) -> str:
    """Send; the status, or what went wrong. Redirects are not followed."""
    address = urlsplit(url)
    kind = http.client.HTTPSConnection if address.scheme == "https" else http.client.HTTPConnection
    connection = kind(address.hostname or "", address.port, timeout=_ANSWER_SECONDS)
    headers = headers | {"content-type": "application/json", "user-agent": "SumSub Webhook"}
    try:
        connection.request("POST", address.path or "/", body, headers)
        return str(connection.getresponse().status)
    except (OSError, http.client.HTTPException) as error:
        return type(error).__name__
    finally:
        connection.close()
