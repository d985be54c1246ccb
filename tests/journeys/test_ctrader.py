"""A client opens an account on the other platform, moves money there and back, and looks back."""

from __future__ import annotations

import json
import re
import urllib.request
from datetime import UTC, datetime
from typing import Any

from playwright.sync_api import Browser, expect

from infra.local import simulators
from tests.journeys.conftest import a_page
from tests.journeys.house import House
from tests.journeys.people import Officer, Trader


class Far:
    """The simulated cTrader server's levers."""

    def __init__(self, house: House) -> None:
        self.url = simulators.url(house.layout, simulators.named("ctrader"))

    def pull(self, path: str, **given: Any) -> Any:
        request = urllib.request.Request(
            f"{self.url}/sim/{path}",
            json.dumps(given).encode(),
            {"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.loads(answer.read())

    def state(self, login: str) -> dict[str, Any]:
        with urllib.request.urlopen(f"{self.url}/sim/state?login={login}", timeout=20) as answer:
            found: dict[str, Any] = json.loads(answer.read())
            return found


def test_a_client_trades_on_ctrader_and_looks_back(
    chromium: Browser, house: House, owner: Officer
) -> None:
    far = Far(house)
    trader = Trader(a_page(chromium), house, "Cleo Tran", "cleo@clients.example", "7911123615")
    client_id = house.bring_in(trader.name, trader.email, trader.phone)
    trader.sign_in(trader.email)

    trader.visit("/accounts/new")
    trader.choose("Server", "Meridian-cTrader")
    trader.pick("cTrader USD")
    trader.choose("Leverage", "1:100")
    trader.accept_agreements()
    trader.button("Ask for the account").click()
    trader.toast("Your request has been sent.")
    owner.approve("Open account", trader.name)
    text = house.mail(trader.email, "Your new trading account")
    assert "Investor" not in text
    login = (re.search(r"Login:\s*(\d+)", text) or [""] * 2)[1]
    assert far.state(login)["trader"]["depositCurrency"] == "USD"

    trader.deposit_by_card("200")
    expect(trader.page.get_by_role("heading", name="In your wallet")).to_be_visible()
    before = datetime.now(UTC)
    trader.transfer("Wallet to account", "150")
    (change,) = far.state(login)["changes"]
    assert (change["type"], change["amount"]) == ("DEPOSIT", "150.00")

    wish = {"login": int(login), "symbol": "EURUSD", "direction": "BUY", "units": 2000}
    position = far.pull("positions", **wish)["position"]
    trader.visit("/accounts")
    trader.page.get_by_role("link", name=login).click()
    expect(trader.row("EURUSD", "Buy")).to_contain_text("0.02")
    expect(trader.page.get_by_role("columnheader", name="Open price")).to_be_visible()
    expect(trader.page.get_by_role("columnheader", name="Current price")).to_have_count(0)
    trader.button("New password").click()
    expect(trader.page.get_by_text("Investor password")).to_have_count(0)
    trader.page.keyboard.press("Escape")

    far.pull("positions/close", position=position)
    trader.page.get_by_role("tab", name="Deals").click()
    expect(trader.row("EURUSD", "Sell", "Out")).to_contain_text("0.02")
    trader.transfer("Account to wallet", "50")
    _look_back(trader, before)

    owner.open_client(trader.name, "At a moment")
    owner.button("Show").click()
    expect(owner.content).to_contain_text("As it stood at")
    assert client_id in owner.page.url


def _look_back(trader: Trader, before: datetime) -> None:
    """The wallet as it was before money went to the account, and as it is."""
    trader.visit("/funds/wallets")
    trader.page.get_by_role("link", name="As of a moment").click()
    for moment, balance in ((before, "200.00 USD"), (datetime.now(UTC), "100.00 USD")):
        at = moment.isoformat(timespec="milliseconds")
        trader.visit(f"/funds/statement?at={at.replace('+00:00', 'Z')}")
        expect(trader.fact("Balance").first).to_have_text(balance)
