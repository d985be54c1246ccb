"""One signed-in conversation with an MT5 access server.

Owns: the single pinned connection with its cookie, signing in lazily and again, and reading the
return code of every answer. Refuses: knowing what the commands mean.

A session hangs on its TCP connection and its cookie and dies after 180 s of silence, which shows
as HTTP 403. A 403 is given before a command is looked at, so even a money command may be sent
again after it, once; nothing else is ever repeated here.
"""

import contextlib
import json
import re
import secrets
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import field
from typing import Any

from chalicelib.core.errors import Upstream
from chalicelib.core.nouns import dataclass
from chalicelib.gateways.answer import Answer
from chalicelib.gateways.http import VendorHttp
from chalicelib.gateways.trading.errors import (
    ManagerRefused,
    ServerNotAuthentic,
    TradingServerRefused,
)
from chalicelib.gateways.trading.mt5.codes import DONE, code_of, refusal
from chalicelib.gateways.trading.mt5.handshake import password_hash, proof
from chalicelib.gateways.trading.mt5.settings import Mt5Settings

_FRESH_SECONDS = 150.0
_SURE_SECONDS = 20.0
VENDOR = "mt5"
_HEX = re.compile(r"(?:[0-9a-f]{2})+")
_HEADERS = {
    # The content type that the protocol wants, with a JSON body too.
    "Content-Type": "application/x-www-form-urlencoded",
    "Connection": "keep-alive",
}

Meaning = dict[int, type[TradingServerRefused]]
Fields = Mapping[str, str | int]


class Mt5Session:
    """Asks commands one at a time; safe to share between threads."""

    def __init__(self, settings: Mt5Settings, *, now: Callable[[], float] = time.time) -> None:
        """``now`` counts the session's silence in seconds.

        It is the wall clock, because a steady clock can stand still while Lambda has us frozen.
        """
        self._settings = settings
        self._now = now
        self._http = VendorHttp(
            settings.base_url,
            VENDOR,
            ca_bundle=settings.ca_bundle,
            connections=1,
            read_seconds=settings.read_seconds,
        )
        self._turn = threading.RLock()
        self._cookies: dict[str, str] = {}
        self._last_heard: float | None = None

    def read(
        self,
        path: str,
        query: Fields | None = None,
        body: Mapping[str, str] | None = None,
        meaning: Meaning | None = None,
    ) -> Any:
        """The ``answer`` of a command that changes nothing.

        Raises:
            VendorRefused, VendorUnavailable: or what ``meaning`` makes of a code.
        """
        return self._command(_Command(path, query or {}, body, changing=False), meaning)

    def change(
        self,
        path: str,
        query: Fields | None = None,
        body: Mapping[str, str] | None = None,
        meaning: Meaning | None = None,
    ) -> Any:
        """The ``answer`` of a command that changes something. Secrets go into ``body`` only.

        Raises:
            VendorRefused, VendorUnavailable, OutcomeUnknown: or what ``meaning`` makes of a code.
        """
        return self._command(_Command(path, query or {}, body, changing=True), meaning)

    def close(self) -> None:
        """Sign off, so that the server need not wait for us to fall silent."""
        with self._turn:
            if self._is_fresh():
                with contextlib.suppress(Upstream):
                    self._send(_Command("/api/quit"))
            self._forget()
            self._http.close()

    def _command(self, command: "_Command", meaning: Meaning | None) -> Any:
        with self._turn:
            if not self._is_fresh():
                self._sign_in()
            elif command.changing and self._silence() > _SURE_SECONDS:
                # A connection that died unnoticed would leave the outcome of a change unknown.
                self._sent(_Command("/api/test/access"))
            return self._content(self._sent(command), meaning)

    def _sent(self, command: "_Command") -> Answer:
        """The answer to a command, after signing in again if the session was forgotten."""
        answer = self._send(command)
        if answer.status == 403:
            self._sign_in()
            answer = self._send(command)
        return answer

    def _is_fresh(self) -> bool:
        return self._last_heard is not None and 0 <= self._silence() < _FRESH_SECONDS

    def _silence(self) -> float:
        return self._now() - (self._last_heard or 0.0)

    def _forget(self) -> None:
        self._cookies.clear()
        self._last_heard = None

    def _sign_in(self) -> None:
        """Prove that we know the password, and have the server prove that it does too."""
        self._forget()
        ours = self._settings
        secret = password_hash(ours.manager_password)
        challenge = secrets.token_bytes(16)
        question = self._ask_for(
            "srv_rand",
            "/api/auth/start",
            {
                "version": ours.build,
                "agent": ours.agent,
                "login": ours.manager_login,
                "type": "manager",
            },
        )
        answer = self._ask_for(
            "cli_rand_answer",
            "/api/auth/answer",
            {
                "srv_rand_answer": proof(secret, bytes.fromhex(question)),
                "cli_rand": challenge.hex(),
            },
        )
        if not secrets.compare_digest(answer, proof(secret, challenge)):
            self._forget()
            raise ServerNotAuthentic(
                "the server does not know the manager's password",
                vendor=VENDOR,
                reason="not_authentic",
            )

    def _ask_for(self, name: str, path: str, query: Fields) -> str:
        """One hexadecimal member of a sign-in answer."""
        answer = self._send(_Command(path, query))
        said = self._content(answer)
        if not isinstance(value := said.get(name), str) or not _HEX.fullmatch(value):
            raise answer.broken(f"no {name}")
        return value

    def _send(self, command: "_Command") -> Answer:
        headers = dict(_HEADERS)
        if self._cookies:
            headers["Cookie"] = "; ".join(f"{k}={v}" for k, v in self._cookies.items())
        answer = self._http.send(
            "POST" if command.changing or command.body else "GET",
            command.path,
            query=command.query,
            body=json.dumps(dict(command.body)).encode() if command.body else None,
            headers=headers,
            idempotent=not command.changing,
            changing=command.changing,
        )
        self._cookies.update(answer.cookies)
        self._last_heard = None if answer.status == 403 else self._now()
        return answer

    def _content(self, answer: Answer, meaning: Meaning | None = None) -> Any:
        """What an answer says, once its status and return code are good."""
        if answer.status == 403:
            self._forget()
            raise ManagerRefused(
                "the server keeps forgetting our session", vendor=VENDOR, reason="signed_out"
            )
        said = answer.require_success().json()
        code = code_of(said.get("retcode")) if isinstance(said, dict) else None
        if code is None:
            raise answer.broken("the answer has no return code")
        if code not in DONE:
            text = str(said["retcode"])
            raise refusal(code, text, vendor=VENDOR, changing=answer.changing, meaning=meaning)
        return said.get("answer", said)


@dataclass(frozen=True)
class _Command:
    """One question to the server."""

    path: str
    query: Fields = field(default_factory=dict)
    body: Mapping[str, str] | None = None
    changing: bool = False
