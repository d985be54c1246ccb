"""The contract of accounts: opening, finding again, passwords, leverage, group and access."""

import pytest

from chalicelib.core.errors import OutcomeUnknown, VendorRefused, VendorUnavailable
from chalicelib.core.lots import Lots
from chalicelib.core.money import Money
from chalicelib.gateways.trading import errors
from chalicelib.gateways.trading.abilities import Ability
from chalicelib.gateways.trading.model import (
    MarketOrder,
    PasswordKind,
    Side,
    TradingAccount,
)
from chalicelib.gateways.trading.port import COMMENT_LENGTH, TradingServer
from tests.gateways.trading.conftest import Platform, Trouble, What, needs, new_account, operation

NOBODY = 4_242_424_242


def test_an_account_opens_with_what_was_asked(server: TradingServer, group: str):
    wish = new_account(group, leverage=200)
    opened = server.open_account(wish)
    assert opened == TradingAccount(
        login=opened.login,
        group=group,
        currency="USD",
        leverage=200,
        name="Ann Lee",
        email="ann@example.com",
        may_sign_in=True,
        may_trade=True,
        operation_id=wish.operation_id,
    )
    assert server.account(opened.login) == opened


def test_each_account_gets_a_login_of_its_own(server: TradingServer, group: str):
    logins = {server.open_account(new_account(group)).login for _ in range(3)}
    assert len(logins) == 3


@needs(Ability.CHOSEN_LOGINS)
def test_a_login_can_be_asked_for_once(server: TradingServer, account: TradingAccount):
    wanted = account.login + 7
    assert server.open_account(new_account(account.group, login=wanted)).login == wanted
    with pytest.raises(errors.AccountExists) as refused:
        server.open_account(new_account(account.group, login=wanted))
    assert refused.value.code == "account_exists"


@needs(Ability.CHOSEN_LOGINS)
def test_a_group_runs_out_of_logins(platform: Platform, server: TradingServer):
    group = platform.small_group(2)
    server.open_account(new_account(group))
    server.open_account(new_account(group))
    with pytest.raises(errors.LoginsExhausted) as refused:
        server.open_account(new_account(group))
    assert refused.value.code == "logins_exhausted"


def test_an_unknown_group_is_refused(server: TradingServer):
    with pytest.raises(errors.GroupUnknown) as refused:
        server.open_account(new_account("real\\nowhere"))
    assert refused.value.code == "group_unknown"


@pytest.mark.parametrize("weak", ["Sh0rt!", "alllower1!", "ALLUPPER1!", "NoDigits!", "NoSpecial1"])
def test_a_weak_password_opens_nothing(server: TradingServer, group: str, weak: str):
    wish = new_account(group, main_password=weak)
    with pytest.raises(errors.PasswordTooWeak) as refused:
        server.open_account(wish)
    assert refused.value.code == "password_too_weak"
    assert server.find_account(wish.operation_id, group) is None


def test_passwords_do_not_show_in_the_wish(group: str):
    assert "Passw0rd!" not in repr(new_account(group))
    assert "Invest0r!" not in repr(new_account(group))


def test_an_operation_id_must_be_one(server: TradingServer, group: str):
    with pytest.raises(ValueError, match="ULID"):
        server.open_account(new_account(group, operation_id="wdr_1"))


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
def test_an_account_is_found_again_when_the_answer_is_lost(
    platform: Platform, server: TradingServer, group: str, trouble: Trouble
):
    wish = new_account(group)
    platform.trouble(trouble, What.OPENING)
    with pytest.raises(OutcomeUnknown):
        server.open_account(wish)
    found = server.find_account(wish.operation_id, group)
    assert found is not None
    assert found.operation_id == wish.operation_id
    assert found.name == wish.name


@pytest.mark.parametrize("trouble", [Trouble.UNAVAILABLE, Trouble.BUSY])
def test_a_server_that_declines_has_opened_nothing(
    platform: Platform, server: TradingServer, group: str, trouble: Trouble
):
    wish = new_account(group)
    platform.trouble(trouble, What.OPENING)
    with pytest.raises(VendorUnavailable):
        server.open_account(wish)
    assert server.find_account(wish.operation_id, group) is None


def test_an_account_that_never_was_is_not_found(server: TradingServer, account: TradingAccount):
    assert server.find_account(operation(), account.group) is None


def test_an_account_is_found_among_many(server: TradingServer, group: str):
    first = server.open_account(new_account(group))
    for _ in range(120):
        server.open_account(new_account(group))
    assert server.find_account(first.operation_id or "", group) == first


def test_an_unknown_account_is_said_to_be_one(server: TradingServer):
    with pytest.raises(errors.TradingAccountUnknown) as refused:
        server.account(NOBODY)
    assert refused.value.code == "trading_account_unknown"


def test_only_the_right_password_passes(server: TradingServer, account: TradingAccount):
    server.check_password(account.login, PasswordKind.MAIN, "Passw0rd!")
    with pytest.raises(errors.WrongPassword) as refused:
        server.check_password(account.login, PasswordKind.MAIN, "Invest0r!")
    assert refused.value.code == "wrong_password"


@needs(Ability.INVESTOR_PASSWORD)
def test_the_investor_password_is_another(server: TradingServer, account: TradingAccount):
    server.check_password(account.login, PasswordKind.INVESTOR, "Invest0r!")
    server.change_password(account.login, PasswordKind.MAIN, "N3w-Secret")
    server.check_password(account.login, PasswordKind.INVESTOR, "Invest0r!")
    with pytest.raises(errors.WrongPassword):
        server.check_password(account.login, PasswordKind.INVESTOR, "N3w-Secret")


