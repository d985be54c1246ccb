"""A broker with those below is to move next month: who gains, who loses, and what stays as it was;
and what becomes of their trades once the moment has come.

A trade that pays nobody says why, to the broker and to staff.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect

from infra.local.testing import eventually
from tests.journeys.acts import Play
from tests.journeys.conftest import a_page
from tests.journeys.house import House
from tests.journeys.looks import LOOKS, Look, faults_in
from tests.journeys.people import Officer, Trader
from tests.journeys.sight import prepare

UNPAID = "USDCHF"
WHY = "The scheme has no rate for this symbol"
LOSES, GAINS = "Loses clients", "Gains clients"


@dataclass(frozen=True)
class Family:
    """Vera brought Wim, and Wim brought Xena, who has traded; Yara stands elsewhere."""

    vera: Trader
    wim: Trader
    xena: Play
    yara: Trader
    wim_id: str
    yara_id: str


@pytest.fixture(scope="module")
def family(
    chromium: Browser, house: House, owner: Officer, finance: Officer, proof: Path
) -> Iterator[Family]:
    """Both above Xena were paid for her trades; each is of a tier of their own."""
    vera = Trader(a_page(chromium), house, "Vera Holm", "vera@clients.example", "7911123701")
    wim = Trader(a_page(chromium), house, "Wim Daal", "wim@clients.example", "7911123702")
    yara = Trader(a_page(chromium), house, "Yara Kint", "yara@clients.example", "7911123704")
    xena = Trader(a_page(chromium), house, "Xena Pohl", "xena@clients.example", "7911123703")
    vera_id = house.bring_in(vera.name, vera.email, vera.phone, kind="ib")
    house.give_tier(vera_id, 2)
    wim_id = house.bring_in(wim.name, wim.email, wim.phone, kind="ib", referrer=vera_id)
    yara_id = house.bring_in(yara.name, yara.email, yara.phone, kind="ib")
    house.give_tier(yara_id, 2)
    for person in (owner, wim):
        prepare(person.page.context)
    for broker in (vera, wim, yara):
        broker.sign_in(broker.email)
    story = Family(vera, wim, Play(xena, owner, finance, proof), yara, wim_id, yara_id)
    wim.visit("/")
    link = wim.page.get_by_text("/register?ref=").inner_text()
    xena.register(link.removeprefix(xena.origin))
    expect(xena.heading).to_have_text("Registration received")
    story.xena.done.add("register")
    story.xena.trade()
    for broker in (vera, wim):
        eventually(lambda by=broker: earned(by, "EURUSD", "Paid"), "a paid commission", 90)
    yield story
    for person in (vera, wim, xena, yara):
        person.page.context.close()


def earned(broker: Trader, *texts: str) -> bool:
    """Whether the broker's list of commissions has such a line."""
    broker.visit("/commissions")
    expect(broker.page.locator("table[aria-busy=true]")).to_have_count(0)
    return broker.row(*texts).is_visible()


def next_month() -> str:
    """Its first day."""
    today = datetime.now(UTC).date().replace(day=1)
    return (today + timedelta(days=32)).replace(day=1).isoformat()


def planning(owner: Officer) -> Locator:
    """The dialog in which a move of Wim is planned; one that is open is left."""
    opened(owner)
    owner.button("Plan a move").click()
    return owner.page.get_by_role("dialog", name="Plan a move")


def opened(owner: Officer) -> None:
    """The tab with Wim's place in the tree, read anew."""
    owner.visit("/")
    owner.open_client("Wim Daal", tab="Referral")
    # Until everything is there, the tab may be drawn once more.
    expect(
        moves(owner).get_by_text(re.compile("No move is planned|Planned by")).first
    ).to_be_visible()
    expect(owner.page.get_by_text("1 row")).to_be_visible()


def filled(owner: Officer, referrer: str, day: str) -> Locator:
    """The same with a new referrer and a day."""
    sheet = planning(owner)
    sheet.get_by_role("textbox", name="New referrer").fill(referrer)
    sheet.get_by_label("From").fill(day)
    return sheet


def moves(owner: Officer) -> Locator:
    """The panel of moves to come."""
    return owner.page.get_by_role("region", name="Moves to come")


def test_a_trade_that_paid_nobody_says_why_to_the_broker(family: Family, owner: Officer) -> None:
    wim = family.wim
    wim.house.trade(family.xena.account.login, UNPAID)
    eventually(lambda: earned(wim, UNPAID), "a trade without commission", 90)
    wim.open_row(UNPAID)
    expect(wim.content).to_contain_text(WHY)
    owner.open_client(wim.name, "Commissions")
    owner.open_row(UNPAID)
    expect(owner.content).to_contain_text(WHY)


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_the_unpaid_trade_is_sound_in_every_look(
    family: Family, look: Look, request: pytest.FixtureRequest
) -> None:
    earned(family.wim, UNPAID)
    family.wim.open_row(UNPAID)
    assert not faults_in(family.wim.page, look, "unpaid-trade", request)


