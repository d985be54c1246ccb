"""The form that tests hand in, a client, the courier of decisions, and the simulated vendor."""

from collections.abc import Iterator

import pytest

from chalicelib.core.actor import Actor
from chalicelib.core.clock import FixedClock
from chalicelib.core.paging import PageRequest
from chalicelib.kyc.events import kyc_events
from chalicelib.storage import parked
from tests.kit.courier import Courier
from tests.kit.funds import add_client, client_actor
from tests.kit.kyc import COMPANY, PASSPORT, VendorSide, offer
from tests.simulators.sumsub.kit import Inbox, Simulator


@pytest.fixture
def lin(store: None, clock: FixedClock) -> Actor:
    """A client, to whom two forms are offered."""
    offer(PASSPORT, COMPANY)
    add_client()
    return client_actor()


@pytest.fixture
def sam(lin: Actor) -> Actor:
    """Another client."""
    add_client("10000002")
    return client_actor("10000002")


@pytest.fixture
def courier(store: None) -> Courier:
    """Whoever carries messages to kyc."""
    return Courier((kyc_events,))


@pytest.fixture(scope="session")
def _sumsub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Simulator, Inbox]]:
    inbox = Inbox()
    simulator = Simulator(tmp_path_factory.mktemp("sumsub"), inbox.open())
    simulator.start()
    yield simulator, inbox
    simulator.stop()
    inbox.close()


@pytest.fixture
def vendor(_sumsub: tuple[Simulator, Inbox], lin: Actor, clock: FixedClock) -> Iterator[VendorSide]:
    """The vendor, knowing nothing yet. No message may have been given up when the test is over."""
    side = VendorSide(*_sumsub, clock)
    side.connect()
    yield side
    assert parked.listed(PageRequest()).items == ()
