"""A client registers, funds, trades and withdraws; staff decide: all of it in the browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.acts import Play
from tests.journeys.people import Person


def test_a_registration_waits_for_approval(play: Play) -> None:
    play.register()
    trader = play.trader
    expect(trader.content).to_contain_text("We are reviewing your registration")
    trader.try_to_sign_in(trader.email)
    expect(trader.page.get_by_role("alert")).to_contain_text("Your registration is under review")


def test_an_approved_trader_signs_in(play: Play) -> None:
    play.admit()
    expect(play.trader.content).to_contain_text("Welcome, Lea Marin")
    expect(play.owner.page.get_by_text("cannot be reached")).to_be_hidden()


def test_the_decided_request_has_left_my_to_do(play: Play) -> None:
    play.admit()
    play.owner.link("Approvals").click()
    expect(play.owner.content).to_contain_text("Nothing waits for you")


def test_an_account_is_opened_on_the_trading_server(play: Play) -> None:
    play.open_account()
    trader, login = play.trader, play.account.login
    user = trader.house.on_server(login)["user"]
    assert user["Name"] == trader.name
    assert user["Leverage"] == "200"
    trader.visit("/accounts")
    card = trader.page.get_by_role("article", name=f"Account {login}")
    expect(card).to_contain_text("Standard USD on Meridian-Live")
    expect(card).to_contain_text("1:200")


def test_passwords_are_told_once_and_kept_nowhere_else(play: Play) -> None:
    play.open_account()
    trader, password = play.trader, play.account.password
    telling = [mail for mail in trader.house.mails(trader.email) if password in mail["text"]]
    assert len(telling) == 1
    trader.open_request("New trading account")
    expect(trader.content).not_to_contain_text(password)
    expect(trader.page.get_by_role("region", name="What has happened")).to_contain_text(
        "Carried out"
    )


def test_deposits_reach_wallet_and_history(play: Play) -> None:
    play.deposit()
    trader = play.trader
    trader.visit("/funds/transactions")
    expect(trader.row("Deposit", "Card")).to_contain_text("+200.00 USD")
    expect(trader.row("Deposit", "Bank wire")).to_contain_text("+1,000.00 USD")
    trader.open_request("Deposit")
    expect(trader.fact("You pay")).to_have_text("205.00 USD")
    expect(trader.fact("Status")).to_have_text("Approved")


def test_trades_appear_in_the_portal(play: Play) -> None:
    play.trade()
    trader, login = play.trader, play.account.login
    trader.visit("/accounts")
    trader.page.get_by_role("link", name=login).click()
    expect(trader.row("EURUSD", "Sell")).to_be_visible()
    trader.page.get_by_role("tab", name="Deals").click()
    expect(trader.row("EURUSD", "Buy", "In")).to_be_visible()
    expect(trader.row("EURUSD", "Sell", "Out")).to_be_visible()
    balance = f"{float(trader.house.on_server(login)['figures']['Balance']):,.2f} USD"
    expect(trader.figure("Balance")).to_contain_text(balance)


def test_the_servers_deals_are_in_the_back_office(play: Play) -> None:
    play.trade()
    officer = play.owner
    officer.open_client(play.trader.name, "Accounts")
    officer.open_row(play.account.login)
    expect(officer.heading).to_contain_text(play.account.login)
    expect(officer.content).to_contain_text("EURUSD")


def test_money_comes_back_and_is_held_for_the_withdrawal(play: Play) -> None:
    play.withdraw()
    play.trader.see_wallet(available="600.00", held="400.00")
    play.trader.open_request("Withdrawal")
    expect(play.trader.fact("Funding")).to_have_text("Held")
    expect(play.trader.fact("You receive")).to_have_text("396.00 USD")


def test_an_approved_withdrawal_is_posted_and_paid(play: Play) -> None:
    play.pay_out()
    play.trader.see_wallet(available="600.00", held="0.00")
    play.trader.open_request("Withdrawal")
    expect(play.trader.fact("Status")).to_have_text("Approved")
    expect(play.trader.fact("Funding")).to_have_text("Withdrawn")
    expect(play.trader.fact("Payment")).to_have_text("Success")


def test_a_rejected_withdrawal_gives_the_money_back_with_a_reason(play: Play) -> None:
    play.refuse()
    play.trader.see_wallet(available="600.00", held="0.00")
    play.trader.open_request("Withdrawal")
    expect(play.trader.page.get_by_role("alert")).to_contain_text("The bank account is closed.")
    expect(play.trader.fact("Funding")).to_have_text("Returned")


def test_every_step_is_in_the_request_history(play: Play) -> None:
    play.refuse()
    trader = play.trader
    trader.visit("/funds/requests")
    for kind, about, status in (
        ("New trading account", "Standard USD", "Approved"),
        ("Deposit", "1,000.00 USD", "Approved"),
        ("Deposit", "200.00 USD", "Approved"),
        ("Transfer", "500.00 USD", "Approved"),
        ("Transfer", "300.00 USD", "Approved"),
        ("Withdrawal details", "Salary account", "Approved"),
        ("Withdrawal", "400.00 USD", "Approved"),
        ("Withdrawal", "100.00 USD", "Rejected"),
    ):
        expect(trader.row(kind, about)).to_contain_text(status)


def test_every_step_is_a_notification(play: Play) -> None:
    play.refuse()
    notices = play.trader.notices()
    for sentence in (
        "Welcome. Your registration is approved.",
        f"Your account {play.account.login} on Meridian-Live is open.",
        "Your deposit of 1,000.00 USD is in your wallet.",
        "Your deposit of 200.00 USD is in your wallet.",
        "Your transfer of 500.00 USD is completed.",
        "Your withdrawal details “Salary account” can be used now.",
        "Your withdrawal of 400.00 USD is approved and on its way.",
        "Your withdrawal of 400.00 USD has been paid.",
        "Your withdrawal of 100.00 USD was not approved: The bank account is closed.",
    ):
        expect(notices.filter(has_text=sentence)).to_have_count(1)


def test_staff_were_told_of_what_waited(play: Play) -> None:
    play.refuse()
    notices = play.finance.notices()
    expect(notices.filter(has_text="Withdrawal of Lea Marin waits")).to_have_count(2)


@pytest.mark.parametrize(
    ("tab", "texts"),
    [
        ("Accounts", ("Meridian-Live", "1:200")),
        ("Transactions", ("Withdrawal", "-400.00 USD")),
        ("Requests", ("Withdrawal", "100.00 USD", "Rejected")),
        ("Sign-ins", ("Signed in",)),
        ("Audit", ("Request rejected", "Marco Bianchi")),
    ],
)
def test_the_clients_page_shows_every_step(play: Play, tab: str, texts: tuple[str, ...]) -> None:
    play.refuse()
    play.owner.open_client(play.trader.name, tab)
    expect(play.owner.row(*texts)).to_be_visible()


def test_the_clients_wallet_in_the_back_office_agrees(play: Play) -> None:
    play.refuse()
    play.owner.open_client(play.trader.name, "Wallets")
    wallet = play.owner.page.get_by_role("region", name="USD")
    expect(wallet.get_by_role("definition")).to_have_text(["0.00 USD", "600.00 USD"])


def test_the_audit_log_names_who_did_what(play: Play) -> None:
    play.refuse()
    officer = play.owner
    officer.link("Audit log").click()
    for action, actor in (
        ("Request rejected", "Marco Bianchi"),
        ("Request status changed", "Marco Bianchi"),
        ("Request approved", "Olivia Hart"),
        ("Request submitted", "Lea Marin"),
    ):
        expect(officer.row(action, actor)).to_be_visible()


def test_every_entry_of_the_trader_opens_to_postings_and_cause(play: Play) -> None:
    play.refuse()
    trader = play.trader
    trader.visit("/funds/wallets/USD")
    _every_entry_opens(
        trader,
        {
            "Deposit credited": ("Deposit", "Payment provider"),
            "Transfer out": ("Transfer", "Trading server"),
            "Transfer in": ("Transfer", "Trading server"),
            "Amount held": ("Withdrawal", "Your wallet, held"),
            "Withdrawal paid": ("Withdrawal", "The broker's bank"),
            "Hold released": ("Withdrawal", "Your wallet, available"),
        },
        "Comes from",
    )


def test_every_entry_in_the_back_office_sums_to_zero(play: Play) -> None:
    play.refuse()
    officer = play.owner
    officer.open_client(play.trader.name, "Wallets")
    wallet = officer.page.get_by_role("region", name="USD")
    wallet.get_by_role("link", name="History").click()
    _every_entry_opens(
        officer,
        {
            "Transfer out": ("Transfer", "Trading server clearing"),
            "Withdrawal": ("Withdrawal", "Bank clearing"),
            "Released": ("Withdrawal", "Client's wallet, held"),
        },
        "Cause",
    )
    expect(officer.row("Sum")).to_contain_text("0.00 USD")


def _every_entry_opens(person: Person, entries: dict[str, tuple[str, str]], cause: str) -> None:
    """Open a line of each kind in the wallet on the screen: what caused it, what it moved."""
    wallet = person.page.url.removeprefix(person.origin)
    for kind, (from_what, against) in entries.items():
        person.visit(wallet)
        person.content.get_by_role("link", name=kind, exact=True).first.click()
        expect(person.heading).to_have_text(kind)
        expect(person.fact(cause).first).to_contain_text(from_what)
        expect(person.page.get_by_role("table")).to_contain_text(against)


def test_the_books_agree_with_the_server(play: Play) -> None:
    play.refuse()
    officer = play.owner
    officer.link("Ledger").click()
    officer.button("Run now").click()
    expect(officer.content).to_contain_text("All well: everything agrees.", timeout=60_000)
