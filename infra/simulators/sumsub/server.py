"""The simulator's HTTP server: sockets to `Question` and `Reply` to sockets, misbehaviour included.

Bound to loopback. Connections are kept alive.
"""

import http.server
import logging
import socket
import time
from typing import Any

from infra.simulators.sumsub import pages
from infra.simulators.sumsub.api import Api
from infra.simulators.sumsub.control import Control
from infra.simulators.sumsub.exchange import Question, Reply, json_reply
from infra.simulators.sumsub.hosted import Hosted
from infra.simulators.sumsub.store import Store
from infra.simulators.sumsub.world import Settings

_LARGEST_BODY_BYTES = 1_000_000
_log = logging.getLogger(__name__)


class Server(http.server.ThreadingHTTPServer):
    """Listens on 127.0.0.1 and knows who answers which path."""

    daemon_threads = True

    def __init__(self, port: int, store: Store, settings: Settings) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self._api = Api(store, settings)
        self._hosted = Hosted(store, settings)
        self._control = Control(store, settings)

    def reply_to(self, question: Question) -> Reply:
        """The part that owns the path answers."""
        if question.path.startswith("/resources/"):
            return self._api.answer(question)
        if question.path == "/websdk/page.css":
            return pages.style()
        if question.path.startswith("/websdk/p/"):
            return self._hosted.answer(question)
        if question.path.startswith("/sim/"):
            return self._control.answer(question)
        return json_reply(404, {"description": "Nothing here", "code": 404})


class Handler(http.server.BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    server_version = "nginx"
    sys_version = ""
    disable_nagle_algorithm = True
    server: Server

    def do_GET(self) -> None:
        """Answer a GET."""
        self._answer()

    do_POST = do_DELETE = do_GET  # noqa: N815

    def _answer(self) -> None:
        size = int(self.headers.get("content-length") or 0)
        if size > _LARGEST_BODY_BYTES:
            self._send(json_reply(413, {"description": "Too large", "code": 413}))
            self.close_connection = True
            return
        question = Question(
            method=self.command,
            target=self.path,
            headers={name.lower(): value for name, value in self.headers.items()},
            body=self.rfile.read(size),
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
        _log.info("%s %s", self.command, self.path.partition("?")[0])
