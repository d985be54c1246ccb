"""Runs the cTrader simulator as a process for tests, and speaks to it with http.client alone."""

import hashlib
import json
import os
import subprocess
import sys
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

MANAGER = 10012
PASSWORD = "Password1"
BROKER = "meridian"
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
            [sys.executable, "-m", "infra.simulators.ctrader", *words],
            stdout=subprocess.PIPE,
            text=True,
            env={"PATH": os.environ["PATH"]},
        )
        assert self.process.stdout is not None
        self.url = self.process.stdout.readline().split()[-1]
        self.port = int(self.url.rsplit(":", 1)[1])

    def stop(self, *, rudely: bool = False) -> None:
        """End it politely, or as a power cut would."""
        assert self.process is not None
        assert self.process.stdout is not None
        self.process.kill() if rudely else self.process.terminate()
        self.process.wait(_PATIENCE_SECONDS)
        self.process.stdout.close()

    def lever(self, path: str, /, *, method: str = "POST", **body: Any) -> Any:
        """Pull ``/sim/<path>``; anything but success fails the test."""
        status, said = self.ask(method, f"/sim/{path}", body)
        assert status == 200, said
        return json.loads(said)

    def ask(
        self, method: str, path: str, body: dict[str, Any] | None = None, query: str = ""
    ) -> tuple[int, str]:
        """A request on a connection of its own: status and text."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        if body and method == "GET":
            query, body = urlencode(body), None
        try:
            payload = None if body is None else json.dumps(body)
            connection.request(method, f"{path}?{query}" if query else path, payload)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def state(self, login: int) -> dict[str, Any]:
        """All that the simulator holds of an account."""
        found: dict[str, Any] = self.lever("state", method="GET", login=str(login))
        return found


class Manager:
    """Asks the API by the book and shows raw answers."""

    def __init__(self, simulator: Simulator) -> None:
        self.simulator = simulator
        self.token = str(self.sign_in()[1].get("webservToken"))

    def sign_in(self, password: str = PASSWORD, login: int = MANAGER) -> tuple[int, dict[str, Any]]:
        hashed = hashlib.md5(password.encode(), usedforsecurity=False).hexdigest()
        body = {"login": login, "hashedPassword": hashed}
        status, said = self.simulator.ask("POST", "/v2/webserv/managers/token", body)
        return status, json.loads(said) if said.startswith("{") else {}

    def ask(
        self, method: str, path: str, body: dict[str, Any] | None = None, **query: str
    ) -> tuple[int, str]:
        """A question with the token: status and text."""
        asked = urlencode(query | {"token": self.token})
        return self.simulator.ask(method, f"/v2/webserv{path}", body, asked)

    def done(self, method: str, path: str, body: dict[str, Any] | None = None, **query: str) -> Any:
        """The JSON of an answer that is success; None where it is empty."""
        status, said = self.ask(method, path, body, **query)
        assert status in {200, 204}, (status, said)
        return json.loads(said) if said else None

    def code(self, method: str, path: str, body: dict[str, Any] | None = None, **query: str) -> str:
        """The code of a refusal."""
        status, said = self.ask(method, path, body, **query)
        assert status >= 400, said
        return str(json.loads(said)["errorCode"])

    def lines(self, path: str, **query: str) -> list[dict[str, str]]:
        """A comma-separated list."""
        status, said = self.ask("GET", path, **query)
        assert status == 200, said
        names, *rest = (line.split(",") for line in said.splitlines())
        return [dict(zip(names, values, strict=True)) for values in rest]

    def create(self, **members: Any) -> dict[str, Any]:
        """An account in dollars, unless said otherwise."""
        given = {
            "accessRights": "FULL_ACCESS",
            "accountType": "HEDGED",
            "balance": 0,
            "brokerName": BROKER,
            "depositCurrency": "USD",
            "groupName": "live-standard",
            "hashedPassword": hashlib.md5(b"Passw0rd!", usedforsecurity=False).hexdigest(),
            "leverageInCents": 10_000,
            "totalMarginCalculationType": "MAX",
            "name": "Ann",
            "lastName": "Lee",
            "description": "first",
        }
        made: dict[str, Any] = self.done("POST", "/traders", given | members)
        return made

    def deposit(self, login: int, amount: float, kind: str = "DEPOSIT", **more: Any) -> int:
        """Change a balance; the number in the history."""
        body = {"login": login, "preciseAmount": amount, "type": kind} | more
        return int(self.done("POST", f"/traders/{login}/changebalance", body)["balanceHistoryId"])
