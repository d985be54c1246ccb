"""Status callbacks: signed, sent, and once more after a failure.

Source: twilio.com/docs/usage/security. The signature is HMAC-SHA1 with the account's auth token
over the full URL, followed by each parameter's name and value in the order of names; base64.
"""

import base64
import hashlib
import hmac
import threading
from urllib.parse import urlencode

from infra.simulators.kit.courier import post
from infra.simulators.twilio.exchange import Settings
from infra.simulators.twilio.state import Row, State
from infra.simulators.twilio.texts import let_time_pass

_ANSWER_SECONDS = 10
_PAUSE_SECONDS = 0.1
_ATTEMPTS = 3
_HEADERS = {
    "content-type": "application/x-www-form-urlencoded; charset=utf-8",
    "user-agent": "TwilioProxy/1.1",
}


def sign(url: str, params: dict[str, str], token: str) -> str:
    """The header ``X-Twilio-Signature``."""
    text = url + "".join(f"{name}{params[name]}" for name in sorted(params))
    return base64.b64encode(hmac.new(token.encode(), text.encode(), hashlib.sha1).digest()).decode()


class Courier(threading.Thread):
    """Moves messages on with the clock and sends the callbacks that are due."""

    def __init__(self, state: State, settings: Settings) -> None:
        super().__init__(name="courier", daemon=True)
        self._state = state
        self._settings = settings
        self._stopping = threading.Event()

    def run(self) -> None:
        """Work until told to stop."""
        while not self._stopping.is_set():
            with self._state.work() as world:
                let_time_pass(world, self._settings)
            if not self._send_one():
                self._stopping.wait(_PAUSE_SECONDS)

    def stop(self) -> None:
        """Finish the delivery at hand and end."""
        self._stopping.set()
        self.join(_ANSWER_SECONDS + 1)

    def _send_one(self) -> bool:
        with self._state.work() as world:
            waiting = [row for row in world.rows("callbacks") if row["state"] == "waiting"]
            due = [row for row in waiting if row["due"] <= world.now]
            if not due:
                return False
            first = dict(min(due, key=lambda row: row["due"]))
        token = "the-token-of-somebody-else" if first["forged"] else self._settings.auth_token
        headers = _HEADERS | {"x-twilio-signature": sign(first["url"], first["params"], token)}
        body = urlencode(first["params"]).encode()
        answer = post(first["url"], body, headers, _ANSWER_SECONDS)
        with self._state.work() as world:
            row = world.find("callbacks", first["sid"])
            if row is not None:
                _note(row, answer, world.now)
        return True


def _note(row: Row, answer: str, now: float) -> None:
    """Delivered, to be repeated, or given up. A forged one is sent once."""
    row["attempts"] += 1
    row["answer"] = answer
    if answer.startswith("2") or row["forged"] or row["attempts"] >= _ATTEMPTS:
        row["state"] = "sent"
    else:
        row["due"] = now + 0.5
