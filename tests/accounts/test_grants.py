"""Demo accounts start with money: once, whatever happens on the way."""

import pytest

from chalicelib.accounts.events import accounts_events
from chalicelib.accounts.model import TradingAccount
from chalicelib.accounts.service import grants
from chalicelib.core.actor import system
from chalicelib.core.errors import OutcomeUnknown, VendorUnavailable
from chalicelib.core.money import Money
from tests.kit import trading
from tests.kit.clients import command, published
from tests.kit.courier import Courier
from tests.kit.opened import account_of

COURIER = Courier((accounts_events,))


@pytest.fixture
def demo(simulator, client, clock) -> TradingAccount:
    """A demo account of a type that starts with 5,000 dollars, not yet furnished."""
    furnished = trading.account_type(trading.DEMO, starting_balance=Money.parse("5000.00", "USD"))
    trading.configure(simulator, clock, trading.account_type(), furnished)
    return account_of(client, account_type_id=trading.DEMO)


def furnish(account: TradingAccount) -> None:
    (told,) = published("accounts.account_opened")
    grants.furnish(system("accounts-events"), account.id, told.body["request_id"], command())


def amounts(simulator, account: TradingAccount) -> list[str]:
    return [deal["Profit"] for deal in simulator.state(account.login)["deals"]]


def test_a_demo_account_starts_with_the_balance_of_its_type(simulator, demo):
    COURIER.deliver_all(twice=True, reverse=True)
    assert amounts(simulator, demo) == ["5000.00"]
    furnish(demo)
    assert amounts(simulator, demo) == ["5000.00"]


def test_a_live_account_starts_with_nothing(simulator, client):
    account = account_of(client)
    COURIER.deliver_all()
    assert amounts(simulator, account) == []


def test_after_a_lost_answer_the_booking_is_found(simulator, demo, clock):
    simulator.lever("faults", fault="drop_after_commit", path="/api/trade/balance")
    with pytest.raises(OutcomeUnknown):
        furnish(demo)
    with pytest.raises(OutcomeUnknown):  # the server may still be at work on it
        furnish(demo)
    trading.advance(simulator, clock, 31)
    furnish(demo)
    assert amounts(simulator, demo) == ["5000.00"]


def test_a_question_that_never_arrived_is_asked_again(simulator, demo, clock):
    simulator.lever("faults", fault="drop_before", path="/api/trade/balance")
    with pytest.raises(OutcomeUnknown):
        furnish(demo)
    assert amounts(simulator, demo) == []
    trading.advance(simulator, clock, 31)
    furnish(demo)
    assert amounts(simulator, demo) == ["5000.00"]


def test_a_server_that_is_away_is_asked_later(simulator, demo, clock):
    simulator.lever("faults", fault="unavailable", path="/api/trade/balance")
    with pytest.raises(VendorUnavailable):
        furnish(demo)
    trading.advance(simulator, clock, 31)
    furnish(demo)
    assert amounts(simulator, demo) == ["5000.00"]
