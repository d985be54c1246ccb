"""What goes wrong between a person and the pages: double clicks, two tabs, dead vendors."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Request, expect

from tests.journeys.acts import Play
from tests.journeys.conftest import a_page
from tests.journeys.house import MT5, STRIPE
from tests.journeys.people import Trader

_FOREVER = 1_000


@pytest.fixture
def lea(play: Play) -> Iterator[Trader]:
    """The trader with money and an account; whatever a test breaks is mended after it."""
    play.refuse()
    yield play.trader
    for vendor in (MT5, STRIPE):
        play.trader.house.mend_vendor(vendor)


@pytest.fixture
def second(chromium: Browser, play: Play) -> Iterator[Trader]:
    """The same trader on another device, to do with as one likes."""
    play.refuse()
    lea = play.trader
    other = Trader(a_page(chromium), lea.house, lea.name, lea.email, lea.phone)
    other.sign_in(lea.email)
    yield other
    other.page.context.close()


def test_a_double_click_makes_one_request(lea: Trader) -> None:
    before = _count(lea, "Withdrawal")
    sent = _listen(lea, "/api/portal/withdrawals")
    lea.visit("/funds/withdraw")
    lea.choose("Pay to", "Salary account")
    lea.page.get_by_role("textbox", name="Amount").fill("50")
    lea.button("Request withdrawal").dblclick()
    lea.toast("Your withdrawal has been requested.")
    assert len({request.headers["idempotency-key"] for request in sent}) == 1
    assert _count(lea, "Withdrawal") == before + 1
    lea.see_wallet(available="550.00", held="50.00")


def test_going_back_after_sending_makes_no_second_request(lea: Trader) -> None:
    before = _count(lea, "Transfer")
    lea.transfer("Wallet to account", "20")
    lea.page.go_back()
    expect(lea.heading).to_have_text("Transfer")
    expect(lea.page.get_by_role("textbox", name="Amount")).to_have_value("")
    lea.page.go_forward()
    expect(lea.page.get_by_role("heading", name="Transfer completed")).to_be_visible()
    assert _count(lea, "Transfer") == before + 1


def test_signing_out_in_one_tab_signs_out_the_other(second: Trader) -> None:
    tab = second.page.context.new_page()
    for path, heading in (("/accounts", "Trading accounts"), ("/funds/wallets", "Wallets")):
        tab.goto(second.origin + path)
        expect(tab.get_by_role("heading", level=1)).to_have_text(heading)
    second.sign_out()
    expect(tab.get_by_text("You signed out in another tab.")).to_be_visible()
    expect(tab.get_by_role("button", name="Sign in")).to_be_visible()
    tab.go_back()
    expect(tab.get_by_role("button", name="Sign in")).to_be_visible()


def test_two_tabs_refresh_one_session_without_losing_it(second: Trader) -> None:
    tabs = [second.page, second.page.context.new_page(), second.page.context.new_page()]
    for tab in tabs:
        tab.goto(second.origin + "/funds/wallets", wait_until="commit")
    for tab in tabs:
        expect(tab.get_by_role("heading", level=1)).to_have_text("Wallets")


def test_a_dead_trading_server_leaves_the_last_known_figures(lea: Trader, play: Play) -> None:
    lea.visit("/accounts")
    card = lea.page.get_by_role("article", name=f"Account {play.account.login}")
    expect(card).to_contain_text("Updated")
    lea.house.break_vendor(MT5, fault="unavailable", times=_FOREVER)
    expect(card).to_contain_text("Last known figures", timeout=60_000)
    equity = card.get_by_role("definition").first.inner_text()
    assert not equity.startswith("0.00")
    lea.page.reload()
    expect(card).to_contain_text("Last known figures")
    expect(card.get_by_role("definition").first).to_have_text(equity)
    lea.page.get_by_role("link", name=play.account.login).click()
    expect(lea.content).to_contain_text("These are the last known figures.")


def test_a_dead_payment_provider_is_told_and_the_same_form_tries_again(lea: Trader) -> None:
    before = _count(lea, "Deposit")
    lea.house.break_vendor(STRIPE, kind="unavailable", path="POST /v1/checkout", times=_FOREVER)
    lea.fill_card("30")
    lea.button("Continue to payment").click()
    expect(lea.page.get_by_role("alert")).to_contain_text(
        re.compile("does not answer|failed on our side|not know yet")
    )
    expect(lea.page.get_by_role("textbox", name="Amount")).to_have_value("30")
    lea.house.mend_vendor(STRIPE)
    lea.button("Continue to payment").click()
    lea.pay_at_the_provider()
    expect(lea.page.get_by_role("heading", name="In your wallet")).to_be_visible()
    assert _count(lea, "Deposit") == before + 1


def _count(trader: Trader, kind: str) -> int:
    """How many requests of a kind the history shows."""
    trader.visit("/funds/requests")
    links = trader.content.get_by_role("row").get_by_role("link", name=kind, exact=True)
    expect(links.first).to_be_visible()
    return links.count()


def _listen(trader: Trader, path: str) -> list[Request]:
    sent: list[Request] = []

    def note(request: Request) -> None:
        if request.method == "POST" and path in request.url:
            sent.append(request)

    trader.page.on("request", note)
    return sent
