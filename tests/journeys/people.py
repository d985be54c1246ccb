"""Page objects: a trader in the portal and an officer in the back office, in the trade's words.

Owns how each deed is done on the pages, found by role and label as a person finds it. Waits for
what becomes visible, never for a time. Refuses to assert more than that the deed was done.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page, Response, expect

from infra.local.demo.broker import PASSWORD
from tests.journeys.house import House


def _is_puzzle(answer: Response) -> bool:
    return answer.request.method == "POST" and answer.url.endswith("/slides")


@dataclass(frozen=True)
class Account:
    """A trading account as the e-mail tells it."""

    login: str
    password: str


class Person:
    """Somebody at a browser."""

    realm = "client"

    def __init__(self, page: Page, house: House, origin: str) -> None:
        self.page = page
        self.house = house
        self.origin = origin

    def visit(self, path: str) -> None:
        """Open an address of the application and wait for its heading."""
        self.page.goto(self.origin + path)
        expect(self.heading).to_be_visible()

    @property
    def heading(self) -> Locator:
        """The heading of the page."""
        return self.page.get_by_role("heading", level=1)

    @property
    def content(self) -> Locator:
        """The page inside the frame."""
        return self.page.get_by_role("main")

    @property
    def dialog(self) -> Locator:
        """The dialog that is open."""
        return self.page.get_by_role("dialog")

    def button(self, name: str) -> Locator:
        """The button of exactly that name."""
        return self.page.get_by_role("button", name=name, exact=True)

    def link(self, name: str) -> Locator:
        """The way of exactly that name in the main navigation."""
        navigation = self.page.get_by_role("navigation", name="Main navigation")
        return navigation.get_by_role("link", name=re.compile(rf"^{re.escape(name)}\b"))

    def fact(self, label: str) -> Locator:
        """What stands beside a label in the facts of the page."""
        term = self.page.get_by_role("term").filter(has_text=re.compile(f"^{re.escape(label)}$"))
        return self.content.locator("dl > div").filter(has=term).get_by_role("definition")

    def figure(self, label: str) -> Locator:
        """The card with that label and its figure."""
        return self.content.get_by_text(label, exact=True).first.locator("xpath=../..")

    def row(self, *texts: str) -> Locator:
        """The newest table row with all these texts."""
        rows = self.content.get_by_role("row")
        for text in texts:
            rows = rows.filter(has_text=text)
        return rows.first

    def open_row(self, *texts: str) -> None:
        """Follow the row's own link."""
        self.row(*texts).get_by_role("link").first.click()

    def choose(self, label: str, option: str) -> None:
        """Pick an option from a list box."""
        self.page.get_by_role("combobox", name=label).click()
        self.page.get_by_role("option", name=option).locator("visible=true").click()

    def seek(self, label: str, typed: str) -> None:
        """Pick from a list box that narrows down as one types."""
        self.page.get_by_role("combobox", name=label).fill(typed)
        self.page.get_by_role("option", name=typed).locator("visible=true").first.click()

    def pick(self, name: str) -> None:
        """Pick one card of a choice."""
        self.page.get_by_role("radio", name=re.compile(name)).click()

    def toast(self, text: str) -> None:
        """A passing note said so."""
        expect(self.page.get_by_text(text, exact=True).first).to_be_visible()

    def sign_in(self, email: str) -> None:
        """Sign in and wait for the first page."""
        self.try_to_sign_in(email)
        expect(self.page.get_by_role("navigation", name="Main navigation")).to_be_visible()
        expect(self.heading).to_be_visible()

    def try_to_sign_in(self, email: str) -> None:
        """Send the sign-in form."""
        self.visit("/sign-in")
        self.page.get_by_label("E-mail").fill(email)
        self.page.get_by_role("textbox", name="Password").fill(PASSWORD)
        self.button("Sign in").click()

    @contextmanager
    def puzzle(self) -> Iterator[None]:
        """Do what a slide puzzle guards, and solve it as it comes up."""
        with self.page.expect_response(_is_puzzle) as drawn:
            yield
        dialog = self.page.get_by_role("dialog", name="Security check")
        hole = self.house.hole(drawn.value.json()["id"], self.realm)
        dialog.get_by_role("slider", name="Position of the piece").fill(str(hole))
        dialog.get_by_role("button", name="Confirm").click()
        expect(dialog).to_be_hidden()

    def sign_out(self) -> None:
        """Sign out from the menu of one's name."""
        self.page.get_by_role("button", name=re.compile("^Menu of")).click()
        self.button("Sign out").click()
        expect(self.button("Sign in")).to_be_visible()

    def notices(self) -> Locator:
        """Open the page of notifications."""
        self.visit("/notifications")
        return self.content.get_by_role("listitem")


