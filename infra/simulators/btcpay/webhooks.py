"""Webhooks: signing, sending, and sending again until somebody says 2xx or the schedule is over.

Source: the Greenfield API's section on webhooks. ``BTCPay-Sig: sha256=<hex>``, the hex being
HMAC-SHA256 with the webhook's secret over the body. A redelivery has an id of its own and names
the first one's.
"""

import hashlib
import hmac
import http.client
import json
import threading
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from infra.simulators.btcpay.exchange import Settings
from infra.simulators.btcpay.faults import take_webhook_fault
from infra.simulators.btcpay.state import Row, State, World, new_id

_ANSWER_SECONDS = 10
_PAUSE_SECONDS = 0.05
_OVERTAKEN_SECONDS = 1.0
_WEBHOOK_ID = "FairleadLaptopHook0000"


def announce(world: World, settings: Settings, kind: str, **facts: Any) -> None:
    """Plan the delivery of an event, spoiled by the fault that is switched on for it."""
    if not settings.webhook_url:
        return
    delivery = new_id()
    event = {
        "deliveryId": delivery,
        "webhookId": _WEBHOOK_ID,
        "originalDeliveryId": delivery,
        "isRedelivery": False,
        "type": kind,
        "timestamp": int(world.now),
        "storeId": settings.store_id,
        **facts,
    }
    fault = take_webhook_fault(world)
    trick = fault["kind"] if fault else ""
    if trick == "webhook_lose":
        return
    due = world.now
    if fault and trick in {"webhook_delay", "webhook_reorder"}:
        due += float(fault["seconds"]) or _OVERTAKEN_SECONDS
    if trick == "webhook_forge":
        _plan(world, event, due, forged=True)
    _plan(world, event, due)
    if trick == "webhook_duplicate":
        _plan(world, event, due)


def redeliver(world: World, delivery_id: str) -> None:
    """Send an event once more, as the button of BTCPay's page does.

    Raises:
        ValueError: no such delivery.
    """
    first = world.find("deliveries", delivery_id)
    if first is None:
        raise ValueError("no such delivery")
    _plan(world, _again(first["event"]), world.now)


def _plan(world: World, event: Row, due: float, *, forged: bool = False) -> None:
    world.rows("deliveries").append(
        {
            "id": new_id(),
            "event": event,
            "due": due,
            "forged": forged,
            "attempts": 0,
            "state": "waiting",
            "answer": "",
        }
    )


def _again(event: Row) -> Row:
    return {**event, "deliveryId": new_id(), "isRedelivery": True}


class Courier(threading.Thread):
    """Moves the chain on with the clock and sends what is due, one after another."""

    def __init__(self, state: State, settings: Settings) -> None:
        super().__init__(name="courier", daemon=True)
        self._state = state
        self._settings = settings
        self._stopping = threading.Event()

    def run(self) -> None:
        """Work until told to stop."""
        steps = _clockworks()
        while not self._stopping.is_set():
            with self._state.work() as world:
                for step in steps:
                    step(world, self._settings)
            if not self._send_one():
                self._stopping.wait(_PAUSE_SECONDS)

    def stop(self) -> None:
        """Finish the delivery at hand and end."""
        self._stopping.set()
        self.join(_ANSWER_SECONDS + 1)

    def _send_one(self) -> bool:
        with self._state.work() as world:
            waiting = [row for row in world.rows("deliveries") if row["state"] == "waiting"]
            due = [row for row in waiting if row["due"] <= world.now]
            if not due:
                return False
            first = json.loads(json.dumps(min(due, key=lambda row: row["due"])))
        secret = "the-secret-of-somebody-else" if first["forged"] else self._settings.webhook_secret
        answer = _post(self._settings.webhook_url, json.dumps(first["event"]).encode(), secret)
        with self._state.work() as world:
            row = world.find("deliveries", first["id"])
            if row is not None:
                self._note(row, answer, world.now)
        return True

    def _note(self, row: Row, answer: str, now: float) -> None:
        """Delivered, to be repeated, or given up. A forged one is sent once."""
        row["answer"] = answer
        waits = self._settings.retry_seconds
        if answer.startswith("2") or row["forged"] or row["attempts"] >= len(waits):
            row["state"] = "sent"
            return
        row["due"] = now + waits[row["attempts"]]
        row["attempts"] += 1
        row["event"] = _again(row["event"])


def _clockworks() -> tuple[Callable[[World, Settings], None], ...]:
    # Here and not at the top: both of them announce what they do.
    from infra.simulators.btcpay import invoices, payouts  # noqa: PLC0415

    return (invoices.let_time_pass, payouts.let_time_pass)


def sign(body: bytes, secret: str) -> str:
    """The header ``BTCPay-Sig``."""
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def _post(url: str, body: bytes, secret: str) -> str:
    """Send; the status, or what went wrong. Redirects are not followed."""
    address = urlsplit(url)
    kind = http.client.HTTPSConnection if address.scheme == "https" else http.client.HTTPConnection
    connection = kind(address.hostname or "", address.port, timeout=_ANSWER_SECONDS)
    headers = {"content-type": "application/json", "BTCPay-Sig": sign(body, secret)}
    try:
        connection.request("POST", address.path or "/", body, headers)
        return str(connection.getresponse().status)
    except (OSError, http.client.HTTPException) as error:
        return type(error).__name__
    finally:
        connection.close()
