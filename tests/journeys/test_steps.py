"""Registering in steps: interrupted, taken up on another device, and all three requests decided."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from infra.local.demo.broker import PASSWORD
from infra.local.testing import eventually
from tests.gateways.files.samples import photo
from tests.journeys.conftest import a_page
from tests.journeys.house import House
from tests.journeys.people import Officer, Trader
from tests.journeys.sight import faults, prepare, settle

_SETTING = "clients.registration_steps"
_NAME, _EMAIL, _PHONE = "Noor Haddad", "noor@clients.example", "7911123477"
_IDENTITY = {
    "Full name as in your document": _NAME,
    "Date of birth": "1991-08-09",
    "City": "Leeds",
    "Street and number": "Mill Lane 4",
    "Document number": "P0471182",
    "Valid until": "2033-02-01",
}
# Another code can be had after a minute.
_NEXT_CODE_MS = 75_000


@pytest.fixture
def steps(house: House) -> Iterator[House]:
    """A house in which traders register in steps."""
    house.adopt(_SETTING, {"kinds": ["trader"], "identity": True, "account": True})
    yield house
    house.adopt(_SETTING, {"kinds": [], "identity": True, "account": True})


@pytest.fixture
def passport(tmp_path: Path) -> Path:
    """A picture of a document."""
    path = tmp_path / "passport.jpg"
    path.write_bytes(photo(120, 80))
    return path


def at_a_phone(browser: Browser, house: House) -> Trader:
    """Noor at her phone, in Arabic."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="en-GB")
    context.set_default_timeout(30_000)
    prepare(context)
    return Trader(context.new_page(), house, _NAME, _EMAIL, _PHONE)


def begin(noor: Trader) -> None:
    """Prove the address; the second time another code has to be waited for."""
    noor.visit("/register")
    noor.page.get_by_role("textbox", name="E-mail", exact=True).fill(noor.email)
    codes = len(registration_mails(noor))
    if codes:
        noor.button("Send code").click()
        expect(noor.page.get_by_text("Too many", exact=False).first).to_be_visible()
        expect(noor.button("Send code")).to_be_enabled(timeout=_NEXT_CODE_MS)
    with noor.puzzle():
        noor.button("Send code").click()
    eventually(lambda: len(registration_mails(noor)) > codes, "another code", 30)
    code = noor.house.code(noor.email)
    noor.page.get_by_role("textbox", name="Code from the e-mail").fill(code)
    noor.button("Continue").click()


def registration_mails(noor: Trader) -> list[str]:
    """The codes sent so far."""
    mails = noor.house.mails(noor.email)
    return [mail["subject"] for mail in mails if "registration code" in mail["subject"]]


def step(noor: Trader, name: str) -> None:
    """This step is on the screen."""
    expect(noor.page.get_by_role("heading", level=2, name=name)).to_be_visible()


def tell_details(noor: Trader) -> None:
    """The first step."""
    step(noor, "Your details")
    noor.page.get_by_label("Full name").fill(noor.name)
    noor.seek("Nationality", "United Kingdom")
    noor.page.get_by_role("textbox", name="Phone number").fill(noor.phone)
    noor.button("Next").click()


def tell_identity(noor: Trader, passport: Path) -> None:
    """The second step, but the picture's being looked at."""
    step(noor, "Your identity")
    for label, text in _IDENTITY.items():
        noor.page.get_by_label(label).fill(text)
    noor.seek("Country", "United Kingdom")
    noor.page.get_by_label("Passport", exact=True).check()
    with noor.page.expect_file_chooser() as chooser:
        noor.button("Choose file: Picture of the front").click()
    chooser.value.set_files(passport)
    expect(noor.page.get_by_text("Received", exact=True)).to_be_visible()


def is_saved(noor: Trader) -> None:
    """What was typed has been kept."""
    expect(noor.page.get_by_text("Saved", exact=True)).to_be_visible()


def sees_no_faults(page: Page) -> None:
    """The step can be read by everybody."""
    settle(page)
    assert faults(page) == []


def fill_in_at_the_desk(desktop: Trader, passport: Path) -> None:
    """Two steps, back and forth; then the tab is closed in the third."""
    begin(desktop)
    tell_details(desktop)
    tell_identity(desktop, passport)
    is_saved(desktop)
    desktop.button("Back").click()
    expect(desktop.page.get_by_label("Full name")).to_have_value(_NAME)
    desktop.button("Next").click()
    expect(desktop.page.get_by_label("City")).to_have_value("Leeds")
    expect(desktop.page.get_by_text("passport.jpg")).to_be_visible()
    desktop.button("Next").click()
    step(desktop, "Trading account")
    desktop.page.reload()
    step(desktop, "Trading account")
    desktop.page.context.close()


def go_on_at_the_phone(noor: Trader) -> None:
    """Everything is there again; the rest is filled in and all of it is sent in."""
    begin(noor)
    step(noor, "Trading account")
    sees_no_faults(noor.page)
    noor.page.get_by_role("button", name=re.compile("Your identity")).click()
    expect(noor.page.get_by_label("Document number")).to_have_value(_IDENTITY["Document number"])
    expect(noor.page.get_by_text("passport.jpg")).to_be_visible()
    sees_no_faults(noor.page)
    noor.button("Next").click()
    step(noor, "Trading account")
    noor.pick("Standard USD")
    noor.choose("Leverage", "1:200")
    noor.accept_agreements()
    noor.button("Next").click()
    step(noor, "Review")
    sees_no_faults(noor.page)
    noor.page.get_by_role("textbox", name="Password").fill(PASSWORD)
    noor.accept_agreements()
    noor.button("Send in").click()
    expect(noor.heading).to_have_text("Registration received")


def decide_all(owner: Officer, noor: Trader) -> None:
    """Staff see what belongs together, and cannot begin with the last of it."""
    owner.take_up("Trader registration", noor.name)
    together = owner.page.get_by_role("region", name="Sent in together")
    expect(together).to_contain_text("KYC")
    together.get_by_role("link", name=re.compile("Open account")).click()
    expect(owner.heading).to_have_text("Open account")
    expect(owner.button("Approve")).to_be_disabled()
    expect(owner.page.get_by_text("comes first", exact=True)).to_be_visible()
    owner.approve("Trader registration", noor.name)
    noor.house.mail(noor.email, "Welcome")
    for request in ("KYC", "Open account"):
        owner.approve(request, noor.name)


def test_a_registration_is_taken_up_elsewhere_and_ends_in_an_account(
    chromium: Browser, steps: House, owner: Officer, passport: Path
) -> None:
    fill_in_at_the_desk(Trader(a_page(chromium), steps, _NAME, _EMAIL, _PHONE), passport)
    noor = at_a_phone(chromium, steps)
    go_on_at_the_phone(noor)
    decide_all(owner, noor)
    noor.try_to_sign_in(noor.email)
    expect(noor.content).to_contain_text("Welcome, Noor")
    noor.visit("/profile/verification")
    expect(noor.page.get_by_text("Your identity is verified")).to_be_visible()
    account = noor.read_credentials()
    noor.visit("/accounts")
    expect(noor.content).to_contain_text(account.login)
    noor.page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_beginning_can_be_read_from_right_to_left(
    chromium: Browser, steps: House, scheme: str
) -> None:
    noor = at_a_phone(chromium, steps)
    noor.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    noor.visit("/register")
    noor.page.evaluate("localStorage.setItem('fairlead.language', 'ar')")
    noor.visit("/register")
    expect(noor.page.locator("input[type=email]")).to_be_visible()
    sees_no_faults(noor.page)
    noor.page.context.close()
