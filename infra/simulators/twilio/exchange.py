"""How the simulator was started, and Twilio's way of refusing."""

import json
from dataclasses import dataclass
from typing import Any

from infra.simulators.kit.exchange import Reply


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
