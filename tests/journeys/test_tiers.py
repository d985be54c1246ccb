"""Staff write a tier rule and settle; an IB at a client's device has a payout held and released."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from infra.local.testing import eventually
from tests.journeys.acts import Play
from tests.journeys.conftest import a_page
from tests.journeys.house import House
from tests.journeys.people import Officer, Trader
from tests.journeys.test_commissions import flaws

DEVICE = "fairlead.device"


@dataclass(frozen=True)
class Pair:
    """Rhea, who refers, and the story of Seth, who signs in at her device."""

    rhea: Trader
    seth: Play


@pytest.fixture(scope="module")
def pair(
    chromium: Browser, house: House, owner: Officer, finance: Officer, proof: Path
) -> Iterator[Pair]:
    """Rhea is an introducing broker with the house's scheme; both browsers say one device name."""
    rhea = Trader(a_page(chromium), house, "Rhea Falk", "rhea@clients.example", "7911123641")
    seth = Trader(a_page(chromium), house, "Seth Moor", "seth@clients.example", "7911123642")
    for one in (rhea, seth):
        script = f"localStorage.setItem('{DEVICE}', 'one-device-for-two-people')"
        one.page.context.add_init_script(script)
    house.bring_in(rhea.name, rhea.email, rhea.phone, kind="ib")
    rhea.sign_in(rhea.email)
    yield Pair(rhea, Play(seth, owner, finance, proof))
    for person in (rhea, seth):
        person.page.context.close()


def test_a_rule_is_refused_with_its_reason_and_stored_once_it_is_right(owner: Officer) -> None:
    owner.visit("/tiers/new")
    page = owner.page
    page.get_by_label("Name").fill("Growth")
    page.get_by_role("combobox", name="Ranks").click()
    page.get_by_role("option").first.click()
    page.get_by_role("button", name="Ask for deposits below").first.click()
    page.get_by_label("Deposits of everybody below").first.fill("100")
    page.get_by_label("At least per branch").first.fill("200")
    page.get_by_role("button", name="Save rule").click()
    expect(owner.content.get_by_text("A branch cannot be asked for more").first).to_be_visible()
    page.get_by_label("At least per branch").first.fill("50")
    page.get_by_role("button", name="Save rule").click()
    expect(owner.heading).to_have_text("Growth")
    assert flaws(owner) == []


def test_the_ib_sees_how_far_the_next_tier_is(pair: Pair) -> None:
    pair.rhea.visit("/commissions")
    expect(pair.rhea.content).to_contain_text("The way to Silver")
    expect(pair.rhea.content).to_contain_text("Not yet")
    assert flaws(pair.rhea) == []


def test_what_a_client_at_her_device_earns_her_is_held(pair: Pair) -> None:
    rhea, seth = pair.rhea, pair.seth
    rhea.visit("/")
    link = rhea.page.get_by_text("/register?ref=").inner_text()
    seth.trader.register(link.removeprefix(seth.trader.origin))
    seth.done.add("register")
    seth.trade()
    rhea.visit("/commissions")
    eventually(lambda: shows(rhea, "Under review"), "a held commission", 90)
    assert flaws(rhea) == []


def shows(who: Trader, state: str) -> bool:
    """Whether the newest commission is in that state, and not merely said to become it."""
    who.visit("/commissions")
    expect(who.page.locator("table[aria-busy=true]")).to_have_count(0)
    return who.row("EURUSD").get_by_text(state, exact=True).is_visible()


def test_staff_see_the_evidence_and_release_it(pair: Pair, owner: Officer) -> None:
    owner.visit("/commission-reviews")
    assert flaws(owner) == []
    owner.page.get_by_role("button", name="Show evidence").first.click()
    dialog = owner.page.get_by_role("dialog")
    expect(dialog).to_contain_text("The same device")
    expect(dialog).to_contain_text(pair.seth.trader.name)
    dialog.get_by_label("Reason").fill("They share a flat")
    dialog.get_by_role("button", name="Release and pay").click()
    expect(dialog).to_have_count(0)
    eventually(lambda: shows(pair.rhea, "Paid"), "a paid commission", 90)


def test_a_settlement_raises_her_and_keeps_the_figures(pair: Pair, owner: Officer) -> None:
    owner.visit("/tiers")
    owner.page.get_by_role("button", name="Settle now").click()
    owner.visit("/tiers?tab=automatic")
    eventually(lambda: _is_raised(owner, pair.rhea.name), "the outcome of the settlement", 120)
    assert flaws(owner) == []
    row = owner.row(pair.rhea.name, "Success")
    row.get_by_role("button", name="Show figures").click()
    expect(owner.page.get_by_role("dialog")).to_contain_text(re.compile("Deposits of everybody"))
    owner.page.keyboard.press("Escape")
    pair.rhea.visit("/commissions")
    expect(pair.rhea.fact("Tier")).to_have_text("Silver")


def _is_raised(owner: Officer, name: str) -> bool:
    owner.page.reload()
    expect(owner.heading).to_be_visible()
    expect(owner.page.locator("table[aria-busy=true]")).to_have_count(0)
    return owner.row(name, "Success").is_visible()
