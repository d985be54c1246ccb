"""Status callbacks: signed, sent, and once more after a failure.

Source: twilio.com/docs/usage/security. The signature is HMAC-SHA1 with the account's auth token
over the full URL, followed by each parameter's name and value in the order of names; base64.
"""

import base64
import hashlib
import hmac
import http.client
import threading
from urllib.parse import urlencode, urlsplit

from infra.simulators.twilio.exchange import Settings
from infra.simulators.twilio.state import Row, State
from infra.simulators.twilio.texts import let_time_pass

_ANSWER_SECONDS = 10
_PAUSE_SECONDS = 0.1
_ATTEMPTS = 3


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
        answer = _post(first, sign(first["url"], first["params"], token))
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


def _post(row: Row, signature: str) -> str:
    """Send; the status, or what went wrong. Redirects are not followed."""
    address = urlsplit(row["url"])
    kind = http.client.HTTPSConnection if address.scheme == "https" else http.client.HTTPConnection
    connection = kind(address.hostname or "", address.port, timeout=_ANSWER_SECONDS)
    headers = {
        "content-type": "application/x-www-form-urlencoded; charset=utf-8",
        "x-twilio-signature": signature,
        "user-agent": "TwilioProxy/1.1",
    }
    target = f"{address.path or '/'}?{address.query}" if address.query else address.path or "/"
    try:
        connection.request("POST", target, urlencode(row["params"]).encode(), headers)
        return str(connection.getresponse().status)
    except (OSError, http.client.HTTPException) as error:
        return type(error).__name__
    finally:
        connection.close()
