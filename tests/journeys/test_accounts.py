"""A trader's account: another leverage, let go by staff, and bound again by its password."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.conftest import a_page
from tests.journeys.house import House
from tests.journeys.people import Account, Officer, Trader

BIND = "Bind an existing account"


@pytest.fixture(scope="module")
def ivo(chromium: Browser, house: House) -> Iterator[Trader]:
    """A trader who is in."""
    trader = Trader(a_page(chromium), house, "Ilja Reyes", "ilja@clients.example", "7911123614")
    house.bring_in(trader.name, trader.email, trader.phone)
    trader.sign_in(trader.email)
    yield trader
    trader.page.context.close()


@pytest.fixture(scope="module")
def account(ivo: Trader, owner: Officer) -> Account:
    """His account of 1:200, as the e-mail tells it."""
    ivo.ask_for_account("Standard USD", "1:200")
    owner.approve("Open account", ivo.name)
    return ivo.read_credentials()


def open_account(officer: Officer, trader: Trader, login: str) -> None:
    """Open the account's page from its client's."""
    officer.open_client(trader.name, "Accounts")
    officer.open_row(login)
    expect(officer.heading).to_contain_text(login)


def unbind(officer: Officer, trader: Trader, login: str) -> None:
    """Let the account go with a reason."""
    open_account(officer, trader, login)
    officer.button("Unbind").click()
    dialog = officer.page.get_by_role("dialog")
    dialog.get_by_role("textbox", name="Reason").fill("It was opened twice.")
    dialog.get_by_role("button", name="Unbind", exact=True).click()
    officer.toast("The account is unbound.")


def bind(trader: Trader, login: str, password: str) -> None:
    """Fill in the form for an account that exists, and send it."""
    trader.visit("/accounts/bind")
    trader.page.get_by_role("textbox", name="Account number").fill(login)
    trader.page.get_by_label("Master password").fill(password)
    trader.accept_agreements()
    trader.button("Bind the account").click()


def test_another_leverage_is_asked_for_approved_and_on_the_server(
    ivo: Trader, owner: Officer, account: Account, house: House
) -> None:
    ivo.visit("/accounts")
    ivo.page.get_by_role("link", name=account.login).click()
    ivo.button("Change leverage").click()
    ivo.choose("New leverage", "1:100")
    expect(ivo.page.get_by_text("A lower leverage uses more margin")).to_be_visible()
    ivo.button("Send the request").click()
    ivo.toast("Your request has been sent.")
    expect(ivo.page.get_by_text("Another leverage has been asked for.")).to_be_visible()
    owner.approve("Change of leverage", ivo.name)
    house.mail(ivo.email, "Your trading account has a new leverage")
    assert house.on_server(account.login)["user"]["Leverage"] == "100"
    ivo.visit("/accounts")
    card = ivo.page.get_by_role("article", name=f"Account {account.login}")
    expect(card).to_contain_text("1:100")


def test_an_account_that_staff_let_go_is_bound_again_by_its_password(
    ivo: Trader, owner: Officer, account: Account, house: House
) -> None:
    unbind(owner, ivo, account.login)
    house.mail(ivo.email, "A trading account has left your portal")
    ivo.visit("/accounts")
    expect(ivo.content).to_contain_text("No live account yet")

    bind(ivo, account.login, "Not-the-one-1")
    expect(ivo.content).to_contain_text("Login and password do not belong together.")
    ivo.page.get_by_label("Master password").fill(account.password)
    ivo.button("Bind the account").click()
    ivo.toast("Your account is being bound.")
    house.mail(ivo.email, "A trading account is now in your portal")
    ivo.see_request("New trading account", "Approved")
    ivo.visit("/accounts")
    card = ivo.page.get_by_role("article", name=f"Account {account.login}")
    expect(card).to_contain_text("Standard USD on Meridian-Live")


def test_staff_decide_where_the_server_has_another_name_and_see_the_difference(
    ivo: Trader, owner: Officer, account: Account, house: House
) -> None:
    open_account(owner, ivo, account.login)
    owner.button("Change on the server").click()
    dialog = owner.page.get_by_role("dialog")
    dialog.get_by_role("textbox", name="Name").fill("Ilja Reyes Prado")
    dialog.get_by_role("button", name="Change", exact=True).click()
    owner.toast("Changed on the server.")
    assert house.on_server(account.login)["user"]["Name"] == "Ilja Reyes Prado"
    unbind(owner, ivo, account.login)

    bind(ivo, account.login, account.password)
    ivo.toast("Your request has been sent.")
    owner.take_up("Open account", ivo.name)
    expect(owner.fact("Name on the server")).to_have_text("Ilja Reyes Prado")
    expect(owner.fact("What for")).to_have_text(re.compile(BIND))
    owner.button("Approve").click()
    owner.page.get_by_role("dialog").get_by_role("button", name="Approve", exact=True).click()
    ivo.see_request("New trading account", "Approved")
    ivo.visit("/accounts")
    expect(ivo.page.get_by_role("article", name=f"Account {account.login}")).to_be_visible()
