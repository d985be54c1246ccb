"""Where the laptop stack lives: its ports and its folders.

Owns every port number and path of a running stack, so that tests can run another one beside it.
Refuses nothing; whether ports are free is for `checks`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOST = "127.0.0.1"
DEFAULT_PORT_BASE = 8600


@dataclass(frozen=True)
class Layout:
    """Ports and folders of one stack. Everything listens on loopback alone."""

    port_base: int = DEFAULT_PORT_BASE
    state: Path = ROOT / ".fairlead"
    stage: str = "local"
    pages: Path = ROOT / "frontend" / "dist"

    @property
    def portal_port(self) -> int:
        """The client portal and its API."""
        return self.port_base

    @property
    def desk_port(self) -> int:
        """The back office and its API."""
        return self.port_base + 1

    @property
    def mailbox_port(self) -> int:
        """The page that shows sent e-mails."""
        return self.port_base + 2

    @property
    def ministack_port(self) -> int:
        """The embedded AWS."""
        return self.port_base + 10

    def simulator_port(self, offset: int) -> int:
        """The port of the simulator with that place in the table of simulators."""
        return self.port_base + 11 + offset

    @property
    def portal_url(self) -> str:
        """What a trader opens. `localhost`, because browsers keep Secure cookies there."""
        return f"http://localhost:{self.portal_port}"

    @property
    def desk_url(self) -> str:
        """What a staff member opens."""
        return f"http://localhost:{self.desk_port}"

    @property
    def mailbox_url(self) -> str:
        """Where sent e-mails can be read."""
        return f"http://localhost:{self.mailbox_port}"

    @property
    def endpoint(self) -> str:
        """The embedded AWS as the application reaches it."""
        return f"http://{HOST}:{self.ministack_port}"

    @property
    def saved(self) -> Path:
        """The state as of the last clean stop."""
        return self.state / "saved"

    @property
    def working(self) -> Path:
        """The state of the running stack; worth nothing after a kill."""
        return self.state / "working"

    def front_end_dir(self, name: str) -> Path:
        """Where the build of a front end, "portal" or "desk", lies."""
        return self.pages / name

    @property
    def log_dir(self) -> Path:
        """Full logs of the child processes."""
        return self.state / "logs"
