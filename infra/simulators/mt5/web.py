"""HTTP: one thread and one session per connection, faults, and the way to each kind of command."""

import socket
import time
from http import HTTPStatus
from http.cookies import SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

from infra.simulators.mt5 import (
    commands_dealer,
    commands_server,
    commands_trades,
    commands_users,
    control,
    terminal,
)
from infra.simulators.mt5.api import Asked, run
from infra.simulators.mt5.codes import Refused, text_of
from infra.simulators.mt5.faults import Fault, Planned
from infra.simulators.mt5.params import Params
from infra.simulators.mt5.reply import Reply, json_reply
from infra.simulators.mt5.sessions import Session
from infra.simulators.mt5.world import World

# Importing them fills the table of commands.
COMMAND_MODULES = (commands_dealer, commands_server, commands_trades, commands_users)
_COOKIE = "MT5SESSION"
_LARGEST_BODY = 1024 * 1024


class SimulatorServer(ThreadingHTTPServer):
    """The listening socket with the world behind it."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def __init__(self, address: tuple[str, int], world: World) -> None:
        self.world = world
        super().__init__(address, Connection)


class Connection(BaseHTTPRequestHandler):
    """One TCP connection; a manager's session lives and dies with it."""

    protocol_version = "HTTP/1.1"
    server_version = "MT5Simulator"
    disable_nagle_algorithm = True
    timeout = 300
    server: SimulatorServer

    def setup(self) -> None:
        """A new connection has no session."""
        super().setup()
        self.session = Session()

    def do_GET(self) -> None:
        """Any read."""
        self._serve()

    do_POST = do_PATCH = do_DELETE = do_GET  # noqa: N815 - the names http.server looks for

    def log_message(self, format: str, *args: Any) -> None:
        """Stay quiet: queries can hold what belongs to clients."""

    def _serve(self) -> None:
        address = urlsplit(self.path)
        body = self._body()
        if body is None:
            self._send(Reply(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, b""))
            self.close_connection = True
        elif address.path.startswith("/sim/terminal"):
            self._send(
                terminal.serve(self.server.world, self.command, self.path, body, dict(self.headers))
            )
        elif address.path.startswith("/sim"):
            self._send(control.serve(self.server.world, self.command, self.path, body))
        elif address.path.startswith("/api/"):
            self._serve_command(address.path, address.query, body)
        else:
            self._send(Reply(HTTPStatus.NOT_FOUND, b""))

    def _body(self) -> bytes | None:
        length = int(self.headers.get("Content-Length") or 0)
        return None if length > _LARGEST_BODY else self.rfile.read(length)

    def _serve_command(self, path: str, query: str, body: bytes) -> None:
        with self.server.world.lock:
            planned = self.server.world.faults.take(path)
            if planned and self._fails_before(planned):
                return
            reply = self._command(path, query, body)
        if planned is None or self._passes_after(planned, reply):
            self._send(reply)

    def _command(self, path: str, query: str, body: bytes) -> Reply:
        """The answer to a protocol command; a stranger gets 403 before anything is looked at."""
        world = self.server.world
        cookie = self._cookie()
        try:
            params = Params(query, body)
            if path == "/api/auth/start":
                opened = self.session.start(world, params.text("login"))
                reply = json_reply({"retcode": text_of(0), **opened})
                reply.headers["Set-Cookie"] = f"{_COOKIE}={self.session.cookie}; HttpOnly"
                return reply
            if path == "/api/auth/answer":
                given, challenge = params.text("srv_rand_answer"), params.text("cli_rand")
                proven = self.session.answer(world, given, cookie, challenge)
                return json_reply({"retcode": text_of(0), **proven})
        except Refused as refused:
            return json_reply({"retcode": text_of(refused.code)})
        if not self.session.is_alive(world, cookie):
            return Reply(HTTPStatus.FORBIDDEN, b"")
        if path == "/api/quit":
            self.session.forget()
            return json_reply({"retcode": text_of(0)})
        answer = run(path, Asked(world, self.session, params))
        return Reply(HTTPStatus.NOT_FOUND, b"") if answer is None else json_reply(answer)

    def _cookie(self) -> str:
        jar: SimpleCookie = SimpleCookie(self.headers.get("Cookie", ""))
        return jar[_COOKIE].value if _COOKIE in jar else ""

    def _fails_before(self, planned: Planned) -> bool:
        """Whether the fault keeps the command from running at all."""
        if planned.fault is Fault.DROP_BEFORE:
            self._drop()
        elif planned.fault is Fault.SIGNED_OUT:
            self.session.forget()
            self._send(Reply(HTTPStatus.FORBIDDEN, b""))
        elif planned.fault is Fault.UNAVAILABLE:
            self._send(Reply(HTTPStatus.SERVICE_UNAVAILABLE, b"", {"Retry-After": "1"}))
        elif planned.fault is Fault.BUSY:
            self._send(json_reply({"retcode": text_of(12)}))
        elif planned.fault is Fault.REFUSED:
            self._send(json_reply({"retcode": text_of(8)}))
        else:
            return False
        return True

    def _passes_after(self, planned: Planned, reply: Reply) -> bool:
        """Whether the answer goes out as it is, the command having run."""
        if planned.fault is Fault.DROP_AFTER_COMMIT:
            self._drop()
        elif planned.fault is Fault.DROP_MIDWAY:
            self._send(reply, cut=len(reply.body) // 2)
            self._drop()
        elif planned.fault is Fault.FAILING:
            self._send(Reply(HTTPStatus.INTERNAL_SERVER_ERROR, b""))
        elif planned.fault is Fault.LOST_TRADE_SERVER:
            self._send(json_reply({"retcode": text_of(9)}))
        elif planned.fault is Fault.IMPOSTOR:
            self._send(json_reply({"retcode": text_of(0), "cli_rand_answer": "0" * 32}))
        elif planned.fault is Fault.GARBLED:
            self._send(Reply(HTTPStatus.OK, b"<html>gateway</html>"))
        else:
            time.sleep(planned.seconds)
            return True
        return False

    def _drop(self) -> None:
        """Break the connection as a failing network would."""
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)

    def _send(self, reply: Reply, cut: int | None = None) -> None:
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        self.wfile.write(reply.body[:cut])
