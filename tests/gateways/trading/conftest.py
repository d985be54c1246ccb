"""The far side of the port: simulated trading servers, and the levers that tests pull on them.

To run the contract against another platform, write its `Platform` and add it to ``PLATFORMS``; the
tests know no vendor. A test marked `needs` runs on those platforms that have the ability.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from enum import StrEnum
from itertools import count
from typing import Any, Protocol

import pytest

from chalicelib.core.clock import FixedClock
from chalicelib.core.ids import CountingIds
from chalicelib.core.lots import Lots
from chalicelib.core.money import Money
from chalicelib.gateways.trading.abilities import abilities
from chalicelib.gateways.trading.connection import LOT_SIZES
from chalicelib.gateways.trading.ctrader import CtraderSettings, CtraderTradingServer
from chalicelib.gateways.trading.model import MarketOrder, NewTradingAccount, Side, TradingAccount
from chalicelib.gateways.trading.mt5 import Mt5Settings, Mt5TradingServer
from chalicelib.gateways.trading.port import TradingServer
from tests.simulators.ctrader import kit as ctrader_kit
from tests.simulators.mt5.kit import MANAGER, PASSWORD, Simulator

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
_numbers = count(1)
_ids = CountingIds()
_currencies: dict[str, str] = {}


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
    def buy(self, login: int, lots: Lots) -> int: ...
    def sell_off(self, login: int, position: int, lots: Lots) -> None: ...
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
        _currencies[name] = currency
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

    def buy(self, login: int, lots: Lots) -> int:
        return self.server.place_order(MarketOrder(login, "EURUSD", Side.BUY, lots)).order

    def sell_off(self, login: int, position: int, lots: Lots) -> None:
        self.server.place_order(MarketOrder(login, "EURUSD", Side.SELL, lots, position_id=position))

    def book(self, login: int, amount: str, at: datetime) -> int:
        said = self.simulator.lever("deals", login=login, amount=amount, at=at.isoformat())
        return int(said["deal"])


class CtraderPlatform:
    """cTrader over its WebServices API."""

    _FAULTS = {
        Trouble.NEVER_ARRIVES: "drop_before",
        Trouble.ANSWER_LOST: "drop_after",
        Trouble.ANSWER_CUT: "truncate",
        Trouble.ANSWER_GARBLED: "garble",
        Trouble.BREAKS: "error_after",
        Trouble.UNAVAILABLE: "unavailable",
        Trouble.BUSY: "rate_limit",
        Trouble.SIGNED_OUT: "void_token",
        Trouble.SLOW: "slow_after",
    }
    _PATHS = {
        What.MONEY: "/changebalance",
        What.OPENING: "^POST /v2/webserv/traders$",
        What.DEALS: "/(closedPositions|balanceHistory)$",
        What.FIGURES: r"^GET /v2/webserv/traders/\d+$",
    }

    def __init__(self, simulator: ctrader_kit.Simulator) -> None:
        self.simulator = simulator
        self.clock = FixedClock(START)
        simulator.lever("reset")
        simulator.lever("clock", now=START.isoformat(), stopped=True)
        self.server = CtraderTradingServer(ctrader_settings(simulator.url), self.clock)

    def group(self, currency: str = "USD") -> str:
        name = f"test-{currency.lower()}-{next(_numbers)}"
        _currencies[name] = currency
        self.simulator.lever("groups", name=name)
        return name

    def small_group(self, accounts: int) -> str:
        raise NotImplementedError("groups have no ranges of logins")

    def trouble(self, trouble: Trouble, what: What, *, times: int = 1, after: int = 0) -> None:
        self.simulator.lever(
            "faults",
            kind=self._FAULTS[trouble],
            path=self._PATHS[what],
            times=times,
            later=after,
            seconds=1.5,
        )

    def advance(self, seconds: float) -> None:
        self.clock.advance(seconds=seconds)
        self.simulator.lever("clock", advance_seconds=seconds)

    def set_zone(self, hours: int) -> None:
        raise NotImplementedError("the server writes UTC")

    def pin(self, symbol: str, bid: str) -> None:
        self.simulator.lever("prices", symbol=symbol, price=bid)

    def close_market(self) -> None:
        raise NotImplementedError("only traders trade")

    def buy(self, login: int, lots: Lots) -> int:
        units = lots.centilots * 1000
        wish = {"login": login, "symbol": "EURUSD", "direction": "BUY", "units": units}
        return int(self.simulator.lever("positions", **wish)["position"])

    def sell_off(self, login: int, position: int, lots: Lots) -> None:
        units = lots.centilots * 1000
        self.simulator.lever("positions/close", position=position, units=units)

    def book(self, login: int, amount: str, at: datetime) -> int:
        given = {"login": login, "amount": amount, "at": at.isoformat()}
        return 10**15 + int(self.simulator.lever("changes", **given)["change"])


PLATFORMS = {"mt5": Mt5Platform, "ctrader": CtraderPlatform}
needs = pytest.mark.needs


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test of the contract on every platform that has what it needs."""
    if "platform" not in metafunc.fixturenames:
        return
    needed = {one for mark in metafunc.definition.iter_markers("needs") for one in mark.args}
    able = [name for name in PLATFORMS if needed <= abilities(name)]
    metafunc.parametrize("platform", able, indirect=True)


def ctrader_settings(url: str, **changes: Any) -> CtraderSettings:
    """How we reach a simulated cTrader server."""
    members: dict[str, Any] = {
        "base_url": url,
        "manager_login": ctrader_kit.MANAGER,
        "manager_password": ctrader_kit.PASSWORD,
        "broker_name": ctrader_kit.BROKER,
        "balance_history_path": "/webserv/balanceHistory",
        "lot_sizes": LOT_SIZES,
        "read_seconds": 1.0,
    }
    return CtraderSettings(**(members | changes))


@pytest.fixture(scope="session")
def mt5(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulator]:
    simulator = Simulator(tmp_path_factory.mktemp("mt5"))
    simulator.start()
    yield simulator
    simulator.stop()


@pytest.fixture(scope="session")
def ctrader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ctrader_kit.Simulator]:
    simulator = ctrader_kit.Simulator(tmp_path_factory.mktemp("ctrader"))
    simulator.start()
    yield simulator
    simulator.stop()


@pytest.fixture
def platform(request: pytest.FixtureRequest) -> Iterator[Platform]:
    far_side = PLATFORMS[request.param](request.getfixturevalue(request.param))
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
        "currency": _currencies.get(group, "USD"),
    }
    return NewTradingAccount(**(members | changes))
