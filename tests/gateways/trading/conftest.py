"""The far side of the port: simulated trading servers, and the levers that tests pull on them.

To run the contract against another platform, write its `Platform` and add its name to
``PLATFORMS``; the tests know nothing about MT5.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from enum import StrEnum
from itertools import count
from typing import Protocol

import pytest

from chalicelib.core.clock import FixedClock
from chalicelib.core.ids import CountingIds
from chalicelib.core.money import Money
from chalicelib.gateways.trading.model import NewTradingAccount, TradingAccount
from chalicelib.gateways.trading.mt5 import Mt5Settings, Mt5TradingServer
from chalicelib.gateways.trading.port import TradingServer
from tests.simulators.mt5.kit import MANAGER, PASSWORD, Simulator

PLATFORMS = ("mt5",)
START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
_numbers = count(1)
_ids = CountingIds()


class Trouble(StrEnum):
    """What can happen between us and any trading server."""

    NEVER_ARRIVES = "never arrives"
    ANSWER_LOST = "done, but the answer is lost"
    ANSWER_CUT = "done, but the answer is cut off"
    ANSWER_GARBLED = "done, but the answer makes no sense"
    BREAKS = "done, but the server answers with a failure"
    UNAVAILABLE = "declines to look"
    BUSY = "asked too often"
    SIGNED_OUT = "has forgotten who we are"
    SLOW = "answers late"


class What(StrEnum):
    """What trouble can be had with."""

    MONEY = "money"
    OPENING = "opening"
    DEALS = "deals"
    FIGURES = "figures"


class Platform(Protocol):
    """One kind of trading server, simulated, and the levers on it."""

    server: TradingServer
    clock: FixedClock

    def group(self, currency: str = "USD") -> str: ...
    def small_group(self, accounts: int) -> str: ...
    def trouble(self, trouble: Trouble, what: What, *, times: int = 1, after: int = 0) -> None: ...
    def advance(self, seconds: float) -> None: ...
    def set_zone(self, hours: int) -> None: ...
    def pin(self, symbol: str, bid: str) -> None: ...
    def close_market(self) -> None: ...
    def book(self, login: int, amount: str, at: datetime) -> int: ...


class Mt5Platform:
    """MT5 over its Web API."""

    _FAULTS = {
        Trouble.NEVER_ARRIVES: "drop_before",
        Trouble.ANSWER_LOST: "drop_after_commit",
        Trouble.ANSWER_CUT: "drop_midway",
        Trouble.ANSWER_GARBLED: "garbled",
        Trouble.BREAKS: "failing",
        Trouble.UNAVAILABLE: "unavailable",
        Trouble.BUSY: "busy",
        Trouble.SIGNED_OUT: "signed_out",
        Trouble.SLOW: "slow",
    }
    _PATHS = {
        What.MONEY: "/api/trade/balance",
        What.OPENING: "/api/user/add",
        What.DEALS: "/api/deal/",
        What.FIGURES: "/api/user/account/",
    }

    def __init__(self, simulator: Simulator) -> None:
        self.simulator = simulator
        self.clock = FixedClock(START)
        simulator.lever("faults", method="DELETE")
        simulator.lever("market", open=True)
        simulator.lever("clock", now=START.isoformat(), zone_seconds=7200, stopped=True)
        self.server = Mt5TradingServer(
            Mt5Settings(simulator.url, MANAGER, PASSWORD, read_seconds=1.0), self.clock
        )

    def group(self, currency: str = "USD") -> str:
        return self._added(currency, 90_000)

    def small_group(self, accounts: int) -> str:
        return self._added("USD", accounts)

    def _added(self, currency: str, size: int) -> str:
        number = next(_numbers)
        name = f"test\\{currency.lower()}-{number}"
        first = 10_000_000 + number * 100_000
        self.simulator.lever(
            "groups",
            name=name,
            currency=currency,
            digits=0 if currency == "JPY" else 2,
            first_login=first,
            last_login=first + size - 1,
            commission="3.50",
        )
        return name

    def trouble(self, trouble: Trouble, what: What, *, times: int = 1, after: int = 0) -> None:
        self.simulator.lever(
            "faults",
            fault=self._FAULTS[trouble],
            path=self._PATHS[what],
            times=times,
            after=after,
            seconds=1.5,
        )

    def advance(self, seconds: float) -> None:
        self.clock.advance(seconds=seconds)
        self.simulator.lever("clock", advance_seconds=seconds)

    def set_zone(self, hours: int) -> None:
        self.simulator.lever("clock", zone_seconds=hours * 3600)

    def pin(self, symbol: str, bid: str) -> None:
        self.simulator.lever("prices", symbol=symbol, bid=bid)

    def close_market(self) -> None:
        self.simulator.lever("market", open=False)

    def book(self, login: int, amount: str, at: datetime) -> int:
        said = self.simulator.lever("deals", login=login, amount=amount, at=at.isoformat())
        return int(said["deal"])


@pytest.fixture(scope="session")
def mt5(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulator]:
    simulator = Simulator(tmp_path_factory.mktemp("mt5"))
    simulator.start()
    yield simulator
    simulator.stop()


@pytest.fixture(params=PLATFORMS)
def platform(request: pytest.FixtureRequest) -> Iterator[Platform]:
    far_side = {"mt5": Mt5Platform}[request.param](request.getfixturevalue(request.param))
    yield far_side
    far_side.server.close()


@pytest.fixture
def server(platform: Platform) -> TradingServer:
    return platform.server


@pytest.fixture
def group(platform: Platform) -> str:
    return platform.group()


@pytest.fixture
def account(server: TradingServer, group: str) -> TradingAccount:
    """An account with nothing in it."""
    return server.open_account(new_account(group))


@pytest.fixture
def funded(server: TradingServer, account: TradingAccount) -> TradingAccount:
    """An account with ten thousand dollars."""
    server.move_money(account.login, Money.parse("10000.00", "USD"), operation())
    return account


def operation() -> str:
    """An operation id that no other test has used."""
    return _ids.new("op", START)[3:]


def new_account(group: str, **changes: object) -> NewTradingAccount:
    """A wish for an account in ``group``."""
    members: dict[str, object] = {
        "operation_id": operation(),
        "group": group,
        "leverage": 100,
        "name": "Ann Lee",
        "email": "ann@example.com",
        "main_password": "Passw0rd!",
        "investor_password": "Invest0r!",
        "country": "Portugal",
        "phone": "+351910000000",
    }
    return NewTradingAccount(**(members | changes))
