"""A broker with one trading server and one provider, both simulated, and its reconciliation."""

from collections.abc import Iterator

import pytest

from chalicelib.core.clock import FixedClock
from chalicelib.funds.events import funds_events, payments_webhooks
from chalicelib.settings import public as settings
from tests.kit.courier import Courier
from tests.kit.funds import TradingSide, add_client, credit, usd
from tests.kit.payments import PaymentSide
from tests.simulators.mt5.kit import Simulator as Mt5
from tests.simulators.stripe.kit import Inbox
from tests.simulators.stripe.kit import Simulator as Stripe


@pytest.fixture(scope="session")
def mt5(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mt5]:
    """A trading server in a process of its own."""
    simulator = Mt5(tmp_path_factory.mktemp("mt5"))
    simulator.start()
    yield simulator
    simulator.stop()


@pytest.fixture(scope="session")
def _stripe(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Stripe, Inbox]]:
    inbox = Inbox()
    simulator = Stripe(tmp_path_factory.mktemp("stripe"), inbox.open())
    simulator.start()
    yield simulator, inbox
    simulator.stop()
    inbox.close()


@pytest.fixture(autouse=True)
def _fresh_settings() -> None:
    settings.forget()


@pytest.fixture
def trading(mt5: Mt5, psp: PaymentSide, clock: FixedClock) -> TradingSide:
    """The broker's trading server, and a client with a thousand dollars in the wallet."""
    side = TradingSide(mt5, clock)
    side.connect()
    add_client()
    credit(usd("1000.00"))
    return side


@pytest.fixture
def psp(_stripe: tuple[Stripe, Inbox], store: None, clock: FixedClock) -> PaymentSide:
    """The broker's payment provider, which knows nothing yet."""
    side = PaymentSide(*_stripe, clock)
    side.connect()
    return side


@pytest.fixture
def courier(store: None) -> Courier:
    """Whoever carries messages to funds."""
    return Courier((funds_events, payments_webhooks))
