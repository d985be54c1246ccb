"""The simulator's HTTP server: sockets to `Question` and `Reply` to sockets. Bound to loopback."""

import http.server
import logging
import socket
import time
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from infra.simulators.twilio.api import Api
from infra.simulators.twilio.control import Control, texts_to
from infra.simulators.twilio.exchange import Question, Reply, Settings, answer
from infra.simulators.twilio.page import page
from infra.simulators.twilio.state import State

_LARGEST_BODY_BYTES = 100_000
_log = logging.getLogger(__name__)


class Server(http.server.ThreadingHTTPServer):
    """Listens on 127.0.0.1 and knows who answers which path."""

    daemon_threads = True

    def __init__(self, port: int, state: State, settings: Settings) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self._state = state
        self._api = Api(state, settings)
        self._control = Control(state)

    def reply_to(self, question: Question, query: str) -> Reply:
        """The part that owns the path answers."""
        if question.path.startswith("/sim/"):
            return self._control.answer(question, query)
        if question.path == "/":
            with self._state.work() as world:
                return Reply(200, page(texts_to(world, "")), "text/html; charset=utf-8")
        if question.path.startswith(("/v2/", "/2010-04-01/")):
            return self._api.answer(question)
        return answer(404, {"code": 20404, "message": "Nothing here", "status": 404})


class Handler(http.server.BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: Server

    def do_GET(self) -> None:
        """Answer a GET."""
        self._answer()

    do_POST = do_DELETE = do_GET  # noqa: N815

    def _answer(self) -> None:
        address = urlsplit(self.path)
        size = min(int(self.headers.get("content-length") or 0), _LARGEST_BODY_BYTES)
        body = self.rfile.read(size).decode("utf-8", "replace")
        is_form = "x-www-form-urlencoded" in (self.headers.get("content-type") or "")
        question = Question(
            method=self.command,
            path=address.path,
            headers={name.lower(): value for name, value in self.headers.items()},
            body=body,
            form=dict(parse_qsl(body)) if is_form else {},
        )
        self._send(self.server.reply_to(question, address.query))

    def _send(self, reply: Reply) -> None:
        time.sleep(reply.wait_seconds)
        if reply.cut == "unanswered":
            self._hang_up()
            return
        body = reply.body.encode()
        self.send_response(reply.status)
        self.send_header("content-type", reply.kind)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        if reply.cut == "half":
            self.wfile.write(body[: len(body) // 2])
            self._hang_up()
            return
        try:
            self.wfile.write(body)
        except OSError:
            _log.info("the caller has gone")

    def _hang_up(self) -> None:
        self.wfile.flush()
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)

    def log_message(self, format: str, *args: Any) -> None:
        """One line per request; the query and the body stay out of it."""
        _log.info("%s %s", self.command, urlsplit(self.path).path)
