"""The only HTTP seam. A route is a one-line function under Chalice's decorator and `endpoint`.

`endpoint` authenticates, checks the permission, parses body and query, takes the idempotency key,
calls, renders the view and maps errors by one table. `serve` is the app's one HTTP middleware: it
binds the request to the running thread and answers whatever escapes.
"""

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import field
from functools import wraps
from typing import Any, Generic, TypeVar

from chalice.app import Response

from chalicelib.core.actor import Actor
from chalicelib.core.confirmation import Operation, Proof
from chalicelib.core.errors import FairleadError, NotFound
from chalicelib.core.nouns import dataclass
from chalicelib.edge import answers, asked, confirming, observe, sight, visiting
from chalicelib.edge.answers import HEADERS, BodyTooLarge, Headers
from chalicelib.edge.auth import Access, Caller, admit
from chalicelib.edge.declaration import Declaration
from chalicelib.edge.schemas import Body, Nothing
from chalicelib.storage.idempotency import Answer, Command

B = TypeVar("B", bound=Body)
Q = TypeVar("Q", bound=Body)

MAX_BODY_BYTES = 1_000_000
MAX_ID_LENGTH = 200
_bound: ContextVar[Any] = ContextVar("fairlead_request")


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
    if "Cache-Control" in response.headers:
        return response
    return answers.frameworks(response, asked.caller_of(request))


def _answer(declaration: Declaration, route: Callable[..., Any], path: dict[str, str]) -> Response:
    request = _bound.get()
    caller = asked.caller_of(request)
    try:
        return _carried_out(declaration, route, path, request, caller)
    except FairleadError as refusal:
        return answers.refused(refusal, caller)
    except Exception as fault:  # noqa: BLE001 - the outermost seam; nothing may escape unmapped
        observe.fault("request_failed", fault, request_id=caller.request_id, path=request.path)
        return answers.error(500, "internal", "something went wrong on our side", caller=caller)


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
    admitted = admit(declaration.access, request.headers.get("authorization"), caller)
    actor = sight.narrowed(admitted, path)
    if actor.visitor is not None:
        visiting.watch(actor, actor.visitor, declaration.access, request.method, request.path)
    if any(len(part) > MAX_ID_LENGTH for part in path.values()):
        raise NotFound  # the store takes no such keys
    shown = request.headers.get(confirming.HEADER) if declaration.confirms else None
    proof = confirming.read(shown)
    command = asked.command_of(declaration, request, actor, raw_body, proof)
    if declaration.once and (answer := command.answered()):
        return _replayed(answer)
    call = Call(
        actor=actor,
        body=asked.parsed_body(declaration, raw_body),
        query=asked.parsed_query(declaration, request),
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
        return _replayed(answer)
    headers: Headers = dict(HEADERS)
    if isinstance(outcome, Reply):
        headers |= outcome.headers
        outcome = outcome.outcome
    body = answers.render(declaration.returns, outcome, actor)
    return Response(body, headers, declaration.status)


def _replayed(answer: Answer) -> Response:
    return Response(answer.body, {**HEADERS, "Idempotency-Replayed": "true"}, answer.status)
