"""The only HTTP seam. A route is a one-line function under Chalice's decorator and `endpoint`.

`endpoint` authenticates, checks the permission, parses body and query, takes the idempotency key,
calls, renders the view and maps errors by one table. `serve` is the app's one HTTP middleware: it
binds the request to the running thread and answers whatever escapes.
"""

import json
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import field, replace
from functools import lru_cache, wraps
from typing import Any, Generic, TypeVar

from chalice.app import Response
from pydantic import TypeAdapter, ValidationError

from chalicelib import ports
from chalicelib.core.actor import Actor
from chalicelib.core.confirmation import Operation, Proof
from chalicelib.core.errors import FairleadError, Invalid, Kind, NotFound
from chalicelib.core.nouns import dataclass
from chalicelib.core.paging import Page
from chalicelib.core.veil import CLEAR, Veil
from chalicelib.edge import confirming, observe, viewer
from chalicelib.edge.auth import Access, Caller, admit
from chalicelib.edge.headers import EVERY_ANSWER
from chalicelib.edge.schemas import Body, ItemsView, Nothing, PageView, View
from chalicelib.storage.idempotency import Command, fingerprint

B = TypeVar("B", bound=Body)
Q = TypeVar("Q", bound=Body)

Headers = dict[str, str | list[str]]

MAX_BODY_BYTES = 1_000_000
MAX_ID_LENGTH = 200
_STATUS = {
    Kind.INVALID: 400,
    Kind.UNAUTHENTICATED: 401,
    Kind.FORBIDDEN: 403,
    Kind.NOT_FOUND: 404,
    Kind.CONFLICT: 409,
    Kind.LIMITED: 429,
    Kind.UPSTREAM: 503,
}
_HEADERS = {"Content-Type": "application/json", **EVERY_ANSWER}
_FRAMEWORKS = {
    405: ("method_not_allowed", "no route takes this method here"),
    415: ("media_type_unsupported", "send JSON, and say so in Content-Type"),
}
_bound: ContextVar[Any] = ContextVar("fairlead_request")


class BodyTooLarge(FairleadError):
    """The body is larger than any request of ours needs."""

    kind = Kind.INVALID
    code = "body_too_large"


@dataclass(frozen=True)
class Declaration:
    """What a route says of itself; the OpenAPI document and the tests read it."""

    access: Access
    body: type[Body]
    query: type[Body]
    returns: Any
    status: int
    once: bool
    raw: bool
    summary: str
    confirms: Operation | None = None


@dataclass(frozen=True)
class Call(Generic[B, Q]):
    """One admitted request. ``command`` is the intention to settle where the route is `once`.

    ``proof`` is the second factor shown at a route that `confirms` something.
    """

    actor: Actor
    body: B
    query: Q
    command: Command
    headers: dict[str, str] = field(default_factory=dict)
    raw_body: bytes = b""
    proof: Proof | None = None


@dataclass(frozen=True)
class Reply:
    """An outcome with headers of its own, such as a cookie."""

    outcome: Any
    headers: Headers


def endpoint(
    *,
    access: Access,
    body: type[Body] = Nothing,
    query: type[Body] = Nothing,
    returns: Any = None,
    status: int = 200,
    once: bool = False,
    raw: bool = False,
    confirms: Operation | None = None,
) -> Callable[[Callable[..., Any]], Callable[..., Response]]:
    """Declare a route under Chalice's own decorator.

    ``returns`` is a `View`, a ``PageView[V]`` or ``ItemsView[V]``, or None for no content. With
    ``once`` an ``Idempotency-Key`` is demanded and the use case must settle ``call.command``.
    With ``raw`` the body is not parsed (webhooks check signatures over the bytes). ``confirms``
    names the operation that the broker may want confirmed by a second factor (`edge.confirming`).
    """

    def declare(route: Callable[..., Any]) -> Callable[..., Response]:
        summary = (route.__doc__ or "").strip()
        declaration = Declaration(
            access, body, query, returns, status, once, raw, summary, confirms
        )

        @wraps(route)
        def handle(**path: str) -> Response:
            return _answer(declaration, route, path)

        handle.declaration = declaration  # type: ignore[attr-defined]
        return handle

    return declare


def serve(request: Any, get_response: Callable[[Any], Response]) -> Response:
    """The app's HTTP middleware: bind ``request``, and let no error out unmapped."""
    token = _bound.set(request)
    try:
        response = get_response(request)
    finally:
        _bound.reset(token)
    return response if "Cache-Control" in response.headers else _frameworks(request, response)


def _answer(declaration: Declaration, route: Callable[..., Any], path: dict[str, str]) -> Response:
    request = _bound.get()
    caller = _caller(request)
    try:
        return _carried_out(declaration, route, path, request, caller)
    except FairleadError as refusal:
        return _refused(refusal, caller)
    except Exception as fault:  # noqa: BLE001 - the outermost seam; nothing may escape unmapped
        observe.fault("request_failed", fault, request_id=caller.request_id, path=request.path)
        return _error(500, "internal", "something went wrong on our side", caller=caller)


