"""Runs the MT5 simulator as a process for tests, and speaks to it with nothing but http.client."""

import hashlib
import json
import os
import subprocess
import sys
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

MANAGER = 1000
PASSWORD = "Password1"
_PATIENCE_SECONDS = 15


class Simulator:
    """The process; the same folder, and after the first start the same port, survive a restart."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.folder = folder
        self.options = options
        self.port = 0
        self.url = ""
        self.process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        words = ["--port", str(self.port), "--state", str(self.folder), *self.options]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "infra.simulators.mt5", *words],
            stdout=subprocess.PIPE,
            text=True,
            env={"PATH": os.environ["PATH"]},
        )
        assert self.process.stdout is not None
        said = self.process.stdout.readline()
        self.url = said.split()[-1]
        self.port = int(self.url.rsplit(":", 1)[1])

    def stop(self) -> None:
        assert self.process is not None
        self.process.terminate()
        self.process.wait(_PATIENCE_SECONDS)
        self._hush()

    def kill(self) -> None:
        """End it as a power cut would."""
        assert self.process is not None
        self.process.kill()
        self.process.wait(_PATIENCE_SECONDS)
        self._hush()

    def _hush(self) -> None:
        assert self.process is not None
        assert self.process.stdout is not None
        self.process.stdout.close()

    def lever(self, path: str, /, *, method: str = "POST", **body: Any) -> Any:
        """Pull ``/sim/<path>``; anything but success fails the test."""
        status, said = self.ask(method, f"/sim/{path}", body)
        assert status == 200, said
        return said

    def ask(
        self, method: str, path: str, body: dict[str, Any] | None = None, **headers: str
    ) -> tuple[int, Any]:
        """A request on a connection of its own: status and JSON."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            payload = json.dumps(body) if body and method != "GET" else None
            query = f"?{urlencode(body)}" if body and method == "GET" else ""
            connection.request(method, path + query, payload, headers)
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read() or b"null")
        finally:
            connection.close()

    def state(self, login: int) -> dict[str, Any]:
        """All that the simulator holds of an account."""
        (account,) = self.lever("state", method="GET", login=str(login))["accounts"]
        return account


class Manager:
    """A connection to the Web API that signs in by the book and shows raw answers."""

    def __init__(self, simulator: Simulator, *, sign_in: bool = True) -> None:
        self.connection = HTTPConnection("127.0.0.1", urlsplit(simulator.url).port, timeout=10)
        self.cookie = ""
        if sign_in:
            self.sign_in()

    def sign_in(self, password: str = PASSWORD, login: int = MANAGER) -> dict[str, Any]:
        _, opened = self.ask(f"/api/auth/start?version=3470&agent=Test&login={login}&type=manager")
        if "srv_rand" not in opened:
            return opened
        answer = answered(password, opened["srv_rand"])
        _, closed = self.ask(f"/api/auth/answer?srv_rand_answer={answer}&cli_rand={'ab' * 16}")
        return closed

    def ask(self, target: str, body: dict[str, Any] | None = None) -> tuple[int, Any]:
        """A command by its path and query; POST with a body, else GET."""
        headers = {"Cookie": self.cookie} if self.cookie else {}
        method = "GET" if body is None else "POST"
        self.connection.request(method, target, json.dumps(body) if body else None, headers)
        answer = self.connection.getresponse()
        self._keep_cookie(answer)
        content = answer.read()
        return answer.status, json.loads(content) if content else None

    def done(self, target: str, body: dict[str, Any] | None = None) -> Any:
        """The ``answer`` of a command that succeeds."""
        status, said = self.ask(target, body)
        assert (status, said["retcode"]) == (200, "0 Done"), said
        return said.get("answer")

    def code(self, target: str, body: dict[str, Any] | None = None) -> int:
        """The number of the return code."""
        status, said = self.ask(target, body)
        assert status == 200
        return int(said["retcode"].split()[0])

    def open_account(self, **members: str) -> int:
        """An account in the dollar group, unless said otherwise; its login."""
        record = {
            "Group": "real\\standard-usd",
            "Name": "Ann Lee",
            "Leverage": "100",
            "PassMain": "Passw0rd!",
            "PassInvestor": "Invest0r!",
        }
        return int(self.done("/api/user/add", record | members)["Login"])

    def deposit(self, login: int, amount: str, comment: str = "deposit") -> int:
        """Book a balance operation; its ticket."""
        query = urlencode({"login": login, "type": 2, "balance": amount, "comment": comment})
        return int(self.done(f"/api/trade/balance?{query}")["Ticket"])

    def _keep_cookie(self, answer: HTTPResponse) -> None:
        given = answer.getheader("Set-Cookie")
        if given:
            self.cookie = given.split(";")[0]

    def close(self) -> None:
        self.connection.close()


def answered(password: str, challenge: str) -> str:
    """The handshake's answer, written out a third time so that neither side's code is trusted."""
    first = _md5(password.encode("utf-16-le"))
    return _md5(_md5(first + b"WebAPI") + bytes.fromhex(challenge)).hex()


def _md5(octets: bytes) -> bytes:
    return hashlib.md5(octets, usedforsecurity=False).digest()
