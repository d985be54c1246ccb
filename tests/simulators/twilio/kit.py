"""Runs the Twilio simulator as a process for tests, and receives its callbacks."""

import http.server
import json
import os
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from twilio.http.http_client import TwilioHttpClient
from twilio.http.response import Response
from twilio.rest import Client

from tests.simulators.stripe.kit import free_port, listens, send, until

ACCOUNT = "AC" + "0" * 31 + "1"
TOKEN = "token-of-the-tests"
KEY = "SK" + "0" * 31 + "2"
KEY_SECRET = "secret-of-the-tests"
SERVICE = "VA" + "0" * 31 + "3"
SENDER = "+15005550006"


@dataclass
class Simulator:
    """The process; the same folder survives a restart."""

    folder: Path
    port: int = 0
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        self.port = self.port or free_port()
        options = {
            "port": self.port,
            "state": self.folder,
            "account-sid": ACCOUNT,
            "auth-token": TOKEN,
            "api-key-sid": KEY,
            "api-key-secret": KEY_SECRET,
            "service-sid": SERVICE,
            "service-name": "Meridian",
            "delivery-seconds": 0.05,
        }
        words = [f"--{name}={value}" for name, value in options.items()]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "infra.simulators.twilio", *words],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={"PATH": os.environ["PATH"], "PYTHONUNBUFFERED": "1"},
        )
        until(lambda: listens(self.port))

    def stop(self) -> None:
        assert self.process is not None
        self.process.terminate()
        self.process.wait(15)

    def kill(self) -> None:
        """End it as a power cut would."""
        assert self.process is not None
        self.process.kill()
        self.process.wait(15)

    def lever(self, path: str, /, **body: Any) -> Any:
        """Pull ``/sim/<path>``."""
        return send("POST", f"{self.url}/sim/{path}", json.dumps(body)).json()

    def fault(self, kind: str, **more: Any) -> None:
        self.lever("faults", kind=kind, **more)

    def texts(self, to: str = "") -> list[str]:
        """The bodies of sent messages, newest first."""
        found = send("GET", f"{self.url}/sim/texts?to={to.lstrip('+')}").json()
        return [one["body"] for one in found["texts"]]

    def code(self, to: str) -> str:
        """The code that was sent last to a number."""
        return self.texts(to)[0].rsplit(" ", 1)[1]

    def client(self, account: str = ACCOUNT, token: str = TOKEN) -> Client:
        """Twilio's own library, whose requests go to this process."""
        return Client(account, token, http_client=_ToSimulator(self.url))


class _ToSimulator(TwilioHttpClient):
    """The library's own transport; scheme and host are ours."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self._base = url

    def request(self, method: str, url: str, *args: Any, **kwargs: Any) -> Response:
        host, _, rest = url.removeprefix("https://").partition("/")
        assert host in {"verify.twilio.com", "api.twilio.com"}, host
        return super().request(method, f"{self._base}/{rest}", *args, **kwargs)


@dataclass(frozen=True)
class Letter:
    """One callback as it arrived."""

    url: str
    signature: str
    body: bytes

    @property
    def params(self) -> dict[str, str]:
        return dict(parse_qsl(self.body.decode()))


@dataclass
class Inbox:
    """Where callbacks arrive; ``answers`` are the statuses to give next, then always 204."""

    letters: list[Letter] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)
    url: str = ""
    _server: http.server.ThreadingHTTPServer | None = None

    def open(self) -> None:
        inbox = self

        class Endpoint(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                address = f"http://{self.headers['host']}{self.path}"
                letter = Letter(address, self.headers["x-twilio-signature"], body)
                inbox.letters.append(letter)
                self.send_response(inbox.answers.pop(0) if inbox.answers else 204)
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                """Quiet."""

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Endpoint)
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        self.url = f"http://127.0.0.1:{self._server.server_port}/hook?text=txt_1"

    def close(self) -> None:
        assert self._server is not None
        self._server.shutdown()
        self._server.server_close()

    def wait_for(self, count: int) -> list[Letter]:
        """The first ``count`` letters, once they are there."""
        until(lambda: len(self.letters) >= count)
        return self.letters[:count]