def _carried_out(
    declaration: Declaration,
    route: Callable[..., Any],
    path: dict[str, str],
    request: Any,
    caller: Caller,
) -> Response:
    raw_body: bytes = request.raw_body or b""
    if len(raw_body) > MAX_BODY_BYTES:
        raise BodyTooLarge(limit_bytes=MAX_BODY_BYTES)
    actor = admit(declaration.access, request.headers.get("authorization"), caller)
    if any(len(part) > MAX_ID_LENGTH for part in path.values()):
        raise NotFound  # the store takes no such keys
    shown = request.headers.get(confirming.HEADER) if declaration.confirms else None
    proof = confirming.read(shown)
    command = _command(declaration, request, actor, raw_body, proof)
    if declaration.once and (answer := command.answered()):
        return Response(answer.body, {**_HEADERS, "Idempotency-Replayed": "true"}, answer.status)
    call = Call(
        actor=actor,
        body=_parsed_body(declaration, raw_body),
        query=_parsed_query(declaration, request),
        command=command,
        headers={name.lower(): value for name, value in request.headers.items()},
        raw_body=raw_body,
        proof=proof,
    )
    try:
        outcome = route(call, **path)
    except FairleadError:
        # A twin that was quicker may have spent what this one then lacks: the answer is the twin's.
        answer = command.answered() if declaration.once else None
        if answer is None:
            raise
        return Response(answer.body, {**_HEADERS, "Idempotency-Replayed": "true"}, answer.status)
    headers: Headers = dict(_HEADERS)
    if isinstance(outcome, Reply):
        headers |= outcome.headers
        outcome = outcome.outcome
    body = render(declaration.returns, outcome, actor.veil)
    return Response(body, headers, declaration.status)


def _caller(request: Any) -> Caller:
    identity = request.context.get("identity") or {}
    return Caller(
        ip=viewer.address(request.headers, str(identity.get("sourceIp") or "")),
        device=str(request.headers.get("user-agent") or "")[:300],
        request_id=str(request.context.get("requestId") or ports.ids().new("req", ports.now())),
    )


def _command(
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
        render=lambda outcome: render(declaration.returns, outcome, actor.veil),
    )


def _canonical(raw_body: bytes) -> bytes:
    """The body without what does not matter: order of members and blanks."""
    try:
        return json.dumps(json.loads(raw_body), sort_keys=True, separators=(",", ":")).encode()
    except (ValueError, RecursionError):
        return raw_body  # no JSON, or nested so deeply that parsing will refuse it


def _parsed_body(declaration: Declaration, raw_body: bytes) -> Body:
    if declaration.raw or declaration.body is Nothing:
        return Nothing()
    try:
        return declaration.body.model_validate_json(raw_body or b"{}")
    except ValidationError as fault:
        raise _invalid_input(fault) from fault


def _parsed_query(declaration: Declaration, request: Any) -> Body:
    given = request.query_params or {}
    if declaration.raw:
        return Nothing()
    try:
        return declaration.query.model_validate_strings(dict(given))
    except ValidationError as fault:
        raise _invalid_input(fault) from fault


def _invalid_input(fault: ValidationError) -> Invalid:
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
    return Invalid(
        str(errors[0]["hint"]), code="input_invalid", field=errors[0]["field"], errors=errors
    )


def render(returns: Any, outcome: Any, veil: Veil = CLEAR) -> str:
    """``outcome`` as the JSON of ``returns``, for somebody who sees clients through ``veil``."""
    if returns is None:
        return ""
    view = view_of(returns, outcome)
    return _adapter(returns).dump_json(view, context={"veil": veil}).decode()


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


def _frameworks(request: Any, response: Response) -> Response:
    """Chalice's own refusal (a method or media type that no route takes) in our shape."""
    code, message = _FRAMEWORKS.get(response.status_code, ("internal", "something went wrong"))
    return _error(response.status_code, code, message, caller=_caller(request))


def _refused(refusal: FairleadError, caller: Caller) -> Response:
    status = 413 if isinstance(refusal, BodyTooLarge) else _STATUS[refusal.kind]
    headers: Headers = {}
    if "retry_after_seconds" in refusal.facts:
        headers["Retry-After"] = str(refusal.facts["retry_after_seconds"])
    return _error(
        status,
        refusal.code,
        refusal.message,
        caller=caller,
        field=refusal.field,
        facts=refusal.facts,
        headers=headers,
    )


def _error(
    status: int,
    code: str,
    message: str,
    *,
    caller: Caller,
    field: str | None = None,
    facts: dict[str, Any] | None = None,
    headers: Headers | None = None,
) -> Response:
    body = {
        "code": code,
        "message": message,
        "field": field,
        "facts": facts or {},
        "request_id": caller.request_id,
    }
    return Response(json.dumps(body, default=str), {**_HEADERS, **(headers or {})}, status)
