"""Staff make a link, an IB shares it, somebody follows it, registers, and is counted.

Then the IB gets another referral code: the link carries it, and the former one refers nobody.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from infra.local.testing import eventually
from tests.journeys.conftest import a_page
from tests.journeys.house import House
from tests.journeys.looks import LOOKS, Look, faults_in
from tests.journeys.people import Officer, Trader
from tests.journeys.test_commissions import flaws


@pytest.fixture(scope="module")
def lara(chromium: Browser, house: House) -> Iterator[Trader]:
    """Lara is an introducing broker, signed in."""
    lara = Trader(a_page(chromium), house, "Lara Link", "lara@clients.example", "7911123621")
    house.bring_in(lara.name, lara.email, lara.phone, kind="ib")
    lara.sign_in(lara.email)
    yield lara
    lara.page.context.close()


def test_staff_make_a_link_and_see_its_code_to_scan(owner: Officer) -> None:
    owner.visit("/promotional-links")
    owner.button("New link").first.click()
    owner.page.get_by_role("textbox", name="Name", exact=True).fill("Spring fair")
    owner.page.get_by_role("textbox", name="Code", exact=True).fill("Spring Fair")
    owner.page.get_by_role("textbox", name="Source", exact=True).fill("spring fair")
    owner.dialog.get_by_role("button", name="New link").click()
    expect(owner.dialog).to_contain_text("small letters, digits and hyphens")
    owner.page.get_by_role("textbox", name="Code", exact=True).fill("spring-fair")
    owner.dialog.get_by_role("button", name="New link").click()
    owner.open_row("Spring fair")
    expect(owner.page.get_by_role("img", name="QR code of the link")).to_be_visible()
    expect(owner.content).to_contain_text("/join/spring-fair")
    assert flaws(owner) == []


def test_what_staff_say_above_the_links_is_read_there_as_it_was_written(
    owner: Officer, lara: Trader
) -> None:
    owner.visit("/promotional-links")
    owner.content.get_by_role("link", name="Banner above the links").click()
    expect(owner.heading).to_have_text("Banner above referral links")
    assert flaws(owner) == []
    for part, text in (("Heading", "Bring <b>a friend</b>"), ("Text", "Both of you gain.")):
        group = owner.content.get_by_role("group", name=part)
        group.get_by_role("textbox", name="English").fill(text)
    owner.button("Save").click()
    owner.toast("Saved")
    lara.visit("/links")
    banner = lara.content.get_by_role("region", name="Bring <b>a friend</b>")
    expect(banner).to_contain_text("Both of you gain.")
    assert flaws(lara) == []


def test_an_ib_shares_it_and_who_follows_it_is_theirs(
    chromium: Browser, house: House, lara: Trader
) -> None:
    lara.visit("/links")
    lara.open_row("Spring fair")
    address = lara.page.get_by_text("/join/spring-fair?ref=").first.inner_text()
    assert flaws(lara) == []
    nina = Trader(a_page(chromium), house, "Nina New", "nina@clients.example", "7911123622")
    nina.register(address.removeprefix(nina.origin))
    expect(nina.heading).to_have_text("Registration received")
    eventually(lambda: _counted(lara), "a counted registration", 60)
    nina.page.context.close()


def _counted(lara: Trader) -> bool:
    lara.page.reload()
    expect(lara.heading).to_be_visible()
    return lara.page.get_by_role("row").filter(has_text="2026").count() > 0


def test_staff_see_whose_code_it_was(owner: Officer, lara: Trader) -> None:
    owner.visit("/promotional-links")
    owner.open_row("Spring fair")
    expect(owner.content).to_contain_text(lara.name)


def recoding(owner: Officer, lara: Trader) -> Locator:
    """The dialog in which Lara gets another code; one that is open is left."""
    owner.visit("/")
    owner.open_client(lara.name, tab="Referral")
    code_panel(owner).get_by_role("button", name="Change", exact=True).click()
    return owner.page.get_by_role("dialog", name="Change the referral code")


def code_panel(owner: Officer) -> Locator:
    """The panel with the client's referral code."""
    return owner.page.get_by_role("region", name="Referral code")


def own_link(lara: Trader) -> str:
    """Where Lara's link leads to now."""
    lara.visit("/links")
    lara.open_row("Spring fair")
    return lara.page.get_by_text("/join/spring-fair?ref=").first.inner_text()


def code_field(sheet: Locator) -> Locator:
    """Where the new code is typed."""
    return sheet.get_by_role("textbox", name="New referral code")


def reopened(page: Page) -> None:
    """The dialog once more, in whatever language."""
    page.get_by_role("tabpanel").get_by_role("region").first.get_by_role("button").first.click()
    page.get_by_role("dialog").get_by_role("textbox").fill("A-B")
    page.get_by_role("dialog").locator("button[type=submit]").click()


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_a_code_that_is_none_is_refused_in_every_look(
    owner: Officer, lara: Trader, look: Look, request: pytest.FixtureRequest
) -> None:
    sheet = recoding(owner, lara)
    code_field(sheet).fill("A-B")
    sheet.get_by_role("button", name="Change the code").click()
    expect(sheet).to_contain_text("A referral code has 4 to 16 letters and digits.")
    assert not faults_in(owner.page, look, "recoding", request, reopened)


def test_another_code_takes_the_place_of_the_former_on_a_double_click(
    chromium: Browser, house: House, owner: Officer, lara: Trader
) -> None:
    former = own_link(lara)
    sheet = recoding(owner, lara)
    code_field(sheet).fill("harbour9")
    sheet.get_by_role("button", name="Change the code").dblclick()
    expect(sheet).to_be_hidden()
    expect(code_panel(owner)).to_contain_text("HARBOUR9")
    assert own_link(lara).endswith("?ref=HARBOUR9")
    assert "HARBOUR9" in house.mail(lara.email, "Your referral code has changed")
    olaf = Trader(a_page(chromium), house, "Olaf Old", "olaf@clients.example", "7911123623")
    olaf.visit(former.removeprefix(olaf.origin))
    olaf.page.wait_for_url("**/register**")
    expect(olaf.page.get_by_text("is not a valid code and was removed")).to_be_visible()
    olaf.page.context.close()


def test_the_former_code_is_nobodys_again_not_even_hers(owner: Officer, lara: Trader) -> None:
    sheet = recoding(owner, lara)
    code_field(sheet).fill("harbour8")
    sheet.get_by_role("checkbox", name="Tell the client").uncheck()
    sheet.get_by_role("button", name="Change the code").click()
    expect(sheet).to_be_hidden()
    sheet = recoding(owner, lara)
    code_field(sheet).fill("HARBOUR9")
    sheet.get_by_role("button", name="Change the code").click()
    expect(sheet).to_contain_text("A client has this referral code, or once had it.")
    sheet.get_by_role("button", name="Cancel").click()
    owner.page.get_by_role("tab", name="Audit", exact=True).click()
    expect(owner.content.get_by_text("Referral code changed")).to_have_count(2)
