"""The simulator's HTTP server: the protocol, the payer's page and the levers. Bound to loopback.

POST   /pay/url                  a page is asked for
GET    /p/<page>, POST           the payer's page and its buttons
POST   /sim/merchant             {"merchant_id", "token", "callback_url"}
POST   /sim/orders/<order>/<act> pay, fail, wait, short, other_currency, twice
POST   /sim/faults               {"kind", "times": 1, "seconds": 0}; ``refuse``, ``unavailable``,
                                 ``error_after``, ``drop_after``, ``no_page``, ``notice_lose``,
                                 ``notice_duplicate``, ``notice_delay``, ``notice_forge``
DELETE /sim/faults               switch all off
POST   /sim/clock                {"advance_seconds": 600}
GET    /sim/orders, /sim/notices
POST   /sim/reset                forget all but the merchant
"""

import http.server
import json
import logging
import re
import socket
from html import escape
from pathlib import Path
from string import Template
from typing import Any
from urllib.parse import parse_qs, urlsplit

from infra.simulators.psp.orders import Refusal, act, open_page
from infra.simulators.psp.state import State, World

_LARGEST_BODY_BYTES = 100_000
_PAGE = Template((Path(__file__).parent / "page.html").read_text())
_log = logging.getLogger(__name__)
Told = tuple[int, str, str]


class Server(http.server.ThreadingHTTPServer):
    """Listens on 127.0.0.1 and knows who answers which path."""

    daemon_threads = True

    def __init__(self, port: int, state: State, base_url: str) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.state = state
        self.base_url = base_url

    def told(self, line: str, token: str, body: str) -> Told:
        """The answer to a request: its status, its kind, its body; status 0 hangs up."""
        try:
            if line == "POST /pay/url":
                return self._page_asked(token, body)
            with self.state.work() as world:
                if match := re.fullmatch(r"(GET|POST) /p/(\w+)", line):
                    return _page(world, match[1], match[2], body)
                return _json(200, self._lever(world, line, json.loads(body or "{}")))
        except (ValueError, KeyError) as error:
            return _json(400, {"error": str(error)})

    def _page_asked(self, token: str, body: str) -> Told:
        with self.state.work() as world:
            fault = world.take_fault(
                "refuse", "unavailable", "error_after", "drop_after", "no_page"
            )
        kind = fault["kind"] if fault else ""
        if kind == "unavailable":
            return _json(503, {})
        if kind == "refuse":
            return _json(200, {"result": False, "msg": "This card is not welcome", "data": None})
        try:
            with self.state.work() as world:
                row = open_page(world, token, body)
        except Refusal as refusal:
            told = {"result": False, "msg": refusal.message, "data": None}
            return _json(refusal.status, told)
        if kind == "error_after":
            return _json(500, {})
        if kind == "drop_after":
            return 0, "", ""
        url = "javascript:alert(1)" if kind == "no_page" else f"{self.base_url}/p/{row['page']}"
        return _json(200, {"result": True, "msg": "", "data": {"url": url}})

    def _lever(self, world: World, line: str, given: dict[str, Any]) -> Any:
        if match := re.fullmatch(r"POST /sim/orders/(\w+)/(\w+)", line):
            rows = [one for one in world.rows("orders") if one["order_no"] == match[1]]
            if not rows:
                raise ValueError("no such order")
            act(world, rows[0], match[2])
        elif line == "POST /sim/merchant":
            world.kept["merchant"] = given
        elif line == "POST /sim/faults":
            row = {"kind": given["kind"], "left": int(given.get("times", 1))}
            world.rows("faults").append({**row, "seconds": float(given.get("seconds", 0))})
        elif line == "DELETE /sim/faults":
            world.rows("faults").clear()
        elif line == "POST /sim/clock":
            world.kept["offset_seconds"] += float(given["advance_seconds"])
        elif line in {"GET /sim/orders", "GET /sim/notices"}:
            return world.rows(line.rpartition("/")[2])
        elif line == "POST /sim/reset":
            self.state.forget_everything()
        elif line != "GET /sim/health":
            raise ValueError(f"no lever {line}")
        return {"now": world.now}


def _json(status: int, body: Any) -> Told:
    return status, "application/json", json.dumps(body)


def _page(world: World, method: str, page: str, body: str) -> Told:
    row = world.order(page)
    if row is None:
        return 404, "text/plain; charset=utf-8", "There is no such page"
    done = ""
    if method == "POST":
        done = parse_qs(body).get("act", [""])[0]
        act(world, row, done)
    asked = row["asked"]
    html = _PAGE.substitute(
        amount=escape(f"{asked['amount']} {asked['currency']}"),
        order=escape(row["order_no"]),
        payer=escape(asked.get("user_name", "")),
        done=escape(f"Done: {done.replace('_', ' ')}. You can close this page." if done else ""),
    )
    return 200, "text/html; charset=utf-8", html


class Handler(http.server.BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: Server

    def do_GET(self) -> None:
        """Answer a GET."""
        path = urlsplit(self.path).path
        size = min(int(self.headers.get("content-length") or 0), _LARGEST_BODY_BYTES)
        body = self.rfile.read(size).decode("utf-8", "replace")
        token = self.headers.get("crm-pay-token") or ""
        status, kind, text = self.server.told(f"{self.command} {path}", token, body)
        if not status:
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        said = text.encode()
        self.send_response(status)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(said)))
        self.send_header("cache-control", "no-store")
        self.end_headers()
        self.wfile.write(said)

    do_POST = do_DELETE = do_GET  # noqa: N815

    def log_message(self, format: str, *args: Any) -> None:
        """One line per request; the query and the body stay out of it."""
        _log.info("%s %s", self.command, urlsplit(self.path).path)
