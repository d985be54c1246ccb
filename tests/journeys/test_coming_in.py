"""Coming in when something is unusual: wrong passwords, and the puzzle that they cost."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from infra.local.demo.broker import COLLEAGUES, PASSWORD
from tests.journeys.acts import Play
from tests.journeys.conftest import a_page
from tests.journeys.house import House
from tests.journeys.people import Officer, Trader
from tests.journeys.sight import faults, prepare, settle

_CARE = COLLEAGUES[1]
_IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1"
)


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


def test_a_device_is_signed_out_from_another(chromium: Browser, house: House) -> None:
    here, there = (Officer(a_page(chromium), house) for _ in range(2))
    for one in (here, there):
        one.sign_in(COLLEAGUES[2].email)
    here.visit("/profile")
    panel = here.page.get_by_role("region", name="Signed-in devices")
    expect(panel.get_by_text("This device")).to_have_count(1)
    panel.get_by_role("button", name=re.compile("^Sign out Chrome")).first.click()
    here.page.get_by_role("dialog").get_by_role("button", name="Sign out this device").click()
    here.toast("Signed out")
    there.page.reload()
    expect(there.button("Sign in")).to_be_visible()
    for one in (here, there):
        one.page.context.close()


def test_a_sign_in_from_a_new_place_is_asked_about_and_mailed(
    chromium: Browser, house: House
) -> None:
    member = COLLEAGUES[0]
    usual = Officer(a_page(chromium), house)
    usual.sign_in(member.email)
    expect(usual.page.get_by_role("dialog")).to_have_count(0)
    house.move_earlier_sign_ins(member.email, "Zürich, CH")
    context = chromium.new_context(
        viewport={"width": 390, "height": 844}, locale="en-GB", user_agent=_IPHONE
    )
    prepare(context)
    there = Officer(context.new_page(), house)
    there.try_to_sign_in(member.email)
    dialog = there.page.get_by_role("dialog", name="Was this you?")
    expect(dialog).to_contain_text("Perth, AU")
    expect(dialog).to_contain_text("Safari · iPhone")
    settle(there.page)
    assert faults(there.page) == []
    assert "Perth, AU" in house.mail(member.email, "new place")
    dialog.get_by_role("button", name="Change the password").click()
    expect(there.page.get_by_role("textbox", name="New password")).to_be_visible()
    expect(there.page.get_by_role("dialog")).to_have_count(0)
    for one in (usual, there):
        one.page.context.close()


def test_a_client_comes_in_by_phone_and_by_trading_account(
    chromium: Browser, house: House, play: Play
) -> None:
    play.open_account()
    house.adopt("identity.sign_in_methods", ["email", "phone", "account"])
    trader = play.trader
    for method in ("Phone", "Trading account"):
        page = a_page(chromium)
        lea = Trader(page, house, trader.name, trader.email, trader.phone)
        lea.visit("/sign-in")
        page.get_by_role("radiogroup", name="Sign in with").get_by_text(method).click()
        if method == "Phone":
            lea.seek("Country code", "United Kingdom")
            page.get_by_role("textbox", name="Phone number").fill(trader.phone)
            page.get_by_role("textbox", name="Password").fill(PASSWORD)
        else:
            lea.choose("Server", "Meridian-Live")
            page.get_by_role("textbox", name="Account number").fill(play.account.login)
            page.get_by_role("textbox", name="Master password").fill(play.account.password)
        lea.button("Sign in").click()
        expect(lea.content).to_contain_text("Welcome, Lea Marin")
        page.context.close()
    house.adopt("identity.sign_in_methods", ["email"])


def test_a_colleague_with_a_given_password_chooses_their_own_first(
    chromium: Browser, house: House
) -> None:
    email = house.hire("Nora Newman", "nora@meridian.example", PASSWORD)
    nora = Officer(a_page(chromium), house)
    nora.try_to_sign_in(email)
    expect(nora.heading).to_have_text("Choose your own password")
    nora.page.goto(nora.origin + "/clients")
    expect(nora.heading).to_have_text("Choose your own password")
    nora.page.get_by_role("textbox", name="Password you were given").fill(PASSWORD)
    nora.page.get_by_role("textbox", name="New password").fill("Lantern-Pier-58")
    nora.button("Change password").click()
    expect(nora.button("Sign in")).to_be_visible()
    nora.page.get_by_label("E-mail").fill(email)
    nora.page.get_by_role("textbox", name="Password").fill("Lantern-Pier-58")
    nora.button("Sign in").click()
    expect(nora.page.get_by_role("navigation", name="Main navigation")).to_be_visible()
    nora.page.context.close()
