"""Accounts on the other platform: opened, read and changed as far as cTrader goes."""

from collections.abc import Iterator

import pytest

from chalicelib import ports
from chalicelib.accounts import public as accounts
from chalicelib.accounts.model import EVERY_DEAL, ChangeKind
from chalicelib.accounts.schemas.accounts import AccountView
from chalicelib.accounts.schemas.trades import PositionView
from chalicelib.accounts.service import changing, feed, lists, trades
from chalicelib.accounts.store import deals as deal_rows
from chalicelib.core.actor import system
from chalicelib.core.clock import FixedClock
from chalicelib.core.errors import Conflict
from chalicelib.core.ids import RandomIds
from chalicelib.core.money import Money
from chalicelib.core.paging import PageRequest
from chalicelib.gateways.trading.model import PasswordKind
from chalicelib.storage import sealing
from tests.kit import trading
from tests.kit.clients import acting, command, published
from tests.kit.opened import account_of
from tests.simulators.ctrader.kit import Simulator

ACTOR = system("deals-feed")


@pytest.fixture(scope="session")
def far_ctrader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulator]:
    simulator = Simulator(tmp_path_factory.mktemp("ctrader"))
    simulator.start()
    yield simulator
    simulator.stop()


@pytest.fixture
def server(store: None, clock: FixedClock, far_ctrader: Simulator) -> Iterator[Simulator]:
    """The simulated cTrader server as the broker's only one."""
    trading.configure_ctrader(far_ctrader, clock)
    with ports.use(ids=RandomIds()):
        yield far_ctrader


@pytest.fixture
def account(server: Simulator, client):
    return account_of(client)


def read_deals(clock: FixedClock) -> feed.Reading:
    seconds = [10.0]

    def wait(some: float) -> None:
        seconds[0] -= some
        clock.advance(seconds=some)

    return feed.run(ACTOR, lambda: seconds[0], wait)


def test_an_account_opens_in_the_currency_of_its_type(server: Simulator, client):
    account = account_of(client, account_type_id="standard-eur")
    assert (account.currency, account.group) == ("EUR", "live-standard")
    trader = server.state(account.login)["trader"]
    assert (trader["depositCurrency"], trader["leverageInCents"]) == ("EUR", 10_000)


def test_the_client_is_told_the_one_password_there_is(account, server: Simulator):
    (told,) = published("accounts.account_opened")
    assert told.body["sealed_investor_password"] == ""
    password = sealing.unseal(
        told.body["sealed_main_password"],
        purpose="mail-secrets",
        context=told.body["request_id"],
    )
    accounts.server(trading.SERVER).check_password(account.login, PasswordKind.MAIN, password)


def test_no_investor_password_is_offered_or_accepted(account, client):
    kinds = changing.changeable(acting(client), account.id).kinds
    assert kinds == (ChangeKind.LEVERAGE, ChangeKind.MAIN)
    with pytest.raises(Conflict) as refused:
        changing.ask(acting(client), account.id, ChangeKind.INVESTOR, None, command())
    assert refused.value.code == "not_on_this_platform"


def test_the_pages_are_told_what_the_platform_has(account, client):
    view = AccountView.of(lists.one(acting(client), account.id))
    assert (view.server.platform, view.server.abilities) == ("ctrader", [])
    assert view.figures is not None


def test_an_open_position_shows_without_what_nobody_knows(account, server: Simulator, client):
    server.lever("changes", login=account.login, amount="1000.00")
    wish = {"login": account.login, "symbol": "EURUSD", "direction": "SELL", "units": 5000}
    server.lever("positions", **wish)
    (position,) = trades.positions(acting(client), account.id, PageRequest(limit=10)).items
    view = PositionView.of(position)
    assert (view.symbol, view.side, view.lots) == ("EURUSD", "sell", "0.05")
    assert (view.current_price, view.profit, view.stop_loss) == (None, None, None)


def test_the_feed_keeps_each_closing_in_lots_and_each_movement_once(
    account, server: Simulator, client, clock: FixedClock
):
    server.lever("changes", login=account.login, amount="1000.00")
    wish = {"login": account.login, "symbol": "EURUSD", "direction": "BUY", "units": 20_000}
    position = server.lever("positions", **wish)["position"]
    server.lever("positions/close", position=position, units=5_000)
    server.lever("positions/close", position=position)
    for _ in range(2):
        read_deals(clock)
    stored = list(trades.deals(acting(client), account.id, PageRequest(limit=10), EVERY_DEAL).items)
    assert sorted(deal.volume_ten_thousandths for deal in stored) == [0, 500, 1500]
    total = Money.zero("USD")
    for deal in stored:
        total += deal.profit + deal.swap + deal.commission
    (figures,) = accounts.server(trading.SERVER).figures([account.login])
    assert figures.balance == total
    told = [one for told in published("accounts.trades_stored") for one in told.body["trades"]]
    assert len(told) == 2
    assert len(published("accounts.balance_operation_seen")) == 1
    assert deal_rows.feed(trading.SERVER) is not None
