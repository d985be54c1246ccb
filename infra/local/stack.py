"""The laptop stack as a whole: what starts after what, and what must end before what.

Owns the order. Up: embedded AWS, resources, simulators, the application's events, its web
servers. Down: the web servers, then schedules, streams and queues, then the simulators, then the
embedded AWS; only when all of them ended cleanly is the state saved.
"""

from __future__ import annotations

import importlib
import os
import sys
import threading
from dataclasses import dataclass, field
from typing import Any

from infra.local import checks, ministack, simulators
from infra.local.aws import Clients, environment
from infra.local.events.sources import EventSide
from infra.local.gateway import ApiGateway
from infra.local.layout import Layout
from infra.local.log import AppOutput, Log
from infra.local.mailbox import Mailbox, mailbox_app
from infra.local.makers import fill_secrets, permit_mail
from infra.local.processes import Child
from infra.local.resources import create
from infra.local.site import front_end, page_headers
from infra.local.state import State
from infra.local.web import Web

_WATCH_SECONDS = 1.0


class EngineDied(Exception):
    """The embedded AWS ended by itself; what it held since the last clean stop is gone."""


@dataclass
class Stack:
    """One running Fairlead on one machine."""

    layout: Layout
    log: Log
    state: State
    _engine: Child | None = None
    _vendors: list[Child] = field(default_factory=list)
    _events: EventSide | None = None
    _web: Web | None = None
    _mailbox: Mailbox | None = None
    _stopping: threading.Event = field(default_factory=threading.Event)

    def start(self, *, serves: bool = True) -> None:
        """Brings everything up; on an error what had started is brought down again by `stop`.

        Without ``serves`` nothing is handled and nobody is answered: engine and vendors alone.

        Raises:
            NotReady, AlreadyRunning, StartFailed: one sentence each.
        """
        checks.check(self.layout, ports(self.layout))
        if lost := self.state.open():
            self.log.line("stack", lost, "warn")
        self._stopping = threading.Event()
        self._start_engine()
        self._start_vendors()
        if not serves:
            return
        app = self._load_app()
        self._events = EventSide(app, Clients(self.layout.endpoint), self.log)
        self._events.start()
        self.log.line("events", self._events.describe())
        self._start_web(app)

    def watch(self, stop: threading.Event) -> None:
        """Returns when `stop` is set; starts a simulator that ended by itself again.

        Raises:
            EngineDied: nothing can go on without the embedded AWS.
        """
        while not stop.wait(_WATCH_SECONDS):
            if self._engine is not None and not self._engine.is_running():
                raise EngineDied(f"the embedded AWS ended by itself: {self._engine.last_words()}")
            for child in self._vendors:
                if not child.is_running():
                    self.log.line(child.name, f"ended by itself: {child.last_words()}", "warn")
                    child.start()
                    self.log.line(child.name, "started again with its state")

    def stop(self) -> bool:
        """Brings everything down in order and saves the state; False if it could not be saved."""
        self._stopping.set()
        if self._web is not None:
            self._web.stop()
        if self._events is not None:
            self._events.stop()
        if self._mailbox is not None:
            self._mailbox.keep()
        ended = [child.stop() for child in reversed(self._vendors)]
        clean = self._stop_engine() and all(ended)
        if clean:
            self.state.save()
            self.log.line("stack", f"state saved under {self.layout.state}", "done")
        else:
            self.log.line("stack", "not everything ended cleanly; this run is not saved", "error")
        self.abandon()
        return clean

    def abandon(self) -> None:
        """Forgets this run without saving and kills what is left of it."""
        for child in [*self._vendors, *([self._engine] if self._engine else [])]:
            if child.is_running():
                child.stop(within_seconds=1)
        self._vendors, self._engine, self._events = [], None, None
        self._web, self._mailbox = None, None
        self.state.close()

    def app_environment(self) -> dict[str, str]:
        """What the application and the demonstration data find in their environment."""
        return {
            **environment(self.layout.stage, self.layout.endpoint),
            **simulators.environment(self.layout),
            "FAIRLEAD_PORTAL_URL": self.layout.portal_url,
            "FAIRLEAD_DESK_URL": self.layout.desk_url,
        }

    def _start_engine(self) -> None:
        work = self.layout.working
        self._engine = ministack.child(
            self.layout.ministack_port,
            work / "aws",
            self.layout.state / "scratch",
            self.layout.log_dir / "aws.log",
        )
        self._engine.start()
        self._engine.wait_until_ready()
        ministack.expect_save(work / "aws")
        made = create(self.layout.stage, self.layout.endpoint)
        permit_mail(Clients(self.layout.endpoint))
        fill_secrets(
            Clients(self.layout.endpoint), self.layout.stage, simulators.secrets(self.layout)
        )
        self.log.line("aws", f"ready on port {self.layout.ministack_port}, {len(made)} resources")
        port = self.layout.ministack_port
        self._mailbox = Mailbox(work / "mails.json", lambda: ministack.sent_mails(port))

    def _start_vendors(self) -> None:
        for simulator in simulators.present():
            child = simulators.child(self.layout, simulator, self.app_environment())
            self._vendors.append(child)
            child.start()
        for child in self._vendors:
            child.wait_until_ready()
            self.log.line(child.name, f"simulator ready on port {child.port}")

    def _load_app(self) -> Any:
        os.environ.update(self.app_environment())
        sys.stdout = AppOutput(self.log)
        return importlib.import_module("app").app

    def _start_web(self, app: Any) -> None:
        gateway = ApiGateway(app, self.log, self._stopping)
        headers = page_headers(self.layout.stage, self.layout.endpoint)
        assert self._mailbox is not None  # noqa: S101 - made with the engine
        pages = {
            self.layout.portal_port: self.layout.front_end_dir("portal"),
            self.layout.desk_port: self.layout.front_end_dir("desk"),
        }
        self._web = Web(
            {port: front_end(folder, gateway, headers) for port, folder in pages.items()}
            | {self.layout.mailbox_port: mailbox_app(self._mailbox)}
        )
        self._web.start()

    def _stop_engine(self) -> bool:
        if self._engine is None:
            return False
        return self._engine.stop(ministack.STOP_WITHIN_SECONDS) and ministack.has_saved(
            self.layout.working / "aws"
        )


def ports(layout: Layout) -> dict[str, int]:
    """Every port of a stack with what it is for."""
    return {
        "portal": layout.portal_port,
        "back office": layout.desk_port,
        "mailbox": layout.mailbox_port,
        "embedded AWS": layout.ministack_port,
        **{one.what: layout.simulator_port(one.offset) for one in simulators.present()},
    }
