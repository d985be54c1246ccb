"""A dealer changes an account on the server: reconciliation finds it, two people repair it."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.journeys.acts import Play

_FOUND_WITHIN_MS = 5 * 60 * 1000
_PROBLEM = "Changed on the server by hand"


def test_a_dealers_change_is_found_and_repaired_by_two_people(play: Play) -> None:
    play.open_account()
    login = play.account.login
    finance, owner = play.finance, play.owner
    finance.visit("/reconciliation")
    finance.house.deal_by_hand(login, "77.00")
    row = finance.row(_PROBLEM, login)
    expect(row).to_be_visible(timeout=_FOUND_WITHIN_MS)
    expect(row).to_contain_text("+77.00 USD")

    finance.open_row(_PROBLEM, login)
    expect(finance.heading).to_contain_text(_PROBLEM)
    expect(finance.content).to_contain_text("Nothing is booked")
    address = finance.page.url.removeprefix(finance.origin)
    finance.button("Propose a repair").click()
    dialog = finance.page.get_by_role("dialog")
    dialog.get_by_role("textbox", name="Reason").fill("A goodwill that the dealer gave.")
    dialog.get_by_role("button", name="Propose a repair").click()
    finance.toast("Proposed: somebody else must approve it.")
    expect(finance.content).to_contain_text("Waits for approval")

    owner.visit(address)
    owner.button("Approve").click()
    dialog = owner.page.get_by_role("dialog")
    dialog.get_by_role("button", name="Book it in our ledger").click()
    owner.toast("Approved")
    expect(owner.content.get_by_text("Repaired", exact=True).first).to_be_visible()
    entry = owner.content.get_by_role("link", name=re.compile(r"\.book$")).first
    entry.click()
    expect(owner.row("Suspense")).to_contain_text("77.00 USD")

    owner.visit("/reconciliation")
    expect(owner.row(_PROBLEM, login)).to_have_count(0)
