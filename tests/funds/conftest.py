"""The simulated servers that tests of funds move money on, and the courier."""

from collections.abc import Iterator

import pytest

from chalicelib.core.clock import FixedClock
from chalicelib.funds.events import funds_events
from chalicelib.settings import public as settings
from tests.kit.courier import Courier
from tests.kit.funds import TradingSide
from tests.simulators.btcpay import kit as btcpay
from tests.simulators.mt5.kit import Simulator
from tests.simulators.stripe.kit import Inbox


@pytest.fixture(scope="session")
def mt5(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulator]:
    """A trading server in a process of its own."""
    simulator = Simulator(tmp_path_factory.mktemp("mt5"))
    simulator.start()
    yield simulator
    simulator.stop()


@pytest.fixture(scope="session")
def btcpay_server(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[btcpay.Simulator, Inbox]]:
    """A BTCPay server in a process of its own, and where its news come to."""
    with btcpay.served(tmp_path_factory.mktemp("btcpay")) as both:
        yield both


@pytest.fixture(autouse=True)
def _fresh_settings() -> None:
    settings.forget()


@pytest.fixture
def trading(mt5: Simulator, store: None, clock: FixedClock) -> TradingSide:
    """The broker's trading server, ready."""
    side = TradingSide(mt5, clock)
    side.connect()
    return side


@pytest.fixture
def courier(store: None) -> Courier:
    """Whoever carries messages to funds."""
    return Courier((funds_events,))
