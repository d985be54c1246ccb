"""Registering where the broker has phone numbers proven: a code by e-mail and a code by text."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from infra.local.demo.broker import OWNER
from tests.journeys.conftest import a_page
from tests.journeys.house import House
from tests.journeys.people import Officer, Trader


def _switch(officer: Officer) -> None:
    """Turn the setting to what it is not."""
    officer.visit("/settings?group=phones")
    officer.page.get_by_role("switch").first.click(force=True)
    officer.button("Save").click()
    expect(officer.button("Save")).to_be_hidden()


@pytest.fixture
def newcomer(chromium: Browser, house: House) -> Iterator[Trader]:
    """Noa, at a broker that has numbers proven."""
    olivia = Officer(a_page(chromium), house)
    olivia.sign_in(OWNER.email)
    _switch(olivia)
    page = a_page(chromium)
    yield Trader(page, house, "Noa Berg", "noa@clients.example", "7911123777")
    page.context.close()
    _switch(olivia)
    olivia.page.context.close()


def test_a_newcomer_registers_with_both_codes(newcomer: Trader) -> None:
    page, house = newcomer.page, newcomer.house
    newcomer.visit("/register")
    page.get_by_label("Full name").fill(newcomer.name)
    newcomer.seek("Nationality", "United Kingdom")
    page.get_by_role("textbox", name="Phone number").fill(newcomer.phone)
    with newcomer.puzzle():
        newcomer.button("Send code").first.click()
    expect(newcomer.content.get_by_text("Again in").first).to_be_visible()
    code = page.get_by_role("textbox", name="Code from the text message")
    texted = house.texted_code(f"+44{newcomer.phone}")
    code.fill(f"{(int(texted) + 1) % 1_000_000:06}")
    expect(page.get_by_text("The code is wrong.")).to_be_visible()
    code.fill(texted)
    expect(page.get_by_text("is confirmed.")).to_be_visible()
    page.get_by_role("textbox", name="E-mail", exact=True).fill(newcomer.email)
    with newcomer.puzzle():
        newcomer.button("Send code").last.click()
    page.get_by_role("textbox", name="Code from the e-mail").fill(house.code(newcomer.email))
    page.get_by_role("textbox", name="Password").fill("Copper-Lantern-77")
    newcomer.accept_agreements()
    newcomer.button("Register as trader").click()
    expect(newcomer.content).to_contain_text("We are reviewing your registration")
