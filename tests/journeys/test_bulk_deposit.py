"""A deposit for many accounts from a workbook of which three rows are wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from xlsxwriter import Workbook

from infra.local.demo.broker import OWNER
from tests.journeys.conftest import a_page
from tests.journeys.house import House
from tests.journeys.people import Officer, Trader

NAME, EMAIL, PHONE = "Tess Aldana", "tess@clients.example", "7911123491"
SERVER = "Meridian-Live"


@dataclass(frozen=True)
class Desk:
    """The owner at the desk, and the logins of two accounts of Tess's."""

    owner: Officer
    logins: tuple[str, str]


@pytest.fixture(scope="module")
def desk(chromium: Browser, house: House) -> Iterator[Desk]:
    """Tess has asked for two accounts, and they are open."""
    house.bring_in(NAME, EMAIL, PHONE)
    owner = Officer(a_page(chromium), house)
    owner.sign_in(OWNER.email)
    trader = Trader(a_page(chromium), house, NAME, EMAIL, PHONE)
    trader.sign_in(EMAIL)
    logins = []
    for number in (1, 2):
        trader.ask_for_account("Standard USD", "1:100")
        owner.approve("Open account", NAME)
        logins.append(trader.newest_login(number))
    yield Desk(owner, (logins[0], logins[1]))
    for person in (owner, trader):
        person.page.context.close()


@pytest.fixture(scope="module")
def workbook(desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two good rows; an unknown login, an account that comes twice, and no amount."""
    path = tmp_path_factory.mktemp("orders") / "bonus.xlsx"
    first, second = desk.logins
    book = Workbook(str(path))
    sheet = book.add_worksheet()
    rows = (
        ("server", "login", "amount", "comment"),
        (SERVER, int(first), 25.5, "Welcome"),
        (SERVER, 999999999, 25.5, "Welcome"),
        (SERVER, int(second), 40, "Welcome"),
        (SERVER, int(first), 10, "Welcome"),
        (SERVER, "seven", 10, "Welcome"),
    )
    for line, row in enumerate(rows):
        sheet.write_row(line, 0, row)
    book.close()
    return path


def test_the_review_says_what_is_wrong_with_each_row(desk: Desk, workbook: Path) -> None:
    owner = desk.owner
    owner.visit("/accounts/import")
    with owner.page.expect_file_chooser() as chooser:
        owner.button("Choose a file").click()
    chooser.value.set_files(workbook)
    expect(owner.content).to_contain_text("bonus.xlsx")
    owner.button("Check the file").click()
    review = owner.page.get_by_role("list", name="Review")
    expect(review.get_by_role("listitem").filter(has_text=re.compile("^Line"))).to_have_count(3)
    expect(review).to_contain_text("There is no such account among those you see.")
    expect(review).to_contain_text("Line 2 has this already.")
    expect(review).to_contain_text("Write the number of an account on the server")


def test_good_rows_are_carried_out_and_bad_ones_say_why(desk: Desk, workbook: Path) -> None:
    owner = desk.owner
    owner.button("Begin with 2 rows").click()
    expect(owner.heading).to_have_text("Deposit to accounts")
    expect(owner.content).to_contain_text("Done: 2 · Refused: 3 · Left: 0", timeout=60_000)
    expect(owner.content.get_by_text("Finished")).to_be_visible()
    expect(owner.row("999999999").or_(owner.row("There is no such account"))).to_be_visible()
    balances = [owner.house.on_server(login)["figures"]["Balance"] for login in desk.logins]
    assert balances == ["25.50", "40.00"]


def test_refused_rows_come_back_as_a_file(desk: Desk, workbook: Path) -> None:
    with desk.owner.page.expect_download() as saved:
        desk.owner.button("Download refused rows").click()
    text = Path(saved.value.path()).read_text(encoding="utf-8-sig")
    assert text.splitlines()[0] == "server,login,amount,comment,error_column,error"
    assert len(text.splitlines()) == 4


def test_the_page_of_batch_operations_finds_it_by_kind(desk: Desk, workbook: Path) -> None:
    owner = desk.owner
    owner.visit("/batches?kind=account_deposit&status=finished")
    expect(owner.row("Deposit to accounts", "Finished")).to_contain_text("2")


def test_the_client_sees_the_deposit_among_their_transactions(
    desk: Desk, chromium: Browser
) -> None:
    owner = desk.owner
    trader = Trader(a_page(chromium), owner.house, NAME, EMAIL, PHONE)
    trader.sign_in(EMAIL)
    trader.visit("/funds/transactions")
    expect(trader.row("Deposit", desk.logins[0])).to_contain_text("+25.50 USD")
    trader.page.context.close()
