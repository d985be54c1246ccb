"""One HTTP question and its answer, apart from sockets."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Question:
    """What came in. ``target`` is path and query as sent; header names are lower-case."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def path(self) -> str:
        """The path without the query."""
        return self.target.partition("?")[0]

    @property
    def query(self) -> str:
        """The query as sent."""
        return self.target.partition("?")[2]

    @property
    def line(self) -> str:
        """``POST /resources/applicants``."""
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
    """A JSON answer."""
    return Reply(status, json.dumps(body))
