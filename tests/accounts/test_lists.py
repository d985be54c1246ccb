"""What staff look through: accounts by what they have in common, and the books of one account."""

from typing import Any
from urllib.parse import urlencode

import pytest

from app import app
from chalicelib.accounts import public as accounts
from chalicelib.accounts.events import accounts_events
from chalicelib.accounts.model import TradingAccount
from chalicelib.accounts.service import feed
from chalicelib.clients.model import Client
from chalicelib.core.actor import system
from chalicelib.core.clock import FixedClock
from tests.kit import people, trading
from tests.kit.clients import active_client
from tests.kit.courier import Courier
from tests.kit.http import Caller
from tests.kit.opened import account_of
from tests.kit.people import Person
from tests.simulators.mt5.kit import Simulator

COURIER = Courier((accounts_events,))


@pytest.fixture
def desk(simulator: Simulator) -> Caller:
    """Somebody on the staff who may do everything."""
    return people.signed_in(app, "desk", people.owner())


@pytest.fixture
def account(simulator: Simulator, client: Client) -> TradingAccount:
    """A live dollar account."""
    made = account_of(client)
    COURIER.deliver_all()
    return made


def logins(desk: Caller, **wanted: Any) -> list[int]:
    answer = desk.get(f"/api/desk/accounts?{urlencode(wanted)}")
    assert answer.status == 200, answer.body
    return [one["login"] for one in answer.body["items"]]


def read_deals(clock: FixedClock) -> None:
    seconds = iter([60.0, 0.0])
    feed.run(system("deals-feed"), lambda: next(seconds), lambda _: None)


def test_accounts_are_found_by_what_they_have_in_common(desk, account, client):
    demo = account_of(client, account_type_id=trading.DEMO)
    COURIER.deliver_all()
    both = {account.login, demo.login}
    assert set(logins(desk, currency="USD")) == both
    assert logins(desk, group=account.group) == [account.login]
    assert logins(desk, account_type=trading.DEMO) == [demo.login]
    assert logins(desk, group=account.group, kind="demo") == []
    assert logins(desk, currency="EUR") == []
    assert set(logins(desk, owner="nobody")) == both
    assert logins(desk, owner="stf_nobody") == []


def test_an_account_moves_between_the_lists_with_what_the_server_says(desk, account):
    path = f"/api/desk/accounts/{account.id}/platform"
    assert logins(desk, may_trade="false") == []
    desk.patch(path, {"may_trade": False, "group": "real\\ecn-usd"})
    assert logins(desk, may_trade="false") == [account.login]
    assert logins(desk, may_trade="false", may_sign_in="false") == []
    assert logins(desk, may_trade="true") == []
    assert logins(desk, group="real\\standard-usd") == []
    assert logins(desk, group="real\\ecn-usd") == [account.login]


def test_an_account_let_go_stands_in_no_list(desk, account):
    desk.post(f"/api/desk/accounts/{account.id}/unbinding", {"reason": "Sold."})
    assert logins(desk) == logins(desk, currency="USD") == logins(desk, may_trade="true") == []


def test_a_list_of_what_is_in_common_goes_on_where_its_page_ended(desk, account, client):
    other = account_of(active_client())
    wanted = {"group": account.group, "limit": 1}
    first = desk.get(f"/api/desk/accounts?{urlencode(wanted)}").body
    wanted["cursor"] = first["next_cursor"]
    rest = desk.get(f"/api/desk/accounts?{urlencode(wanted)}").body
    shown = [one["login"] for one in (*first["items"], *rest["items"])]
    assert shown == [other.login, account.login]


def test_the_books_of_an_account_by_kind_and_day_with_their_sums(desk, account, simulator, clock):
    lever = simulator.lever
    lever("deals", login=account.login, amount="1000.00", comment="by hand")
    read_deals(clock)
    trading.advance(simulator, clock, 86_400)
    desk = people.signed_in(app, "desk", Person("", "owner@meridian.example"))
    opened = lever("positions", login=account.login, symbol="EURUSD", side="buy", lots="0.20")
    lever("positions/close", position=opened["position"])
    lever("deals", login=account.login, amount="-25.50")
    read_deals(clock)
    path = f"/api/desk/accounts/{account.id}/deals"

    def listed(**wanted: str) -> list[str]:
        return [one["action"] for one in desk.get(f"{path}?{urlencode(wanted)}").body["items"]]

    def summed(**wanted: str) -> dict[str, Any]:
        found: dict[str, Any] = desk.get(f"{path}/totals?{urlencode(wanted)}").body
        return found

    today = clock.now().date().isoformat()
    assert listed(kind="money") == ["balance", "balance"]
    assert sorted(listed(kind="trades")) == ["buy", "sell"]
    assert listed(kind="money", **{"from": today, "to": today}) == ["balance"]
    assert listed(to="2020-01-01") == []
    assert summed(kind="money")["profit"] == {"amount": "974.50", "currency": "USD"}
    assert summed(kind="money", **{"from": today})["profit"]["amount"] == "-25.50"
    trades = summed(kind="trades")
    assert (trades["count"], trades["lots"]) == (2, "0.40")
    (figures,) = accounts.server(trading.SERVER).figures([account.login])
    every = summed()
    result = sum(float(every[name]["amount"]) for name in ("profit", "swap", "commission"))
    assert f"{result:.2f}" == str(figures.balance)


def test_the_orders_that_wait_are_asked_of_the_server(desk, account, simulator):
    path = f"/api/desk/accounts/{account.id}/orders"
    assert desk.get(path).body == {"items": [], "next_cursor": None}
