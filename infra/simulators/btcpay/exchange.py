"""A question as it came in, and what goes back; BTCPay's way of refusing."""

import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs


@dataclass(frozen=True)
class Settings:
    """How this simulator was started."""

    base_url: str
    api_key: str
    store_id: str
    webhook_url: str
    webhook_secret: str
    confirm_seconds: float
    payout_seconds: float
    retry_seconds: tuple[float, ...]


@dataclass(frozen=True)
class Question:
    """One request. Header names are lower-case."""

    method: str
    path: str
    query: str
    headers: dict[str, str]
    body: str

    @property
    def line(self) -> str:
        """``POST /api/v1/stores/…``."""
        return f"{self.method} {self.path}"

    def asked(self, name: str, default: str = "") -> str:
        """A parameter of the query."""
        return parse_qs(self.query).get(name, [default])[0]

    def asked_all(self, name: str) -> list[str]:
        """Every value of a parameter of the query."""
        return parse_qs(self.query).get(name, [])


@dataclass
class Reply:
    """What goes back. ``cut`` says how the connection misbehaves: ``unanswered`` or ``half``."""

    status: int
    body: str
    kind: str = "application/json; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)
    cut: str = ""
    wait_seconds: float = 0.0


class Refusal(Exception):
    """BTCPay says no: a status with a problem of its own, or the faults of fields (422)."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message

    @property
    def reply(self) -> Reply:
        """The refusal as BTCPay words it."""
        if self.status == 422:
            return answer(422, [{"path": self.code, "message": self.message}])
        return answer(self.status, {"code": self.code, "message": self.message})


def answer(status: int, body: Any) -> Reply:
    """``body`` as JSON."""
    return Reply(status, json.dumps(body))


def given(question: Question) -> dict[str, Any]:
    """The members of a JSON body.

    Raises:
        Refusal: there are none.
    """
    try:
        body = json.loads(question.body)
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise Refusal(400, "generic-error", "A JSON object is expected")
    return body
