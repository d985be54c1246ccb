"""The simulated BTCPay server that pays clients, and the courier of its news."""

from collections.abc import Iterator

import pytest

from chalicelib.core.clock import FixedClock
from chalicelib.core.paging import PageRequest
from chalicelib.funds.events import funds_events, payments_webhooks
from chalicelib.storage import parked
from tests.kit.btcpay import BtcpaySide, offer_bitcoin_payouts
from tests.kit.courier import Courier
from tests.kit.funds import add_client, credit, usd
from tests.simulators.btcpay.kit import Simulator
from tests.simulators.stripe.kit import Inbox


@pytest.fixture
def btcpay(
    btcpay_server: tuple[Simulator, Inbox], store: None, clock: FixedClock
) -> Iterator[BtcpaySide]:
    """The server, which knows nothing yet, and the client Lin with a thousand dollars.

    No message may have been given up when the test is over.
    """
    side = BtcpaySide(*btcpay_server, clock)
    side.connect()
    add_client()
    credit(usd("1000.00"), name="dep_first")
    offer_bitcoin_payouts()
    yield side
    assert parked.listed(PageRequest()).items == ()


@pytest.fixture
def courier(store: None) -> Courier:
    """Whoever carries messages to funds."""
    return Courier((funds_events, payments_webhooks))
