"""The contract of money: every movement happens once, and can be found by its operation id."""

from datetime import timedelta

import pytest

from chalicelib.core.errors import OutcomeUnknown, VendorUnavailable
from chalicelib.core.lots import Lots
from chalicelib.core.money import Money
from chalicelib.gateways.trading import errors
from chalicelib.gateways.trading.abilities import Ability
from chalicelib.gateways.trading.model import (
    MarketOrder,
    Movement,
    MovementKind,
    Side,
    TradingAccount,
)
from chalicelib.gateways.trading.port import TradingServer
from tests.gateways.trading.conftest import (
    START,
    Platform,
    Trouble,
    What,
    needs,
    new_account,
    operation,
)

NOBODY = 4_242_424_242


def dollars(text: str) -> Money:
    return Money.parse(text, "USD")


def balance(server: TradingServer, account: TradingAccount) -> Money:
    (figures,) = server.figures([account.login])
    return figures.balance


def found(server: TradingServer, account: TradingAccount, operation_id: str) -> Movement | None:
    minute = timedelta(minutes=1)
    return server.find_movement(account.login, operation_id, START - minute, START + minute)


def test_money_in_and_out_changes_the_balance(server: TradingServer, account: TradingAccount):
    server.move_money(account.login, dollars("1000.10"), operation())
    server.move_money(account.login, dollars("-0.11"), operation())
    assert balance(server, account) == dollars("999.99")


def test_a_movement_is_found_by_its_operation_id(server: TradingServer, account: TradingAccount):
    first, second = operation(), operation()
    server.move_money(account.login, dollars("50.00"), first)
    ticket = server.move_money(account.login, dollars("-20.00"), second, comment="withdrawal 7")
    assert found(server, account, second) == Movement(
        ticket, account.login, second, MovementKind.BALANCE, dollars("-20.00"), START
    )
    assert found(server, account, operation()) is None


def test_a_movement_is_found_on_its_own_account_only(server: TradingServer, group: str):
    mine, other = (server.open_account(new_account(group)) for _ in range(2))
    moved = operation()
    server.move_money(mine.login, dollars("5.00"), moved)
    assert found(server, other, moved) is None


def test_the_operation_id_survives_a_long_comment(server: TradingServer, account: TradingAccount):
    moved = operation()
    server.move_money(account.login, dollars("5.00"), moved, comment="x" * 200)
    (deal,) = server.deals_of(account.login, START - timedelta(hours=1), START)
    assert deal.operation_id == moved


def test_a_movement_is_found_behind_a_full_page_of_others(
    platform: Platform, server: TradingServer, account: TradingAccount
):
    for number in range(205):
        platform.book(account.login, "1.00", START - timedelta(minutes=4, seconds=number / 10))
    moved = operation()
    server.move_money(account.login, dollars("2.00"), moved)
    assert found(server, account, moved) is not None
    assert len(server.deals_of(account.login, START - timedelta(hours=1), START)) == 206


@pytest.mark.parametrize(
    "trouble",
    [
        Trouble.ANSWER_LOST,
        Trouble.ANSWER_CUT,
        Trouble.ANSWER_GARBLED,
        Trouble.BREAKS,
        Trouble.SLOW,
    ],
)
def test_a_lost_answer_is_unknown_and_the_money_moved_once(
    platform: Platform, server: TradingServer, account: TradingAccount, trouble: Trouble
):
    moved = operation()
    platform.trouble(trouble, What.MONEY)
    with pytest.raises(OutcomeUnknown) as unknown:
        server.move_money(account.login, dollars("75.00"), moved)
    assert unknown.value.code == "outcome_unknown"
    movement = found(server, account, moved)
    assert movement is not None
    assert movement.amount == dollars("75.00")
    assert balance(server, account) == dollars("75.00")


def test_a_question_that_never_arrives_is_unknown_too_and_not_found(
    platform: Platform, server: TradingServer, account: TradingAccount
):
    moved = operation()
    platform.trouble(Trouble.NEVER_ARRIVES, What.MONEY)
    with pytest.raises(OutcomeUnknown):
        server.move_money(account.login, dollars("75.00"), moved)
    assert found(server, account, moved) is None
    assert balance(server, account) == dollars("0.00")


@pytest.mark.parametrize("trouble", [Trouble.UNAVAILABLE, Trouble.BUSY])
def test_a_server_that_declines_has_moved_nothing(
    platform: Platform, server: TradingServer, account: TradingAccount, trouble: Trouble
):
    platform.trouble(trouble, What.MONEY)
    with pytest.raises(VendorUnavailable):
        server.move_money(account.login, dollars("75.00"), operation())
    assert balance(server, account) == dollars("0.00")


def test_a_forgotten_session_is_renewed_and_the_money_moves_once(
    platform: Platform, server: TradingServer, account: TradingAccount
):
    platform.trouble(Trouble.SIGNED_OUT, What.MONEY)
    server.move_money(account.login, dollars("75.00"), operation())
    assert balance(server, account) == dollars("75.00")


def test_a_server_that_keeps_forgetting_is_unavailable(
    platform: Platform, server: TradingServer, account: TradingAccount
):
    platform.trouble(Trouble.SIGNED_OUT, What.MONEY, times=2)
    with pytest.raises(VendorUnavailable):
        server.move_money(account.login, dollars("75.00"), operation())
    assert balance(server, account) == dollars("0.00")


