"""What must be true before the laptop stack can start, each with one clear sentence.

Owns the prerequisites and the ports. Refuses to start half a stack: the first fault ends the
start, before any process runs.
"""

from __future__ import annotations

import socket
import sys

from infra.local import ministack
from infra.local.layout import HOST, Layout


class NotReady(Exception):
    """One sentence: what is missing and what to do."""


def check(layout: Layout, ports: dict[str, int]) -> None:
    """Raises `NotReady` with the first thing that stands in the way."""
    if sys.version_info < (3, 11):  # noqa: UP036 - the sentence is for whoever starts it by hand
        version = ".".join(map(str, sys.version_info[:2]))
        raise NotReady(f"Python 3.11 or newer is needed; this is {version}.")
    if not ministack.PYTHON.exists():
        raise NotReady("The embedded AWS is not installed; start with `make run`.")
    for front_end in ("portal", "desk"):
        page = layout.front_end_dir(front_end) / "index.html"
        if not page.exists():
            raise NotReady(f"The {front_end} is not built ({page}); start with `make run`.")
    for use, port in ports.items():
        if not is_free(port):
            raise NotReady(
                f"Port {port} ({use}) is taken by another program; "
                f"stop that program or run another set of ports with "
                f"`python -m infra.local --port-base {layout.port_base + 100}`."
            )


def is_free(port: int) -> bool:
    """Whether a server can listen on the port."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        # As servers do: a port in TIME_WAIT from the last run is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True
