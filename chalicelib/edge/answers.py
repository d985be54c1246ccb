"""What goes out: views as JSON, and every refusal in one shape by one table."""

import json
from functools import lru_cache
from typing import Any

from chalice.app import Response
from pydantic import TypeAdapter

from chalicelib.core.actor import Actor
from chalicelib.core.errors import FairleadError, Kind
from chalicelib.core.paging import Page
from chalicelib.edge.auth import Caller
from chalicelib.edge.headers import EVERY_ANSWER
from chalicelib.edge.schemas import ItemsView, OfClient, PageView, View
from chalicelib.edge.sight import Sight, rendered_for

Headers = dict[str, str | list[str]]

_STATUS = {
    Kind.INVALID: 400,
    Kind.UNAUTHENTICATED: 401,
    Kind.FORBIDDEN: 403,
    Kind.NOT_FOUND: 404,
    Kind.CONFLICT: 409,
    Kind.LIMITED: 429,
    Kind.UPSTREAM: 503,
}
HEADERS = {"Content-Type": "application/json", **EVERY_ANSWER}
_FRAMEWORKS = {
    405: ("method_not_allowed", "no route takes this method here"),
    415: ("media_type_unsupported", "send JSON, and say so in Content-Type"),
}


class BodyTooLarge(FairleadError):
    """The body is larger than any request of ours needs."""

    kind = Kind.INVALID
    code = "body_too_large"


def render(returns: Any, outcome: Any, actor: Actor | None = None) -> str:
    """``outcome`` as the JSON of ``returns``, as ``actor`` may see the clients in it."""
    if returns is None:
        return ""
    view, seen = view_of(returns, outcome), Sight(actor)
    seen.prepare(one.of_whom for one in getattr(view, "items", ()) if isinstance(one, OfClient))
    return _adapter(returns).dump_json(view, context=rendered_for(seen)).decode()


@lru_cache(maxsize=1024)
def _adapter(returns: Any) -> TypeAdapter[Any]:
    return TypeAdapter(returns)


def view_of(returns: Any, outcome: Any) -> Any:
    """The view of ``outcome`` that ``returns`` names: of one noun, or of each in a list."""
    generic = getattr(returns, "__pydantic_generic_metadata__", {})
    (part,) = generic.get("args") or (None,)
    match generic.get("origin"):
        case origin if origin is PageView and isinstance(outcome, Page):
            return returns(
                items=[view_of(part, item) for item in outcome.items],
                next_cursor=outcome.next_cursor,
            )
        case origin if origin is ItemsView:
            return returns(items=[view_of(part, item) for item in outcome])
    if isinstance(outcome, returns):
        return outcome
    view: type[View] = returns
    return view.of(outcome)


def frameworks(response: Response, caller: Caller) -> Response:
    """Chalice's own refusal (a method or media type that no route takes) in our shape."""
    code, message = _FRAMEWORKS.get(response.status_code, ("internal", "something went wrong"))
    return error(response.status_code, code, message, caller=caller)


def refused(refusal: FairleadError, caller: Caller) -> Response:
    """A refusal of ours, in its status."""
    status = 413 if isinstance(refusal, BodyTooLarge) else _STATUS[refusal.kind]
    headers: Headers = {}
    if "retry_after_seconds" in refusal.facts:
        headers["Retry-After"] = str(refusal.facts["retry_after_seconds"])
    return error(
        status,
        refusal.code,
        refusal.message,
        caller=caller,
        field=refusal.field,
        facts=refusal.facts,
        headers=headers,
    )


def error(
    status: int,
    code: str,
    message: str,
    *,
    caller: Caller,
    field: str | None = None,
    facts: dict[str, Any] | None = None,
    headers: Headers | None = None,
) -> Response:
    """The one shape of all errors: a stable code, words for developers, the field, the facts."""
    body = {
        "code": code,
        "message": message,
        "field": field,
        "facts": facts or {},
        "request_id": caller.request_id,
    }
    return Response(json.dumps(body, default=str), {**HEADERS, **(headers or {})}, status)
