"""One HTTP question and its answer, apart from sockets."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl


@dataclass(frozen=True)
class Question:
    """What came in. ``target`` is path and query as sent; header names are lower-case."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes
    address: str = "127.0.0.1"

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
        """Method and path, such as ``POST /resources/applicants``."""
        return f"{self.method} {self.path}"

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode("utf-8", "replace")

    @property
    def form(self) -> dict[str, str]:
        """The fields of a posted form, each once; none of anything else."""
        is_form = "x-www-form-urlencoded" in self.headers.get("content-type", "")
        return dict(parse_qsl(self.text)) if is_form else {}

    def asked(self) -> dict[str, str]:
        """The query's members, each once."""
        return dict(parse_qsl(self.query, keep_blank_values=True))

    def given(self) -> dict[str, Any]:
        """The body as a JSON object; an empty one without a body.

        Raises:
            ValueError: it is something else.
        """
        found = json.loads(self.body or b"{}")
        if not isinstance(found, dict):
            raise ValueError("the body must be an object")  # noqa: TRY004 - what was sent is at fault
        return found


@dataclass
class Reply:
    """What goes out, and how the connection misbehaves on the way.

    ``cut`` is ``unanswered`` (the connection breaks instead) or ``half`` (in the middle).
    """

    status: int
    body: str
    kind: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)
    wait_seconds: float = 0
    cut: str = ""


def json_reply(status: int, body: Any) -> Reply:
    """A JSON answer."""
    return Reply(status, json.dumps(body))
