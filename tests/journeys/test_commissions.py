"""An IB shares their link, a client comes by it and trades, and the IB opens the receipt."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from infra.local.testing import eventually
from tests.journeys.acts import Play
from tests.journeys.conftest import a_page
from tests.journeys.house import House
from tests.journeys.looks import LOOKS, faults_in
from tests.journeys.people import Officer, Person, Trader
from tests.journeys.sight import faults, prepare, settle
from tests.kit.statements import pages_of, sheets_of

SUM = "1 \N{MULTIPLICATION SIGN} 0.1 \u2068lots\u2069 = 0.1"


@dataclass(frozen=True)
class Tree:
    """Ivo, who refers, and the story of Tia, whom he has brought."""

    ivo: Trader
    tia: Play


@pytest.fixture(scope="module")
def tree(
    chromium: Browser, house: House, owner: Officer, finance: Officer, proof: Path
) -> Iterator[Tree]:
    """Ivo is an introducing broker with the house's scheme, and knows nobody yet."""
    ivo = Trader(a_page(chromium), house, "Ivar Lang", "ivar@clients.example", "7911123611")
    house.bring_in(ivo.name, ivo.email, ivo.phone, kind="ib")
    ivo.sign_in(ivo.email)
    tia = Trader(a_page(chromium), house, "Tia Moss", "tia@clients.example", "7911123612")
    yield Tree(ivo, Play(tia, owner, finance, proof))
    for person in (ivo, tia):
        person.page.context.close()


def test_before_anybody_trades_the_page_says_what_will_be_there(tree: Tree) -> None:
    tree.ivo.visit("/commissions")
    expect(tree.ivo.fact("Tier")).to_have_text("Bronze")
    expect(tree.ivo.content).to_contain_text("No deals yet")


def test_a_client_who_came_by_the_link_trades_and_the_ib_is_paid(tree: Tree) -> None:
    ivo, tia = tree.ivo, tree.tia
    ivo.visit("/")
    link = ivo.page.get_by_text("/register?ref=").inner_text()
    tia.trader.register(link.removeprefix(tia.trader.origin))
    expect(tia.trader.heading).to_have_text("Registration received")
    tia.done.add("register")
    tia.trade()
    ivo.visit("/commissions")
    eventually(lambda: _is_paid(ivo), "a paid commission", 90)
    expect(ivo.row("0.1 EURUSD")).to_contain_text("0.10")
    expect(ivo.content.get_by_text("Paid for").first).to_be_visible()


def flaws(person: Person) -> list[str]:
    """What is wrong with the page, light and dark, wide and narrow."""
    found = []
    prepare(person.page.context)
    person.page.reload()
    for scheme, width in (("light", 1440), ("dark", 390)):
        person.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        person.page.set_viewport_size({"width": width, "height": 900})
        settle(person.page)
        found += faults(person.page)
    person.page.set_viewport_size({"width": 1440, "height": 900})
    return found


def _is_paid(ivo: Trader) -> bool:
    ivo.page.reload()
    expect(ivo.heading).to_be_visible()
    expect(ivo.page.locator("table[aria-busy=true]")).to_have_count(0)
    return ivo.row("EURUSD", "Paid").is_visible()


def test_the_ib_opens_the_receipt_and_the_entry_that_paid_it(tree: Tree) -> None:
    ivo = tree.ivo
    ivo.visit("/commissions")
    assert flaws(ivo) == []
    ivo.open_row("EURUSD", "Paid")
    expect(ivo.heading).to_contain_text("Deal ")
    expect(ivo.content).to_contain_text(SUM)
    expect(ivo.content).to_contain_text("House standard version 1")
    expect(ivo.fact("State")).to_have_text("Paid")
    assert flaws(ivo) == []
    ivo.fact("Paid").get_by_role("link").click()
    expect(ivo.heading).to_have_text("Commission")


def test_staff_see_the_same_deal_from_the_clients_page(tree: Tree, owner: Officer) -> None:
    owner.open_client(tree.ivo.name, "Commissions")
    owner.open_row("EURUSD", "Paid")
    expect(owner.heading).to_contain_text("Deal ")
    expect(owner.content).to_contain_text(SUM)
    expect(owner.content).to_contain_text("Nobody above holds what is left of the table")
    assert flaws(owner) == []
    owner.visit("/commissions")
    expect(owner.content).to_contain_text("Nothing has failed")


