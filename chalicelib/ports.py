"""The one place of assembly: the clock, ids, units of work and gateways that use cases ask for.

Everything is built at its first use, so that a handler pays only for what it needs. Tests,
demonstrations and replays put their own clock, ids or gateways in with `use`.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from chalicelib.core.actor import Actor
from chalicelib.core.clock import Clock, SystemClock
from chalicelib.core.ids import Ids, RandomIds
from chalicelib.storage import unit as units
from chalicelib.storage.unit import Unit

if TYPE_CHECKING:
    pass

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


def _gateway(name: str, build: Callable[[], T]) -> T:
    gateways = _Current.ports.gateways
    if name not in gateways:
        gateways[name] = build()
    built: T = gateways[name]
    return built
