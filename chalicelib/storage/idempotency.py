"""Each intention once: what was asked, under which key, and what was answered.

The record is written in the same unit as the effect, so there is never one without the other. It
serves HTTP commands (the answer is replayed) and queue deliveries (the message is passed over).
Records outlive every retry: 45 days, far beyond DynamoDB's own ten-minute token.
"""

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from chalicelib.core.errors import Conflict
from chalicelib.core.nouns import dataclass
from chalicelib.storage.secrets import derived_key
from chalicelib.storage.table import Key, Table
from chalicelib.storage.unit import Unit

_TABLE = Table("idempotency")
RETENTION = timedelta(days=45)


class AlreadyDone(Conflict):
    """This very intention has been carried out; its first answer can be read with `answered`."""

    code = "already_done"


class KeyReused(Conflict):
    """The idempotency key was used before with other input."""

    code = "idempotency_key_reused"


@dataclass(frozen=True)
class Answer:
    """What the first run answered: an HTTP status and a body, empty for deliveries."""

    status: int
    body: str


def _text(outcome: Any) -> str:
    return "" if outcome is None else str(outcome)


def _unasked(_unit: Unit) -> None:
    """No confirmation."""


@dataclass(frozen=True)
class Command:
    """One intention of one actor.

    ``key`` is unique to it within the whole system; ``fingerprint`` is a hash of its input.
    ``render`` turns the use case's outcome into the body that a replay will answer.
    ``confirm`` has a second factor judged and used up in a unit, where the intention needs one.
    """

    key: str
    fingerprint: str = ""
    status: int = 200
    render: Callable[[Any], str] = _text
    confirm: Callable[[Unit], None] = _unasked

    @property
    def confirmed(self) -> "Command":
        """The same intention after an earlier unit of it has had it confirmed."""
        return replace(self, confirm=_unasked)

    def settle(self, unit: Unit, outcome: Any = None) -> None:
        """Confirm the intention, and record in ``unit`` that it is carried out.

        ``outcome`` is its answer.

        Raises:
            What ``confirm`` raises; nothing has been done then.
        """
        self.confirm(unit)
        unit.insert(
            _TABLE,
            {
                **self._key.as_item(),
                "fingerprint": self.fingerprint,
                "status": self.status,
                "body": self.render(outcome),
                "actor": unit.actor.ref,
                "expires_at": int((unit.now + RETENTION).timestamp()),
                "version": 1,
            },
            AlreadyDone(key=self.key),
        )

    def answered(self) -> Answer | None:
        """What this intention was answered before, or None when it is new.

        Raises:
            KeyReused: when the key was used with other input.
        """
        item = _TABLE.get(self._key)
        if item is None:
            return None
        if item["fingerprint"] != self.fingerprint:
            raise KeyReused("choose a new Idempotency-Key for another request")
        return Answer(item["status"], item["body"])

    @property
    def _key(self) -> Key:
        return Key(f"command#{self.key}", "command")


def fingerprint(*parts: bytes) -> str:
    """A keyed hash of all that makes two intentions the same.

    Some bodies hold a password: whoever reads the table alone must not be able to try them out.
    """
    mac = hmac.new(derived_key("fingerprints"), digestmod=hashlib.sha256)
    for part in parts:
        mac.update(len(part).to_bytes(8, "big"))
        mac.update(part)
    return mac.hexdigest()


def delivery(consumer: str, message_id: str) -> Command:
    """The intention behind one message arriving at one consumer."""
    return Command(key=f"{consumer}#{message_id}")
