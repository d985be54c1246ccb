"""A better rate is tried on past deals, agreed to by a second person, and made up for the past."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from infra.local.testing import eventually
from tests.journeys.acts import Play
from tests.journeys.conftest import a_page
from tests.journeys.house import House
from tests.journeys.looks import LOOKS, faults_in, faults_in_dialog
from tests.journeys.people import Officer, Person, Trader
from tests.journeys.sight import prepare

SCHEME = "House standard"


@dataclass(frozen=True)
class Past:
    """Nora, who refers, and the story of Omar, whom she has brought."""

    nora: Trader
    omar: Play


@pytest.fixture(scope="module")
def past(
    chromium: Browser, house: House, owner: Officer, finance: Officer, proof: Path
) -> Iterator[Past]:
    """Omar has traded, and Nora was paid for it by the scheme of the house."""
    nora = Trader(a_page(chromium), house, "Nora Quist", "nora@clients.example", "7911123681")
    house.bring_in(nora.name, nora.email, nora.phone, kind="ib")
    nora.sign_in(nora.email)
    omar = Trader(a_page(chromium), house, "Omar Reyes", "omar@clients.example", "7911123682")
    story = Past(nora, Play(omar, owner, finance, proof))
    nora.visit("/")
    link = nora.page.get_by_text("/register?ref=").inner_text()
    omar.register(link.removeprefix(omar.origin))
    expect(omar.heading).to_have_text("Registration received")
    story.omar.done.add("register")
    story.omar.trade()
    eventually(lambda: _has(nora, "EURUSD", "Paid"), "a paid commission", 90)
    yield story
    for person in (nora, omar):
        person.page.context.close()


def _has(broker: Trader, *texts: str) -> bool:
    broker.visit("/commissions")
    expect(broker.page.locator("table[aria-busy=true]")).to_have_count(0)
    return broker.row(*texts).is_visible()


def flaws(person: Person, name: str, request: pytest.FixtureRequest) -> list[str]:
    """What is wrong with the page in every look."""
    prepare(person.page.context)
    person.page.reload()
    expect(person.heading).to_be_visible()
    return [one for look in LOOKS for one in faults_in(person.page, look, name, request)]


def open_scheme(officer: Officer) -> None:
    """The page of the scheme of the house."""
    officer.visit("/commission-plans")
    officer.open_row(SCHEME)
    expect(officer.heading).to_have_text(SCHEME)


def propose(officer: Officer, rate: str) -> None:
    """Propose another rate per lot for the lowest tier."""
    open_scheme(officer)
    bronze = officer.page.get_by_label("Bronze", exact=True)
    expect(bronze.first).to_be_visible()
    for field in bronze.all():
        field.fill(rate)
    officer.button("Propose").click()
    expect(officer.button("Simulate")).to_be_visible()


def agree(officer: Officer) -> None:
    """Agree to the version of the scheme that waits."""
    open_scheme(officer)
    officer.button("Approve").click()
    officer.toast("Version approved")


def look_at_differences(officer: Officer, comment: str) -> None:
    """Have past deals computed by what is in force now."""
    officer.visit("/recalculations")
    officer.button("Recalculate").click()
    dialog = officer.page.get_by_role("dialog", name="Recalculate")
    dialog.get_by_label("Now", exact=True).check()
    dialog.get_by_label("Comment").fill(comment)
    dialog.get_by_role("button", name="Look at the differences").click()
    expect(officer.content.get_by_text("To be carried out", exact=True)).to_be_visible(
        timeout=60_000
    )


def carry_out(officer: Officer) -> None:
    """Have the differences that are on the screen made up for."""
    officer.button("Carry out").click()
    officer.dialog.get_by_role("button", name="Carry out").click()
    done = officer.content.get_by_text("Carried out", exact=True).first
    expect(done).to_be_visible(timeout=60_000)


def test_the_owner_proposes_a_better_rate_and_tries_it_on_past_deals(
    past: Past, owner: Officer, request: pytest.FixtureRequest
) -> None:
    propose(owner, "3")
    owner.button("Simulate").click()
    dialog = owner.page.get_by_role("dialog", name="Simulate")
    dialog.get_by_role("button", name="Simulate").click()
    expect(owner.content.get_by_text("Simulated", exact=True)).to_be_visible(timeout=60_000)
    expect(owner.row("0.10")).to_contain_text("0.30")
    owner.page.get_by_role("tab", name="Deal by deal").click()
    expect(owner.row("EURUSD")).to_contain_text("0.30")
    assert flaws(owner, "simulation", request) == []


def test_nobody_is_paid_by_a_simulation(past: Past) -> None:
    past.nora.visit("/commissions")
    expect(past.nora.content).not_to_contain_text("Recalculated")


def test_once_a_second_person_agrees_the_past_is_made_up(
    past: Past, owner: Officer, finance: Officer, request: pytest.FixtureRequest
) -> None:
    agree(finance)
    look_at_differences(owner, "the rate was too low")
    expect(owner.row("0.10")).to_contain_text("0.30")
    assert flaws(owner, "recalculation", request) == []
    carry_out(owner)


def test_the_broker_sees_the_difference_and_what_it_is_of(
    past: Past, request: pytest.FixtureRequest
) -> None:
    nora = past.nora
    eventually(lambda: _has(nora, "EURUSD", "Recalculated", "Paid"), "the difference paid", 90)
    nora.row("Recalculated").get_by_role("link").first.click()
    expect(nora.heading).to_contain_text("Deal ")
    expect(nora.content).to_contain_text("What it came to later")
    expect(nora.content).to_contain_text("3 \N{MULTIPLICATION SIGN} 0.1")
    assert flaws(nora, "adjusted-deal", request) == []


def test_a_second_run_finds_nothing(past: Past, owner: Officer) -> None:
    owner.visit("/recalculations")
    owner.button("Recalculate").click()
    dialog = owner.page.get_by_role("dialog", name="Recalculate")
    dialog.get_by_role("button", name="Look at the differences").click()
    expect(owner.content.get_by_text("No differences", exact=True)).to_be_visible(timeout=60_000)
    owner.page.get_by_role("tab", name="Deal by deal").click()
    expect(owner.content).to_contain_text("No deal differs")


def choose_sheet(page: Page, text: str) -> None:
    """Choose a sheet of tickets in the dialog that is open, in whatever language."""
    dialog = page.get_by_role("dialog")
    dialog.locator("input[value=tickets]").evaluate("one => one.click()")
    sheet = FilePayload(name="tickets.csv", mimeType="text/csv", buffer=text.encode())
    dialog.locator("input[type=file]").set_input_files(sheet)
    expect(dialog.get_by_text("12a").first).to_be_visible()


def test_a_sheet_of_tickets_tells_what_was_paid_and_what_nobody_has_heard_of(
    past: Past, owner: Officer, request: pytest.FixtureRequest
) -> None:
    past.nora.visit("/commissions")
    past.nora.row("Recalculated").get_by_role("link").first.click()
    expect(past.nora.heading).to_contain_text("Deal ")
    paid = past.nora.heading.inner_text().split("~")[-1].removeprefix("Deal ")
    sheet = f"deal_ticket\n{paid}\n{paid}\n12a\n999999999\n"

    def opened(page: Page) -> None:
        page.get_by_role("main").get_by_role("button").first.click()
        choose_sheet(page, sheet)

    owner.visit("/recalculations")
    assert faults_in_dialog(owner.page, "ticket-sheet", request, opened) == []
    owner.visit("/recalculations")
    opened(owner.page)
    read = "Rows read: 4 · tickets: 2 · doubles dropped: 1 · wrong: 1"
    expect(owner.dialog).to_contain_text(read)
    owner.dialog.get_by_role("button", name="Look at the differences").click()
    expect(owner.content).to_contain_text("1 of 2 deals was paid before", timeout=60_000)
    expect(owner.row(paid)).to_contain_text("EURUSD")
    owner.page.get_by_role("combobox", name="Why").click()
    owner.page.get_by_role("option", name="Not found (1)").click()
    expect(owner.row("999999999")).to_be_visible()
    assert flaws(owner, "run-by-tickets", request) == []


def test_there_is_nothing_to_take_back(owner: Officer, request: pytest.FixtureRequest) -> None:
    owner.visit("/claw-backs")
    expect(owner.content).to_contain_text("Nothing to take back")
    assert flaws(owner, "claw-backs", request) == []


def test_what_was_paid_too_much_is_taken_back_by_somebody_else(
    past: Past, owner: Officer, finance: Officer, request: pytest.FixtureRequest
) -> None:
    propose(owner, "1")
    agree(finance)
    look_at_differences(owner, "the rate was too high")
    carry_out(owner)
    past.nora.see_wallet("0.30", "0.00")
    owner.visit("/claw-backs")
    owner.row("0.20").get_by_role("button", name="Approve").click()
    owner.dialog.get_by_role("button", name="Approve").click()
    expect(owner.dialog.get_by_role("alert")).to_be_visible()
    finance.visit("/claw-backs")
    finance.row("0.20").get_by_role("button", name="Approve").click()
    expect(finance.dialog).to_contain_text("0.20")
    finance.dialog.get_by_role("button", name="Approve").click()
    expect(finance.dialog).to_be_hidden()
    finance.page.get_by_role("tab", name="Taken back").click()
    expect(finance.row("0.20")).to_be_visible()
    assert flaws(finance, "taken-back", request) == []
    past.nora.see_wallet("0.10", "0.00")
