"""Loads the demonstration data on the first start, in a process of its own.

Owns the call of `python -m infra.local.demo`: its lines become progress lines of the log, and
what it writes to the file named by `FAIRLEAD_DEMO_LOGINS` is shown at every start.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

from infra.local.layout import ROOT, Layout
from infra.local.log import Log

_MODULE = "infra.local.demo"
FULL, BROKER, NONE = CHOICES = ("full", "broker", "none")


class DemoFailed(Exception):
    """The demonstration data could not be loaded."""


def load(
    layout: Layout, environment: dict[str, str], told: str, log: Log, stop: threading.Event
) -> None:
    """Loads it into the running engine: the whole story, or the broker and its staff alone.

    Raises:
        DemoFailed: it ended with an error, shown in the log, or `stop` was set meanwhile.
    """
    log.line("demo", "loading the demonstration data; the first start alone does this")
    command = [sys.executable, "-m", _MODULE, *(["--broker-only"] if told == BROKER else [])]
    env = {**os.environ, **environment, "FAIRLEAD_DEMO_LOGINS": str(_logins(layout))}
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env={**env, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as process:
        threading.Thread(target=_end_on, args=(stop, process), daemon=True).start()
        for line in process.stdout or ():
            log.line("demo", line.rstrip())
    if stop.is_set():
        raise DemoFailed("stopped while loading the demonstration data; the next start begins anew")
    if process.returncode != 0:
        raise DemoFailed(f"the demonstration data ended with status {process.returncode}")


def _end_on(stop: threading.Event, process: subprocess.Popen[str]) -> None:
    stop.wait()
    if process.poll() is None:
        process.terminate()


def logins(layout: Layout) -> str:
    """What the demonstration data says about signing in; empty without it."""
    path = _logins(layout)
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _logins(layout: Layout) -> Path:
    return layout.working / "demo-logins.txt"
