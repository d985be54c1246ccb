"""Second factors for tests: an authenticator app, and a passkey that lives in memory.

Both are written from the standards (RFC 6238, WebAuthn level 3), not with the libraries that the
product checks them by.
"""

import base64
import hashlib
import hmac
import json
import os
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

from tests.kit.http import Answer, Caller
from tests.kit.people import PASSWORD

PORTAL = "http://localhost:8600"
DESK = "http://localhost:8601"


def totp(secret: str, now: datetime, steps: int = 0) -> str:
    """The six digits that an app with ``secret`` shows, so many steps of 30 s from ``now``."""
    step = int(now.timestamp()) // 30 + steps
    key = base64.b32decode(secret)
    digest = hmac.new(key, step.to_bytes(8, "big"), hashlib.sha1).digest()
    start = digest[-1] & 15
    number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


def text(raw: bytes) -> str:
    """Base64url without padding."""
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def raw(encoded: str) -> bytes:
    """The inverse of `text`."""
    return base64.urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4))


@dataclass
class SoftKey:
    """A passkey of one site: P-256, counting its uses unless ``counts`` is false."""

    origin: str = PORTAL
    rp_id: str = "localhost"
    counts: bool = True
    uses: int = 0
    id: bytes = field(default_factory=lambda: os.urandom(32))
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )

    def make(self, options: dict[str, Any]) -> str:
        """What the browser answers to the options of a creation, as the product takes it."""
        numbers = self.key.public_key().public_numbers()
        x, y = numbers.x.to_bytes(32, "big"), numbers.y.to_bytes(32, "big")
        cose = cbor2.dumps({1: 2, 3: -7, -1: 1, -2: x, -3: y})
        attested = bytes(16) + len(self.id).to_bytes(2, "big") + self.id + cose
        data = self._data(flags=0x41) + attested
        statement = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        return self._credential(
            {
                "clientDataJSON": text(self._said("webauthn.create", options)),
                "attestationObject": text(statement),
            }
        )

    def get(self, options: dict[str, Any]) -> str:
        """What the browser answers to the options of a request, as the product takes it."""
        self.uses += 1 if self.counts else 0
        said, data = self._said("webauthn.get", options), self._data(flags=0x01)
        signed = data + hashlib.sha256(said).digest()
        return self._credential(
            {
                "clientDataJSON": text(said),
                "authenticatorData": text(data),
                "signature": text(self.key.sign(signed, ec.ECDSA(SHA256()))),
            }
        )

    def _data(self, flags: int) -> bytes:
        site = hashlib.sha256(self.rp_id.encode()).digest()
        return site + bytes([flags]) + self.uses.to_bytes(4, "big")

    def _said(self, kind: str, options: dict[str, Any]) -> bytes:
        said = {"type": kind, "challenge": options["challenge"], "origin": self.origin}
        return json.dumps(said | {"crossOrigin": False}).encode()

    def _credential(self, response: dict[str, str]) -> str:
        own = text(self.id)
        whole = {"id": own, "rawId": own, "type": "public-key", "response": response}
        return text(json.dumps(whole | {"clientExtensionResults": {}}).encode())


@dataclass
class Enrolled:
    """Somebody's authenticator app and recovery codes."""

    secret: str
    recovery_codes: list[str]


def enrol(caller: Caller, face: str, now: datetime) -> Enrolled:
    """Let the signed-in ``caller`` set up an app; the code of ``now`` is used up by it."""
    setup = done(caller.post(f"/api/{face}/factor/totp", {"password": PASSWORD})).body
    code = totp(setup["secret"], now)
    made = done(caller.call("PUT", f"/api/{face}/factor/totp", {"code": code})).body
    return Enrolled(setup["secret"], made["recovery_codes"])


def header(method: str, answer: str) -> dict[str, str]:
    """A second factor as a request carries it."""
    return {"X-Fairlead-Factor": f"{method} {answer}"}


def done(answer: Answer) -> Answer:
    """``answer``, which must be a good one."""
    assert answer.status < 300, answer
    return answer
