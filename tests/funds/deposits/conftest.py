"""The simulated payment provider that clients pay on, and the courier of its news."""

from collections.abc import Iterator

import pytest

from chalicelib.core.actor import Actor
from chalicelib.core.clock import FixedClock
from chalicelib.core.paging import PageRequest
from chalicelib.funds.events import funds_events, payments_webhooks
from chalicelib.storage import parked
from tests.kit.courier import Courier
from tests.kit.funds import add_client, client_actor
from tests.kit.payments import PaymentSide
from tests.simulators.stripe.kit import Inbox, Simulator


@pytest.fixture(scope="session")
def _stripe(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Simulator, Inbox]]:
    inbox = Inbox()
    simulator = Simulator(tmp_path_factory.mktemp("stripe"), inbox.open())
    simulator.start()
    yield simulator, inbox
    simulator.stop()
    inbox.close()


@pytest.fixture
def psp(_stripe: tuple[Simulator, Inbox], store: None, clock: FixedClock) -> Iterator[PaymentSide]:
    """The provider, knowing nothing yet, and the client Lin, who has nothing yet.

    No message may have been given up when the test is over.
    """
    side = PaymentSide(*_stripe, clock)
    side.connect()
    add_client()
    yield side
    assert parked.listed(PageRequest()).items == ()


@pytest.fixture
def lin(store: None, clock: FixedClock) -> Actor:
    """The client Lin, where no provider is needed."""
    add_client()
    return client_actor()


@pytest.fixture
def courier(store: None) -> Courier:
    """Whoever carries messages to funds."""
    return Courier((funds_events, payments_webhooks))
