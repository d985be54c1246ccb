"""The looks in which a story shows a page: languages, colours and widths.

Owns going through them and back. What is right in a page is `sight`'s to say.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.journeys import sight

_WIDE: ViewportSize = {"width": 1440, "height": 900}
_NARROW: ViewportSize = {"width": 390, "height": 844}


@dataclass(frozen=True)
class Look:
    """One way to see a page."""

    language: str
    scheme: Literal["light", "dark"]
    size: ViewportSize

    def __str__(self) -> str:
        return f"{self.language}-{self.scheme}-{self.size['width']}"


PLAIN = Look("en", "light", _WIDE)
LOOKS = (PLAIN, Look("en", "dark", _WIDE), Look("ar", "light", _WIDE), Look("en", "light", _NARROW))


def faults_in(
    page: Page,
    look: Look,
    name: str,
    request: pytest.FixtureRequest,
    reopened: Callable[[Page], None] | None = None,
) -> list[str]:
    """What is wrong with the page that is open, in one look; then it is as it was before.

    ``reopened`` brings the page to where it was after it has been loaded again in another language.
    """
    _set(page, look)
    if reopened is not None and look.language != PLAIN.language:
        reopened(page)
    sight.settle(page)
    folder: Path | None = request.config.getoption("--screenshots")
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=folder / f"{name}-{look}.png", full_page=True)
    found = sight.faults(page)
    _set(page, PLAIN)
    return found


def faults_in_dialog(
    page: Page, name: str, request: pytest.FixtureRequest, opened: Callable[[Page], None]
) -> list[str]:
    """What is wrong with a dialog in every look; ``opened`` opens it, in whatever language."""
    sight.prepare(page.context)
    page.reload()
    found = []
    for look in LOOKS:
        if not page.get_by_role("dialog").is_visible():
            opened(page)
        found += faults_in(page, look, name, request, reopened=opened)
    return found


def by_button_of(text: str) -> Callable[[Page], None]:
    """Opens a dialog by the first button of the row with a text, whatever the button is called."""

    def opened(page: Page) -> None:
        row = page.get_by_role("main").get_by_role("row").filter(has_text=text)
        row.get_by_role("button").first.click()
        expect(page.get_by_role("dialog")).to_be_visible()

    return opened


def _set(page: Page, look: Look) -> None:
    page.emulate_media(color_scheme=look.scheme)
    page.set_viewport_size(look.size)
    shown = page.evaluate("localStorage.getItem('fairlead.language') ?? 'en'")
    if shown != look.language:
        page.evaluate(f"localStorage.setItem('fairlead.language', '{look.language}')")
        page.reload()
