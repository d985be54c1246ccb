"""Runs the ECB simulator as a process for tests."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.simulators.stripe.kit import free_port, listens, send, until

__all__ = ["Simulator", "free_port"]


@dataclass
class Simulator:
    """The process; the same folder survives a restart."""

    folder: Path
    port: int = 0
    process: subprocess.Popen[bytes] | None = None

    @property
    def file_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/stats/eurofxref/eurofxref-daily.xml"

    def start(self) -> None:
        self.port = self.port or free_port()
        options = [f"--port={self.port}", f"--state={self.folder}"]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "infra.simulators.ecb", *options],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={"PATH": os.environ["PATH"]},
        )
        until(lambda: listens(self.port))

    def stop(self) -> None:
        assert self.process is not None
        self.process.terminate()
        self.process.wait(15)

    def set(self, **wanted: str) -> None:
        assert self.try_to_set(wanted) == 200

    def try_to_set(self, wanted: dict[str, str]) -> int:
        url = f"http://127.0.0.1:{self.port}/sim/settings"
        return send("POST", url, json.dumps(wanted)).status
