"""Sign-in as the server does it, and the session that hangs on one TCP connection and one cookie.

Owns: its own arithmetic of the handshake, and forgetting a session after 180 s of silence.
"""

import hashlib
import hmac
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from infra.simulators.mt5.codes import Refused
from infra.simulators.mt5.world import World

SILENCE_SECONDS = 180
ANSWER_WITHIN_SECONDS = 10


def expected_answer(password: str, challenge_hex: str) -> str:
    """What someone who knows the password answers to a challenge."""
    state = password.encode("utf-16le")
    for salt in (b"", b"WebAPI", bytes.fromhex(challenge_hex)):
        state = hashlib.new("md5", state + salt, usedforsecurity=False).digest()
    return state.hex()


@dataclass
class Session:
    """What one connection has reached; a new connection starts with a new, empty one.

    ``requests`` are the results of trade requests that wait to be fetched, by request id.
    """

    monotonic: Callable[[], float] = time.monotonic
    cookie: str = ""
    challenge: str = ""
    signed_in: bool = False
    heard_at_msc: int = 0
    started_at: float = 0.0
    requests: dict[int, tuple[float, dict[str, Any]]] = field(default_factory=dict)

    def start(self, world: World, login: str) -> dict[str, str]:
        """Give a challenge to a manager who exists."""
        self.forget()
        if login != str(world.manager_login):
            raise Refused(1001)
        self.challenge = secrets.token_hex(16)
        self.cookie = secrets.token_hex(16)
        self.started_at = self.monotonic()
        return {"version_access": "3470", "srv_rand": self.challenge}

    def answer(
        self, world: World, given: str, cookie: str, client_challenge: str
    ) -> dict[str, str]:
        """Check an answer to our challenge and prove ourselves in turn."""
        late = self.monotonic() - self.started_at > ANSWER_WITHIN_SECONDS
        if not self.challenge or cookie != self.cookie or late:
            raise Refused(1001)
        password = world.store.setting("manager_password") or world.manager_password
        right = hmac.compare_digest(given, expected_answer(password, self.challenge))
        self.challenge = ""
        if not right:
            raise Refused(1001)
        if not world.may("manager"):
            raise Refused(1011)
        self.signed_in = True
        self.heard_at_msc = world.clock.utc_msc()
        return {
            "version_access": "3470",
            "version_trade": "3470",
            "cli_rand_answer": expected_answer(password, client_challenge),
        }

    def is_alive(self, world: World, cookie: str) -> bool:
        """Whether a command may run now; hearing from the manager keeps the session alive."""
        now = world.clock.utc_msc()
        quiet = now - self.heard_at_msc > SILENCE_SECONDS * 1000
        if not self.signed_in or cookie != self.cookie or quiet:
            self.forget()
            return False
        self.heard_at_msc = now
        return True

    def forget(self) -> None:
        """Sign out; results that wait for this session are gone with it."""
        self.signed_in = False
        self.challenge = ""
        self.requests.clear()
