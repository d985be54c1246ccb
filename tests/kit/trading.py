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
from chalicelib.gateways.trading.connection import Connection, CtraderTerms
from chalicelib.settings import public as settings
from chalicelib.storage import aws, secrets
from infra.simulators.mt5.catalogue import GROUPS
from tests.simulators.ctrader import kit as ctrader
from tests.simulators.mt5.kit import MANAGER, PASSWORD, Simulator

SERVER = "mt5-test"
SECRET = "mt5-live"
CTRADER_SECRET = "ctrader-live"
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
        "top_up_to": Money.parse("5000.00", "USD") if demo else None,
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


def configure_ctrader(simulator: ctrader.Simulator, clock: FixedClock) -> None:
    """Let the broker offer a simulated cTrader server in the other's place."""
    simulator.lever("faults", method="DELETE")
    simulator.lever("clock", now=clock.now().isoformat(), stopped=True)
    _keep_password(CTRADER_SECRET, ctrader.PASSWORD)
    config = TradingServerConfig(
        id=SERVER,
        name="Meridian cTrader",
        connection=Connection(
            simulator.url,
            ctrader.MANAGER,
            CTRADER_SECRET,
            platform="ctrader",
            ctrader=CtraderTerms(ctrader.BROKER),
        ),
        groups=("live-*", "demo-*"),
    )
    settings.adopt(system("test"), TRADING_SERVERS, (config,))
    live = account_type(LIVE, group="live-standard")
    euro = account_type("standard-eur", group="live-standard", currency="EUR")
    settings.adopt(system("test"), ACCOUNT_TYPES, (live, euro))


def _keep_password(name: str = SECRET, password: str = PASSWORD) -> None:
    manager = aws.client("secretsmanager")
    text = f'{{"manager_password": "{password}"}}'
    manager.put_secret_value(SecretId=aws.resource(name), SecretString=text)
    secrets.forget()


def advance(simulator: Simulator, clock: FixedClock, seconds: float) -> None:
    """Let time pass on both sides."""
    clock.advance(seconds=seconds)
    simulator.lever("clock", advance_seconds=seconds)
