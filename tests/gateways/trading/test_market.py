"""The contract of trading: orders at market, positions, prices, and the server's catalogue."""

from decimal import Decimal

import pytest

from chalicelib.core.lots import Lots
from chalicelib.core.money import Money
from chalicelib.gateways.trading import errors
from chalicelib.gateways.trading.abilities import Ability
from chalicelib.gateways.trading.model import MarketOrder, Side, TradingAccount
from chalicelib.gateways.trading.port import TradingServer
from tests.gateways.trading.conftest import START, Platform, needs, new_account, operation


def order(
    account: TradingAccount, side: Side = Side.BUY, centilots: int = 10, **more: object
) -> MarketOrder:
    return MarketOrder(account.login, "EURUSD", side, Lots(centilots), **more)


@needs(Ability.MARKET_ORDERS)
def test_a_bought_position_shows_with_its_prices(
    platform: Platform, server: TradingServer, funded: TradingAccount
):
    platform.pin("EURUSD", "1.10000")
    filled = server.place_order(order(funded, comment="by hand"))
    (position,) = server.open_positions(funded.login)
    assert (position.ticket, position.login, position.symbol) == (
        filled.order,
        funded.login,
        "EURUSD",
    )
    assert (position.side, position.volume_ten_thousandths) == (Side.BUY, 1000)
    assert position.price_open == filled.price == Decimal("1.10012")
    assert position.price_current == Decimal("1.10000")
    assert position.profit == Money(-120, "USD")
    assert position.swap == Money(0, "USD")
    assert (position.stop_loss, position.take_profit) == (None, None)
    assert position.opened_at == START
    assert position.comment == "by hand"


@needs(Ability.MARKET_ORDERS)
def test_a_position_closes_in_parts(server: TradingServer, funded: TradingAccount):
    filled = server.place_order(order(funded, centilots=30))
    server.place_order(order(funded, Side.SELL, 10, position_id=filled.order))
    (rest,) = server.open_positions(funded.login)
    assert rest.volume_ten_thousandths == 2000
    server.place_order(order(funded, Side.SELL, 20, position_id=filled.order))
    assert server.open_positions(funded.login) == ()


@needs(Ability.MARKET_ORDERS)
def test_two_orders_make_two_positions(server: TradingServer, funded: TradingAccount):
    server.place_order(order(funded, Side.BUY))
    server.place_order(order(funded, Side.SELL))
    assert [held.side for held in server.open_positions(funded.login)] == [Side.BUY, Side.SELL]


@needs(Ability.MARKET_ORDERS)
def test_more_positions_than_fit_one_page_are_all_seen(
    server: TradingServer, funded: TradingAccount, platform: Platform
):
    platform.pin("EURUSD", "1.10000")
    for _ in range(3):
        server.place_order(order(funded, centilots=1))
    assert len(server.open_positions(funded.login)) == 3
    assert server.orders(funded.login) == ()


@needs(Ability.MARKET_ORDERS)
def test_an_order_beyond_the_margin_is_refused(server: TradingServer, account: TradingAccount):
    with pytest.raises(errors.InsufficientFundsOnServer):
        server.place_order(order(account, centilots=100))
    assert server.open_positions(account.login) == ()


@needs(Ability.MARKET_ORDERS)
def test_nothing_trades_on_a_closed_market(
    platform: Platform, server: TradingServer, funded: TradingAccount
):
    platform.close_market()
    with pytest.raises(errors.MarketClosed) as refused:
        server.place_order(order(funded))
    assert refused.value.code == "market_closed"


@needs(Ability.MARKET_ORDERS)
def test_an_order_that_makes_no_sense_is_refused(server: TradingServer, funded: TradingAccount):
    with pytest.raises(errors.OrderInvalid):
        server.place_order(order(funded, position_id=123))
    with pytest.raises(errors.OrderInvalid):
        server.place_order(order(funded, centilots=0))
    with pytest.raises(errors.MarketClosed):
        server.place_order(MarketOrder(funded.login, "NOSUCH", Side.BUY, Lots(10)))


@needs(Ability.MARKET_ORDERS)
def test_nobody_elses_position_can_be_closed(
    server: TradingServer, funded: TradingAccount, group: str
):
    filled = server.place_order(order(funded))
    other = server.open_account(new_account(group))
    with pytest.raises(errors.OrderInvalid):
        server.place_order(order(other, Side.SELL, position_id=filled.order))
    assert len(server.open_positions(funded.login)) == 1


@needs(Ability.MARKET_ORDERS)
def test_a_yen_result_reaches_a_dollar_account_in_dollars(
    platform: Platform, server: TradingServer, funded: TradingAccount
):
    platform.pin("USDJPY", "150.000")
    wish = MarketOrder(funded.login, "USDJPY", Side.BUY, Lots(10))
    filled = server.place_order(wish)
    platform.pin("USDJPY", "151.500")
    (held,) = server.open_positions(funded.login)
    gained_yen = (Decimal("151.500") - filled.price) * 10_000
    assert held.profit == Money(round(gained_yen / Decimal("151.500") * 100), "USD")


@needs(Ability.MARKET_ORDERS)
def test_a_yen_account_trades_in_yen(platform: Platform, server: TradingServer):
    account = server.open_account(new_account(platform.group("JPY")))
    server.move_money(account.login, Money(1_000_000, "JPY"), operation())
    server.place_order(MarketOrder(account.login, "USDJPY", Side.BUY, Lots(10)))
    (held,) = server.open_positions(account.login)
    assert held.profit.currency == "JPY"
    assert server.figures([account.login])[0].margin > Money(10_000, "JPY")


@needs(Ability.GROUP_CURRENCY)
def test_the_groups_say_currency_and_password_length(server: TradingServer, group: str):
    by_name = {one.name: one for one in server.groups()}
    assert by_name[group].currency == "USD"
    assert by_name["real\\standard-jpy"].currency_digits == 0
    assert by_name["demo\\standard-eur"].currency == "EUR"
    assert all(one.password_min_length == 8 and 100 in one.leverages for one in by_name.values())


def test_the_symbols_say_size_and_currencies(server: TradingServer):
    by_name = {symbol.name: symbol for symbol in server.symbols()}
    euro, yen, gold = by_name["EURUSD"], by_name["USDJPY"], by_name["XAUUSD"]
    assert euro.contract_size == Decimal(100_000)
    assert (euro.base_currency, euro.profit_currency) == ("EUR", "USD")
    assert (euro.digits, yen.digits) in {(5, 3), (None, None)}
    assert yen.profit_currency == "JPY"
    assert gold.contract_size == Decimal(100)


@needs(Ability.QUOTES)
def test_quotes_have_a_spread_and_strangers_none(platform: Platform, server: TradingServer):
    platform.pin("EURUSD", "1.10000")
    (quote,) = server.quotes(["EURUSD", "NOSUCH"])
    assert (quote.symbol, quote.bid, quote.ask) == (
        "EURUSD",
        Decimal("1.10000"),
        Decimal("1.10012"),
    )
    assert quote.at == START
