"""One simulator per module, emptied before each test."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from chalicelib.core.money import Money
from chalicelib.gateways.payments.port import PaymentOrder
from chalicelib.gateways.payments.stripe import StripeCheckout
from tests.simulators.btcpay.kit import Simulator as BtcpaySimulator
from tests.simulators.stripe.kit import API_KEY, SECRET, Inbox, Simulator


@pytest.fixture(scope="module")
def _running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Simulator, Inbox]]:
    inbox = Inbox()
    folder: Path = tmp_path_factory.mktemp("stripe")
    simulator = Simulator(folder, inbox.open())
    simulator.start()
    yield simulator, inbox
    simulator.stop()
    inbox.close()


@pytest.fixture
def simulator(_running: tuple[Simulator, Inbox]) -> Simulator:
    """The simulator, knowing nothing."""
    running, inbox = _running
    running.lever("reset")
    inbox.letters.clear()
    inbox.answers.clear()
    return running


@pytest.fixture
def inbox(_running: tuple[Simulator, Inbox], simulator: Simulator) -> Inbox:
    """Where the simulator's webhooks arrive."""
    return _running[1]


@pytest.fixture
def psp(simulator: Simulator) -> StripeCheckout:
    """Our adapter, speaking to the simulator."""
    return StripeCheckout(API_KEY, SECRET, base_url=simulator.url, read_seconds=1)


@pytest.fixture
def order() -> PaymentOrder:
    """A deposit of 25 euro; its page lives for an hour."""
    return PaymentOrder(
        deposit_id="dep_01",
        amount=Money(2500, "EUR"),
        description="Deposit to your wallet",
        return_url="http://127.0.0.1:8600/deposits/dep_01?session={CHECKOUT_SESSION_ID}",
        cancel_url="http://127.0.0.1:8600/deposits/dep_01?cancelled=1",
        customer_email="lin@example.com",
        expires_at=datetime.now(UTC).replace(microsecond=0) + timedelta(hours=1),
    )


@pytest.fixture(scope="module")
def _btcpay_process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BtcpaySimulator]:
    inbox = Inbox()
    running = BtcpaySimulator(tmp_path_factory.mktemp("btcpay"), inbox.open())
    running.start()
    yield running
    running.stop()
    inbox.close()


@pytest.fixture
def btcpay_server(_btcpay_process: BtcpaySimulator) -> BtcpaySimulator:
    """The simulator, knowing nothing."""
    _btcpay_process.lever("reset")
    return _btcpay_process