class Trader(Person):
    """A client in the portal."""

    def __init__(self, page: Page, house: House, name: str, email: str, phone: str) -> None:
        super().__init__(page, house, house.layout.portal_url)
        self.name = name
        self.email = email
        self.phone = phone

    def register(self, path: str = "/register") -> None:
        """Fill in the whole registration, with the code from the e-mail."""
        self.visit(path)
        self.page.get_by_label("Full name").fill(self.name)
        self.seek("Nationality", "United Kingdom")
        self.page.get_by_role("textbox", name="Phone number").fill(self.phone)
        self.page.get_by_role("textbox", name="E-mail", exact=True).fill(self.email)
        with self.puzzle():
            self.button("Send code").click()
        code = self.house.code(self.email)
        self.page.get_by_role("textbox", name="Code from the e-mail").fill(code)
        self.page.get_by_role("textbox", name="Password").fill(PASSWORD)
        self.accept_agreements()
        self.button("Register as trader").click()

    def accept_agreements(self) -> None:
        """Tick every agreement of the page."""
        for box in self.page.get_by_role("checkbox").all():
            box.check()

    def ask_for_account(self, account_type: str, leverage: str) -> None:
        """Ask for a live account."""
        self.visit("/accounts/new")
        self.pick(account_type)
        self.choose("Leverage", leverage)
        self.accept_agreements()
        self.button("Ask for the account").click()
        self.toast("Your request has been sent.")

    def read_credentials(self) -> Account:
        """Login and trading password from the one e-mail that tells them."""
        text = self.house.mail(self.email, "Your new trading account")
        login = re.search(r"Login:\s*(\d+)", text)
        password = re.search(r"(?:Trading|Master|Main) password:\s*(\S+)", text)
        assert login, text
        assert password, text
        return Account(login[1], password[1])

    def newest_login(self, number: int) -> str:
        """The login of the newest account, once there are ``number`` of them."""
        self.visit("/accounts")
        cards = self.page.get_by_role("article", name=re.compile(r"^Account \d+"))
        expect(cards).to_have_count(number)
        return (cards.first.get_attribute("aria-label") or "").removeprefix("Account ")

    def deposit_by_wire(self, amount: str, proof: Path) -> None:
        """Ask for a bank wire to be credited, with the bank's confirmation."""
        self.fill_wire(amount, proof)
        self.button("Submit deposit").click()

    def fill_wire(self, amount: str, proof: Path) -> None:
        """Fill the form in; the file is checked already."""
        self.visit("/funds/deposit")
        self.pick("Bank wire")
        self.page.get_by_role("textbox", name="Amount").fill(amount)
        with self.page.expect_file_chooser() as chooser:
            self.button("Choose file: Bank's confirmation").click()
        chooser.value.set_files(proof)
        expect(self.page.get_by_text("Received", exact=True)).to_be_visible()

    def fill_card(self, amount: str) -> None:
        """Fill in a card deposit."""
        self.visit("/funds/deposit")
        self.pick("Card")
        self.page.get_by_role("textbox", name="Amount").fill(amount)

    def deposit_by_card(self, amount: str) -> None:
        """Pay by card on the provider's hosted page and come back."""
        self.fill_card(amount)
        self.button("Continue to payment").click()
        self.pay_at_the_provider()

    def pay_at_the_provider(self) -> None:
        """Type a card on the hosted page."""
        expect(self.page.get_by_role("heading", name="Pay with card")).to_be_visible()
        self.page.get_by_label("Card number").fill("4242 4242 4242 4242")
        self.page.get_by_label("Expiry date").fill("12 / 34")
        self.page.get_by_label("Security code").fill("123")
        self.page.get_by_label("Cardholder name").fill(self.name)
        self.page.get_by_role("button", name=re.compile(r"^Pay .*\d")).click()

    def transfer(self, direction: str, amount: str) -> None:
        """Move money between wallet and account; waits until it has moved."""
        self.visit("/funds/transfer")
        self.page.get_by_role("radiogroup", name="Direction").get_by_text(direction).click()
        self.page.get_by_role("textbox", name="Amount").fill(amount)
        # What the server said a moment ago is asked anew after some seconds.
        expect(self.page.get_by_text(re.compile(r"^0\.00 .* can leave the account"))).to_have_count(
            0
        )
        self.button("Transfer now").click()
        expect(self.page.get_by_role("heading", name="Transfer completed")).to_be_visible()

    def save_bank_account(self, label: str) -> None:
        """Save where to be paid."""
        self.visit("/funds/withdrawal-details")
        self.button("Add details").first.click()
        dialog = self.page.get_by_role("dialog", name="Add details")
        for field, text in {
            "Name": label,
            "Account holder": self.name,
            "Bank": "Harbour Bank",
            "IBAN": "GB29 NWBK 6016 1331 9268 19",
            "BIC (SWIFT)": "NWBKGB2L",
        }.items():
            dialog.get_by_role("textbox", name=field, exact=True).fill(text)
        dialog.get_by_role("button", name="Save details").click()
        self.toast("The details have been saved.")

    def withdraw(self, amount: str, to: str) -> None:
        """Ask to be paid out."""
        self.visit("/funds/withdraw")
        self.pick("Bank wire")
        self.fill_withdrawal(amount, to)

    def fill_withdrawal(self, amount: str, to: str) -> None:
        """Say how much, and to which saved details, and send it."""
        self.choose("Pay to", to)
        self.page.get_by_role("textbox", name="Amount").fill(amount)
        self.button("Request withdrawal").click()
        self.toast("Your withdrawal has been requested.")

    def see_wallet(self, available: str, held: str) -> None:
        """Look at the wallet: that much can be used, that much is set aside."""
        self.visit("/funds/wallets/USD")
        card = self.figure("Available in USD")
        expect(card).to_contain_text(f"{available} USD")
        expect(self.fact("Held").first).to_have_text(f"{held} USD")

    def see_request(self, kind: str, status: str) -> None:
        """The newest request of that kind stands so in the history."""
        self.visit("/funds/requests")
        expect(self.row(kind)).to_contain_text(status)

    def open_request(self, kind: str) -> None:
        """Open the newest request of that kind from the history."""
        self.visit("/funds/requests")
        self.open_row(kind)
        expect(self.heading).to_contain_text(kind)


