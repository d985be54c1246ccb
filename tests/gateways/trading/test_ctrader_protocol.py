"""What is cTrader's alone: token, address gate, money digits, lists, and what it does not have."""

import json
import logging
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from chalicelib.core.clock import FixedClock
from chalicelib.core.errors import FairleadError, OutcomeUnknown, VendorUnavailable
from chalicelib.core.lots import Lots
from chalicelib.core.money import Money
from chalicelib.gateways.answer import Answer
from chalicelib.gateways.trading import errors
from chalicelib.gateways.trading.abilities import Ability, abilities
from chalicelib.gateways.trading.ctrader import CtraderTradingServer
from chalicelib.gateways.trading.ctrader.codes import refusal
from chalicelib.gateways.trading.ctrader.deals import BALANCE_TICKETS
from chalicelib.gateways.trading.ctrader.rows import Row, lines, stamp
from chalicelib.gateways.trading.ctrader.session import encoded, hashed
from chalicelib.gateways.trading.model import (
    Deal,
    DealAction,
    DealEntry,
    MarketOrder,
    PasswordKind,
    Position,
    Side,
    TradingAccount,
)
from chalicelib.gateways.trading.operations import born_at
from tests.gateways.trading.conftest import (
    START,
    CtraderPlatform,
    ctrader_settings,
    new_account,
    operation,
)
from tests.simulators.ctrader.kit import PASSWORD, Simulator

VECTORS = json.loads(
    (Path(__file__).parents[2] / "contract/vectors/ctrader.json").read_text(encoding="utf-8")
)
HOUR = timedelta(hours=1)


@pytest.fixture
def far_side(ctrader: Simulator) -> Iterator[CtraderPlatform]:
    platform = CtraderPlatform(ctrader)
    yield platform
    platform.server.close()


@pytest.fixture
def server(far_side: CtraderPlatform) -> CtraderTradingServer:
    return far_side.server


@pytest.fixture
def account(server: CtraderTradingServer) -> TradingAccount:
    found = server.open_account(new_account("live-standard"))
    server.move_money(found.login, Money(1_000_000, "USD"), operation())
    return found


def connect(url: str, **changes: Any) -> CtraderTradingServer:
    return CtraderTradingServer(ctrader_settings(url, **changes), FixedClock(START))


def answer(body: str, status: int = 200, *, changing: bool = True) -> Answer:
    return Answer("ctrader", status, {}, body.encode(), changing=changing)


@pytest.mark.parametrize("vector", VECTORS["passwords"])
def test_passwords_travel_as_md5(vector: dict[str, str]):
    assert hashed(vector["password"]) == vector["md5"]


@pytest.mark.parametrize("vector", VECTORS["money_digits"])
def test_money_counts_the_records_own_digits(vector: dict[str, Any]):
    row = Row({"balance": vector["value"], "moneyDigits": vector["digits"]}, answer(""))
    assert row.scaled("balance", vector["currency"]) == Money(vector["minor"], vector["currency"])


@pytest.mark.parametrize("vector", VECTORS["stamps"])
def test_times_are_written_in_utc_without_a_zone(vector: dict[str, str]):
    assert stamp(datetime.fromisoformat(vector["at"])) == vector["written"]


@pytest.mark.parametrize("vector", VECTORS["codes"])
def test_each_code_has_one_meaning(vector: dict[str, Any]):
    assert refusal(answer(vector["body"], vector["status"])).code == vector["error"]


def test_an_unknown_failure_of_a_read_is_not_unknown():
    failed = refusal(answer('{"errorCode": "UNKNOWN_ERROR"}', 400, changing=False))
    assert isinstance(failed, VendorUnavailable)


@pytest.mark.parametrize("vector", VECTORS["closings"], ids=lambda vector: vector["what"])
def test_a_closing_is_told_in_lots_and_in_the_accounts_money(
    far_side: CtraderPlatform, vector: dict[str, Any]
):
    deal = closing(far_side, vector)
    expected, currency = vector["expected"], vector["currency"]
    assert deal.volume_ten_thousandths == expected["ten_thousandths"]
    assert deal.action == expected["action"]
    parts = (deal.profit, deal.swap, deal.commission)
    assert parts == tuple(Money(expected[name], currency) for name in PARTS)
    total = deal.profit + deal.swap + deal.commission
    assert total == Money.parse(vector["pnl"], currency)


PARTS = ("profit", "swap", "commission")


def closing(far_side: CtraderPlatform, vector: dict[str, Any]) -> Deal:
    """The deal that our adapter makes of one line."""
    server = far_side.server
    wish = new_account("live-standard", currency=vector["currency"])
    login = server.open_account(wish).login
    line = vector | {
        "login": login,
        "positionId": 7,
        "dealId": 9,
        "closeTimestamp": "2026-03-02T09:00:00.250",
    }
    (deal,) = server._trades([Row(line, answer(""))], server._known([login]))
    assert (deal.ticket, deal.position_id, deal.entry) == (9, 7, DealEntry.OUT)
    assert deal.at == START + timedelta(milliseconds=250)
    return deal


