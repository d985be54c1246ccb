"""Olivia plans a call: a wrong form, a double click, the month, the client's page, and done."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, expect

from infra.local.demo.broker import OWNER
from tests.journeys import sight
from tests.journeys.conftest import a_page
from tests.journeys.house import House
from tests.journeys.looks import LOOKS, Look, faults_in
from tests.journeys.people import Officer

TITLE = "Ask about the trading plan"
CLIENT = "Uma Thorne"


@pytest.fixture(scope="module")
def olivia(chromium: Browser, house: House) -> Iterator[Officer]:
    """Olivia, and Uma, whom a task can be about."""
    house.bring_in(CLIENT, "uma@clients.example", "7911123811")
    officer = Officer(a_page(chromium), house)
    sight.prepare(officer.page.context)
    officer.sign_in(OWNER.email)
    yield officer
    officer.page.context.close()


def plan(olivia: Officer) -> Locator:
    """Open the dialog for a new task."""
    olivia.visit("/tasks")
    olivia.content.get_by_role("button", name="Plan a task").first.click()
    return olivia.page.get_by_role("dialog", name="Plan a task")


def test_a_task_without_title_or_people_is_refused_at_its_fields(olivia: Officer) -> None:
    dialog = plan(olivia)
    dialog.get_by_role("combobox", name="For").press("Backspace")
    dialog.get_by_role("button", name="Plan a task").click()
    expect(dialog.locator(".mantine-InputWrapper-error")).to_have_count(2)


def test_a_double_click_plans_one_task_about_a_client(olivia: Officer) -> None:
    dialog = plan(olivia)
    dialog.get_by_role("textbox", name="Title").fill(TITLE)
    dialog.get_by_role("combobox", name="Client").fill("Uma")
    olivia.page.get_by_role("option", name=CLIENT).click()
    olivia.choose("Reminder", "15 minutes before")
    dialog.get_by_role("button", name="Plan a task").dblclick()
    expect(dialog).to_be_hidden()
    rows = olivia.content.get_by_role("row").filter(has_text=TITLE)
    expect(rows).to_have_count(1)
    expect(rows.first).to_contain_text(CLIENT)


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_list_month_and_dialog_are_sound_in_every_look(
    olivia: Officer, look: Look, request: pytest.FixtureRequest
) -> None:
    olivia.visit("/tasks")
    expect(olivia.content.get_by_text(TITLE).first).to_be_visible()
    assert not faults_in(olivia.page, look, "tasks", request)
    olivia.visit("/tasks?view=month")
    task = olivia.content.get_by_role("button", name=TITLE)
    expect(task).to_be_visible()
    assert not faults_in(olivia.page, look, "tasks-month", request)
    task.click()
    expect(olivia.page.get_by_role("dialog", name="Task")).to_be_visible()
    assert not faults_in(olivia.page, look, "task", request, reopened=lambda _: None)


def test_it_stands_on_the_clients_page_and_is_done_there(olivia: Officer) -> None:
    olivia.visit("/clients")
    olivia.open_client(CLIENT, tab="Tasks")
    row = olivia.content.get_by_role("row").filter(has_text=TITLE)
    row.get_by_role("button").first.click()
    dialog = olivia.page.get_by_role("dialog", name="Task")
    dialog.get_by_role("button", name="Mark as done").click()
    expect(dialog).to_be_hidden()
    expect(row).to_contain_text("Done")