def test_more_than_the_balance_cannot_be_taken(server: TradingServer, account: TradingAccount):
    server.move_money(account.login, dollars("10.00"), operation())
    with pytest.raises(errors.InsufficientFundsOnServer) as refused:
        server.move_money(account.login, dollars("-10.01"), operation())
    assert refused.value.code == "insufficient_funds_on_server"
    assert balance(server, account) == dollars("10.00")


def test_money_under_open_positions_stays(
    platform: Platform, server: TradingServer, funded: TradingAccount
):
    platform.pin("EURUSD", "1.10000")
    platform.buy(funded.login, Lots(800))
    with pytest.raises(errors.InsufficientFundsOnServer):
        server.move_money(funded.login, dollars("-9000.00"), operation())
    server.move_money(funded.login, dollars("-500.00"), operation())
    server.move_money(funded.login, dollars("-9000.00"), operation(), check_margin=False)


def test_credit_is_kept_apart_from_the_balance(server: TradingServer, account: TradingAccount):
    granted = operation()
    server.move_money(account.login, dollars("100.00"), operation())
    server.move_money(account.login, dollars("30.00"), granted, kind=MovementKind.CREDIT)
    (figures,) = server.figures([account.login])
    assert (figures.balance, figures.credit) == (dollars("100.00"), dollars("30.00"))
    assert figures.equity == dollars("130.00")
    movement = found(server, account, granted)
    assert movement is not None
    assert movement.kind is MovementKind.CREDIT


def test_more_credit_than_was_granted_cannot_be_taken(
    server: TradingServer, account: TradingAccount
):
    server.move_money(account.login, dollars("100.00"), operation())
    server.move_money(account.login, dollars("30.00"), operation(), kind=MovementKind.CREDIT)
    with pytest.raises(errors.InsufficientFundsOnServer):
        server.move_money(account.login, dollars("-31.00"), operation(), kind=MovementKind.CREDIT)


def test_another_currency_never_reaches_the_server(server: TradingServer, account: TradingAccount):
    with pytest.raises(errors.CurrencyMismatch) as refused:
        server.move_money(account.login, Money.parse("100", "JPY"), operation())
    assert refused.value.facts["expected"] == "USD"
    assert balance(server, account) == dollars("0.00")


def test_too_much_at_once_is_refused(server: TradingServer, account: TradingAccount):
    with pytest.raises(errors.AmountTooLarge):
        server.move_money(account.login, dollars("1000000000.01"), operation())


def test_nobody_gets_nothing(server: TradingServer, account: TradingAccount):
    with pytest.raises(errors.TradingAccountUnknown):
        server.move_money(NOBODY, dollars("1.00"), operation())
    with pytest.raises(ValueError, match="nothing"):
        server.move_money(account.login, dollars("0.00"), operation())
    with pytest.raises(ValueError, match="ULID"):
        server.move_money(account.login, dollars("1.00"), "too short to be found again")


def test_equity_is_what_is_there_with_what_is_open(
    platform: Platform, server: TradingServer, funded: TradingAccount
):
    platform.pin("EURUSD", "1.10000")
    platform.buy(funded.login, Lots(100))
    platform.pin("EURUSD", "1.10500")
    (figures,) = server.figures([funded.login])
    assert dollars("480.00") < figures.floating <= dollars("500.00")
    assert figures.equity == figures.balance + figures.credit + figures.floating
    assert dollars("1090.00") < figures.margin < dollars("1110.00")
    assert figures.free_margin == figures.equity - figures.margin
    assert figures.as_of == START


@needs(Ability.MARKET_ORDERS)
def test_figures_add_up(platform: Platform, server: TradingServer, funded: TradingAccount):
    platform.pin("EURUSD", "1.10000")
    bought = server.place_order(MarketOrder(funded.login, "EURUSD", Side.BUY, Lots(100)))
    platform.pin("EURUSD", "1.10500")
    (figures,) = server.figures([funded.login])
    expected = (figures.balance, figures.credit, figures.margin)
    assert expected == (dollars("9996.50"), dollars("0.00"), dollars("1105.00"))
    assert figures.floating == dollars("488.00")
    assert str(bought.price) == "1.10012"
    assert figures.equity == figures.balance + figures.credit + figures.floating
    assert figures.free_margin == figures.equity - figures.margin
    assert figures.as_of == START


def test_figures_come_in_the_order_asked_and_without_strangers(server: TradingServer, group: str):
    logins = [server.open_account(new_account(group)).login for _ in range(3)]
    asked = [logins[2], NOBODY, logins[0]]
    assert [figures.login for figures in server.figures(asked)] == [logins[2], logins[0]]
    assert server.figures([]) == ()


def test_figures_of_more_accounts_than_fit_one_question(server: TradingServer, group: str):
    logins = [server.open_account(new_account(group)).login for _ in range(105)]
    assert [figures.login for figures in server.figures(logins)] == logins


@pytest.mark.parametrize(
    "trouble", [Trouble.ANSWER_LOST, Trouble.ANSWER_CUT, Trouble.BREAKS, Trouble.UNAVAILABLE]
)
def test_a_read_is_repeated_until_it_is_answered(
    platform: Platform, server: TradingServer, account: TradingAccount, trouble: Trouble
):
    platform.trouble(trouble, What.FIGURES, times=2)
    assert balance(server, account) == dollars("0.00")


def test_a_read_that_cannot_be_answered_is_never_unknown(
    platform: Platform, server: TradingServer, account: TradingAccount
):
    platform.trouble(Trouble.ANSWER_LOST, What.FIGURES, times=3)
    with pytest.raises(VendorUnavailable):
        server.figures([account.login])
