"""A trading server, a member of staff, and whoever carries messages to bulk and funds."""

from collections.abc import Iterator

import pytest

from chalicelib.bulk.events import bulk_events
from chalicelib.core.clock import FixedClock
from chalicelib.funds.events import funds_events
from chalicelib.settings import public as settings
from tests.kit.courier import Courier
from tests.kit.funds import TradingSide, add_client
from tests.simulators.mt5.kit import Simulator


@pytest.fixture(scope="session")
def mt5(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulator]:
    """A trading server in a process of its own."""
    simulator = Simulator(tmp_path_factory.mktemp("mt5"))
    simulator.start()
    yield simulator
    simulator.stop()


@pytest.fixture
def trading(mt5: Simulator, store: None, clock: FixedClock) -> TradingSide:
    """The broker's trading server, ready, and a client."""
    settings.forget()
    side = TradingSide(mt5, clock)
    side.connect()
    add_client()
    return side


@pytest.fixture
def courier(store: None) -> Courier:
    """Whoever carries messages to the two."""
    return Courier((bulk_events, funds_events))
