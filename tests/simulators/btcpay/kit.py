"""Runs the BTCPay simulator as a process for tests; its webhooks go to Stripe's kind of inbox."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.simulators.stripe.kit import Inbox, Reply, free_port, listens, send, until

API_KEY = "btcpay-key-of-the-tests"
STORE = "StoreOfTheTests"
SECRET = "btcpay-webhooks-of-the-tests"
BTC_ADDRESS = "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"


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

    @property
    def path(self) -> str:
        return f"/api/v1/stores/{STORE}"

    def start(self) -> None:
        self.port = self.port or free_port()
        options = {
            "port": self.port,
            "state": self.folder,
            "api-key": API_KEY,
            "store-id": STORE,
            "webhook-url": self.webhook_url,
            "webhook-secret": SECRET,
            "confirm-seconds": 0,
            "payout-seconds": 0,
            "retry-seconds": self.retry_seconds,
        }
        words = [f"--{name}={value}" for name, value in options.items()]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "infra.simulators.btcpay", *words],
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
        answer = send("POST", f"{self.url}/sim/{path}", json.dumps(body))
        assert answer.status == 200, answer.text
        return answer.json()

    def fault(self, kind: str, **more: Any) -> None:
        self.lever("faults", kind=kind, **more)

    def calm(self) -> None:
        """End all trouble."""
        send("DELETE", f"{self.url}/sim/faults")

    def rows(self, kind: str) -> list[dict[str, Any]]:
        """Everything of a kind that it remembers."""
        found: list[dict[str, Any]] = send("GET", f"{self.url}/sim/{kind}").json()
        return found

    def api(self, method: str, path: str, body: Any = None, key: str = API_KEY) -> Reply:
        """A question to the API."""
        headers = {"authorization": f"token {key}", "content-type": "application/json"}
        return send(method, self.url + path, "" if body is None else json.dumps(body), headers)


@contextmanager
def served(folder: Path) -> Iterator[tuple[Simulator, Inbox]]:
    """The server, and the inbox that its webhooks come to; both end with the block."""
    inbox = Inbox()
    simulator = Simulator(folder, inbox.open())
    simulator.start()
    yield simulator, inbox
    simulator.stop()
    inbox.close()
