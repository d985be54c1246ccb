"""The stack's own web servers: portal, desk and mailbox, in one thread.

Owns their start and their end: a stop lets requests under way finish.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Mapping

import uvicorn
from starlette.types import ASGIApp

from infra.local.layout import HOST
from infra.local.processes import StartFailed

_START_SECONDS = 15
_FINISH_SECONDS = 10


class Web:
    """Several applications, each on a port of its own."""

    def __init__(self, apps: Mapping[int, ASGIApp]) -> None:
        """`apps` says which application answers on which port."""
        self._servers = [uvicorn.Server(_config(app, port)) for port, app in apps.items()]
        self._thread = threading.Thread(target=self._serve, name="web", daemon=True)

    def start(self) -> None:
        """Returns when every port answers.

        Raises:
            StartFailed: a server ended, or did not start in time.
        """
        self._thread.start()
        deadline = time.monotonic() + _START_SECONDS
        while not all(server.started for server in self._servers):
            if not self._thread.is_alive() or time.monotonic() > deadline:
                raise StartFailed("the web servers did not start")
            time.sleep(0.02)

    def stop(self) -> None:
        """Takes no more requests and waits for those under way."""
        for server in self._servers:
            server.should_exit = True
        self._thread.join(_FINISH_SECONDS + 2)

    def _serve(self) -> None:
        async def all_of_them() -> None:
            await asyncio.gather(*(server.serve() for server in self._servers))

        asyncio.run(all_of_them())


def _config(app: ASGIApp, port: int) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        host=HOST,
        port=port,
        log_config=None,
        access_log=False,
        lifespan="off",
        timeout_graceful_shutdown=_FINISH_SECONDS,
        server_header=False,
        # Whoever calls is the viewer; a header that says otherwise must not become its address.
        proxy_headers=False,
    )
