"""Calls routes through Chalice's own test client, as a client, a member of staff, or nobody."""

import json
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from chalice.app import Chalice
from chalice.test import Client


@dataclass(frozen=True)
class Answer:
    """Status, decoded body and headers of one response."""

    status: int
    body: Any
    headers: dict[str, Any]


@dataclass
class Caller:
    """Somebody who calls ``app``; ``token`` is their access token, if they have one."""

    app: Chalice
    token: str | None = None
    headers: dict[str, str] = field(default_factory=dict)

    def call(
        self, method: str, path: str, body: Any = None, *, key: str | None = None, **headers: str
    ) -> Answer:
        """One request. POSTs get a fresh idempotency key unless ``key`` is given; "" sends none."""
        sent = {"Content-Type": "application/json", **self.headers, **headers}
        if self.token:
            sent["Authorization"] = f"Bearer {self.token}"
        if method in ("POST", "PUT") and key != "":
            sent["Idempotency-Key"] = key or str(uuid4())
        raw = (
            body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        )
        with Client(self.app) as client:
            response = client.http.request(method, path, headers=sent, body=raw)
        text = response.body.decode() if response.body else ""
        return Answer(
            response.status_code, json.loads(text) if text else None, dict(response.headers)
        )

    def get(self, path: str) -> Answer:
        """A GET."""
        return self.call("GET", path)

    def post(self, path: str, body: Any = None, *, key: str | None = None) -> Answer:
        """A POST."""
        return self.call("POST", path, body, key=key)

    def patch(self, path: str, body: Any = None) -> Answer:
        """A PATCH."""
        return self.call("PATCH", path, body)