class Officer(Person):
    """A member of staff in the back office."""

    realm = "staff"

    def __init__(self, page: Page, house: House) -> None:
        super().__init__(page, house, house.layout.desk_url)

    def take_up(self, request: str, client: str) -> None:
        """Find a client's request in My To Do and open it."""
        self.link("Approvals").click()
        expect(self.heading).to_have_text("Approvals")
        # What was decided a moment ago may be listed until the list is fresh.
        expect(self.page.locator("table[aria-busy=true]")).to_have_count(0)
        self.open_row(request, client)
        expect(self.heading).to_have_text(request)
        expect(self.button("Approve")).to_be_enabled()

    def approve(self, request: str, client: str) -> None:
        """Approve it with a notice by e-mail and in the portal."""
        self.take_up(request, client)
        self._decide("Approve", "Approved")

    def approve_step(self, request: str, client: str) -> None:
        """Approve one step of it; others come after."""
        self.take_up(request, client)
        self._decide("Approve", "Step approved; the next one is due")

    def correct(self, **values: str) -> None:
        """Correct what is on the screen, by the labels of its fields."""
        self.button("Correct").click()
        dialog = self.page.get_by_role("dialog", name="Correct this request")
        for label, text in values.items():
            dialog.get_by_role("textbox", name=label).fill(text)
        dialog.get_by_role("button", name="Save correction").click()
        expect(dialog).to_be_hidden()
        self.toast("Corrected; it stands in the log")

    def reject(self, request: str, client: str, reason: str) -> None:
        """Reject it; the client reads the reason."""
        self.take_up(request, client)
        self.button("Reject").click()
        self.dialog.get_by_role("textbox", name="Reason").fill(reason)
        self._confirm("Reject", "Rejected")

    def _decide(self, verb: str, done: str) -> None:
        self.button(verb).click()
        self._confirm(verb, done)

    def _confirm(self, verb: str, done: str) -> None:
        dialog = self.dialog
        expect(dialog.get_by_role("checkbox", name="By e-mail")).to_be_checked()
        dialog.get_by_role("button", name=verb, exact=True).click()
        expect(dialog).to_be_hidden()
        self.toast(done)

    def open_client(self, client: str, tab: str = "Overview") -> None:
        """Open a client's page at one of its tabs."""
        self.link("Clients").click()
        self.open_row(client)
        expect(self.heading).to_contain_text(client)
        self.page.get_by_role("tab", name=tab, exact=True).click()

    def mark_as_paid(self) -> None:
        """Mark the payout on the screen as arrived at the bank."""
        self.button("Mark as paid").click()
        self.toast("Payment status changed")


class Terminal:
    """The trading terminal of the simulated server."""

    def __init__(self, page: Page, house: House, account: Account) -> None:
        self.page = page
        page.goto(house.terminal(account.login))
        page.get_by_label("Password").fill(account.password)
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("heading", name="Open positions")).to_be_visible()

    def trade(self, side: str) -> None:
        """Open a position of a tenth of a lot at the market."""
        self.page.get_by_role("button", name=re.compile(f"^{side}")).click()
        expect(self.page.get_by_role("status")).to_contain_text(
            {"Buy": "Bought", "Sell": "Sold"}[side]
        )

    def close_everything(self) -> None:
        """Close every open position."""
        open_ones = self.page.get_by_role("button", name=re.compile("^Close position"))
        expect(open_ones.first).to_be_visible()
        for held in open_ones.all():
            held.click()
            expect(self.page.get_by_role("status")).to_contain_text("Closed")
        expect(self.page.get_by_text("No open positions.")).to_be_visible()
