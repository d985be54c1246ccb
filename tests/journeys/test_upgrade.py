"""Becoming an introducing broker: asked in the portal, refused once, approved, and seen there."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.conftest import a_page
from tests.journeys.house import House
from tests.journeys.people import Officer, Trader

REFERRING = "clients.referring_kinds"


@pytest.fixture(scope="module")
def una(chromium: Browser, house: House) -> Iterator[Trader]:
    """A trader of a broker with whom introducing brokers alone refer clients."""
    house.adopt(REFERRING, ["ib"])
    trader = Trader(a_page(chromium), house, "Una Berg", "una@clients.example", "7911123471")
    house.bring_in(trader.name, trader.email, trader.phone)
    trader.sign_in(trader.email)
    yield trader
    trader.page.context.close()
    house.adopt(REFERRING, ["trader", "ib"])


def ask(trader: Trader, company: str) -> None:
    """Answer the broker's questions, accept the agreement and send."""
    trader.link("Become an IB").click()
    expect(trader.heading).to_have_text("Become an introducing broker")
    trader.page.get_by_role("textbox", name="Company").fill(company)
    trader.page.get_by_role("textbox", name="Customers today").fill("40")
    trader.page.get_by_label("Up to two years").check()
    trader.accept_agreements()
    trader.button("Send request").click()
    expect(trader.page.get_by_text("Under review", exact=True)).to_be_visible()


def test_the_agreement_must_be_accepted(una: Trader) -> None:
    una.visit("/become-ib")
    una.button("Send request").click()
    expect(una.page.get_by_text("Under review", exact=True)).to_have_count(0)
    expect(una.page.get_by_role("checkbox").first).to_have_attribute("aria-invalid", "true")


def test_a_trader_asks_is_refused_asks_again_and_is_an_introducing_broker(
    una: Trader, owner: Officer, house: House
) -> None:
    una.visit("/")
    expect(una.page.get_by_role("heading", name="Recommend us")).to_have_count(0)
    ask(una, "Harbor Partners")
    owner.take_up("Upgrade to IB", una.name)
    expect(owner.content).to_contain_text("Harbor Partners")
    owner.page.get_by_role("button", name="Reject", exact=True).click()
    dialog = owner.page.get_by_role("dialog")
    dialog.get_by_role("textbox", name="Reason").fill("Which harbour?")
    dialog.get_by_role("button", name="Reject", exact=True).click()
    house.mail(una.email, "Your request to become an introducing broker")

    una.visit("/become-ib")
    expect(una.content).to_contain_text("Which harbour?")
    expect(una.page.get_by_role("textbox", name="Company")).to_have_value("Harbor Partners")
    ask(una, "Harbour Partners")
    owner.take_up("Upgrade to IB", una.name)
    expect(owner.content).to_contain_text("Harbour Partners")
    owner.button("Approve").click()
    owner.page.get_by_role("dialog").get_by_role("button", name="Approve", exact=True).click()
    house.mail(una.email, "You are now an introducing broker")

    una.visit("/")
    una.page.reload()
    expect(una.page.get_by_role("heading", name="Recommend us")).to_be_visible()
    expect(una.link("Become an IB")).to_have_count(0)
    una.visit("/become-ib")
    expect(una.content).to_contain_text("You are an introducing broker")
    owner.open_client(una.name, "Registration")
    expect(owner.content).to_contain_text("Harbour Partners")
