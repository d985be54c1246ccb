"""A withdrawal in bitcoin through two people, to coins on the chain: all of it in the browser."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Locator, expect

from infra.local.demo.broker import COLLEAGUES, OWNER
from tests.journeys.conftest import a_page
from tests.journeys.house import House
from tests.journeys.people import Officer, Trader
from tests.simulators.btcpay.kit import BTC_ADDRESS

NAME, EMAIL, PHONE = "Isa Castell", "ines.castell@clients.example", "7911123497"
LABEL = "Cold wallet"
# What may take the provider's wallet its time, and us to hear of it.
_PAID_MS = 120_000


@dataclass(frozen=True)
class Scene:
    """Isa, who is paid; Marco, who approves; Olivia, who confirms."""

    trader: Trader
    finance: Officer
    owner: Officer

    def open_payout(self, officer: Officer) -> Locator:
        """Open Isa's payout from the list of those that wait."""
        officer.visit("/payouts")
        officer.row(NAME).get_by_role("button", name="Look at it").click()
        dialog = officer.page.get_by_role("dialog")
        expect(dialog).to_contain_text(BTC_ADDRESS)
        return dialog


@pytest.fixture(scope="module")
def scene(chromium: Browser, house: House) -> Iterator[Scene]:
    """Isa has 500 dollars."""
    house.add_to_wallet(house.bring_in(NAME, EMAIL, PHONE), "500.00")
    trader = Trader(a_page(chromium), house, NAME, EMAIL, PHONE)
    trader.sign_in(EMAIL)
    finance, owner = Officer(a_page(chromium), house), Officer(a_page(chromium), house)
    finance.sign_in(COLLEAGUES[0].email)
    owner.sign_in(OWNER.email)
    yield Scene(trader, finance, owner)
    house.fill_hot_wallet("100")
    for person in (trader, finance, owner):
        person.page.context.close()


def test_a_typing_error_in_the_address_is_found_before_it_is_saved(scene: Scene) -> None:
    page = scene.trader.page
    scene.trader.visit("/funds/withdrawal-details")
    scene.trader.button("Add details").first.click()
    dialog = page.get_by_role("dialog", name="Add details")
    scene.trader.choose("Method", "Bitcoin")
    dialog.get_by_role("textbox", name="Name", exact=True).fill(LABEL)
    address = dialog.get_by_role("textbox", name="Bitcoin address")
    address.fill(f"{BTC_ADDRESS[:-1]}5")
    dialog.get_by_role("button", name="Save details").click()
    expect(dialog).to_contain_text("The address contains a typing error.")
    address.fill(BTC_ADDRESS)
    dialog.get_by_role("button", name="Save details").click()
    scene.trader.toast("The details have been saved.")


def test_the_withdrawal_is_asked_for_and_its_amount_is_held(scene: Scene) -> None:
    scene.trader.visit("/funds/withdraw")
    scene.trader.pick("Bitcoin")
    scene.trader.fill_withdrawal("200", LABEL)
    scene.trader.see_wallet(available="300.00", held="200.00")


def test_the_first_person_approves_and_cannot_confirm(scene: Scene) -> None:
    finance = scene.finance
    finance.approve("Withdrawal", NAME)
    panel = finance.page.get_by_role("region", name="Payout in coins")
    expect(panel).to_contain_text("Awaiting confirmation")
    expect(panel).to_contain_text("somebody else has to confirm it")
    expect(panel.get_by_role("button", name="Confirm and pay")).to_have_count(0)
    expect(finance.page.get_by_role("button", name="Mark as paid")).to_have_count(0)


def test_the_client_sees_that_a_second_person_is_next(scene: Scene) -> None:
    scene.trader.open_request("Withdrawal")
    panel = scene.trader.page.get_by_role("region", name="Your payout")
    expect(panel).to_contain_text("Awaiting approval")
    expect(scene.trader.fact("Funding")).to_have_text("Withdrawn")


def test_an_empty_wallet_is_told_before_anybody_confirms(scene: Scene, house: House) -> None:
    house.fill_hot_wallet("0.0001")
    dialog = scene.open_payout(scene.owner)
    expect(dialog).to_contain_text("The wallet has not enough")
    expect(dialog.get_by_role("button", name="Confirm and pay")).to_be_disabled()
    house.fill_hot_wallet("2")


def test_the_second_person_confirms_and_the_provider_pays(scene: Scene) -> None:
    owner = scene.owner
    dialog = scene.open_payout(owner)
    expect(dialog).to_contain_text("The wallet has the money")
    confirm = dialog.get_by_role("button", name="Confirm and pay")
    confirm.dblclick()
    owner.toast("Confirmed: the provider is being asked")
    expect(dialog).to_be_hidden()
    expect(owner.content).to_contain_text("No payouts here")


def test_the_client_sees_coins_and_transaction(scene: Scene, house: House) -> None:
    trader = scene.trader
    trader.open_request("Withdrawal")
    panel = trader.page.get_by_role("region", name="Your payout")
    expect(panel).to_contain_text("Completed", timeout=_PAID_MS)
    (paid,) = [row for row in house.coin_payouts() if row["state"] == "Completed"]
    expect(panel).to_contain_text(f"{paid['payoutAmount']} BTC")
    expect(panel).to_contain_text(paid["paymentProof"]["id"])
    expect(trader.fact("Payment")).to_have_text("Success")
    trader.see_wallet(available="300.00", held="0.00")


def test_the_payout_stands_among_those_that_have_ended(scene: Scene) -> None:
    scene.owner.visit("/payouts?list=ended")
    expect(scene.owner.row(NAME)).to_contain_text("Completed")


def test_the_books_agree(scene: Scene) -> None:
    scene.owner.link("Ledger").click()
    scene.owner.button("Run now").click()
    expect(scene.owner.content).to_contain_text("All well: everything agrees.", timeout=_PAID_MS)
