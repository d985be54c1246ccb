"""What comes in: who calls, what they intend, and what they send, against the declaration."""

import json
from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from chalicelib import ports
from chalicelib.core import filters
from chalicelib.core.actor import Actor
from chalicelib.core.confirmation import Proof
from chalicelib.core.errors import Invalid
from chalicelib.edge import confirming, viewer
from chalicelib.edge.answers import render
from chalicelib.edge.auth import Caller
from chalicelib.edge.declaration import Declaration
from chalicelib.edge.schemas import Body, Nothing
from chalicelib.storage.idempotency import Command, fingerprint

_SHORTEST_DEVICE, _LONGEST_DEVICE = 16, 64


def caller_of(request: Any) -> Caller:
    identity = request.context.get("identity") or {}
    return Caller(
        ip=viewer.address(request.headers, str(identity.get("sourceIp") or "")),
        device=str(request.headers.get("user-agent") or "")[:300],
        request_id=str(request.context.get("requestId") or ports.ids().new("req", ports.now())),
        device_id=_device_id(str(request.headers.get("x-fairlead-device") or "")),
    )


def _device_id(said: str) -> str:
    """What a device calls itself; anything but a plain name of some length is no name."""
    is_name = _SHORTEST_DEVICE <= len(said) <= _LONGEST_DEVICE and said.isascii()
    return said if is_name and said.replace("-", "").isalnum() else ""


def command_of(
    declaration: Declaration, request: Any, actor: Actor, raw_body: bytes, proof: Proof | None
) -> Command:
    command = _intention(declaration, request, actor, raw_body)
    if declaration.confirms is None:
        return command
    return replace(command, confirm=confirming.confirmation(declaration.confirms, proof))


def _intention(declaration: Declaration, request: Any, actor: Actor, raw_body: bytes) -> Command:
    if not declaration.once:
        return Command(key="")
    key = request.headers.get("idempotency-key") or ""
    if not 8 <= len(key) <= 64:
        raise Invalid(
            "send an Idempotency-Key of 8 to 64 characters, new for each intention",
            code="idempotency_key_missing",
            field="Idempotency-Key",
        )
    whose = actor.ref if actor.id else "anyone"
    route = f"{request.method} {request.path}"
    return Command(
        key=f"{whose}#{route}#{key}",
        fingerprint=fingerprint(route.encode(), _canonical(raw_body)),
        status=declaration.status,
        render=lambda outcome: render(declaration.returns, outcome, actor),
    )


def _canonical(raw_body: bytes) -> bytes:
    """The body without what does not matter: order of members and blanks."""
    try:
        return json.dumps(json.loads(raw_body), sort_keys=True, separators=(",", ":")).encode()
    except (ValueError, RecursionError):
        return raw_body  # no JSON, or nested so deeply that parsing will refuse it


def parsed_body(declaration: Declaration, raw_body: bytes) -> Body:
    if declaration.raw or declaration.body is Nothing:
        return Nothing()
    try:
        return declaration.body.model_validate_json(raw_body or b"{}")
    except ValidationError as fault:
        raise _malformed_body(fault) from fault


def parsed_query(declaration: Declaration, request: Any) -> Body:
    given = request.query_params or {}
    if declaration.raw:
        return Nothing()
    try:
        return declaration.query.model_validate_strings(dict(given))
    except ValidationError as fault:
        raise _invalid_input(filters.problems(fault, declaration.query)) from fault


def _malformed_body(fault: ValidationError) -> Invalid:
    errors = [
        {
            "field": ".".join(str(part) for part in error["loc"]) or None,
            "problem": error["type"],
            "hint": error["msg"],
        }
        for error in fault.errors(include_url=False, include_input=False, include_context=False)
    ]
    if errors[0]["problem"] == "json_invalid":
        return Invalid("the body is not JSON", code="body_malformed")
    return _invalid_input(errors)


def _invalid_input(errors: list[dict[str, Any]]) -> Invalid:
    first = errors[0]
    return Invalid(str(first["hint"]), code="input_invalid", field=first["field"], errors=errors)
