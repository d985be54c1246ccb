"""`python -m infra.local`: Fairlead on this machine, in the foreground, until Ctrl-C.

Owns the command line, the signals and the exit status: 0 after a clean stop, 1 with one sentence
when it could not start.
"""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from pathlib import Path

from infra.local import demonstration, simulators
from infra.local.checks import NotReady
from infra.local.demonstration import DemoFailed
from infra.local.layout import DEFAULT_PORT_BASE, ROOT, Layout
from infra.local.log import Log
from infra.local.processes import StartFailed
from infra.local.stack import EngineDied, Stack
from infra.local.state import AlreadyRunning, State

# Tests wait for this line.
READY = "Fairlead is running"


def main() -> int:
    """Runs the stack; returns the exit status."""
    options = _options()
    layout = Layout(options.port_base, options.state.resolve(), pages=options.pages.resolve())
    log = Log()
    stop = threading.Event()
    _listen(stop, log)
    stack = Stack(layout, log, State(layout))
    try:
        _start(stack, log, options.demo, stop)
    except (NotReady, AlreadyRunning, StartFailed, DemoFailed) as fault:
        log.line("stack", str(fault), "error")
        stack.abandon()
        return 1
    _announce(layout, log)
    try:
        stack.watch(stop)
    except EngineDied as fault:
        log.line("stack", f"{fault}. What was done since the last clean stop is lost.", "error")
        stack.abandon()
        return 1
    log.line("stack", "stopping; the state is being saved")
    return 0 if stack.stop() else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m infra.local", description=__doc__)
    parser.add_argument("--port-base", type=int, default=DEFAULT_PORT_BASE)
    parser.add_argument("--state", type=Path, default=ROOT / ".fairlead")
    parser.add_argument("--pages", type=Path, default=Layout().pages)
    parser.add_argument("--demo", choices=demonstration.CHOICES, default=demonstration.FULL)
    return parser.parse_args()


def _listen(stop: threading.Event, log: Log) -> None:
    def on_signal(*_: object) -> None:
        if stop.is_set():
            log.line("stack", "already stopping; the state is being saved", "warn")
        stop.set()

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, on_signal)


def _start(stack: Stack, log: Log, told: str, stop: threading.Event) -> None:
    if told != demonstration.NONE and not stack.state.has_saved_demo:
        # The demonstration lives through its own time: nothing else may handle its messages.
        stack.start(serves=False)
        demonstration.load(stack.layout, stack.app_environment(), told, log, stop)
        stack.state.mark_demo()
        # A stop saves: a later kill cannot lose the demonstration data any more.
        stack.stop()
    stack.start()


def _announce(layout: Layout, log: Log) -> None:
    log.line("stack", READY, "done")
    log.plain(
        f"""
  Client portal   {layout.portal_url}
  Back office     {layout.desk_url}
  Mailbox         {layout.mailbox_url}
  Text messages   {simulators.url(layout, simulators.named("twilio"))}
"""
    )
    for line in demonstration.logins(layout).splitlines():
        log.plain(f"  {line}")
    log.plain("  Ctrl-C stops and keeps everything; `make reset` forgets it.\n")


if __name__ == "__main__":
    sys.exit(main())
