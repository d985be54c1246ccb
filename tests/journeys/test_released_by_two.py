"""What is held of a broker's commissions is paid once two people have looked at the evidence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Locator, expect

from infra.local.demo.broker import OWNER
from infra.local.testing import eventually
from tests.journeys.conftest import a_page
from tests.journeys.house import House
from tests.journeys.looks import by_button_of, faults_in_dialog
from tests.journeys.people import Officer, Trader
from tests.journeys.test_commissions import flaws
from tests.journeys.test_tiers import DEVICE, shows

SECOND = "ines@meridian.example"
CHECKS = "partners.fraud_checks"
REVIEWS = "/commission-reviews"


@dataclass(frozen=True)
class Scene:
    """Runa, whose client Otto shares her device; Olivia at two windows, and Ines."""

    runa: Trader
    runa_id: str
    otto: Trader
    olivia: Officer
    elsewhere: Officer
    ines: Officer


@pytest.fixture(scope="module")
def scene(chromium: Browser, house: House) -> Iterator[Scene]:
    """The broker wants two people to release what is held."""
    house.take_on(
        "Ines Roth",
        SECOND,
        permissions=[
            "read_settings",
            "approve_settings",
            "read_clients",
            "read_commissions",
            "read_commission_reviews",
            "decide_commission_reviews",
        ],
        scope={"company": True},
    )
    house.adopt_by_two(CHECKS, {"two_to_release": True}, SECOND)
    runa = Trader(a_page(chromium), house, "Runa Vale", "runa@clients.example", "7911123721")
    otto = Trader(a_page(chromium), house, "Otto Brook", "otto@clients.example", "7911123722")
    for one in (runa, otto):
        script = f"localStorage.setItem('{DEVICE}', 'one-more-device-of-two')"
        one.page.context.add_init_script(script)
    runa_id = house.bring_in(runa.name, runa.email, runa.phone, kind="ib")
    house.bring_in(otto.name, otto.email, otto.phone, referrer=runa_id)
    officers = [Officer(a_page(chromium), house) for _ in range(3)]
    for officer, email in zip(officers, (OWNER.email, OWNER.email, SECOND), strict=True):
        officer.sign_in(email)
    yield Scene(runa, runa_id, otto, *officers)
    house.adopt_by_two(CHECKS, {"two_to_release": False}, SECOND)
    for person in (runa, otto, *officers):
        person.page.context.close()


def test_the_second_person_hears_by_the_bell_that_something_is_held(scene: Scene) -> None:
    runa, otto = scene.runa, scene.otto
    runa.sign_in(runa.email)
    otto.sign_in(otto.email)
    otto.ask_for_account("Standard USD", "1:200")
    scene.olivia.approve("Open account", otto.name)
    login = otto.read_credentials().login
    otto.house.deal_by_hand(login, "1000")
    otto.house.trade(login, "EURUSD")
    eventually(lambda: shows(runa, "Under review"), "a held commission", 90)
    told = f"Commissions of {scene.runa_id} are held"
    expect(scene.ines.notices().filter(has_text=told)).to_have_count(1)


def evidence(officer: Officer, name: str) -> Locator:
    """The open evidence of what is held of a broker."""
    officer.visit(REVIEWS)
    officer.row(name).get_by_role("button", name="Show evidence").click()
    expect(officer.dialog).to_contain_text("The same device")
    return officer.dialog


def test_the_first_word_pays_nothing_and_the_same_person_is_no_second(scene: Scene) -> None:
    runa, olivia, elsewhere = scene.runa, scene.olivia, scene.elsewhere
    late = evidence(elsewhere, runa.name)
    first = evidence(olivia, runa.name)
    first.get_by_label("Reason").fill("They share a flat")
    first.get_by_role("button", name="Release and pay").click()
    olivia.toast("Noted: another person has to agree")
    expect(olivia.row(runa.name)).to_contain_text("Release proposed")
    late.get_by_label("Reason").fill("Once more")
    late.get_by_role("button", name="Release and pay").click()
    expect(late.get_by_text("Somebody else must agree")).to_be_visible()
    mine = evidence(olivia, runa.name)
    expect(mine).to_contain_text("You wanted this to be released")
    mine.get_by_label("Reason").fill("Yes, really")
    expect(mine.get_by_role("button", name="Agree and pay")).to_be_disabled()
    assert not shows(runa, "Paid")


def test_the_second_person_reads_why_and_agrees_and_it_is_paid(
    scene: Scene, request: pytest.FixtureRequest
) -> None:
    runa, ines = scene.runa, scene.ines
    ines.visit("/notifications")
    ines.content.get_by_text(f"Commissions of {scene.runa_id} are held").click()
    expect(ines.heading).to_have_text("Held commissions")
    assert flaws(ines) == []
    assert faults_in_dialog(ines.page, "release", request, by_button_of(runa.name)) == []
    dialog = evidence(ines, runa.name)
    expect(dialog).to_contain_text("Olivia Hart\u2069 wants this to be released")
    expect(dialog).to_contain_text("They share a flat")
    dialog.get_by_label("Reason").fill("I know them both")
    dialog.get_by_role("button", name="Agree and pay").click()
    expect(dialog).to_have_count(0)
    eventually(lambda: shows(runa, "Paid"), "a paid commission", 90)
    ines.visit(REVIEWS)
    expect(ines.row(runa.name)).to_have_count(0)
