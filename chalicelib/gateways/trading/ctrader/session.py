"""Questions to a cTrader server under the manager's token.

Owns: getting the token, sending it with every question, getting another when it has become void,
and turning refusals into errors. The token travels in the query, as the vendor wants it, and so
never into a log line or an error. Refuses: knowing what the questions mean.

A void token is noticed before a question is looked at, so even a movement of money may be sent
again after it, once; nothing else that changes something is ever repeated here.
"""

import hashlib
import json
import threading
from collections.abc import Mapping
from dataclasses import field

from chalicelib.core.money import Money
from chalicelib.core.nouns import dataclass
from chalicelib.gateways.answer import Answer
from chalicelib.gateways.http import VendorHttp
from chalicelib.gateways.trading.ctrader.codes import code_of, refusal
from chalicelib.gateways.trading.ctrader.settings import CtraderSettings
from chalicelib.gateways.trading.errors import ManagerRefused

VENDOR = "ctrader"
_HEADERS = {"Content-Type": "application/json", "Accept": "application/json"}

Fields = Mapping[str, str | int]
Body = Mapping[str, object]


def hashed(password: str) -> str:
    """A password as cTrader wants it: plain MD5 in small hexadecimal digits."""
    return hashlib.md5(password.encode(), usedforsecurity=False).hexdigest()


class CtraderSession:
    """Safe to share between threads."""

    def __init__(self, settings: CtraderSettings) -> None:
        self._settings = settings
        self._http = VendorHttp(
            settings.base_url.rstrip("/") + "/v2",
            VENDOR,
            ca_bundle=settings.ca_bundle,
            read_seconds=settings.read_seconds,
        )
        self._turn = threading.Lock()
        self._token = ""

    def read(self, path: str, query: Fields | None = None) -> Answer:
        """The answer to a question that changes nothing.

        Raises:
            VendorRefused, VendorUnavailable.
        """
        return self._asked(_Question("GET", path, query or {}))

    def prove(self, path: str, body: Body) -> Answer:
        """The answer to a question that changes nothing but must be posted.

        Raises:
            VendorRefused, VendorUnavailable.
        """
        return self._asked(_Question("POST", path, body=body))

    def change(self, method: str, path: str, body: Body) -> Answer:
        """The answer to a question that changes something; see `encoded` for amounts in ``body``.

        Raises:
            VendorRefused, VendorUnavailable, OutcomeUnknown.
        """
        return self._asked(_Question(method, path, body=body, changing=True))

    def close(self) -> None:
        """Drop the idle connections."""
        self._http.close()

    def _asked(self, question: "_Question") -> Answer:
        token = self._current_token()
        answer = self._send(question, token)
        if answer.status == 401:
            answer = self._send(question, self._current_token(void=token))
        if answer.status == 401:
            raise self._not_let_in(answer)
        if not 200 <= answer.status < 300:
            raise refusal(answer)
        return answer

    def _send(self, question: "_Question", token: str = "") -> Answer:
        return self._http.send(
            question.method,
            question.path,
            query={**question.query, "token": token} if token else question.query,
            body=None if question.body is None else encoded(question.body),
            headers=_HEADERS,
            idempotent=not question.changing,
            changing=question.changing,
        )

    def _current_token(self, void: str = "") -> str:
        """The manager's token; another than ``void``, which many may find out at once."""
        with self._turn:
            if not self._token or self._token == void:
                self._token = self._sign_in()
            return self._token

    def _sign_in(self) -> str:
        ours = self._settings
        body = {"login": ours.manager_login, "hashedPassword": hashed(ours.manager_password)}
        answer = self._send(_Question("POST", "/webserv/managers/token", body=body))
        if answer.status == 401 or (answer.status < 500 and code_of(answer)):
            raise self._not_let_in(answer)
        if not 200 <= answer.status < 300:
            raise refusal(answer)
        said = answer.json()
        token = said.get("webservToken") if isinstance(said, dict) else None
        if not isinstance(token, str) or not token:
            raise answer.broken("no token")
        return token

    @staticmethod
    def _not_let_in(answer: Answer) -> ManagerRefused:
        return ManagerRefused(
            f"{VENDOR}: the server does not accept our manager account",
            vendor=VENDOR,
            reason="refused",
            server_code=code_of(answer) or str(answer.status),
        )


def encoded(body: Body) -> bytes:
    """``body`` as JSON in which `Money` is an exact decimal number, never a binary fraction."""
    members = (f"{json.dumps(name)}: {_written(value)}" for name, value in body.items())
    return ("{" + ", ".join(members) + "}").encode()


def _written(value: object) -> str:
    return str(value) if isinstance(value, Money) else json.dumps(value)


@dataclass(frozen=True)
class _Question:
    """One question to the server."""

    method: str
    path: str
    query: Fields = field(default_factory=dict)
    body: Body | None = None
    changing: bool = False
