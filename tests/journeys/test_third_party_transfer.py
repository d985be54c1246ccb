"""Paula sends money to Quentin: who he is, one click too many, the approval, both wallets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys import sight
from tests.journeys.conftest import a_page
from tests.journeys.house import House
from tests.journeys.looks import LOOKS, Look, faults_in
from tests.journeys.people import Officer, Trader


@dataclass(frozen=True)
class Two:
    """Two clients at their browsers, with their numbers."""

    paula: Trader
    quentin: Trader
    paula_id: str
    quentin_id: str


@pytest.fixture(scope="module")
def two(chromium: Browser, house: House) -> Iterator[Two]:
    """Paula has 500 dollars, Quentin none."""
    people = []
    for name, email, phone in (
        ("Paula Quist", "paula@clients.example", "7911123601"),
        ("Quentin Roe", "quentin@clients.example", "7911123602"),
    ):
        client_id = house.bring_in(name, email, phone)
        trader = Trader(a_page(chromium), house, name, email, phone)
        sight.prepare(trader.page.context)
        trader.sign_in(email)
        people.append((trader, client_id))
    (paula, paula_id), (quentin, quentin_id) = people
    house.give(paula_id, "500.00")
    yield Two(paula, quentin, paula_id, quentin_id)
    for trader, _ in people:
        trader.page.context.close()


def begin(paula: Trader) -> Page:
    """Open the form for another client."""
    paula.visit("/funds/transfer")
    paula.page.get_by_role("radiogroup", name="Kind of transfer").get_by_text(
        "To another client"
    ).click()
    return paula.page


def find(page: Page, number: str) -> None:
    """Type a number and look it up."""
    page.get_by_role("textbox", name="Number of the recipient").fill(number)
    page.get_by_role("button", name="Find").click()


def test_a_wrong_number_finds_nobody_and_nothing_is_sent(two: Two) -> None:
    page = begin(two.paula)
    page.get_by_role("textbox", name="Amount").fill("40")
    page.get_by_role("button", name="Send now").click()
    expect(page.get_by_text("Find the recipient first.")).to_be_visible()
    find(page, "abc")
    expect(page.get_by_text("Digits only, without spaces.")).to_be_visible()
    find(page, "99999999")
    expect(page.get_by_text("No client with this number can receive money.")).to_be_visible()
    find(page, two.paula_id)
    expect(page.get_by_text("somebody else than the sender")).to_be_visible()


def test_more_than_there_is_and_an_agreement_left_out_are_said_at_their_fields(two: Two) -> None:
    page = begin(two.paula)
    find(page, two.quentin_id)
    expect(page.get_by_role("group", name="Recipient")).to_contain_text("Q*** R***")
    page.get_by_role("textbox", name="Amount").fill("500.01")
    page.get_by_role("button", name="Send now").click()
    expect(page.get_by_text("At most 500.00 USD.")).to_be_visible()
    expect(page.get_by_text("Accept", exact=False).first).to_be_visible()


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_the_form_is_sound_in_every_look(
    two: Two, look: Look, request: pytest.FixtureRequest
) -> None:
    page = begin(two.paula)
    find(page, two.quentin_id)
    expect(page.get_by_role("group", name="Recipient")).to_be_visible()
    page.get_by_role("textbox", name="Amount").fill("40")
    assert not faults_in(page, look, "send", request, reopened=_in_arabic)


def _in_arabic(page: Page) -> None:
    page.get_by_role("radiogroup").first.get_by_text("إلى عميل آخر").click()


def test_a_double_click_sends_once_and_holds_the_money(two: Two) -> None:
    page = begin(two.paula)
    find(page, two.quentin_id)
    page.get_by_role("textbox", name="Amount").fill("40")
    page.get_by_role("checkbox", name="Transfer agreement").check()
    page.get_by_role("button", name="Send now").dblclick()
    expect(page.get_by_role("heading", name="Waiting for approval")).to_be_visible()
    expect(two.paula.content).to_contain_text(f"Q*** R*** · client {two.quentin_id}")
    two.paula.see_wallet(available="460.00", held="40.00")
    two.paula.visit("/funds/requests")
    expect(two.paula.row("Transfer", f"To client {two.quentin_id}")).to_have_count(1)


def test_staff_see_who_receives_and_approve(two: Two, finance: Officer) -> None:
    finance.take_up("Transfer", two.paula.name)
    expect(finance.fact("To client")).to_have_text(two.quentin_id)
    expect(finance.fact("Recipient")).to_have_text("Quentin Roe")
    finance.button("Approve").click()
    dialog = finance.page.get_by_role("dialog")
    dialog.get_by_role("button", name="Approve", exact=True).click()
    expect(dialog).to_be_hidden()
    finance.toast("Approved")


def test_both_wallets_and_both_histories_agree(two: Two) -> None:
    two.quentin.house.mail(two.quentin.email, "received money from another client")
    two.paula.see_wallet(available="460.00", held="0.00")
    two.quentin.see_wallet(available="40.00", held="0.00")
    two.paula.visit("/funds/transactions")
    sent = two.paula.row("Transfer out", f"To client {two.quentin_id}")
    expect(sent).to_contain_text("40.00 USD")
    two.quentin.visit("/funds/transactions")
    arrived = two.quentin.row("Transfer in", f"From client {two.paula_id}")
    expect(arrived).to_contain_text("+40.00 USD")
    told = two.quentin.notices().filter(has_text=f"Client {two.paula_id} has sent you")
    expect(told).to_have_count(1)


def test_the_recipient_reads_why_without_a_request_that_is_not_theirs(two: Two) -> None:
    two.quentin.visit("/funds/transactions")
    two.quentin.open_row("Transfer in")
    content = two.quentin.content
    expect(content).to_contain_text("between your wallet and the wallet of another client")
    expect(content.get_by_role("link", name="Transfer between clients")).to_have_count(0)


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_what_became_of_it_is_sound_in_every_look(
    two: Two, look: Look, request: pytest.FixtureRequest
) -> None:
    two.paula.open_request("Transfer")
    assert not faults_in(two.paula.page, look, "request", request)
