"""A role that sees its own clients: others are not found, not opened, and in no file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.conftest import a_page
from tests.journeys.house import House
from tests.journeys.people import Officer, Trader

PERMISSIONS = (
    "read_clients",
    "create_clients",
    "update_clients",
    "read_accounts",
    "read_wallets",
    "read_transactions",
    "read_client_logins",
    "export_lists",
)


@dataclass(frozen=True)
class Desk:
    """Rhea, who sees her own clients: Paul is one, Quinn is not."""

    rhea: Officer
    paul: str
    quinn: str


@pytest.fixture(scope="module")
def desk(chromium: Browser, house: House) -> Iterator[Desk]:
    """Both clients have signed in once."""
    rhea_id = house.take_on(
        "Rhea Vance", "rhea@meridian.example", permissions=PERMISSIONS, scope={"own": True}
    )
    ids = []
    for name, phone, owner in (
        ("Paul Osei", "7911123481", rhea_id),
        ("Quinn Sato", "7911123482", ""),
    ):
        email = f"{name.split()[0].lower()}@clients.example"
        ids.append(house.bring_in(name, email, phone, owner_id=owner))
        trader = Trader(a_page(chromium), house, name, email, phone)
        trader.sign_in(email)
        trader.page.context.close()
    rhea = Officer(a_page(chromium), house)
    rhea.sign_in("rhea@meridian.example")
    yield Desk(rhea, *ids)
    rhea.page.context.close()


def test_the_list_and_every_search_show_only_her_own(desk: Desk) -> None:
    rhea = desk.rhea
    rhea.visit("/clients")
    expect(rhea.row("Paul Osei")).to_be_visible()
    expect(rhea.content.get_by_text("Quinn Sato")).to_have_count(0)
    for sought in ("Quinn", "quinn@clients.example", "7911123482", desk.quinn):
        rhea.visit(f"/clients?q={sought}")
        expect(rhea.page.locator("table[aria-busy=true]")).to_have_count(0)
        expect(rhea.content.get_by_text("Quinn Sato")).to_have_count(0)
        expect(rhea.content.get_by_text("Paul Osei")).to_have_count(0)
    rhea.visit("/clients?q=Paul")
    expect(rhea.row("Paul Osei")).to_be_visible()


def test_the_palette_finds_nobody_else(desk: Desk) -> None:
    rhea = desk.rhea
    rhea.visit("/")
    rhea.page.keyboard.press("Control+k")
    palette = rhea.page.get_by_role("dialog")
    palette.get_by_role("textbox").fill("Paul")
    expect(palette.get_by_text("Paul Osei")).to_be_visible()
    palette.get_by_role("textbox").fill("Quinn")
    expect(palette.get_by_text("Paul Osei")).to_have_count(0)
    expect(palette.get_by_text("Quinn Sato")).to_have_count(0)
    rhea.page.keyboard.press("Escape")


def test_the_address_of_another_client_is_nothing(desk: Desk) -> None:
    rhea = desk.rhea
    rhea.visit(f"/clients/{desk.paul}")
    expect(rhea.heading).to_contain_text("Paul Osei")
    for path in (f"/clients/{desk.quinn}", f"/clients/{desk.quinn}?tab=wallets"):
        rhea.page.goto(rhea.origin + path)
        expect(rhea.page.get_by_role("alert")).to_contain_text("It does not exist")
        expect(rhea.page.get_by_text("Quinn Sato")).to_have_count(0)


def test_a_client_for_somebody_else_is_not_brought_in(desk: Desk) -> None:
    rhea = desk.rhea
    rhea.visit("/clients/new")
    rhea.page.get_by_role("textbox", name="Name").fill("Rory Vale")
    rhea.page.get_by_role("textbox", name="E-mail").fill("rory@clients.example")
    rhea.seek("Country code", "United Kingdom")
    rhea.page.get_by_role("textbox", name="Phone").fill("7911123483")
    rhea.choose("Owner", "Nobody")
    rhea.button("Create trader").click()
    expect(rhea.page.get_by_text("You would not see this client.")).to_be_visible()
    rhea.choose("Owner", "Rhea Vance")
    rhea.button("Create trader").click()
    expect(rhea.heading).to_contain_text("Rory Vale")


def test_a_file_holds_only_her_own(desk: Desk) -> None:
    rhea = desk.rhea
    rhea.visit("/client-logins")
    expect(rhea.row("Paul Osei")).to_be_visible()
    expect(rhea.content.get_by_text("Quinn Sato")).to_have_count(0)
    rhea.button("Export").click()
    rhea.page.get_by_role("menuitem", name="Comma-separated text").click()
    expect(rhea.heading).to_have_text("Download Centre")
    with rhea.page.expect_download() as fetched:
        rhea.button("Download").click()
    text = fetched.value.path().read_text(encoding="utf-8-sig")
    assert desk.paul in text
    assert desk.quinn not in text
    assert "quinn@clients.example" not in text
