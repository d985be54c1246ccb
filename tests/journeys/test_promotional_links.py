"""Staff make a link, an IB shares it, somebody follows it, registers, and is counted."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from infra.local.testing import eventually
from tests.journeys.conftest import a_page
from tests.journeys.house import House
from tests.journeys.people import Officer, Trader
from tests.journeys.test_commissions import flaws


@pytest.fixture(scope="module")
def lara(chromium: Browser, house: House) -> Iterator[Trader]:
    """Lara is an introducing broker, signed in."""
    lara = Trader(a_page(chromium), house, "Lara Link", "lara@clients.example", "7911123621")
    house.bring_in(lara.name, lara.email, lara.phone, kind="ib")
    lara.sign_in(lara.email)
    yield lara
    lara.page.context.close()


def test_staff_make_a_link_and_see_its_code_to_scan(owner: Officer) -> None:
    owner.visit("/promotional-links")
    owner.button("New link").first.click()
    owner.page.get_by_role("textbox", name="Name", exact=True).fill("Spring fair")
    owner.page.get_by_role("textbox", name="Code", exact=True).fill("Spring Fair")
    owner.page.get_by_role("textbox", name="Source", exact=True).fill("spring fair")
    owner.dialog.get_by_role("button", name="New link").click()
    expect(owner.dialog).to_contain_text("small letters, digits and hyphens")
    owner.page.get_by_role("textbox", name="Code", exact=True).fill("spring-fair")
    owner.dialog.get_by_role("button", name="New link").click()
    owner.open_row("Spring fair")
    expect(owner.page.get_by_role("img", name="QR code of the link")).to_be_visible()
    expect(owner.content).to_contain_text("/join/spring-fair")
    assert flaws(owner) == []


def test_an_ib_shares_it_and_who_follows_it_is_theirs(
    chromium: Browser, house: House, lara: Trader
) -> None:
    lara.visit("/links")
    lara.open_row("Spring fair")
    address = lara.page.get_by_text("/join/spring-fair?ref=").first.inner_text()
    assert flaws(lara) == []
    nina = Trader(a_page(chromium), house, "Nina New", "nina@clients.example", "7911123622")
    nina.register(address.removeprefix(nina.origin))
    expect(nina.heading).to_have_text("Registration received")
    eventually(lambda: _counted(lara), "a counted registration", 60)
    nina.page.context.close()


def _counted(lara: Trader) -> bool:
    lara.page.reload()
    expect(lara.heading).to_be_visible()
    return lara.page.get_by_role("row").filter(has_text="2026").count() > 0


def test_staff_see_whose_code_it_was(owner: Officer, lara: Trader) -> None:
    owner.visit("/promotional-links")
    owner.open_row("Spring fair")
    expect(owner.content).to_contain_text(lara.name)
