"""Rita sends Simon money straight from her trading account: off the server, held, and with him."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys import sight
from tests.journeys.conftest import a_page
from tests.journeys.house import House
from tests.journeys.looks import LOOKS, Look, faults_in
from tests.journeys.people import Account, Officer, Trader


@dataclass(frozen=True)
class Two:
    """Rita, with 500 dollars on her account, and Simon."""

    rita: Trader
    simon: Trader
    account: Account
    simon_id: str


@pytest.fixture(scope="module")
def two(chromium: Browser, house: House, owner: Officer) -> Iterator[Two]:
    """Both are in; her account is open and funded."""
    people = []
    for name, email, phone in (
        ("Rita Sand", "rita@clients.example", "7911123651"),
        ("Simon Thorne", "simon@clients.example", "7911123652"),
    ):
        client_id = house.bring_in(name, email, phone)
        trader = Trader(a_page(chromium), house, name, email, phone)
        sight.prepare(trader.page.context)
        trader.sign_in(email)
        people.append((trader, client_id))
    (rita, _), (simon, simon_id) = people
    rita.ask_for_account("Standard USD", "1:200")
    owner.approve("Open account", rita.name)
    account = rita.read_credentials()
    house.deal_by_hand(account.login, "500")
    yield Two(rita, simon, account, simon_id)
    for trader, _ in people:
        trader.page.context.close()


def begin(two: Two) -> Page:
    """Open the form for Simon, with her account as the source."""
    return open_form(two, "Client ID", two.simon_id)


def open_form(two: Two, by: str, number: str) -> Page:
    """Open the form, find the recipient by a number, and choose her account as the source."""
    two.rita.visit("/funds/transfer")
    page = two.rita.page
    page.get_by_role("radiogroup", name="Kind of transfer").get_by_text("To another client").click()
    page.get_by_role("radiogroup", name="Recipient by").get_by_text(by).click()
    page.get_by_role("textbox", name="Number of the recipient").fill(number)
    page.get_by_role("button", name="Find").click()
    expect(page.get_by_role("group", name="Recipient")).to_contain_text("S*** T***")
    two.rita.choose("From", f"Account \u2068{two.account.login}\u2069")
    return page


def test_more_than_the_account_has_free_is_said_at_the_amount(two: Two) -> None:
    page = begin(two)
    page.get_by_role("textbox", name="Amount").fill("500.01")
    page.get_by_role("button", name="Send now").click()
    expect(page.get_by_text("At most 500.00 USD.")).to_be_visible()
    expect(page.get_by_text("set aside in your wallet until it is sent on")).to_be_visible()


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_the_form_is_sound_in_every_look(
    two: Two, look: Look, request: pytest.FixtureRequest
) -> None:
    page = begin(two)
    page.get_by_role("textbox", name="Amount").fill("40")
    assert not faults_in(page, look, "send-off-account", request, reopened=_in_arabic)


def _in_arabic(page: Page) -> None:
    page.get_by_role("radiogroup").first.get_by_text("إلى عميل آخر").click()


def test_a_double_click_takes_it_off_the_account_once(two: Two, house: House) -> None:
    page = begin(two)
    page.get_by_role("textbox", name="Amount").fill("40")
    page.get_by_role("checkbox", name="Transfer agreement").check()
    page.get_by_role("button", name="Send now").dblclick()
    expect(page.get_by_role("heading", name="Waiting for approval")).to_be_visible()
    expect(two.rita.content).to_contain_text(f"Leaves: Account {two.account.login}")
    expect(two.rita.content).to_contain_text("The money is set aside.")
    assert Decimal(house.on_server(two.account.login)["user"]["Balance"]) == Decimal(460)
    two.rita.see_wallet(available="0.00", held="40.00")


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_the_request_is_sound_in_every_look(
    two: Two, look: Look, request: pytest.FixtureRequest
) -> None:
    two.rita.visit("/funds/requests")
    two.rita.open_row(f"To client {two.simon_id}")
    assert not faults_in(two.rita.page, look, "sent-off-account", request)


def test_staff_see_the_account_and_approve(two: Two, finance: Officer) -> None:
    finance.take_up("Transfer", two.rita.name)
    expect(finance.fact("To client")).to_have_text(two.simon_id)
    expect(finance.content).to_contain_text(two.account.login)
    finance.button("Approve").click()
    dialog = finance.page.get_by_role("dialog")
    dialog.get_by_role("button", name="Approve", exact=True).click()
    expect(dialog).to_be_hidden()
    finance.toast("Approved")
    two.rita.see_wallet(available="0.00", held="0.00")
    two.simon.see_wallet(available="40.00", held="0.00")


def test_a_rejection_leaves_it_in_the_wallet_and_says_so(two: Two, owner: Officer) -> None:
    page = begin(two)
    page.get_by_role("textbox", name="Amount").fill("30")
    page.get_by_role("checkbox", name="Transfer agreement").check()
    page.get_by_role("button", name="Send now").click()
    expect(page.get_by_role("heading", name="Waiting for approval")).to_be_visible()
    address = page.url
    owner.reject("Transfer", two.rita.name, "Not this month.")
    page.goto(address)
    expect(two.rita.content).to_contain_text("The money is in your wallet and can be used at once.")
    two.rita.see_wallet(available="30.00", held="0.00")


@pytest.fixture(scope="module")
def simons(two: Two, owner: Officer) -> Account:
    """Simon's own account."""
    two.simon.ask_for_account("Standard USD", "1:200")
    owner.approve("Open account", two.simon.name)
    return two.simon.read_credentials()


def begin_onto(two: Two, simons: Account) -> Page:
    """Open the form for Simon's account, with Rita's as the source."""
    return open_form(two, "Account number", simons.login)


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_the_form_for_an_account_is_sound_in_every_look(
    two: Two, simons: Account, look: Look, request: pytest.FixtureRequest
) -> None:
    page = begin_onto(two, simons)
    page.get_by_role("textbox", name="Amount").fill("25")
    expect(
        page.get_by_text("It goes by their wallet and on to the account at once.")
    ).to_be_visible()
    assert not faults_in(page, look, "send-onto-account", request, reopened=_in_arabic)


def test_from_account_to_account_it_moves_once_on_each(
    two: Two, simons: Account, owner: Officer, house: House
) -> None:
    page = begin_onto(two, simons)
    page.get_by_role("textbox", name="Amount").fill("25")
    page.get_by_role("checkbox", name="Transfer agreement").check()
    page.get_by_role("button", name="Send now").dblclick()
    expect(page.get_by_role("heading", name="Waiting for approval")).to_be_visible()
    address = page.url
    expect(two.rita.content).to_contain_text("The money is set aside.")
    owner.approve("Transfer", two.rita.name)
    page.goto(address)
    expect(two.rita.content).to_contain_text("The money is on the recipient's account.")
    expect(two.rita.content).not_to_contain_text(simons.login)
    expect(two.rita.content).to_contain_text(f"***{simons.login[-3:]}")
    assert Decimal(house.on_server(two.account.login)["user"]["Balance"]) == Decimal(405)
    assert Decimal(house.on_server(simons.login)["user"]["Balance"]) == Decimal(25)
    two.simon.see_wallet(available="40.00", held="0.00")


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_what_became_of_it_is_sound_in_every_look(
    two: Two, simons: Account, look: Look, request: pytest.FixtureRequest
) -> None:
    two.rita.visit("/funds/requests")
    two.rita.open_row(f"To client {two.simon_id}")
    assert simons.login not in two.rita.content.inner_text()
    assert not faults_in(two.rita.page, look, "sent-onto-account", request)
