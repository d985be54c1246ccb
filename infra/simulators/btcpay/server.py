"""The simulator's HTTP server: sockets to `Question` and `Reply` to sockets. Bound to loopback."""

import http.server
import logging
import socket
import time
from typing import Any
from urllib.parse import urlsplit

from infra.simulators.btcpay.api import Api
from infra.simulators.btcpay.checkout import Checkout
from infra.simulators.btcpay.control import Control
from infra.simulators.btcpay.exchange import Question, Refusal, Reply, Settings
from infra.simulators.btcpay.state import State

_LARGEST_BODY_BYTES = 100_000
_log = logging.getLogger(__name__)


class Server(http.server.ThreadingHTTPServer):
    """Listens on 127.0.0.1 and knows who answers which path."""

    daemon_threads = True

    def __init__(self, port: int, state: State, settings: Settings) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self._api = Api(state, settings)
        self._checkout = Checkout(state, settings)
        self._control = Control(state, settings)

    def reply_to(self, question: Question) -> Reply:
        """The part that owns the path answers."""
        if question.path.startswith("/sim/"):
            return self._control.answer(question)
        if question.path.startswith("/i/"):
            return self._checkout.answer(question)
        if question.path.startswith("/api/v1/"):
            return self._api.answer(question)
        return Refusal(404, "not-found", "Nothing here").reply


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
        question = Question(
            method=self.command,
            path=address.path,
            query=address.query,
            headers={name.lower(): value for name, value in self.headers.items()},
            body=self.rfile.read(size).decode("utf-8", "replace"),
        )
        self._send(self.server.reply_to(question))

    def _send(self, reply: Reply) -> None:
        time.sleep(reply.wait_seconds)
        if reply.cut == "unanswered":
            self._hang_up()
            return
        body = reply.body.encode()
        self.send_response(reply.status)
        for name, value in {**reply.headers, "content-type": reply.kind}.items():
            self.send_header(name, value)
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
