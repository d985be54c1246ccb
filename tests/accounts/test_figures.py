"""Live figures: one question per server, good for seconds; the last known when it is away."""

from dataclasses import replace

import pytest

from chalicelib.accounts import public as accounts
from chalicelib.accounts.model import EVERY_DEAL, TRADING_SERVERS, TradingAccount
from chalicelib.accounts.service import lists, trades
from chalicelib.accounts.service.lists import AccountFilter
from chalicelib.accounts.store import figures as figure_rows
from chalicelib.clients import public as clients
from chalicelib.core.actor import EVERYTHING, Scope, system
from chalicelib.core.errors import NotFound, VendorUnavailable
from chalicelib.core.money import Money
from chalicelib.core.paging import PageRequest
from chalicelib.settings import public as settings
from tests.kit import trading
from tests.kit.approvals import member
from tests.kit.clients import acting, active_client
from tests.kit.opened import account_of


@pytest.fixture
def account(simulator, client) -> TradingAccount:
    return account_of(client)


def usd(text: str) -> Money:
    return Money.parse(text, "USD")


def money_in(simulator, account, amount: str) -> None:
    simulator.lever("deals", login=account.login, amount=amount)


def kept_at(account):
    return figure_rows.known_figures([account.id])[account.id].figures.as_of


def test_figures_are_those_of_the_server(simulator, account):
    money_in(simulator, account, "250.00")
    (last,) = accounts.figures([account]).values()
    assert not last.stale
    assert (last.figures.balance, last.figures.equity) == (usd("250.00"), usd("250.00"))
    assert last.figures.free_margin == usd("250.00")


def test_an_answer_is_good_for_seconds_only(simulator, account, clock):
    accounts.figures([account])
    money_in(simulator, account, "250.00")
    assert accounts.figures([account])[account.id].figures.balance == usd("0.00")
    trading.advance(simulator, clock, 4)
    assert accounts.figures([account])[account.id].figures.balance == usd("250.00")


def test_a_whole_list_is_one_question(simulator, client, clock):
    mine = [account_of(client) for _ in range(3)]
    trading.advance(simulator, clock, 10)
    simulator.lever("faults", fault="unavailable", path="/api/user/account/", after=1, times=50)
    found = accounts.figures(mine)
    assert [found[one.id].stale for one in mine] == [False] * 3


def test_when_the_server_is_away_the_last_known_figures_remain(simulator, account, clock):
    money_in(simulator, account, "250.00")
    seen_at = accounts.figures([account])[account.id].figures.as_of
    trading.advance(simulator, clock, 600)
    simulator.lever("faults", fault="unavailable", path="/api/", times=50)
    last = accounts.figures([account])[account.id]
    assert last.stale
    assert last.figures.balance == usd("250.00")
    assert last.figures.as_of == seen_at


def test_what_was_never_known_is_left_out_rather_than_zero(simulator, account):
    simulator.lever("faults", fault="unavailable", path="/api/", times=50)
    assert accounts.figures([account]) == {}


def test_figures_are_kept_at_once_when_money_has_moved(simulator, account, clock):
    accounts.figures([account])
    money_in(simulator, account, "250.00")
    trading.advance(simulator, clock, 4)
    accounts.figures([account])
    simulator.lever("faults", fault="unavailable", path="/api/", times=50)
    trading.advance(simulator, clock, 4)
    (last,) = accounts.figures([account]).values()
    assert (last.stale, last.figures.balance) == (True, usd("250.00"))


def test_figures_that_stand_still_are_kept_once_a_minute_not_at_every_look(
    simulator, account, clock
):
    accounts.figures([account])
    first = kept_at(account)
    trading.advance(simulator, clock, 30)
    accounts.figures([account])
    assert kept_at(account) == first
    trading.advance(simulator, clock, 31)
    accounts.figures([account])
    assert kept_at(account) > first


def test_an_account_of_a_server_that_is_no_longer_configured_shows_what_was_known(
    simulator, account, clock
):
    money_in(simulator, account, "3.00")
    accounts.figures([account])
    settings.adopt(system("test"), TRADING_SERVERS, ())
    trading.advance(simulator, clock, 10)
    line = lists.one(member("Ada"), account.id)
    assert line.server is None
    assert line.figures is not None
    assert (line.figures.stale, line.figures.figures.balance) == (True, usd("3.00"))


# ---- whose accounts


def test_a_client_sees_their_own_accounts_alone(simulator, account):
    other = active_client()
    own = lists.own(acting_of(account), None, PageRequest())
    assert [line.account.id for line in own.items] == [account.id]
    assert lists.own(acting(other), None, PageRequest()).items == ()
    with pytest.raises(NotFound):
        lists.one(acting(other), account.id)
    with pytest.raises(NotFound):
        trades.positions(acting(other), account.id, PageRequest())
    with pytest.raises(NotFound):
        trades.deals(acting(other), account.id, PageRequest(), EVERY_DEAL)


def acting_of(account: TradingAccount):

    return acting(clients.client_for_system(account.client_id))


@pytest.mark.parametrize(
    ("scope", "visible"),
    [
        (EVERYTHING, True),
        (Scope(unowned=True), True),
        (Scope(owner_ids=frozenset({"stf_bob"})), False),
        (Scope(), False),
    ],
)
def test_staff_see_the_accounts_of_clients_in_their_scope(simulator, account, scope, visible):
    ada = member("Ada", scope=scope)
    page = lists.listed(ada, AccountFilter(), None, PageRequest())
    assert [line.account.id for line in page.items] == ([account.id] if visible else [])
    if not visible:
        with pytest.raises(NotFound):
            lists.one(ada, account.id)


def test_lists_are_cut_by_server_and_kind(simulator, client):
    live, demo = account_of(client), account_of(client, account_type_id=trading.DEMO)
    ada = member("Ada")

    def shown(**cut) -> set[str]:
        page = lists.listed(ada, AccountFilter(**cut), None, PageRequest())
        return {line.account.id for line in page.items}

    assert shown() == {live.id, demo.id}
    assert shown(kind=demo.kind) == {demo.id}
    assert shown(server_id=trading.SERVER, kind=live.kind) == {live.id}
    assert shown(server_id="another") == set()


def test_positions_are_paged_newest_first(simulator, account):
    money_in(simulator, account, "10000.00")
    opened = [
        simulator.lever("positions", login=account.login, symbol="EURUSD", side="buy", lots="0.01")
        for _ in range(3)
    ]
    ada = member("Ada")
    first = trades.positions(ada, account.id, PageRequest(limit=2))
    rest = trades.positions(ada, account.id, PageRequest(limit=2, cursor=first.next_cursor))
    shown = [one.ticket for one in (*first.items, *rest.items)]
    assert shown == [one["position"] for one in reversed(opened)]
    assert rest.next_cursor is None


def test_positions_cannot_be_had_while_the_server_is_away(simulator, account):
    simulator.lever("faults", fault="unavailable", path="/api/", times=50)
    with pytest.raises(VendorUnavailable):
        trades.positions(member("Ada"), account.id, PageRequest())


def test_a_server_keeps_its_connection_until_it_is_configured_anew(simulator, clock):
    first = accounts.server(trading.SERVER)
    assert accounts.server(trading.SERVER) is first
    config = accounts.server_config(trading.SERVER)
    moved = replace(config, connection=replace(config.connection, agent="Another"))
    settings.adopt(system("test"), TRADING_SERVERS, (moved,))
    settings.forget()
    second = accounts.server(trading.SERVER)
    assert second is not first
    assert accounts.server(trading.SERVER) is second
