"""Child processes of the laptop stack: start, wait until ready, notice their end, stop.

Owns every process that the stack starts, each in a session of its own, so that Ctrl-C in the
terminal reaches the stack alone and it can stop its children in the right order. Refuses to
leave one behind: what does not end when asked is killed, and `stop` says so.
"""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from infra.local.layout import HOST, ROOT

_LIBC = ctypes.CDLL(None)
_PR_SET_PDEATHSIG = 1


class StartFailed(Exception):
    """A child ended, or was not ready in time."""


@dataclass
class Child:
    """One process of the stack and how to see that it is ready."""

    name: str
    command: Sequence[str]
    port: int
    log_file: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    is_ready: Callable[[], bool] | None = None
    _process: subprocess.Popen[bytes] | None = None
    _output: IO[bytes] | None = None

    def start(self) -> None:
        """Starts the process; its output goes to `log_file`."""
        self.log_file.parent.mkdir(parents=True, exist_ok=True)
        self._output = self.log_file.open("ab")
        self._process = subprocess.Popen(
            self.command,
            cwd=ROOT,
            env={**os.environ, **self.environment},
            stdin=subprocess.DEVNULL,
            stdout=self._output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            # Between fork and exec it makes one system call and nothing that could deadlock.
            preexec_fn=_end_with_the_stack,  # noqa: PLW1509
        )

    def wait_until_ready(self, within_seconds: float = 30) -> None:
        """Returns as soon as the process answers.

        Raises:
            StartFailed: it ended, or did not answer in time; the message ends with its last words.
        """
        ready = self.is_ready or (lambda: answers(self.port))
        deadline = time.monotonic() + within_seconds
        while not ready():
            if not self.is_running():
                raise StartFailed(f"{self.name} ended while starting: {self.last_words()}")
            if time.monotonic() > deadline:
                raise StartFailed(
                    f"{self.name} was not ready after {within_seconds:.0f} s: {self.last_words()}"
                )
            time.sleep(0.05)

    def is_running(self) -> bool:
        """Whether the process lives."""
        return self._process is not None and self._process.poll() is None

    def stop(self, within_seconds: float = 30) -> bool:
        """Asks the process to end, and kills it if it does not; True if it ended by itself."""
        if self._process is None:
            return True
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(within_seconds)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
            return False
        finally:
            if self._output is not None:
                self._output.close()
        return self._process.returncode in (0, -signal.SIGTERM, 128 + signal.SIGTERM)

    def last_words(self) -> str:
        """The last line that the process wrote."""
        lines = self.log_file.read_text(errors="replace").strip().splitlines()
        return lines[-1] if lines else f"it wrote nothing to {self.log_file}"


def _end_with_the_stack() -> None:
    """Asks Linux to end this child when the stack itself is killed; else it would keep its port."""
    if sys.platform == "linux":
        _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def answers(port: int) -> bool:
    """Whether something accepts connections on the port."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.settimeout(0.5)
        return probe.connect_ex((HOST, port)) == 0
