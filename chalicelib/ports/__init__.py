"""The one place of assembly: the clock, ids, units of work and gateways that use cases ask for.

Here is what all of them share; the gateways are in a module for each subject, so that what a
module imports tells which vendors it reaches. Everything is built at its first use: a handler pays
only for what it needs. Tests, demonstrations and replays put their own clock, ids or gateways in
with `use`.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import field, replace
from datetime import datetime
from typing import Any, TypeVar

from chalicelib.core.actor import Actor
from chalicelib.core.clock import Clock, SystemClock
from chalicelib.core.ids import Ids, RandomIds
from chalicelib.core.nouns import dataclass
from chalicelib.storage import unit as units
from chalicelib.storage.unit import Unit

T = TypeVar("T")


@dataclass(frozen=True)
class _Ports:
    clock: Clock = field(default_factory=SystemClock)
    ids: Ids = field(default_factory=RandomIds)
    gateways: dict[str, Any] = field(default_factory=dict)


class _Current:
    """What is plugged in at present."""

    ports = _Ports()


def now() -> datetime:
    """The present moment."""
    return _Current.ports.clock.now()


def clock() -> Clock:
    """Where the present moment comes from, for gateways that wait or sign with it."""
    return _Current.ports.clock


def ids() -> Ids:
    """The source of ids and secrets."""
    return _Current.ports.ids


def transact(actor: Actor, work: Callable[[Unit], T]) -> T:
    """Read, decide and write once, as `chalicelib.storage.unit.transact` describes."""
    return units.transact(actor, now, ids(), work)


@contextmanager
def use(*, clock: Clock | None = None, ids: Ids | None = None, **gateways: Any) -> Iterator[None]:
    """Plug in another clock, ids or gateways (``mailer=…``) until the block ends."""
    before = _Current.ports
    _Current.ports = replace(
        before,
        clock=clock or before.clock,
        ids=ids or before.ids,
        gateways=before.gateways | gateways,
    )
    try:
        yield
    finally:
        _Current.ports = before


def gateway(name: str, build: Callable[[], T]) -> T:
    """What is plugged in as ``name``; ``build`` makes it when it is first asked for."""
    gateways = _Current.ports.gateways
    if name not in gateways:
        gateways[name] = build()
    built: T = gateways[name]
    return built


def gateway_by(settings: object, name: str, build: Callable[[], T]) -> T:
    """As `gateway`, and built anew when ``settings`` are others than when it was built."""
    gateways, built_by = _Current.ports.gateways, f"{name}.settings"
    if gateways.setdefault(built_by, settings) != settings:
        gateways[built_by] = settings
        gateways.pop(name, None)
    return gateway(name, build)


def plugged(name: str) -> Any:
    """What is plugged in as ``name`` already, or None."""
    return _Current.ports.gateways.get(name)


def desk_url() -> str:
    """Where staff find the back office, without a slash at the end."""
    return os.environ.get("FAIRLEAD_DESK_URL", "http://localhost:8601").rstrip("/")


def portal_url() -> str:
    """Where clients find the portal, without a slash at the end."""
    return os.environ.get("FAIRLEAD_PORTAL_URL", "http://localhost:8600").rstrip("/")
