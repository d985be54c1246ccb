"""A trading server for tests: the simulated MT5 in a process of its own, configured as ours."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from chalicelib.accounts.model import (
    ACCOUNT_TYPES,
    TRADING_SERVERS,
    AccountKind,
    AccountType,
    TradingServerConfig,
)
from chalicelib.core.actor import system
from chalicelib.core.clock import FixedClock
from chalicelib.core.money import Money
from chalicelib.gateways.trading.connection import Connection
from chalicelib.settings import public as settings
from chalicelib.storage import aws, secrets
from infra.simulators.mt5.catalogue import GROUPS
from tests.simulators.mt5.kit import MANAGER, PASSWORD, Simulator

SERVER = "mt5-test"
SECRET = "mt5-live"
LIVE, DEMO = "standard-usd", "demo-usd"
_RIGHTS = ["manager", "accountant", "accounts", "personal", "orders"]


@contextmanager
def running(folder: Path) -> Iterator[Simulator]:
    """A simulated server, until the block ends."""
    simulator = Simulator(folder)
    simulator.start()
    try:
        yield simulator
    finally:
        simulator.stop()


@contextmanager
def without_rights(simulator: Simulator) -> Iterator[None]:
    """Let the server refuse our manager everything until the block ends."""
    simulator.lever("manager", permissions=[])
    try:
        yield
    finally:
        simulator.lever("manager", permissions=_RIGHTS)


def account_type(type_id: str = LIVE, **changes: Any) -> AccountType:
    """A type of account on the simulated server."""
    demo = type_id == DEMO
    facts: dict[str, Any] = {
        "id": type_id,
        "server_id": SERVER,
        "group": "demo\\standard-usd" if demo else "real\\standard-usd",
        "currency": "USD",
        "kind": AccountKind.DEMO if demo else AccountKind.LIVE,
        "name": {"en": "Demo" if demo else "Standard"},
        "leverages": (50, 100, 200),
        "default_leverage": 100,
        "min_deposit": Money.parse("100.00", "USD"),
    }
    return AccountType(**facts | changes)


def configure(simulator: Simulator, clock: FixedClock, *types: AccountType) -> None:
    """Let the broker offer the simulated server, with the clocks of both sides in step."""
    simulator.lever("faults", method="DELETE")
    simulator.lever("clock", now=clock.now().isoformat(), zone_seconds=7200, stopped=True)
    _keep_password()
    config = TradingServerConfig(
        id=SERVER,
        name="Meridian Live",
        connection=Connection(simulator.url, MANAGER, SECRET),
        groups=tuple(group.name for group in GROUPS),
    )
    settings.adopt(system("test"), TRADING_SERVERS, (config,))
    offered = types or (account_type(LIVE), account_type(DEMO))
    settings.adopt(system("test"), ACCOUNT_TYPES, tuple(offered))


def _keep_password() -> None:
    manager = aws.client("secretsmanager")
    text = f'{{"manager_password": "{PASSWORD}"}}'
    manager.put_secret_value(SecretId=aws.resource(SECRET), SecretString=text)
    secrets.forget()


def advance(simulator: Simulator, clock: FixedClock, seconds: float) -> None:
    """Let time pass on both sides."""
    clock.advance(seconds=seconds)
    simulator.lever("clock", advance_seconds=seconds)
