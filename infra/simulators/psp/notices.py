"""Notices: signed, sent, and sent again until the answer is below 500."""

import hashlib
import hmac
import http.client
import json
import secrets
import threading
from typing import Any
from urllib.parse import urlsplit

from infra.simulators.psp.state import Row, State, World

_ANSWER_SECONDS = 10
_PAUSE_SECONDS = 0.05


def signed(members: dict[str, Any], token: str) -> dict[str, Any]:
    """``members`` with their signature, as the protocol's document describes it."""
    parts = []
    for name in sorted(members):
        value = members[name]
        if name == "sign" or value is None or value == "":
            continue
        parts.append(name + "=" + (value if isinstance(value, str) else json.dumps(value)))
    mac = hmac.new(token.encode(), "&".join(parts).encode(), hashlib.sha256)
    return {**members, "sign": mac.hexdigest()}


def plan(world: World, notice: dict[str, Any]) -> None:
    """Plan the delivery of a notice, spoiled by the fault that is switched on for it."""
    fault = world.take_fault("notice_lose", "notice_duplicate", "notice_delay", "notice_forge")
    kind = fault["kind"] if fault else ""
    if kind == "notice_lose":
        return
    due = world.now + (float(fault["seconds"]) if fault and kind == "notice_delay" else 0)
    if kind == "notice_forge":
        _add(world, notice, due, forged=True)
    _add(world, notice, due)
    if kind == "notice_duplicate":
        _add(world, notice, due)


def _add(world: World, notice: dict[str, Any], due: float, *, forged: bool = False) -> None:
    world.rows("notices").append(
        {
            "id": secrets.token_hex(8),
            "notice": notice,
            "due": due,
            "forged": forged,
            "attempts": 0,
            "state": "waiting",
            "answer": "",
        }
    )


class Courier(threading.Thread):
    """Sends what is due, one after another."""

    def __init__(self, state: State, retry_seconds: tuple[float, ...]) -> None:
        super().__init__(name="courier", daemon=True)
        self._state = state
        self._waits = retry_seconds
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
        with self._state.work() as world:
            waiting = [row for row in world.rows("notices") if row["state"] == "waiting"]
            due = [row for row in waiting if row["due"] <= world.now]
            if not due:
                return False
            first = json.loads(json.dumps(min(due, key=lambda row: row["due"])))
            merchant = dict(world.kept["merchant"])
        token = "the-token-of-somebody-else" if first["forged"] else merchant["token"]
        answer = _post(merchant["callback_url"], signed(first["notice"], token), merchant["token"])
        with self._state.work() as world:
            for row in world.rows("notices"):
                if row["id"] == first["id"]:
                    self._note(row, answer, world.now)
        return True

    def _note(self, row: Row, answer: str, now: float) -> None:
        row["answer"] = answer
        heard = answer.isdecimal() and int(answer) < 500
        if heard or row["forged"] or row["attempts"] >= len(self._waits):
            row["state"] = "sent"
            return
        row["due"] = now + self._waits[row["attempts"]]
        row["attempts"] += 1


def _post(url: str, notice: dict[str, Any], token: str) -> str:
    """Send; the status, or what went wrong. Redirects are not followed."""
    address = urlsplit(url)
    kind = http.client.HTTPSConnection if address.scheme == "https" else http.client.HTTPConnection
    connection = kind(address.hostname or "", address.port, timeout=_ANSWER_SECONDS)
    headers = {"content-type": "application/json", "crm-pay-token": token}
    try:
        connection.request("POST", address.path or "/", json.dumps(notice).encode(), headers)
        return str(connection.getresponse().status)
    except (OSError, http.client.HTTPException) as error:
        return type(error).__name__
    finally:
        connection.close()
