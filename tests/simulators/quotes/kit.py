"""Runs the simulator of a broker's own rates as a process for tests."""

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
        return f"http://127.0.0.1:{self.port}/rates"

    def start(self) -> None:
        self.port = self.port or free_port()
        options = [f"--port={self.port}", f"--state={self.folder}"]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "infra.simulators.quotes", *options],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={"PATH": os.environ["PATH"]},
        )
        until(lambda: listens(self.port))

    def stop(self) -> None:
        assert self.process is not None
        self.process.terminate()
        self.process.wait(15)

    def set(self, **wanted: Any) -> None:
        url = f"http://127.0.0.1:{self.port}/sim/settings"
        assert send("POST", url, json.dumps(wanted)).status == 200
