"""Identity verification: rejected, the vendor asks for one step again, handed in anew, approved."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.gateways.files.samples import png
from tests.journeys.conftest import a_page
from tests.journeys.house import House
from tests.journeys.people import Officer, Trader

_ANSWERS = {
    "Full name as in your document": "Ivo Brandt",
    "Date of birth": "1988-04-17",
    "City": "Bremen",
    "Street and number": "Hafenweg 12",
    "Document number": "C01X00T47",
    "Valid until": "2031-05-01",
}


@pytest.fixture(scope="module")
def ivo(chromium: Browser, house: House, owner: Officer) -> Iterator[Trader]:
    """A trader who has just been let in."""
    trader = Trader(a_page(chromium), house, "Ivo Brandt", "ivo@clients.example", "7911123499")
    trader.register()
    owner.approve("Trader registration", trader.name)
    house.mail(trader.email, "Welcome")
    trader.sign_in(trader.email)
    yield trader
    trader.page.context.close()


@pytest.fixture(scope="module")
def passport(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A picture of a document."""
    path = tmp_path_factory.mktemp("documents") / "passport.png"
    path.write_bytes(png(60, 40))
    return path


def hand_in(trader: Trader, passport: Path, **changed: str) -> None:
    """Fill the form in and send it."""
    trader.visit("/profile/verification")
    for label, text in {**_ANSWERS, **changed}.items():
        trader.page.get_by_label(label).fill(text)
    trader.seek("Country", "Germany")
    trader.page.get_by_label("Passport", exact=True).check()
    with trader.page.expect_file_chooser() as chooser:
        trader.button("Choose file: Picture of the front").click()
    chooser.value.set_files(passport)
    expect(trader.page.get_by_text("Received", exact=True)).to_be_visible()
    trader.button("Send for verification").click()
    expect(trader.page.get_by_text("We are checking what you sent")).to_be_visible()


def test_a_rejected_client_reads_why_corrects_it_and_is_verified(
    ivo: Trader, owner: Officer, passport: Path
) -> None:
    ivo.visit("/profile/verification")
    expect(ivo.page.get_by_text("You are not verified yet")).to_be_visible()
    hand_in(ivo, passport, City="Bremn")
    owner.take_up("KYC", ivo.name)
    owner.page.keyboard.press("n")
    picture = owner.page.get_by_role("img", name="passport.png")
    expect(picture).to_be_visible()
    owner.page.keyboard.press("t")
    expect(picture).to_have_css("rotate", "90deg")
    owner.visit(re.sub("^https?://[^/]+", "", owner.page.url))
    owner.button("Reject").click()
    owner.page.get_by_role("dialog").get_by_role("textbox", name="Reason").fill(
        "The city is misspelt."
    )
    owner.page.get_by_role("dialog").get_by_role("button", name="Reject", exact=True).click()
    owner.toast("Rejected")

    expect(ivo.page.get_by_text("We could not accept what you sent")).to_be_visible()
    expect(ivo.page.get_by_text("The city is misspelt.").first).to_be_visible()
    assert "The city is misspelt." in ivo.house.mail(ivo.email, "verification was not accepted")

    hand_in(ivo, passport)
    owner.approve("KYC", ivo.name)
    expect(ivo.page.get_by_text("Your identity is verified")).to_be_visible()
    ivo.house.mail(ivo.email, "Your identity is verified")
    owner.open_client(ivo.name, "KYC")
    expect(owner.content.get_by_text("The identity is approved.")).to_be_visible()
    expect(owner.content.get_by_role("row").filter(has_text="Rejected")).to_be_visible()


def test_the_vendor_asks_for_a_step_again_in_words(
    ivo: Trader, owner: Officer, passport: Path
) -> None:
    ivo.visit("/profile/verification")
    ivo.button("Send a new document or change something").click()
    hand_in_anew(ivo, passport)
    ivo.button("Verify now").click()
    page = ivo.page
    expect(page.get_by_role("heading", name="Nothing sent yet")).to_be_visible()
    page.get_by_role("button", name="Send passport and selfie").click()
    page.get_by_label("BAD_SELFIE").check()
    page.get_by_role("button", name="Ask to try again").click()
    expect(page.get_by_role("heading", name="Please try again")).to_be_visible()
    page.get_by_role("link", name="Back to Meridian Markets").click()
    expect(page.get_by_text("Your face cannot be seen well.")).to_be_visible()
    ivo.button("Try again").click()
    page.get_by_role("button", name="Send passport and selfie").click()
    page.get_by_role("button", name="Verify", exact=True).click()
    page.get_by_role("link", name="Back to Meridian Markets").click()
    owner.take_up("KYC", ivo.name)
    expect(owner.content.get_by_text("Passed").first).to_be_visible()


def hand_in_anew(trader: Trader, passport: Path) -> None:
    """The form comes filled in with what was said before; the picture is sent again."""
    expect(trader.page.get_by_label("City")).to_have_value("Bremen")
    with trader.page.expect_file_chooser() as chooser:
        trader.button("Choose file: Picture of the front").click()
    chooser.value.set_files(passport)
    expect(trader.page.get_by_text("Received", exact=True)).to_be_visible()
    trader.button("Send for verification").click()
    expect(trader.page.get_by_text("What you sent anew is being checked.")).to_be_visible()
