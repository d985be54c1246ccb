"""What every answer of the API must keep to, checked at each call that these tests make.

`ROUTES` are the routes as the app declares them. A `Checked` caller holds each answer to the
committed contract: its status, its headers, its schema with nothing undeclared in it, and the one
shape of refusals.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlencode

from jsonschema import Draft202012Validator

from app import app
from chalicelib.core.actor import Realm
from chalicelib.edge.declaration import Declaration
from chalicelib.edge.openapi import declarations, document
from chalicelib.edge.schemas import Nothing
from tests.kit.http import Answer, Caller
from tests.kit.trading import SERVER

Ids = dict[str, str]
DOCUMENT = document(app)
_REFUSAL = {"code", "message", "field", "facts", "request_id"}
_CODE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")


@dataclass(frozen=True)
class Route:
    """One route of the app."""

    path: str
    method: str
    name: str
    declared: Declaration

    def __str__(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def face(self) -> str:
        """``portal``, ``desk`` or ``hooks``."""
        return self.path.split("/")[2]

    @property
    def parameters(self) -> list[str]:
        """The names of what varies in its path."""
        return re.findall(r"\{(\w+)\}", self.path)

    @property
    def realm(self) -> Realm | None:
        """Who may call; None is anyone."""
        return self.declared.access.realm

    @property
    def has_body(self) -> bool:
        """Whether it reads a body as JSON."""
        return self.declared.body is not Nothing

    @property
    def body_schema(self) -> dict[str, Any]:
        """The JSON schema of its body."""
        return self.declared.body.model_json_schema()

    def url(self, ids: Ids, **query: str | int) -> str:
        """Its path with ``ids`` in it, and what it is asked; what it cannot do without is there."""
        path = re.sub(r"\{(\w+)\}", lambda match: ids[match[1]], self.path)
        asked = urlencode(_NEEDED.get(self.name, {}) | query)
        return f"{path}?{asked}" if asked else path

    def matches(self, method: str, path: str) -> bool:
        """Whether a request goes here."""
        pattern = re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(self.path))
        return method == self.method and re.fullmatch(pattern, path) is not None


# Queries that a route cannot do without.
_NEEDED: dict[str, dict[str, str | int]] = {
    "list_unknown_accounts": {"group": "real\\standard-usd"},
    "read_ticket_sheet_template": {"server_id": SERVER},
    "read_quote": {
        "purpose": "deposit",
        "method_id": "card",
        "amount": "100.00",
        "currency": "USD",
        "payment_currency": "USD",
    },
}

ROUTES = [Route(*one) for one in declarations(app)]
GUARDED = [route for route in ROUTES if route.realm is not None]
PERMITTED = [route for route in ROUTES if route.declared.access.permission is not None]
READING = [route for route in ROUTES if route.method == "GET"]
WRITING = [route for route in ROUTES if route.method != "GET"]


def route_of(method: str, path: str) -> Route:
    """The route that a request goes to: of two that match, the one with fewer parameters."""
    found = [route for route in ROUTES if route.matches(method, path.partition("?")[0])]
    return min(found, key=lambda route: len(route.parameters))


class Checked(Caller):
    """A caller who checks every answer."""

    def call(self, method: str, path: str, body: Any = None, **more: Any) -> Answer:
        """See `Caller.call`."""
        answer = super().call(method, path, body, **more)
        check(route_of(method, path), answer)
        return answer


def check(route: Route, answer: Answer) -> None:
    """Hold ``answer`` to what ``route`` declares.

    Raises:
        AssertionError: with the whole answer.
    """
    said = f"{route} answered {answer.status} {answer.headers}: {answer.body}"
    assert answer.headers["Cache-Control"] == "no-store", said
    assert answer.headers["X-Content-Type-Options"] == "nosniff", said
    assert answer.headers["Content-Type"] == "application/json", said
    if answer.status >= 400:
        assert answer.status < 500, said
        assert set(answer.body) == _REFUSAL, said
        assert _CODE.fullmatch(answer.body["code"]), said
        schema = _validator(route.path, route.method, "default")
    else:
        assert answer.status == route.declared.status, said
        schema = _validator(route.path, route.method, str(answer.status))
    if schema is None:
        assert answer.body is None, said
        return
    faults = [f"{fault.json_path}: {fault.message}" for fault in schema.iter_errors(answer.body)]
    assert faults == [], f"{faults}: {said}"


@cache
def _validator(path: str, method: str, status: str) -> Draft202012Validator | None:
    response = DOCUMENT["paths"][path][method.lower()]["responses"][status]
    if "content" not in response:
        return None
    schema = response["content"]["application/json"]["schema"]
    return Draft202012Validator({**schema, "components": {"schemas": _closed()}})


@cache
def _closed() -> dict[str, Any]:
    """The schemas, with no member allowed that they do not name."""
    return {
        name: schema if "properties" not in schema else {"additionalProperties": False, **schema}
        for name, schema in DOCUMENT["components"]["schemas"].items()
    }
