"""Demo accounts: filled up by their clients, and ended when nobody uses them."""

import pytest

from app import app
from chalicelib.accounts import public as accounts
from chalicelib.accounts.events import accounts_events
from chalicelib.accounts.model import (
    ACCOUNT_LIMITS,
    DEMO_EXPIRY,
    AccountLimits,
    AccountStatus,
    DemoExpiry,
    TradingAccount,
)
from chalicelib.accounts.service import applications, demo_life, feed, grants
from chalicelib.clients.model import Client
from chalicelib.core.actor import system
from chalicelib.core.clock import FixedClock
from chalicelib.core.errors import OutcomeUnknown
from tests.kit import people, trading
from tests.kit.clients import acting, command, published
from tests.kit.courier import Courier
from tests.kit.http import Answer, Caller
from tests.kit.opened import account_of, application
from tests.kit.people import Person
from tests.kit.settings import settings_of
from tests.simulators.mt5.kit import Simulator

COURIER = Courier((accounts_events,))
DAY = 86_400


@pytest.fixture
def account(simulator: Simulator, client: Client) -> TradingAccount:
    """A demo account with nothing on it, that can be filled up to 5,000 dollars."""
    made = account_of(client, account_type_id=trading.DEMO)
    COURIER.deliver_all()
    return made


@pytest.fixture
def caller(account: TradingAccount, client: Client) -> Caller:
    """Whose account it is, signed in."""
    return people.signed_in(app, "portal", Person(client.id, client.email))


def top_up(caller: Caller, account: TradingAccount, amount: str, currency: str = "USD") -> Answer:
    path = f"/api/portal/accounts/{account.id}/top-ups"
    return caller.post(path, {"amount": amount, "currency": currency})


def balance(account: TradingAccount) -> str:
    (found,) = accounts.server(trading.SERVER).figures([account.login])
    return str(found.balance)


def refused(answer: Answer) -> tuple[int, str]:
    return answer.status, answer.body["code"]


def passes(simulator: Simulator, clock: FixedClock, days: float) -> int:
    """Let days pass and the job run; gives how many accounts moved on."""
    trading.advance(simulator, clock, days * DAY)
    return demo_life.work_through(system("demo-expiry"), lambda: 60.0)


def use(simulator: Simulator, clock: FixedClock, account: TradingAccount) -> None:
    """Trade on the account, and let the feed see it."""
    simulator.lever("deals", login=account.login, amount="1.00")
    seconds = iter([60.0, 0.0])
    feed.run(system("deals-feed"), lambda: next(seconds), lambda _: None)


def status(account: TradingAccount) -> AccountStatus:
    return accounts.account_for_system(account.id).status


def test_a_demo_account_is_filled_up_once_however_often_the_news_comes(caller, account):
    changes = f"/api/portal/accounts/{account.id}/changes"
    assert caller.get(changes).body["top_up"] == {"amount": "5000.00", "currency": "USD"}
    answer = top_up(caller, account, "1200.00")
    assert (answer.status, answer.body["amount"]["amount"]) == (201, "1200.00")
    COURIER.deliver_all(twice=True, reverse=True)
    assert balance(account) == "1200.00"


def test_no_more_than_the_type_allows_and_one_at_a_time(caller, account, simulator, clock):
    assert refused(top_up(caller, account, "5000.01")) == (400, "top_up_out_of_range")
    assert refused(top_up(caller, account, "10.00", "EUR")) == (400, "top_up_currency")
    assert top_up(caller, account, "4000.00").status == 201
    assert refused(top_up(caller, account, "10.00")) == (409, "top_up_under_way")
    COURIER.deliver_all()
    trading.advance(simulator, clock, 60)
    assert top_up(caller, account, "1000.00").status == 201
    COURIER.deliver_all()
    assert balance(account) == "5000.00"


def test_a_lost_answer_fills_up_once(caller, account, simulator, clock):
    top_up(caller, account, "700.00")
    simulator.lever("faults", fault="drop_after_commit", path="/api/trade/balance")
    with pytest.raises(OutcomeUnknown):
        grants.top_up(system("accounts-events"), account.id, command())
    trading.advance(simulator, clock, 60)
    COURIER.deliver_all(twice=True)
    assert balance(account) == "700.00"


def test_a_live_account_gets_no_play_money(caller, client):
    live = account_of(client)
    COURIER.deliver_all()
    assert refused(top_up(caller, live, "10.00")) == (409, "top_up_not_offered")


def test_an_idle_demo_account_is_warned_of_and_then_disabled_on_the_server(
    account, simulator, clock
):
    assert passes(simulator, clock, 82) == 0
    assert passes(simulator, clock, 1.5) == 1
    (warned,) = published("accounts.demo_expiring")
    assert warned.body["login"] == account.login
    assert passes(simulator, clock, 6.9) == 0
    assert passes(simulator, clock, 1) == 1
    found = accounts.server(trading.SERVER).account(account.login)
    assert (found.may_sign_in, found.may_trade) == (False, False)
    assert status(account) is AccountStatus.DISABLED
    assert len(published("accounts.demo_expired")) == 1
    assert passes(simulator, clock, 30) == 0


def test_whoever_uses_the_account_keeps_it_before_and_after_the_warning(account, simulator, clock):
    trading.advance(simulator, clock, 80 * DAY)
    use(simulator, clock, account)
    assert passes(simulator, clock, 20) == 0
    assert passes(simulator, clock, 64) == 1
    use(simulator, clock, account)
    assert passes(simulator, clock, 20) == 0
    assert status(account) is AccountStatus.ACTIVE
    assert published("accounts.demo_expired") == []


def test_an_expired_account_makes_room_for_another(account, simulator, clock, client):
    with settings_of(ACCOUNT_LIMITS, AccountLimits(demo=1)):
        passes(simulator, clock, 84)
        passes(simulator, clock, 8)
        form = application(account_type_id=trading.DEMO)
        assert applications.apply(acting(client), form, command()).id


def test_a_server_that_is_away_ends_nothing_until_it_is_back(account, simulator, clock):
    passes(simulator, clock, 84)
    simulator.lever("faults", fault="busy", path="/api/user/", times=99)
    assert passes(simulator, clock, 8) == 0
    assert status(account) is AccountStatus.ACTIVE
    simulator.lever("faults", method="DELETE")
    assert passes(simulator, clock, 0.1) == 1
    assert status(account) is AccountStatus.DISABLED


def test_a_broker_who_ends_no_demo_account_ends_none(account, simulator, clock):
    with settings_of(DEMO_EXPIRY, DemoExpiry(idle_days=0)):
        assert passes(simulator, clock, 400) == 0