def test_nobody_can_be_moved_below_their_own_client_or_into_the_past(
    family: Family, owner: Officer
) -> None:
    owner.visit("/")
    owner.open_client("Xena Pohl", tab="Referral")
    xena_id = owner.page.url.rpartition("/clients/")[2].partition("?")[0]
    sheet = filled(owner, xena_id, next_month())
    sheet.get_by_role("button", name="Plan a move").click()
    expect(sheet.locator(".mantine-InputWrapper-error")).to_have_count(1)
    sheet = filled(owner, family.yara_id, "2020-01-01")
    sheet.get_by_role("button", name="Plan a move").click()
    expect(sheet.locator(".mantine-InputWrapper-error")).to_have_count(1)


def test_the_preview_says_who_gains_and_who_loses(family: Family, owner: Officer) -> None:
    sheet = filled(owner, family.yara_id, next_month())
    sheet.get_by_role("button", name="Who gains, who loses").click()
    losing = sheet.get_by_role("table").filter(has_text=LOSES)
    expect(losing.get_by_role("row").filter(has_text="Vera Holm")).to_contain_text("2")
    expect(losing.get_by_role("row").filter(has_text="Vera Holm")).to_contain_text("USD")
    gaining = sheet.get_by_role("table").filter(has_text=GAINS)
    expect(gaining.get_by_role("row").filter(has_text="Yara Kint")).to_contain_text("2")


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_the_preview_is_sound_in_every_look(
    family: Family, owner: Officer, look: Look, request: pytest.FixtureRequest
) -> None:
    sheet = filled(owner, family.yara_id, next_month())
    sheet.get_by_role("button", name="Who gains, who loses").click()
    expect(sheet.get_by_role("table")).to_have_count(2)
    assert not faults_in(owner.page, look, "move-preview", request)


def test_a_double_click_plans_one_move_and_a_second_is_refused(
    family: Family, owner: Officer
) -> None:
    sheet = filled(owner, family.yara_id, next_month())
    sheet.get_by_role("button", name="Plan a move").dblclick()
    expect(sheet).to_be_hidden()
    expect(moves(owner).get_by_text("Planned", exact=True)).to_have_count(1)
    sheet = filled(owner, family.yara_id, next_month())
    sheet.get_by_role("button", name="Plan a move").click()
    expect(sheet.get_by_role("alert")).to_be_visible()


def test_until_then_the_tree_and_every_receipt_stay(family: Family, owner: Officer) -> None:
    owner.visit("/")
    owner.open_client("Wim Daal", tab="Referral")
    expect(owner.page.get_by_role("region", name="Tree")).to_contain_text("Vera Holm")
    family.vera.visit("/commissions")
    expect(family.vera.row("EURUSD", "Paid")).to_be_visible()


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_the_planned_move_is_sound_in_every_look(
    family: Family, owner: Officer, look: Look, request: pytest.FixtureRequest
) -> None:
    owner.open_client("Wim Daal", tab="Referral")
    expect(moves(owner)).to_contain_text(family.yara_id)
    assert not faults_in(owner.page, look, "planned-move", request)


def test_the_move_is_given_up(family: Family, owner: Officer) -> None:
    owner.open_client("Wim Daal", tab="Referral")
    moves(owner).get_by_role("button", name="Give up the move").click()
    asked = owner.page.get_by_role("dialog", name="Give up the move")
    asked.get_by_role("button", name="Give up the move").click()
    expect(moves(owner).get_by_text("Given up", exact=True)).to_be_visible()
    expect(moves(owner).get_by_role("button", name="Give up the move")).to_have_count(0)


def test_from_its_moment_on_trades_go_the_new_way_and_what_was_paid_stays(
    family: Family, owner: Officer
) -> None:
    before = commissions(family.vera)
    family.wim.house.plan_move(family.wim_id, family.yara_id, seconds=100)
    opened(owner)
    expect(moves(owner).get_by_text("Planned", exact=True)).to_be_visible()
    time.sleep(100)

    def has_moved() -> bool:
        opened(owner)
        return moves(owner).get_by_text("Carried out", exact=True).is_visible()

    eventually(has_moved, "the move", 90)
    expect(owner.page.get_by_role("region", name="Tree")).to_contain_text("Yara Kint")
    expect(owner.page.get_by_role("region", name="Tree")).not_to_contain_text("Vera Holm")
    family.wim.house.trade(family.xena.account.login, "EURUSD")
    eventually(lambda: earned(family.yara, "EURUSD", "Paid"), "what Yara earns", 90)
    assert commissions(family.vera) == before


def commissions(broker: Trader) -> list[str]:
    """What a broker's page lists once it is there, but for the trader in the last column: whose
    client has moved away is told their id and their name no more.
    """
    broker.visit("/commissions")
    expect(broker.row("EURUSD", "Paid")).to_be_visible()
    rows = broker.content.get_by_role("table").get_by_role("row")
    return [row.inner_text().rpartition("\t")[0] for row in rows.all()]
