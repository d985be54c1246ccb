"""A simulator's HTTP server: sockets to `Question` and `Reply` to sockets, misbehaviour included.

Bound to loopback; connections are kept alive; one line in the log per request, without its query
and body, which may hold secrets.
"""

import http.server
import logging
import signal
import socket
import ssl
import threading
import time
from collections.abc import Callable
from typing import Any

from infra.simulators.kit.exchange import Question, Reply

_LARGEST_BODY_BYTES = 1_000_000
_log = logging.getLogger(__name__)


class Server(http.server.ThreadingHTTPServer):
    """Listens on 127.0.0.1 and has ``answer`` say what goes back."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, port: int, answer: Callable[[Question], Reply]) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.answer = answer

    def encrypt(self, certificate: str, key: str) -> None:
        """Speak HTTPS from now on."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        self.socket = context.wrap_socket(self.socket, server_side=True)

    def serve_until_told(self) -> None:
        """Serve until a signal to stop arrives."""
        for number in (signal.SIGTERM, signal.SIGINT):
            # shutdown() waits for the serving loop, which is this very thread.
            signal.signal(number, lambda *_: threading.Thread(target=self.shutdown).start())
        self.serve_forever(poll_interval=0.1)
        self.server_close()


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

    do_POST = do_PUT = do_PATCH = do_DELETE = do_GET  # noqa: N815

    def _answer(self) -> None:
        size = int(self.headers.get("content-length") or 0)
        if size > _LARGEST_BODY_BYTES:
            self._send(Reply(413, "", "text/plain"))
            self.close_connection = True
            return
        question = Question(
            method=self.command,
            target=self.path,
            headers={name.lower(): value for name, value in self.headers.items()},
            body=self.rfile.read(size),
            address=str(self.client_address[0]),
        )
        self._send(self.server.answer(question))

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
        """One line per request."""
        _log.info("%s %s", self.command, self.path.partition("?")[0])