def test_the_ib_sees_the_client_and_the_trade_with_the_address_masked(tree: Tree) -> None:
    ivo = tree.ivo
    ivo.visit("/clients")
    expect(ivo.row("Tia Moss")).to_contain_text("t***@clients.example")
    expect(ivo.content).not_to_contain_text("tia@clients.example")
    assert flaws(ivo) == []
    ivo.row("Tia Moss").get_by_role("button").first.click()
    ivo.page.get_by_role("link", name="Reports", exact=True).click()
    expect(ivo.heading).to_contain_text("reports")
    expect(ivo.row("EURUSD", "Out")).to_contain_text("Tia Moss")
    ivo.page.get_by_role("button", name="Add everything up").click()
    expect(ivo.content).to_contain_text("Over 1 client")
    assert flaws(ivo) == []


def test_the_ib_downloads_what_was_earned(tree: Tree) -> None:
    ivo = tree.ivo
    ivo.visit("/commissions")
    expect(ivo.row("EURUSD", "Paid")).to_be_visible()
    with ivo.page.expect_download() as saved:
        ivo.page.get_by_role("button", name="Download as CSV").click()
    text = saved.value.path().read_text(encoding="utf-8")
    assert saved.value.suggested_filename == "commissions.csv"
    assert "EURUSD" in text
    assert "Paid" in text


def _statements_again(page: Page) -> None:
    page.get_by_role("button", name=re.compile("^(Statement|كشف)$")).click()
    expect(page.get_by_role("dialog")).to_contain_text("PDF")


def test_the_ib_has_a_statement_made_that_holds_the_deals_amount(
    tree: Tree, request: pytest.FixtureRequest
) -> None:
    ivo = tree.ivo
    ivo.visit("/commissions")
    ivo.page.get_by_role("button", name="Statement").click()
    dialog = ivo.dialog
    dialog.get_by_role("combobox", name="Of which days").click()
    ivo.page.get_by_role("option").first.click()
    dialog.get_by_role("button", name="Make the statement").click()
    fetch = dialog.get_by_role("button", name="Download")
    expect(fetch).to_be_visible(timeout=60_000)
    expect(dialog).to_contain_text("1 line.")
    for look in LOOKS:
        assert faults_in(ivo.page, look, "statement", request, _statements_again) == []
        if not dialog.is_visible():  # the page was loaded again in another language
            _statements_again(ivo.page)
    with ivo.page.expect_download() as saved:
        fetch.click()
    assert saved.value.suggested_filename.endswith(".pdf")
    text = "\n".join(pages_of(saved.value.path().read_bytes()))
    assert "Ivar Lang" in text
    assert "Received 0.10 USD" in text
    assert "1 USD a lot" in text


def test_staff_have_the_brokers_statement_written_and_find_it_in_the_download_centre(
    tree: Tree, owner: Officer, request: pytest.FixtureRequest
) -> None:
    owner.open_client(tree.ivo.name, "Commissions")
    owner.button("Statement").click()
    expect(owner.dialog).to_contain_text("Document (PDF)")
    assert faults_in(owner.page, LOOKS[-1], "statement-desk", request) == []
    owner.dialog.get_by_role("combobox", name="Of which days").click()
    owner.page.get_by_role("option").first.click()
    owner.dialog.get_by_text("Workbook (Excel)").click()
    owner.dialog.get_by_role("button", name="Make the statement").click()
    expect(owner.heading).to_have_text("Download Centre")
    made = owner.row("Statement of commissions", "Ready")
    expect(made).to_be_visible(timeout=60_000)
    with owner.page.expect_download() as saved:
        made.get_by_role("button").first.click()
    lines = sheets_of(saved.value.path().read_bytes())["Deal by deal"]
    assert lines[-1][6:9] == ["Sum", 0.1, "USD"]


def test_staff_find_the_commission_in_the_report_over_all_brokers(
    tree: Tree, owner: Officer
) -> None:
    owner.visit("/commission-report")
    expect(owner.row(tree.ivo.name, "EURUSD")).to_contain_text("Tia Moss")
    owner.page.get_by_role("button", name="Add everything up").click()
    expect(owner.content).to_contain_text("Paid")
    assert flaws(owner) == []
