"""Every page, in every look, can be read and used by everybody."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from infra.local.demo.broker import OWNER, PASSWORD
from tests.journeys.acts import Play
from tests.journeys.pages import (
    ELSEWHERE,
    SIGNED_IN,
    SIGNED_OUT,
    App,
    Place,
    every_place,
    routed,
)
from tests.journeys.people import Officer, Person, Trader
from tests.journeys.sight import Console, faults, prepare, settle

_WIDE, _NARROW = ViewportSize(width=1440, height=900), ViewportSize(width=390, height=844)
_LOOKS: dict[str, tuple[tuple[str, ViewportSize], ...]] = {
    "en": (("light", _WIDE), ("dark", _NARROW)),
    "ar": (("light", _WIDE), ("dark", _NARROW)),
    "zh": (("light", _WIDE),),
}


@pytest.mark.parametrize("app", ["portal", "desk"])
def test_the_table_of_pages_is_the_routers(app: App) -> None:
    every = (*SIGNED_OUT[app], *SIGNED_IN[app], *ELSEWHERE[app])
    listed = {path.split("?")[0] for path in every}
    assert listed == routed(app)


@dataclass
class Windows:
    """One window per application, language and state of being signed in; kept for all pages."""

    browser: Browser
    play: Play
    opened: dict[tuple[App, str, bool], tuple[Page, Console]] = field(default_factory=dict)

    def at(self, place: Place, language: str) -> tuple[Page, Console]:
        """The window in which to look at a place."""
        key = (place.app, language, place.signed_in)
        if key not in self.opened:
            self.opened[key] = self._open(*key)
        return self.opened[key]

    def _open(self, app: App, language: str, signed_in: bool) -> tuple[Page, Console]:
        context = self.browser.new_context(viewport=_WIDE, locale="en-GB", color_scheme="light")
        context.set_default_timeout(30_000)
        prepare(context)
        page = context.new_page()
        if signed_in:
            self._person(page, app).sign_in(
                OWNER.email if app == "desk" else self.play.trader.email
            )
        else:
            # A page that is still starting would remember its own language over ours.
            page.goto(self.origin(app))
            expect(page.get_by_role("heading", level=1)).to_be_visible()
        page.evaluate("language => localStorage.setItem('fairlead.language', language)", language)
        return page, Console(page)

    def _person(self, page: Page, app: App) -> Person:
        house = self.play.trader.house
        if app == "desk":
            return Officer(page, house)
        lea = self.play.trader
        return Trader(page, house, lea.name, lea.email, lea.phone)

    def origin(self, app: App) -> str:
        """The application's address."""
        layout = self.play.trader.house.layout
        return layout.portal_url if app == "portal" else layout.desk_url


@pytest.fixture(scope="module")
def windows(chromium: Browser, play: Play) -> Iterator[Windows]:
    """The windows, after the whole story: no page is empty that can have something on it."""
    play.refuse()
    opened = Windows(chromium, play)
    yield opened
    for page, _ in opened.opened.values():
        page.context.close()


@pytest.fixture(scope="module")
def names(chromium: Browser, play: Play) -> dict[App, dict[str, str]]:
    """What stands for the names in the addresses of pages."""
    play.refuse()
    ask = _asking(chromium, play)
    portal, desk = ask("portal", play.trader.email), ask("desk", OWNER.email)
    client = desk("clients")["id"]
    play.trader.house.keep_out("KP")
    return {
        "portal": {
            "accountId": portal("accounts")["id"],
            "depositId": portal("requests?type=deposit")["id"],
            "transferId": portal("requests?type=transfer")["id"],
            "requestId": portal("requests?type=withdrawal")["id"],
            "entryId": portal("transactions")["entry_id"],
            "currency": "USD",
        },
        "desk": {
            "clientId": client,
            "accountId": desk(f"clients/{client}/accounts")["id"],
            "requestId": desk("requests?view=all&type=deposit")["id"],
            "entryId": desk(f"clients/{client}/wallets/USD/entries")["entry_id"],
            "breakId": play.trader.house.found_break(play.account.login),
            "roleId": desk("roles")["id"],
            "jobId": play.trader.house.order({"tag": {"added": []}, "client_ids": [client]}),
            "batchId": play.trader.house.order_for_account(
                desk(f"clients/{client}/accounts")["id"]
            ),
            "currency": "USD",
            "kind": "fixed_scheme",
            "planId": desk("commission-plans/fixed_scheme")["id"],
            "event": "deposit_approved",
            "settingKey": "funds.deposit_methods",
        },
    }


def _asking(browser: Browser, play: Play) -> Any:
    """Reads the first item of a list of the API, signed in."""
    request = browser.new_context().request
    layout = play.trader.house.layout

    def sign_in(app: App, email: str) -> Any:
        base = f"{layout.portal_url if app == 'portal' else layout.desk_url}/api/{app}/"
        answer = request.post(base + "session", data={"email": email, "password": PASSWORD})
        token = answer.json()["access_token"]

        def first(path: str) -> Any:
            found = request.get(base + path, headers={"Authorization": f"Bearer {token}"})
            assert found.ok, f"{path}: {found.status} {found.text()}"
            return found.json()["items"][0]

        return first

    return sign_in


@pytest.mark.parametrize("language", list(_LOOKS))
@pytest.mark.parametrize("place", every_place(), ids=str)
def test_a_page_is_sound(
    place: Place,
    language: str,
    windows: Windows,
    names: dict[App, dict[str, str]],
    request: pytest.FixtureRequest,
) -> None:
    page, console = windows.at(place, language)
    page.set_viewport_size(_WIDE)
    page.emulate_media(color_scheme="light")
    page.goto(windows.origin(place.app) + place.address(names[place.app]))
    found = []
    for scheme, size in _LOOKS[language]:
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.set_viewport_size(size)
        settle(page)
        expect(page.locator("html")).to_have_attribute("data-mantine-color-scheme", scheme)
        expect(page.locator("html")).to_have_attribute("dir", "rtl" if language == "ar" else "ltr")
        _keep(page, request, f"{place}-{language}-{scheme}-{size['width']}")
        found += [f"[{scheme} {size['width']}] {fault}" for fault in faults(page)]
    found += [f"console: {complaint}" for complaint in console.complaints()]
    assert not found, "\n".join(found)


def _keep(page: Page, request: pytest.FixtureRequest, name: str) -> None:
    folder: Path | None = request.config.getoption("--screenshots", default=None)
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        file = name.replace("/", "_").replace("$", "").replace("?", "-")
        page.screenshot(path=folder / f"{file}.png", full_page=True)