def test_the_password_of_nobody_is_not_wrong_but_unknown(server: TradingServer):
    with pytest.raises(errors.TradingAccountUnknown):
        server.check_password(NOBODY, PasswordKind.MAIN, "Passw0rd!")


def test_a_changed_password_replaces_the_old(server: TradingServer, account: TradingAccount):
    server.change_password(account.login, PasswordKind.MAIN, "N3w-Secret")
    server.check_password(account.login, PasswordKind.MAIN, "N3w-Secret")
    with pytest.raises(errors.WrongPassword):
        server.check_password(account.login, PasswordKind.MAIN, "Passw0rd!")


def test_a_weak_new_password_changes_nothing(server: TradingServer, account: TradingAccount):
    with pytest.raises(errors.PasswordTooWeak):
        server.change_password(account.login, PasswordKind.MAIN, "weak")
    server.check_password(account.login, PasswordKind.MAIN, "Passw0rd!")


def test_leverage_changes_alone(server: TradingServer, account: TradingAccount):
    server.change_leverage(account.login, 50)
    after = server.account(account.login)
    assert after.leverage == 50
    assert (after.name, after.group, after.email) == (account.name, account.group, account.email)


def test_a_leverage_that_the_group_does_not_know_is_refused(
    server: TradingServer, account: TradingAccount
):
    with pytest.raises(VendorRefused):
        server.change_leverage(account.login, 7777)
    assert server.account(account.login).leverage == account.leverage


def test_an_account_moves_to_a_group_of_the_same_currency(
    platform: Platform, server: TradingServer, account: TradingAccount
):
    other = platform.group("USD")
    server.change_group(account.login, other)
    assert server.account(account.login).group == other


@needs(Ability.GROUP_CURRENCY)
def test_an_account_keeps_its_currency(
    platform: Platform, server: TradingServer, account: TradingAccount
):
    with pytest.raises(errors.CurrencyMismatch):
        server.change_group(account.login, platform.group("EUR"))
    assert server.account(account.login).group == account.group


def test_an_account_cannot_move_to_an_unknown_group(server: TradingServer, account: TradingAccount):
    with pytest.raises(errors.GroupUnknown):
        server.change_group(account.login, "real\\nowhere")
    assert server.account(account.login).group == account.group


@needs(Ability.MARKET_ORDERS)
def test_an_account_with_open_positions_stays_in_its_group(
    platform: Platform, server: TradingServer, funded: TradingAccount
):
    server.place_order(MarketOrder(funded.login, "EURUSD", Side.BUY, Lots(10)))
    with pytest.raises(errors.OpenTradesInTheWay):
        server.change_group(funded.login, platform.group("USD"))


def test_rights_are_switched_one_at_a_time(server: TradingServer, account: TradingAccount):
    server.change_access(account.login, may_trade=False)
    assert access(server, account) == (True, False)
    server.change_access(account.login, may_sign_in=False)
    assert access(server, account) == (False, False)
    server.change_access(account.login, may_sign_in=True, may_trade=True)
    assert access(server, account) == (True, True)


def test_what_the_server_knows_of_the_owner_is_set_a_member_at_a_time(
    server: TradingServer, account: TradingAccount
):
    server.change_profile(account.login, name="Ann Lee-Moreau", comment="VIP desk")
    named = server.account(account.login)
    assert (named.name, named.comment) == ("Ann Lee-Moreau", "VIP desk")
    assert (named.email, named.gets_reports) == (account.email, True)
    server.change_profile(account.login, email="lee@example.com", gets_reports=False)
    after = server.account(account.login)
    assert (after.email, after.gets_reports) == ("lee@example.com", False)
    assert (after.name, after.comment, after.may_trade) == (named.name, "VIP desk", True)


def test_a_comment_leaves_the_operation_id_to_be_found(server: TradingServer, group: str):
    wish = new_account(group)
    opened = server.open_account(wish)
    assert opened.comment == ""
    server.change_profile(opened.login, comment="x" * (COMMENT_LENGTH + 10))
    found = server.find_account(wish.operation_id, group)
    assert found is not None
    assert (found.login, found.comment) == (opened.login, "x" * COMMENT_LENGTH)
    server.change_profile(opened.login, comment="")
    assert server.account(opened.login).comment == ""


def test_the_profile_of_nobody_is_unknown(server: TradingServer):
    with pytest.raises(errors.TradingAccountUnknown):
        server.change_profile(NOBODY, name="No One")


def test_the_accounts_of_a_group_are_read_a_part_at_a_time(platform: Platform, group: str):
    server = platform.server
    elsewhere = server.open_account(new_account(platform.group()))
    opened = [server.open_account(new_account(group)) for _ in range(3)]
    first = server.accounts_in(group, limit=2)
    assert first == tuple(opened[:2])
    assert server.accounts_in(group, after=first[-1].login) == (opened[2],)
    assert server.accounts_in(group, after=opened[2].login) == ()
    assert elsewhere not in server.accounts_in(group)


def test_an_unknown_group_has_no_accounts_to_read(server: TradingServer):
    with pytest.raises(errors.GroupUnknown):
        server.accounts_in("real\\nowhere")


def access(server: TradingServer, account: TradingAccount) -> tuple[bool, bool]:
    now = server.account(account.login)
    return now.may_sign_in, now.may_trade


def test_accounts_in_yen_have_no_decimals(platform: Platform, server: TradingServer):
    account = server.open_account(new_account(platform.group("JPY")))
    assert account.currency == "JPY"
    server.move_money(account.login, Money.parse("150000", "JPY"), operation())
    assert server.figures([account.login])[0].balance == Money(150_000, "JPY")