def test_a_position_shows_as_its_closing_deals(
    far_side: CtraderPlatform, server: CtraderTradingServer, account: TradingAccount
):
    far_side.pin("EURUSD", "1.10000")
    position = far_side.buy(account.login, Lots(50))
    far_side.advance(90)
    far_side.pin("EURUSD", "1.11000")
    far_side.sell_off(account.login, position, Lots(20))
    far_side.sell_off(account.login, position, Lots(30))
    deposit, first, second = server.deals_of(account.login, START - HOUR, START + HOUR)
    assert (deposit.action, deposit.profit) == (DealAction.BALANCE, Money(1_000_000, "USD"))
    assert first == Deal(
        ticket=first.ticket,
        login=account.login,
        order=0,
        position_id=position,
        action=DealAction.SELL,
        entry=DealEntry.OUT,
        symbol="EURUSD",
        volume_ten_thousandths=2000,
        contract_size=Decimal(100_000),
        price=Decimal("1.11000"),
        profit=Money(20_000, "USD"),
        swap=Money(0, "USD"),
        commission=Money(-78, "USD"),
        at=START + timedelta(seconds=90),
        server_time_msc=int((START + timedelta(seconds=90)).timestamp() * 1000),
        comment="",
        reason="other",
    )
    assert (second.lots, second.position_id) == (Lots(30), position)
    assert second.ticket != first.ticket


def test_numbers_of_the_two_lists_never_meet(
    far_side: CtraderPlatform, server: CtraderTradingServer, account: TradingAccount
):
    position = far_side.buy(account.login, Lots(1))
    far_side.sell_off(account.login, position, Lots(1))
    deposit, trade = server.deals_of(account.login, START - HOUR, START + HOUR)
    tickets = sorted((deposit.ticket, trade.ticket))
    assert tickets[0] < BALANCE_TICKETS < tickets[1]


def test_an_open_position_says_what_the_server_says_and_no_more(
    far_side: CtraderPlatform, server: CtraderTradingServer, account: TradingAccount
):
    far_side.pin("EURUSD", "1.10000")
    ticket = far_side.buy(account.login, Lots(30))
    assert server.open_positions(account.login) == (
        Position(
            ticket=ticket,
            login=account.login,
            symbol="EURUSD",
            side=Side.BUY,
            volume_ten_thousandths=3000,
            contract_size=Decimal(100_000),
            price_open=Decimal("1.10000"),
            price_current=None,
            stop_loss=None,
            take_profit=None,
            profit=None,
            swap=Money(0, "USD"),
            opened_at=START,
            comment="",
        ),
    )


def test_swaps_in_dollars_are_not_passed_off_as_euros(
    far_side: CtraderPlatform, server: CtraderTradingServer
):
    account = server.open_account(new_account("live-standard", currency="EUR"))
    server.move_money(account.login, Money(1_000_000, "EUR"), operation())
    far_side.buy(account.login, Lots(1))
    (position,) = server.open_positions(account.login)
    assert position.swap is None


def test_a_symbol_without_a_lot_size_stops_the_reading(
    far_side: CtraderPlatform, account: TradingAccount
):
    wish = {"login": account.login, "symbol": "XAUUSD", "direction": "BUY", "units": 10}
    position = far_side.simulator.lever("positions", **wish)["position"]
    far_side.simulator.lever("positions/close", position=position)
    unsure = connect(far_side.simulator.url, lot_sizes={"forex": 100_000})
    with pytest.raises(errors.LotSizeUnknown) as stopped:
        unsure.deals_of(account.login, START - HOUR, START + HOUR)
    assert stopped.value.facts["symbol"] == "XAUUSD"
    told = connect(far_side.simulator.url, lot_sizes={"xauusd": 10})
    deals = told.deals_of(account.login, START - HOUR, START + HOUR)
    assert [deal.lots for deal in deals if deal.action.is_trade] == [Lots(100)]


