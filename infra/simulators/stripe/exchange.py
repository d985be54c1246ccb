"""One HTTP question and its answer, apart from sockets."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Question:
    """What came in. Header names are lower-case."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: str

    @property
    def line(self) -> str:
        """``POST /v1/refunds``."""
        return f"{self.method} {self.path}"


@dataclass
class Reply:
    """What goes out, and how the connection misbehaves on the way."""

    status: int
    body: str
    kind: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)
    wait_seconds: float = 0
    cut: str = ""


def json_reply(status: int, body: Any) -> Reply:
    """A JSON answer, laid out as Stripe does."""
    return Reply(status, json.dumps(body, indent=2))
