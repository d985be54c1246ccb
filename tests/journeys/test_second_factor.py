"""A client's second factor from its set-up to the day the telephone is lost.

Mia is nobody else's: what happens to her sessions disturbs no other journey.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, Locator, expect

from infra.local.demo.broker import PASSWORD
from tests.journeys.conftest import a_page
from tests.journeys.house import House
from tests.journeys.people import Officer, Trader
from tests.kit.factors import totp

_AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@dataclass
class Telephone:
    """Mia's authenticator app, and the paper with her recovery codes."""

    secret: str = ""
    shown: set[str] = field(default_factory=set)
    paper: list[str] = field(default_factory=list)

    def code(self) -> str:
        """A code that has not been used: the app shows another every half minute."""
        while (code := totp(self.secret, datetime.now(UTC))) in self.shown:
            time.sleep(1)
        self.shown.add(code)
        return code


class Guarded(Trader):
    """A trader with a second factor."""

    telephone = Telephone()

    def dialog(self, name: str) -> Locator:
        """The dialog of that name."""
        return self.page.get_by_role("dialog", name=name)

    def set_up_app(self) -> None:
        """Set up the app from the profile page, and write the recovery codes down."""
        self.visit("/profile")
        self.button("Set up an authenticator app").click()
        dialog = self.dialog("Set up an authenticator app")
        dialog.get_by_role("textbox", name="Your password").fill(PASSWORD)
        dialog.get_by_role("button", name="Continue").click()
        self.scan(dialog)
        self.write_down(dialog)
        dialog.get_by_role("button", name="Close", exact=True).last.click()
        expect(dialog).to_be_hidden()

    def scan(self, place: Locator) -> None:
        """Give the app its secret, and show its first code."""
        expect(place.get_by_role("img", name="QR code for the authenticator app")).to_be_visible()
        self.telephone.secret = place.locator("bdi").first.inner_text().replace(" ", "")
        place.get_by_label("Code that the app shows").fill(self.telephone.code())
        place.get_by_role("button", name="Take into use").click()

    def write_down(self, place: Locator) -> None:
        """Copy the recovery codes onto paper, and say so."""
        codes = place.get_by_role("list", name="Your recovery codes").get_by_role("listitem")
        expect(codes).to_have_count(10)
        self.telephone.paper = codes.all_inner_texts()
        place.get_by_label("I have kept these codes in a safe place").check()

    def change_password(self) -> None:
        """Ask for a new password, which needs to be confirmed."""
        self.visit("/profile")
        self.page.get_by_label("Current password").fill(PASSWORD)
        self.page.get_by_role("textbox", name="New password").fill(f"{PASSWORD}!")
        self.button("Change password").click()

    def add_passkey(self, name: str) -> None:
        """Add a passkey of this browser, confirmed by the app."""
        devtools = self.page.context.new_cdp_session(self.page)
        devtools.send("WebAuthn.enable")
        devtools.send("WebAuthn.addVirtualAuthenticator", {"options": _AUTHENTICATOR})
        self.visit("/profile")
        self.button("Add a passkey").click()
        dialog = self.dialog("Add a passkey")
        dialog.get_by_label("Name of the passkey").fill(name)
        dialog.get_by_role("textbox", name="Your password").fill(PASSWORD)
        dialog.get_by_role("button", name="Continue").click()
        question = self.dialog("Confirm that it is you")
        question.get_by_label("Code from the app").fill(self.telephone.code())
        question.get_by_role("button", name="Confirm").click()
        expect(self.content.get_by_text(name)).to_be_visible()

    def sign_in_by_paper(self, code: str) -> None:
        """Sign out, and in again with a recovery code."""
        self.sign_out()
        self.try_to_sign_in(self.email)
        self.button("Use a recovery code instead").click()
        self.page.get_by_label("Recovery code").fill(code)
        self.button("Confirm").click()

    def see_inside(self) -> None:
        """The portal is open."""
        expect(self.page.get_by_role("navigation", name="Main navigation")).to_be_visible()


@pytest.fixture
def mia(chromium: Browser, house: House, owner: Officer) -> Iterator[Guarded]:
    """A new client who has been admitted and has signed in."""
    mia = Guarded(a_page(chromium), house, "Mia Stone", "mia@clients.example", "7911123457")
    mia.register()
    owner.approve("Trader registration", mia.name)
    mia.house.mail(mia.email, "Welcome")
    mia.sign_in(mia.email)
    yield mia
    mia.page.context.close()


def test_set_up_lost_and_set_up_again(mia: Guarded, owner: Officer) -> None:
    mia.set_up_app()
    expect(mia.content.get_by_text("10 are left")).to_be_visible()
    mia.house.mail(mia.email, "second factor was added")

    # What matters asks for it, and goes on where it stood.
    mia.change_password()
    question = mia.dialog("Confirm that it is you")
    question.get_by_label("Code from the app").fill("000000")
    question.get_by_role("button", name="Confirm").click()
    expect(question.get_by_text("Attempts left: 4")).to_be_visible()
    question.get_by_role("button", name="Close").click()
    expect(
        mia.page.get_by_text("This needs to be confirmed with your second factor.")
    ).to_be_visible()

    # Signing in asks for it too.
    mia.add_passkey("My laptop")
    mia.sign_out()
    mia.try_to_sign_in(mia.email)
    mia.button("Use a passkey").click()
    mia.see_inside()

    # The telephone is lost: a recovery code lets her in, and not a second time.
    lost = mia.telephone.paper[0]
    mia.sign_in_by_paper(lost)
    mia.see_inside()
    mia.sign_in_by_paper(lost)
    expect(mia.page.get_by_text("Attempts left: 4")).to_be_visible()
    mia.house.mail(mia.email, "recovery code was used")

    # Staff take the factor away; the password alone will do until another is set up.
    owner.open_client(mia.name)
    owner.button("Reset second factor").click()
    dialog = owner.page.get_by_role("dialog", name="Reset the second factor")
    dialog.get_by_role("textbox", name="Reason").fill("Lost her telephone")
    dialog.get_by_role("button", name="Reset", exact=True).click()
    owner.toast("The second factor has been reset.")
    mia.house.mail(mia.email, "second factor was reset")
    mia.sign_in(mia.email)
    mia.visit("/profile")
    expect(mia.button("Set up an authenticator app")).to_be_visible()
