"""A deposit that goes back to its card lowers the figures of a tier, and the evidence says so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Locator, expect

from infra.local.testing import eventually
from tests.journeys.conftest import a_page
from tests.journeys.house import House
from tests.journeys.looks import by_button_of, faults_in_dialog
from tests.journeys.people import Officer, Trader
from tests.journeys.test_commissions import flaws

WITHOUT = "Without what was refunded or taken back:"


@dataclass(frozen=True)
class Branch:
    """Vera, who refers, and Paul, whom she has brought."""

    vera: Trader
    paul: Trader


@pytest.fixture(scope="module")
def branch(chromium: Browser, house: House) -> Iterator[Branch]:
    """Silver is for whoever's clients have deposited 180 dollars, as long as it stays here."""
    house.rule_tiers("Deposits below", "180")
    vera = Trader(a_page(chromium), house, "Vera Lind", "vera.lind@clients.example", "7911123723")
    paul = Trader(a_page(chromium), house, "Paul Nash", "paul@clients.example", "7911123724")
    vera_id = house.bring_in(vera.name, vera.email, vera.phone, kind="ib")
    house.bring_in(paul.name, paul.email, paul.phone, referrer=vera_id)
    vera.sign_in(vera.email)
    paul.sign_in(paul.email)
    yield Branch(vera, paul)
    for person in (vera, paul):
        person.page.context.close()


def way(broker: Trader) -> Locator:
    """How far the next tier is."""
    broker.visit("/commissions")
    return broker.content.get_by_role("listitem").filter(has_text="Deposits of everybody below")


def _reads(broker: Trader, *texts: str) -> bool:
    found = way(broker)
    expect(found).to_be_visible()
    return all(text in found.inner_text() for text in texts)


def test_a_deposit_below_is_counted(branch: Branch) -> None:
    branch.paul.deposit_by_card("200")
    expect(branch.paul.page.get_by_role("heading", name="In your wallet")).to_be_visible()
    eventually(lambda: _reads(branch.vera, "200.00", "Reached"), "a deposit that counts", 60)
    expect(way(branch.vera)).not_to_contain_text(WITHOUT)


def test_what_goes_back_to_the_card_is_taken_off_and_told(branch: Branch, finance: Officer) -> None:
    deposit_id = branch.paul.page.url.split("?")[0].rpartition("/")[2]
    finance.visit(f"/approvals/{deposit_id}")
    finance.button("Refund to the card").click()
    dialog = finance.dialog
    dialog.get_by_role("textbox", name="Amount to send back").fill("50")
    dialog.get_by_role("textbox", name="Reason").fill("Paid twice")
    dialog.get_by_role("button", name="Refund to the card").click()
    finance.toast("The refund is on its way")
    branch.paul.see_wallet("150.00", "0.00")
    vera = branch.vera
    eventually(lambda: _reads(vera, "150.00", "Not yet", WITHOUT, "50.00"), "less that counts", 60)
    assert flaws(vera) == []


def test_a_settlement_goes_by_what_is_left_and_its_evidence_says_what_went_back(
    branch: Branch, owner: Officer, request: pytest.FixtureRequest
) -> None:
    vera = branch.vera
    owner.house.rule_tiers("Deposits below", "120")
    owner.visit("/tiers")
    owner.button("Settle now").click()
    eventually(lambda: _is_settled(owner, vera.name), "the outcome of the settlement", 120)
    row = owner.row(vera.name, "Success")
    row.get_by_role("button", name="Show figures").click()
    expect(owner.dialog).to_contain_text("150.00")
    expect(owner.dialog.get_by_text(WITHOUT)).to_contain_text("50.00")
    assert faults_in_dialog(owner.page, "tier-evidence", request, by_button_of(vera.name)) == []
    vera.visit("/commissions")
    expect(vera.fact("Tier")).to_have_text("Silver")


def _is_settled(owner: Officer, name: str) -> bool:
    owner.visit("/tiers?tab=automatic")
    expect(owner.page.locator("table[aria-busy=true]")).to_have_count(0)
    return owner.row(name).is_visible()
