"""Runs the PSP simulator as a process for tests; its notices go to Stripe's kind of inbox."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.simulators.stripe.kit import free_port, listens, send, until


@dataclass
class Simulator:
    """The process."""

    folder: Path
    port: int = 0
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        self.port = self.port or free_port()
        words = [f"--port={self.port}", f"--state={self.folder}", "--retry-seconds=0.2,0.2"]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "infra.simulators.psp", *words],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={"PATH": os.environ["PATH"], "PYTHONUNBUFFERED": "1"},
        )
        until(lambda: listens(self.port))

    def stop(self) -> None:
        assert self.process is not None
        self.process.terminate()
        self.process.wait(15)

    def lever(self, path: str, /, **body: Any) -> Any:
        """Pull ``/sim/<path>``."""
        answer = send("POST", f"{self.url}/sim/{path}", json.dumps(body))
        assert answer.status == 200, answer.text
        return answer.json()

    def rows(self, kind: str) -> list[dict[str, Any]]:
        """Everything of a kind that it remembers."""
        found: list[dict[str, Any]] = send("GET", f"{self.url}/sim/{kind}").json()
        return found
