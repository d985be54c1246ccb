"""API Gateway on the laptop: an HTTP request becomes a REST proxy event for the Chalice app.

Owns the translation both ways and the gateway's own limits (10 MB, 29 seconds). Requests run on
threads, several at once; as on Lambda, one that takes too long goes on although the caller has
had its answer. Refuses everything the app declares no route for.
"""

from __future__ import annotations

import asyncio
import base64
import threading
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from chalice.local import RouteMatcher
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from chalicelib.edge.headers import EVERY_ANSWER
from infra.edge_rules import FAILED, MAX_BODY_BYTES, MAX_SECONDS, NO_ROUTE, TIMED_OUT, TOO_LARGE
from infra.edge_rules import Refusal as GatewayRefusal
from infra.local.context import context_for
from infra.local.log import Log

_THREADS = 32
_STAGE = "live"


class ApiGateway:
    """An ASGI application in front of a Chalice app."""

    def __init__(self, app: Any, log: Log, stopping: threading.Event) -> None:
        """`app` is the Chalice application; `stopping` is set when the stack stops."""
        self._app = app
        self._log = log
        self._stopping = stopping
        self._matcher = RouteMatcher(list(app.routes))
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="api")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        request = Request(scope, receive)
        started = time.perf_counter()
        response = await self._respond(request)
        took_ms = (time.perf_counter() - started) * 1000
        kind = "error" if response.status_code >= 500 else ""
        self._log.line(
            "api",
            f"{request.method:<6} {request.url.path}  {response.status_code}  {took_ms:.0f} ms",
            kind,
        )
        await response(scope, receive, send)

    async def _respond(self, request: Request) -> Response:
        request_id = str(uuid.uuid4())
        match = self._route(request)
        if match is None:
            return _refuse(NO_ROUTE, request_id)
        body = await _read(request)
        if body is None:
            return _refuse(TOO_LARGE, request_id)
        event = proxy_event(request, match, body, request_id, self._app.api.binary_types)
        context = context_for("api_handler", self._stopping)
        running = asyncio.get_running_loop().run_in_executor(
            self._threads, self._app, event, context
        )
        try:
            answer = await asyncio.wait_for(asyncio.shield(running), MAX_SECONDS)
        except TimeoutError:
            return _refuse(TIMED_OUT, request_id)
        except Exception as fault:  # noqa: BLE001 - the outermost seam, as Lambda's own is
            self._log.line("api", f"the application failed: {fault!r}", "error")
            return _refuse(FAILED, request_id)
        return _to_http(answer)

    def _route(self, request: Request) -> Any:
        try:
            match = self._matcher.match_route(request.url.path)
        except ValueError:
            return None
        return match if request.method in self._app.routes[match.route] else None


def proxy_event(
    request: Request, match: Any, body: bytes, request_id: str, binary_types: list[str]
) -> dict[str, Any]:
    """The event that API Gateway's REST proxy integration would pass on.

    Between browser and gateway stands CloudFront on AWS; here the viewer is the caller itself.
    """
    viewer = request.client.host if request.client else "127.0.0.1"
    headers = dict(request.headers.items())
    headers["x-forwarded-for"] = ", ".join(
        part for part in (headers.get("x-forwarded-for"), viewer) if part
    )
    query: dict[str, list[str]] = {}
    for name, value in request.query_params.multi_items():
        query.setdefault(name, []).append(value)
    is_binary = headers.get("content-type", "").split(";")[0] in binary_types
    text = base64.b64encode(body).decode() if is_binary else body.decode("utf-8", "replace")
    return {
        "resource": match.route,
        "path": request.url.path,
        "httpMethod": request.method,
        "headers": headers,
        "multiValueHeaders": {name: request.headers.getlist(name) for name in headers}
        | {"x-forwarded-for": [headers["x-forwarded-for"]]},
        "queryStringParameters": {name: values[-1] for name, values in query.items()} or None,
        "multiValueQueryStringParameters": query or None,
        "pathParameters": match.captured or None,
        "stageVariables": None,
        "requestContext": {
            "resourcePath": match.route,
            "httpMethod": request.method,
            "path": f"/{_STAGE}{request.url.path}",
            "stage": _STAGE,
            "requestId": request_id,
            "requestTimeEpoch": int(time.time() * 1000),
            "protocol": "HTTP/1.1",
            "identity": {"sourceIp": viewer, "userAgent": headers.get("user-agent", "")},
        },
        "body": text or None,
        "isBase64Encoded": is_binary,
    }


async def _read(request: Request) -> bytes | None:
    """The body, or None as soon as it is too large."""
    if int(request.headers.get("content-length") or 0) > MAX_BODY_BYTES:
        return None
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY_BYTES:
            return None
    return bytes(body)


def _refuse(refusal: GatewayRefusal, request_id: str) -> Response:
    return Response(
        refusal.body(request_id),
        refusal.status,
        {"Content-Type": "application/json", **EVERY_ANSWER},
    )


def _to_http(answer: dict[str, Any]) -> Response:
    body = answer.get("body") or ""
    content = base64.b64decode(body) if answer.get("isBase64Encoded") else body.encode()
    response = Response(content, int(answer["statusCode"]))
    for name, value in (answer.get("headers") or {}).items():
        response.headers[name] = str(value)
    for name, values in (answer.get("multiValueHeaders") or {}).items():
        for value in values:
            response.headers.append(name, str(value))
    return response
