"""What goes back over HTTP."""

import json
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any


@dataclass
class Reply:
    """A status, a body and headers."""

    status: HTTPStatus
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)


def json_reply(content: Any, status: HTTPStatus = HTTPStatus.OK) -> Reply:
    """``content`` as JSON."""
    body = json.dumps(content, ensure_ascii=False).encode()
    return Reply(status, body, {"Content-Type": "application/json; charset=utf-8"})
