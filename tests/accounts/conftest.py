"""The broker's trading server and a client who may ask for accounts on it."""

from collections.abc import Iterator

import pytest

from chalicelib import ports
from chalicelib.clients.model import Client
from chalicelib.core.clock import FixedClock
from chalicelib.core.ids import RandomIds
from tests.kit import trading
from tests.kit.clients import active_client
from tests.simulators.mt5.kit import Simulator


@pytest.fixture(scope="session")
def far_side(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulator]:
    """The process of the simulated server."""
    with trading.running(tmp_path_factory.mktemp("mt5")) as simulator:
        yield simulator


@pytest.fixture
def simulator(store: None, clock: FixedClock, far_side: Simulator) -> Iterator[Simulator]:
    """The simulated server as the broker has configured it, with nothing wrong.

    It outlives a test, so operation ids must not come again: here they are random.
    """
    trading.configure(far_side, clock)
    with ports.use(ids=RandomIds()):
        yield far_side


@pytest.fixture
def client(store: None, clock: FixedClock) -> Client:
    """A client who may act."""
    return active_client()
