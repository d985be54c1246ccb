"""Runs the Stripe simulator as a process for tests, and receives its webhooks."""

import http.server
import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

API_KEY = "sk_test_of_the_tests"
SECRET = "whsec_of_the_tests"
_PATIENCE_SECONDS = 15


@dataclass
class Simulator:
    """The process; the same folder survives a restart."""

    folder: Path
    webhook_url: str
    port: int = 0
    retry_seconds: str = "0.2,0.2,0.2"
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        self.port = self.port or free_port()
        options = {
            "port": self.port,
            "state": self.folder,
            "api-key": API_KEY,
            "webhook-url": self.webhook_url,
            "webhook-secret": SECRET,
            "settle-seconds": 0,
            "retry-seconds": self.retry_seconds,
        }
        words = [f"--{name}={value}" for name, value in options.items()]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "infra.simulators.stripe", *words],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={"PATH": os.environ["PATH"], "PYTHONUNBUFFERED": "1"},
        )
        until(lambda: listens(self.port))

    def stop(self) -> None:
        assert self.process is not None
        self.process.terminate()
        self.process.wait(_PATIENCE_SECONDS)

    def kill(self) -> None:
        """End it as a power cut would."""
        assert self.process is not None
        self.process.kill()
        self.process.wait(_PATIENCE_SECONDS)

    def lever(self, path: str, /, **body: Any) -> Any:
        """Pull ``/sim/<path>``."""
        return self.send("POST", f"/sim/{path}", json.dumps(body)).json()

    def fault(self, kind: str, **more: Any) -> None:
        self.lever("faults", kind=kind, **more)

    def deliveries(self) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = self.send("GET", "/sim/deliveries").json()
        return rows

    def api(self, method: str, path: str, params: Any = (), **headers: str) -> "Reply":
        """A question to Stripe's API with a good key; ``params`` are pairs of the form."""
        sent = {"authorization": f"Bearer {API_KEY}", **headers}
        encoded = urlencode(params)
        if method == "GET":
            return self.send(method, f"{path}?{encoded}" if encoded else path, headers=sent)
        return self.send(method, path, encoded, headers=sent)

    def send(
        self, method: str, path: str, body: str = "", headers: dict[str, str] | None = None
    ) -> "Reply":
        return send(method, self.url + path, body, headers)


@dataclass(frozen=True)
class Reply:
    """An answer of any status; redirects are not followed."""

    status: int
    headers: Any
    text: str

    def json(self) -> Any:
        return json.loads(self.text)


def send(method: str, url: str, body: str = "", headers: dict[str, str] | None = None) -> Reply:
    """Ask anything over HTTP."""
    address = urlsplit(url)
    connection = HTTPConnection(address.hostname or "", address.port, timeout=10)
    try:
        path = f"{address.path}?{address.query}" if address.query else address.path
        connection.request(method, path, body.encode() or None, headers or {})
        answer = connection.getresponse()
        return Reply(answer.status, answer.headers, answer.read().decode())
    finally:
        connection.close()


@dataclass(frozen=True)
class Letter:
    """One webhook as it arrived."""

    headers: dict[str, str]
    body: bytes

    @property
    def event(self) -> dict[str, Any]:
        event: dict[str, Any] = json.loads(self.body)
        return event


@dataclass
class Inbox:
    """A webhook endpoint; ``answers`` are the statuses to give next, then always 200."""

    letters: list[Letter] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)
    _server: http.server.ThreadingHTTPServer | None = None

    def open(self) -> str:
        inbox = self

        class Endpoint(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                inbox.letters.append(Letter(dict(self.headers.items()), body))
                self.send_response(inbox.answers.pop(0) if inbox.answers else 200)
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                """Quiet."""

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Endpoint)
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return f"http://127.0.0.1:{self._server.server_port}/hook"

    def close(self) -> None:
        assert self._server is not None
        self._server.shutdown()
        self._server.server_close()

    def wait_for(self, count: int) -> list[Letter]:
        """The first ``count`` letters, once they are there."""
        until(lambda: len(self.letters) >= count)
        return self.letters[:count]

    def events(self) -> list[str]:
        return [letter.event["type"] for letter in self.letters]


def until(holds: Callable[[], bool]) -> None:
    """Wait until ``holds``."""
    end = time.monotonic() + _PATIENCE_SECONDS
    while not holds():
        if time.monotonic() > end:
            raise AssertionError("waited in vain")
        time.sleep(0.02)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
