"""Staff change what a mail says, look at it, try it on themselves, and take it back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, expect

from infra.local.demo.broker import OWNER
from tests.journeys.conftest import a_page
from tests.journeys.house import House
from tests.journeys.people import Officer

SUBJECT = "The money is there, {{ name }}"


@pytest.fixture(scope="module")
def owner(chromium: Browser, house: House) -> Iterator[Officer]:
    officer = Officer(a_page(chromium), house)
    officer.sign_in(OWNER.email)
    yield officer
    officer.page.context.close()


def english(officer: Officer) -> Locator:
    """The editor of the English words."""
    return officer.page.get_by_role("region", name="English")


def test_new_words_are_previewed_tried_out_and_taken_back(owner: Officer) -> None:
    owner.visit("/message-templates")
    owner.content.get_by_role("link", name="Deposit approved").click()
    expect(owner.heading).to_have_text("Deposit approved")
    words = english(owner)
    words.get_by_role("textbox", name="Subject").fill(SUBJECT)
    expect(words.get_by_text("The money is there, Lin Wei")).to_be_visible()
    words.get_by_role("button", name="Save", exact=True).click()
    owner.toast("The words are saved")
    expect(words.get_by_text("Own words")).to_be_visible()
    words.get_by_role("button", name="Send me a test").click()
    owner.toast("A test mail is on its way to you")
    assert "Lin Wei" in owner.house.mail(OWNER.email, "The money is there, Lin Wei")
    words.get_by_role("button", name="Back to the supplied words").click()
    expect(words.get_by_text("As supplied")).to_be_visible()


def test_a_wrong_variable_is_named_at_its_field(owner: Officer) -> None:
    owner.visit("/message-templates/deposit_approved")
    words = english(owner)
    words.get_by_role("textbox", name="Heading").fill("Hello {{ nmae }}")
    words.get_by_role("button", name="Save", exact=True).click()
    expect(words.get_by_text("Line 1: there is no variable nmae.")).to_be_visible()


def test_arabic_is_previewed_from_right_to_left(owner: Officer) -> None:
    owner.visit("/message-templates/deposit_approved")
    frame = owner.page.get_by_role("region", name="Arabic").frame_locator("iframe")
    expect(frame.locator("html[dir=rtl]")).to_be_attached()


def test_the_mail_log_and_the_download_centre_know_of_it(owner: Officer) -> None:
    owner.visit("/mails")
    expect(owner.page.get_by_text("The money is there, Lin Wei").first).to_be_visible()
    owner.button("Export").click()
    owner.page.get_by_role("menuitem", name="Comma-separated text").click()
    expect(owner.heading).to_have_text("Download Centre")
    expect(owner.page.get_by_text("Ready").first).to_be_visible()
    with owner.page.expect_download() as download:
        owner.button("Download").first.click()
    assert download.value.suggested_filename.startswith("mails-")
