"""Tilda asks, Olivia answers: both threads, a note between staff, a file, closing and reopening."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.journeys import sight
from tests.journeys.conftest import a_page
from tests.journeys.house import House
from tests.journeys.looks import LOOKS, Look, faults_in
from tests.journeys.people import Officer, Person, Trader

SUBJECT = "Where is my deposit?"


@pytest.fixture(scope="module")
def tilda(chromium: Browser, house: House) -> Iterator[Trader]:
    """Tilda, whom the broker has brought in, at her portal."""
    name, email, phone = "Tilda Marsh", "tilda@clients.example", "7911123801"
    house.bring_in(name, email, phone)
    trader = Trader(a_page(chromium), house, name, email, phone)
    sight.prepare(trader.page.context)
    trader.sign_in(email)
    yield trader
    trader.page.context.close()


@pytest.fixture(scope="module")
def olivia(owner: Officer) -> Officer:
    """Olivia, who may answer."""
    sight.prepare(owner.page.context)
    return owner


def thread(person: Person) -> Locator:
    """What was written, from the beginning."""
    return person.page.get_by_role("list", name="Messages").locator("li p")


def open_ticket(person: Person) -> None:
    """Open the ticket from the list."""
    person.visit("/tickets")
    person.open_row(SUBJECT)
    expect(person.heading).to_have_text(SUBJECT)


def test_an_empty_question_is_refused_at_its_fields(tilda: Trader) -> None:
    tilda.visit("/tickets")
    tilda.content.get_by_role("link", name="Ask a question").first.click()
    tilda.button("Send").click()
    expect(tilda.page.locator(".mantine-InputWrapper-error")).to_have_count(3)


def test_a_double_click_asks_once(tilda: Trader, proof: Path) -> None:
    tilda.visit("/tickets/new")
    tilda.choose("Topic", "Deposits and withdrawals")
    tilda.page.get_by_role("textbox", name="Subject").fill(SUBJECT)
    tilda.page.get_by_role("textbox", name="Message").fill("I paid on Monday.")
    tilda.button("Attach a file").click()
    tilda.page.locator("input[type=file]").set_input_files(proof)
    expect(tilda.content.get_by_text("Received")).to_be_visible()
    tilda.button("Send").dblclick()
    expect(tilda.heading).to_have_text(SUBJECT)
    tilda.visit("/tickets")
    asked = tilda.content.get_by_role("row").filter(has_text=SUBJECT)
    expect(asked).to_have_count(1)
    tilda.house.mail(tilda.email, "We have received your question")


def test_staff_read_it_note_and_answer(tilda: Trader, olivia: Officer) -> None:
    open_ticket(olivia)
    expect(olivia.button("confirmation.pdf")).to_be_visible()
    olivia.page.get_by_text("Note for colleagues").click()
    olivia.page.get_by_role("textbox", name="Note").fill("The bank confirms.")
    olivia.button("Add note").click()
    expect(olivia.content.get_by_text("The bank confirms.")).to_be_visible()
    olivia.page.get_by_text("Answer the client").click()
    olivia.page.get_by_role("textbox", name="Message").fill("It arrives today.")
    olivia.button("Send").dblclick()
    expect(thread(olivia)).to_have_text(
        ["I paid on Monday.", "The bank confirms.", "It arrives today."]
    )
    tilda.house.mail(tilda.email, "An answer to")


def test_the_client_sees_the_answer_and_no_note(tilda: Trader) -> None:
    told = tilda.notices().filter(has_text="We have answered your question")
    expect(told).to_have_count(1)
    open_ticket(tilda)
    expect(thread(tilda)).to_have_text(["I paid on Monday.", "It arrives today."])


def test_both_answer_at_once_and_nothing_is_lost(tilda: Trader, olivia: Officer) -> None:
    open_ticket(olivia)
    olivia.page.get_by_role("textbox", name="Message").fill("One more thing.")
    tilda.page.get_by_role("textbox", name="Message").fill("Not yet here.")
    tilda.button("Send").click()
    olivia.button("Send").click()
    for person in (tilda, olivia):
        for text in ("One more thing.", "Not yet here."):
            expect(thread(person).filter(has_text=text)).to_have_count(1)


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_both_threads_are_sound_in_every_look(
    tilda: Trader, olivia: Officer, look: Look, request: pytest.FixtureRequest
) -> None:
    for person, name in ((tilda, "own-ticket"), (olivia, "ticket")):
        open_ticket(person)
        assert not faults_in(person.page, look, name, request)


def test_the_client_closes_reopens_and_it_stands_on_the_clients_page(
    tilda: Trader, olivia: Officer
) -> None:
    open_ticket(tilda)
    tilda.button("This is resolved").click()
    expect(tilda.content.get_by_text("You closed this")).to_be_visible()
    olivia.open_client(tilda.name, tab="Tickets")
    resolved = olivia.page.get_by_role("region", name="Resolved")
    expect(resolved.get_by_role("link", name=SUBJECT)).to_be_visible()
    tilda.button("Reopen").click()
    expect(tilda.content.get_by_text("You reopened this")).to_be_visible()
    olivia.page.reload()
    unresolved = olivia.page.get_by_role("region", name="Unresolved")
    expect(unresolved.get_by_role("link", name=SUBJECT)).to_be_visible()


def test_staff_write_first_and_the_client_hears_of_it_once(tilda: Trader, olivia: Officer) -> None:
    subject = "Your new bank account"
    olivia.open_client(tilda.name, tab="Tickets")
    olivia.button("Write to the client").click()
    sheet = olivia.page.get_by_role("dialog", name="A new ticket for Tilda Marsh")
    sheet.get_by_role("button", name="Send").click()
    expect(sheet.locator(".mantine-InputWrapper-error")).to_have_count(3)
    sheet.get_by_role("combobox", name="Category").click()
    olivia.page.get_by_role("option", name="Deposits and withdrawals").click()
    sheet.get_by_role("textbox", name="Subject").fill(subject)
    sheet.get_by_role("textbox", name="Message").fill("Please send us a statement of it.")
    sheet.get_by_role("button", name="Send").dblclick()
    unresolved = olivia.page.get_by_role("region", name="Unresolved")
    expect(unresolved.get_by_role("link", name=subject)).to_have_count(1)
    tilda.house.mail(tilda.email, f"A message for you: {subject}")
    tilda.visit("/tickets")
    tilda.open_row(subject)
    expect(thread(tilda)).to_have_text(["Please send us a statement of it."])
