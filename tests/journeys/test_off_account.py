"""A withdrawal straight from a trading account: off the server, into the hold, and back."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.conftest import a_page
from tests.journeys.house import House
from tests.journeys.people import Account, Officer, Trader

BANK = "Salary account"


@pytest.fixture(scope="module")
def noa(chromium: Browser, house: House) -> Iterator[Trader]:
    """A trader who is in, and who has saved where to be paid."""
    trader = Trader(a_page(chromium), house, "Nela Lindgren", "nela@clients.example", "7911123613")
    house.bring_in(trader.name, trader.email, trader.phone)
    trader.sign_in(trader.email)
    trader.save_bank_account(BANK)
    yield trader
    trader.page.context.close()


@pytest.fixture(scope="module")
def account(noa: Trader, owner: Officer, house: House) -> Account:
    """Her account with 500 dollars on it."""
    noa.ask_for_account("Standard USD", "1:200")
    owner.approve("Open account", noa.name)
    account = noa.read_credentials()
    house.deal_by_hand(account.login, "500")
    return account


def test_more_than_the_free_margin_is_told_before_it_is_asked_for(
    noa: Trader, account: Account
) -> None:
    noa.visit("/funds/withdraw")
    noa.choose("Withdraw from", f"Account \u2068{account.login}\u2069")
    noa.choose("Pay to", BANK)
    noa.page.get_by_role("textbox", name="Amount").fill("600")
    expect(noa.page.get_by_text("can leave the account: open positions")).to_be_visible()
    expect(noa.page.get_by_text("Withdrawals from this account are open")).to_be_visible()


def test_what_is_asked_for_leaves_the_account_and_is_held(
    noa: Trader, account: Account, house: House
) -> None:
    noa.page.get_by_role("textbox", name="Amount").fill("200")
    noa.button("Request withdrawal").dblclick()
    noa.toast("Your withdrawal has been requested. The money is on its way from the account.")
    expect(noa.heading).to_contain_text("Withdrawal")
    expect(noa.content).to_contain_text("Held")
    assert Decimal(house.on_server(account.login)["user"]["Balance"]) == Decimal(300)
    noa.see_wallet(available="0.00", held="200.00")


def test_a_rejection_leaves_it_in_the_wallet_and_says_so(noa: Trader, owner: Officer) -> None:
    owner.reject("Withdrawal", noa.name, "The bank account is closed.")
    noa.open_request("Withdrawal")
    expect(noa.content).to_contain_text("The money is in your wallet and can be used at once.")
    noa.see_wallet(available="200.00", held="0.00")
