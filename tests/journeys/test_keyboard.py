"""The main ways and deeds, with the keyboard alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from infra.local.demo.broker import OWNER
from tests.journeys.acts import Play
from tests.journeys.conftest import a_page
from tests.journeys.people import Officer, Person, Trader

_INSIDE = "dialog => dialog.contains(document.activeElement)"


@pytest.fixture
def lea(play: Play) -> Trader:
    """The trader, who has money and an account by now."""
    play.refuse()
    return play.trader


def test_the_first_tab_skips_to_the_content(lea: Trader) -> None:
    lea.visit("/")
    lea.page.keyboard.press("Tab")
    skip = lea.page.get_by_role("link", name="Skip to content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    lea.page.keyboard.press("Enter")
    expect(lea.content).to_be_focused()


def test_tab_walks_from_the_content_through_a_deposit(lea: Trader) -> None:
    lea.visit("/funds/deposit")
    lea.content.focus()
    _tab_to(lea, "Amount")
    lea.page.keyboard.type("60")
    _tab_to(lea, "Continue to payment")


@pytest.mark.parametrize(
    ("path", "opener"),
    [
        ("/funds/withdrawal-details", "Add details"),
        ("/funds/withdrawal-details", "Delete Salary account"),
        ("/funds/wallets/USD", "Why: Available in USD"),
    ],
)
def test_a_dialog_of_the_portal_holds_the_focus_until_escape(
    lea: Trader, path: str, opener: str
) -> None:
    lea.visit(path)
    _opens_holds_and_closes(lea, opener)


@pytest.mark.parametrize("opener", ["Suspend"])
def test_a_dialog_of_the_back_office_holds_the_focus_until_escape(play: Play, opener: str) -> None:
    play.refuse()
    play.owner.open_client(play.trader.name)
    _opens_holds_and_closes(play.owner, opener)


def test_the_menu_of_a_phone_opens_and_closes_by_key(play: Play, chromium: Browser) -> None:
    officer = Officer(a_page(chromium), play.trader.house)
    officer.sign_in(OWNER.email)
    officer.page.set_viewport_size({"width": 390, "height": 844})
    _opens_holds_and_closes(officer, "Open menu")
    officer.page.context.close()


def test_the_palette_finds_a_client_by_key(play: Play) -> None:
    play.refuse()
    officer = play.owner
    officer.visit("/")
    officer.page.keyboard.press("Control+k")
    officer.page.get_by_placeholder("Search clients, accounts, pages").last.fill("Lea Marin")
    found = officer.page.get_by_role("dialog").get_by_text("Lea Marin").first
    expect(found).to_be_visible()
    officer.page.keyboard.press("Enter")
    expect(officer.heading).to_contain_text("Lea Marin")


def test_a_list_is_walked_and_opened_by_key(play: Play) -> None:
    play.refuse()
    officer = play.owner
    officer.visit("/approvals?view=all")
    first = officer.content.get_by_role("row").nth(1).get_by_role("link").first
    first.focus()
    officer.page.keyboard.press("ArrowDown")
    second = officer.content.get_by_role("row").nth(2).get_by_role("link").first
    expect(second).to_be_focused()
    officer.page.keyboard.press("Enter")
    expect(officer.button("Approve")).to_be_visible()
    officer.page.keyboard.press("?")
    help_page = officer.page.get_by_role("dialog", name="Keys for the queue")
    expect(help_page).to_be_visible()
    officer.page.keyboard.press("Escape")
    expect(help_page).to_be_hidden()


def _tab_to(person: Person, name: str, most: int = 25) -> None:
    for _ in range(most):
        person.page.keyboard.press("Tab")
        if name in _focused(person.page):
            return
    raise AssertionError(f"{name!r} was not reached with {most} tabs")


def _focused(page: Page) -> str:
    """The accessible words of what has the focus, as far as a test needs them."""
    words: str = page.evaluate(
        "() => { const at = document.activeElement; return [at.ariaLabel, at.innerText, "
        "...[...(at.labels ?? [])].map((one) => one.innerText)].join(' '); }"
    )
    return words


def _opens_holds_and_closes(person: Person, opener: str) -> None:
    button = person.button(opener).first
    button.focus()
    person.page.keyboard.press("Enter")
    dialog = person.page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    expect(dialog.locator(":focus")).to_have_count(1)
    for _ in range(12):
        person.page.keyboard.press("Tab")
        assert dialog.evaluate(_INSIDE), "the focus left the dialog"
    person.page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(button).to_be_focused()