@pytest.mark.parametrize(
    ("what", "asked"),
    [
        (Ability.PENDING_ORDERS, lambda server, login: server.orders(login)),
        (Ability.QUOTES, lambda server, _login: server.quotes(["EURUSD"])),
        (
            Ability.MARKET_ORDERS,
            lambda server, login: server.place_order(
                MarketOrder(login, "EURUSD", Side.BUY, Lots(1))
            ),
        ),
        (
            Ability.INVESTOR_PASSWORD,
            lambda server, login: server.change_password(
                login, PasswordKind.INVESTOR, "N3w-Secret"
            ),
        ),
        (
            Ability.INVESTOR_PASSWORD,
            lambda server, login: server.check_password(login, PasswordKind.INVESTOR, "x"),
        ),
        (
            Ability.CHOSEN_LOGINS,
            lambda server, login: server.open_account(
                new_account("live-standard", login=login + 1)
            ),
        ),
    ],
)
def test_what_the_platform_lacks_is_refused_as_such(
    server: CtraderTradingServer,
    account: TradingAccount,
    what: Ability,
    asked: Callable[[CtraderTradingServer, int], object],
):
    assert what not in abilities("ctrader")
    with pytest.raises(errors.NotOnThisPlatform) as refused:
        asked(server, account.login)
    assert refused.value.code == "not_on_this_platform"
    assert (refused.value.facts["platform"], refused.value.facts["what"]) == ("ctrader", what)


def test_whoever_may_not_sign_in_cannot_be_let_trade(
    server: CtraderTradingServer, account: TradingAccount
):
    server.change_access(account.login, may_sign_in=False)
    with pytest.raises(errors.NotOnThisPlatform):
        server.change_access(account.login, may_trade=True)
    server.change_access(account.login, may_sign_in=True)
    after = server.account(account.login)
    assert (after.may_sign_in, after.may_trade) == (True, False)


def test_an_account_that_may_only_close_keeps_that_right(
    far_side: CtraderPlatform, server: CtraderTradingServer, account: TradingAccount
):
    server._patch(account.login, accessRights="CLOSE_ONLY")
    server.change_access(account.login, may_sign_in=True)
    trader = far_side.simulator.state(account.login)["trader"]
    assert trader["accessRights"] == "CLOSE_ONLY"


def test_a_change_leaves_everything_else_as_it_was(
    far_side: CtraderPlatform, server: CtraderTradingServer, account: TradingAccount
):
    """The server's PUT would have reset it."""
    before = far_side.simulator.state(account.login)["trader"]
    server.change_leverage(account.login, 30)
    server.change_group(account.login, "live-raw")
    after = far_side.simulator.state(account.login)["trader"]
    assert after == before | {"leverageInCents": 3000, "groupName": "live-raw"}


def test_without_a_history_to_look_in_no_money_moves(
    far_side: CtraderPlatform, account: TradingAccount
):
    blind = connect(far_side.simulator.url, balance_history_path="")
    with pytest.raises(errors.NotOnThisPlatform):
        blind.move_money(account.login, Money(100, "USD"), operation())
    assert len(far_side.simulator.state(account.login)["changes"]) == 1


def test_a_history_that_is_not_there_never_looks_like_an_empty_one(
    far_side: CtraderPlatform, account: TradingAccount
):
    lost = connect(far_side.simulator.url, balance_history_path="/webserv/elsewhere")
    with pytest.raises(errors.TradingServerRefused):
        lost.find_movement(account.login, operation(), START - HOUR, START)


def test_an_amount_finer_than_the_account_counts_is_not_rounded_away(
    far_side: CtraderPlatform, server: CtraderTradingServer, account: TradingAccount
):
    record = server._record(account.login)
    coarse = Row({**record._record, "moneyDigits": 0}, answer(""))
    server._remember(coarse)
    with pytest.raises(errors.AmountTooFine):
        server.move_money(account.login, Money(150, "USD"), operation())
    assert len(far_side.simulator.state(account.login)["changes"]) == 1


def test_coins_move_to_the_last_decimal(server: CtraderTradingServer):
    account = server.open_account(new_account("live-standard", currency="BTC"))
    amount = Money.parse("0.12345679", "BTC")
    server.move_money(account.login, amount, operation())
    assert server.figures([account.login])[0].balance == amount


def test_amounts_are_written_out_as_decimals():
    body = encoded({"login": 1, "preciseAmount": Money.parse("0.10000001", "BTC"), "type": "é"})
    assert body == b'{"login": 1, "preciseAmount": 0.10000001, "type": "\\u00e9"}'


def test_nothing_is_asked_before_it_is_needed():
    connect("http://127.0.0.1:9")


def test_an_address_without_encryption_is_not_accepted():
    with pytest.raises(ValueError, match="https"):
        connect("http://ctrader.example.com")


def test_a_wrong_manager_password_is_a_matter_of_settings(ctrader: Simulator):
    CtraderPlatform(ctrader)
    with pytest.raises(errors.ManagerRefused) as refused:
        connect(ctrader.url, manager_password="Password2").groups()
    assert refused.value.code == "trading_server_sign_in_refused"


def test_a_wrong_broker_name_is_a_matter_of_settings(ctrader: Simulator):
    CtraderPlatform(ctrader)
    with pytest.raises(errors.ManagerRefused, match="no broker of the name"):
        connect(ctrader.url, broker_name="other").open_account(new_account("live-standard"))


