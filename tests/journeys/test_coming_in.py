"""Coming in when something is unusual: wrong passwords, and the puzzle that they cost."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from infra.local.demo.broker import COLLEAGUES, PASSWORD
from tests.journeys.conftest import a_page
from tests.journeys.house import House
from tests.journeys.people import Officer
from tests.journeys.sight import faults, prepare, settle

_CARE = COLLEAGUES[1]


@pytest.fixture
def officer(chromium: Browser, house: House) -> Iterator[Officer]:
    """Somebody of the staff, at a browser of their own."""
    page = a_page(chromium)
    yield Officer(page, house)
    page.context.close()


def _try(officer: Officer, password: str) -> None:
    officer.page.get_by_role("textbox", name="Password").fill(password)
    officer.button("Sign in").click()


def test_two_failures_cost_a_puzzle_which_the_keyboard_solves(officer: Officer) -> None:
    officer.visit("/sign-in")
    page = officer.page
    page.get_by_label("E-mail").fill(_CARE.email)
    for left in (4, 3):
        _try(officer, "not my password 1")
        expect(page.get_by_role("alert")).to_contain_text(f"Attempts left: {left}")
    with page.expect_response(lambda answer: answer.url.endswith("/slides")) as drawn:
        _try(officer, PASSWORD)
    dialog = page.get_by_role("dialog", name="Security check")
    slider = dialog.get_by_role("slider", name="Position of the piece")
    expect(slider).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(dialog).to_contain_text("Not quite")
    for _ in range(officer.house.hole(drawn.value.json()["id"], "staff") - 1):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.get_by_role("navigation", name="Main navigation")).to_be_visible()


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_puzzle_can_be_read_by_everybody(
    chromium: Browser, house: House, language: str, scheme: str
) -> None:
    officer = Officer(a_page(chromium), house)
    page = officer.page
    prepare(page.context)
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    officer.visit("/forgot-password")
    page.evaluate("language => localStorage.setItem('fairlead.language', language)", language)
    page.set_viewport_size({"width": 390, "height": 844})
    officer.visit("/forgot-password")
    page.locator("input[type=email]").fill("nobody@example.com")
    page.locator("button[type=submit]").click()
    expect(page.get_by_role("slider")).to_be_visible()
    settle(page)
    assert faults(page) == []
    page.context.close()
