"""The story of a client's first money, in acts.

Owns the order: an act first has those before it played, and none is played twice, so that any
test can ask for the state that it needs. Refuses to judge; the tests do.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from pathlib import Path

from playwright.sync_api import expect

from tests.journeys.people import Account, Officer, Terminal, Trader


class EarlierActFailed(AssertionError):
    """The story could not come so far; the act that failed has its own report."""


def _once(act: Callable[[Play], None]) -> Callable[[Play], None]:
    @wraps(act)
    def played(play: Play) -> None:
        if act.__name__ in play.failed:
            raise EarlierActFailed(act.__name__)
        if act.__name__ in play.done:
            return
        play.failed.add(act.__name__)
        act(play)
        play.failed.discard(act.__name__)
        play.done.add(act.__name__)

    return played


@dataclass
class Play:
    """Who plays, and how far the story has come."""

    trader: Trader
    owner: Officer
    finance: Officer
    proof: Path
    account: Account = field(default_factory=lambda: Account("", ""))
    done: set[str] = field(default_factory=set)
    failed: set[str] = field(default_factory=set)

    @_once
    def register(self) -> None:
        """The trader registers and is told to wait."""
        self.trader.register()
        expect(self.trader.heading).to_have_text("Registration received")

    @_once
    def admit(self) -> None:
        """The owner approves; the trader signs in."""
        self.register()
        self.owner.approve("Trader registration", self.trader.name)
        self.trader.house.mail(self.trader.email, "Welcome")
        self.trader.sign_in(self.trader.email)

    @_once
    def open_account(self) -> None:
        """A live account is asked for, approved and opened on the server."""
        self.admit()
        self.trader.ask_for_account("Standard USD", "1:200")
        self.owner.approve("Open account", self.trader.name)
        self.account = self.trader.read_credentials()

    @_once
    def deposit(self) -> None:
        """1,000 by wire, which staff confirm, and 200 by card, which nobody has to."""
        self.open_account()
        self.trader.deposit_by_wire("1000", self.proof)
        expect(self.trader.heading).to_have_text("Your deposit")
        self.finance.approve("Deposit", self.trader.name)
        self.trader.deposit_by_card("200")
        expect(self.trader.page.get_by_role("heading", name="In your wallet")).to_be_visible()

    @_once
    def trade(self) -> None:
        """500 go to the account, where two positions are opened and closed."""
        self.deposit()
        self.trader.transfer("Wallet to account", "500")
        page = self.trader.page.context.new_page()
        terminal = Terminal(page, self.trader.house, self.account)
        terminal.trade("Buy")
        terminal.close_everything()
        terminal.trade("Sell")
        page.close()

    @_once
    def withdraw(self) -> None:
        """300 come back, 400 are withdrawn and paid; another 100 are asked for."""
        self.trade()
        self.trader.transfer("Account to wallet", "300")
        self.trader.save_bank_account("Salary account")
        self.trader.withdraw("400", "Salary account")

    @_once
    def pay_out(self) -> None:
        """Staff approve the withdrawal and mark it as paid."""
        self.withdraw()
        self.finance.approve("Withdrawal", self.trader.name)
        self.finance.mark_as_paid()

    @_once
    def refuse(self) -> None:
        """A second withdrawal is rejected with a reason."""
        self.pay_out()
        self.trader.withdraw("100", "Salary account")
        self.finance.reject("Withdrawal", self.trader.name, "The bank account is closed.")