def test_an_address_that_is_not_let_in_is_told_what_to_do(
    far_side: CtraderPlatform, server: CtraderTradingServer, account: TradingAccount
):
    far_side.simulator.lever("allowed", addresses=["192.0.2.1"])
    with pytest.raises(errors.AddressRefused, match="Spotware must add the address") as refused:
        server.move_money(account.login, Money(100, "USD"), operation())
    assert refused.value.code == "trading_server_address_refused"
    with pytest.raises(errors.AddressRefused):
        connect(far_side.simulator.url).groups()


def test_another_manager_password_needs_another_secret(
    far_side: CtraderPlatform, server: CtraderTradingServer, account: TradingAccount
):
    far_side.simulator.lever("manager", password="N3w-Manager")
    with pytest.raises(errors.ManagerRefused):
        server.move_money(account.login, Money(100, "USD"), operation())
    renewed = connect(far_side.simulator.url, manager_password="N3w-Manager")
    assert renewed.account(account.login).login == account.login


def test_many_threads_that_find_the_token_void_get_one_new_one(
    far_side: CtraderPlatform, server: CtraderTradingServer, account: TradingAccount
):
    far_side.simulator.lever("faults", kind="void_token", path="/changebalance")

    def deposit(_number: int) -> int:
        return server.move_money(account.login, Money(100, "USD"), operation())

    with ThreadPoolExecutor(8) as pool:
        tickets = list(pool.map(deposit, range(24)))
    assert len(set(tickets)) == 24
    assert server.figures([account.login])[0].balance == Money(1_002_400, "USD")


def test_token_and_passwords_stay_out_of_logs_and_errors(
    far_side: CtraderPlatform, server: CtraderTradingServer, account: TradingAccount, caplog: Any
):
    token = server._session._token
    assert len(token) == 36
    with caplog.at_level(logging.DEBUG):
        server.change_password(account.login, PasswordKind.MAIN, "N3w-Secret")
        for kind in ("drop_after", "truncate", "slow_after", "error_after"):
            far_side.simulator.lever("faults", kind=kind, path="/changebalance", seconds=1.2)
            with pytest.raises(OutcomeUnknown) as lost:
                server.move_money(account.login, Money(100, "USD"), operation())
            assert token not in _everything_about(lost.value)
    said = " ".join(str(vars(record)) for record in caplog.records)
    assert "/changebalance" in said
    for secret in (token, "N3w-Secret", hashed("N3w-Secret"), hashed(PASSWORD)):
        assert secret not in said
    assert PASSWORD not in repr(ctrader_settings(far_side.simulator.url))


def _everything_about(error: BaseException | None) -> str:
    told = ""
    while error is not None:
        facts = error.facts if isinstance(error, FairleadError) else ""
        told += f"{error!r} {facts}"
        error = error.__cause__ or error.__context__
    return told


@pytest.mark.parametrize(
    "body",
    [
        "",
        "login,dealId\n1",
        "login,dealId\n1,2,3\n",
        "login,amount\n1,2\n",
        '"login,dealId\n1,2',
        "<html>",
    ],
)
def test_a_list_that_is_not_whole_is_a_broken_answer(body: str):
    with pytest.raises(VendorUnavailable):
        list(lines(answer(body, changing=False), "login", "dealId"))


def test_records_that_make_no_sense_are_broken_answers():
    row = Row({"login": "12a", "price": "NaN", "at": "yesterday", "moneyDigits": 40}, answer(""))
    for reading in (
        lambda: row.integer("login"),
        lambda: row.decimal("price"),
        lambda: row.decimal("login"),
        lambda: row.moment("at"),
        lambda: row.scaled("balance", "USD"),
        lambda: Row([], answer("")),
    ):
        with pytest.raises(OutcomeUnknown):
            reading()


def test_an_operation_id_tells_when_it_was_made():
    assert born_at(operation()) == START
    with pytest.raises(ValueError, match="ULID"):
        born_at("nothing")


def test_an_account_is_not_looked_for_before_its_id_was_made(
    far_side: CtraderPlatform, server: CtraderTradingServer
):
    """Years of accounts are not read to find one of today."""
    far_side.simulator.lever("clock", now="2025-01-01T00:00:00+00:00", stopped=True)
    old = operation()
    server.open_account(new_account("live-standard", operation_id=old))
    assert server.find_account(old, "live-standard") is None


def test_all_times_are_utc(server: CtraderTradingServer, account: TradingAccount):
    (deal,) = server.deals_of(account.login, START - HOUR, START)
    assert (deal.at, deal.at.tzinfo) == (START, UTC)
    assert deal.server_time_msc == int(START.timestamp() * 1000)
    assert server.server_offset() == timedelta(0)
