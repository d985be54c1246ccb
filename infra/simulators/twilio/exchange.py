"""A question as it came in, and what goes back; Twilio's way of refusing."""

import json
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Settings:
    """How this simulator was started."""

    account_sid: str
    auth_token: str
    api_key_sid: str
    api_key_secret: str
    service_sid: str
    service_name: str
    delivery_seconds: float


@dataclass(frozen=True)
class Question:
    """One request; ``form`` holds the fields of its body, each once."""

    method: str
    path: str
    headers: dict[str, str]
    body: str
    form: dict[str, str]


@dataclass
class Reply:
    """What goes back. ``cut`` says how the connection misbehaves: ``unanswered`` or ``half``."""

    status: int
    body: str
    kind: str = "application/json"
    cut: str = ""
    wait_seconds: float = 0.0
    headers: dict[str, str] = field(default_factory=dict)


class Refusal(Exception):
    """Twilio says no: an HTTP status with a code of its own."""

    def __init__(self, status: int, code: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message

    @property
    def reply(self) -> Reply:
        """The refusal as Twilio words it."""
        body = {
            "code": self.code,
            "message": self.message,
            "more_info": f"https://www.twilio.com/docs/errors/{self.code}",
            "status": self.status,
        }
        return Reply(self.status, json.dumps(body))


def answer(status: int, body: Any) -> Reply:
    """``body`` as JSON."""
    return Reply(status, json.dumps(body))


def required(form: dict[str, str], name: str) -> str:
    """A field of the form.

    Raises:
        Refusal: it is missing.
    """
    if not form.get(name):
        raise Refusal(400, 60200, f"Missing required parameter {name}")
    return form[name]
