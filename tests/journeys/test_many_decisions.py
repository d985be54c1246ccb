"""Staff decide several requests at once: ticked by keyboard, reviewed, and told row by row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, expect

from infra.local.demo.broker import OWNER
from tests.journeys.conftest import a_page
from tests.journeys.house import House
from tests.journeys.people import Officer, Trader

NAME, EMAIL, PHONE = "Ines Falk", "ines@clients.example", "7911123492"


@dataclass(frozen=True)
class Queue:
    """The owner at the desk, and Ines, who has asked for three accounts."""

    owner: Officer
    trader: Trader


@pytest.fixture(scope="module")
def queue(chromium: Browser, house: House) -> Iterator[Queue]:
    """Three requests of Ines wait."""
    house.bring_in(NAME, EMAIL, PHONE)
    trader = Trader(a_page(chromium), house, NAME, EMAIL, PHONE)
    trader.sign_in(EMAIL)
    for leverage in ("1:50", "1:100", "1:200"):
        trader.ask_for_account("Standard USD", leverage)
    owner = Officer(a_page(chromium), house)
    owner.sign_in(OWNER.email)
    yield Queue(owner, trader)
    for person in (owner, trader):
        person.page.context.close()


def test_two_are_ticked_by_keyboard_and_approved_together(queue: Queue) -> None:
    owner = queue.owner
    owner.visit("/approvals?type=open_account")
    expect(
        owner.content.get_by_role("checkbox", name="Tick: Open account, Ines Falk")
    ).to_have_count(3)
    for index in (0, 1):
        owner.page.keyboard.press("j")
        row = owner.page.locator(f'tr[data-index="{index}"]')
        expect(row.get_by_role("link")).to_be_focused()
        owner.page.keyboard.press("x")
    expect(owner.content.get_by_role("checkbox", checked=True)).to_have_count(2)
    owner.page.keyboard.press("a")
    dialog = owner.page.get_by_role("dialog", name="Approve many requests?")
    expect(dialog.get_by_role("row", name="Open account")).to_contain_text("2")
    dialog.get_by_role("checkbox", name="I have checked").check()
    dialog.get_by_role("button", name="Approve 2 requests").click()
    expect(owner.heading).to_have_text("Approval of requests")
    expect(owner.content).to_contain_text("Done: 2 · Refused: 0 · Left: 0", timeout=60_000)
    queue.trader.newest_login(2)


def test_a_row_of_the_result_leads_to_its_request(queue: Queue) -> None:
    owner = queue.owner
    owner.open_row("Open account", "Done")
    expect(owner.heading).to_have_text("Open account")
    expect(owner.content).to_contain_text(NAME)


def test_all_that_wait_are_rejected_with_a_reason_that_the_client_reads(queue: Queue) -> None:
    owner, trader = queue.owner, queue.trader
    owner.visit("/approvals?type=open_account")
    owner.button("Decide many").click()
    owner.page.get_by_role("menuitem", name="Reject all that wait").click()
    dialog = owner.page.get_by_role("dialog", name="Reject many requests?")
    dialog.get_by_role("textbox", name="Reason").fill("One account at a time, please.")
    dialog.get_by_role("checkbox", name="I have checked").check()
    dialog.get_by_role("button", name="Reject 1 request").click()
    expect(owner.content).to_contain_text("Done: 1 · Refused: 0 · Left: 0", timeout=60_000)
    trader.visit("/funds/requests")
    trader.open_row("New trading account", "Rejected")
    expect(trader.content).to_contain_text("One account at a time, please.")
