"""One house, one browser and the people in it, for all journeys of a run.

Owns their start and end, and what a failing journey leaves in the report: a picture of every open
page and the end of the stack's log. Refuses to run where no Chromium is installed, by skipping.
"""

from __future__ import annotations

import shutil
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from infra.local.demo.broker import COLLEAGUES, OWNER
from infra.local.testing import stack
from tests.gateways.files.samples import pdf
from tests.journeys.acts import EarlierActFailed, Play
from tests.journeys.house import House
from tests.journeys.people import Officer, Trader
from tests.kit import mmdb

_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_PATIENCE_MS = 30_000
_LOG_LINES = 60
_STORY = "test_first_money.py"
_OPEN: dict[str, object] = {}
_SAID: list[str] = []


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--screenshots DIR`` keeps a picture of every page; ``--pages DIR`` takes other builds."""
    parser.addoption("--screenshots", type=Path, default=None)
    parser.addoption("--pages", type=Path, default=None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here is a journey; the story itself is told before anybody needs its end."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.journey)
    items.sort(key=lambda item: here in item.path.parents and item.path.name != _STORY)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A failure shows what was on the screens and what the stack said."""
    report = yield
    if report.failed and call.when != "teardown" and not _follows(call):
        report.sections.append(("screens", _pictures(item.name)))
        report.sections.append(("complaints of the browser", "\n".join(_SAID[-20:])))
        house = _OPEN.get("house")
        if isinstance(house, House):
            tail = house.running.log.splitlines()[-_LOG_LINES:]
            report.sections.append(("end of the stack's log", "\n".join(tail)))
    return report


def _follows(call: pytest.CallInfo[None]) -> bool:
    """Whether the failure is but a consequence of one that was reported before."""
    return call.excinfo is not None and call.excinfo.errisinstance(EarlierActFailed)


def _pictures(name: str) -> str:
    browser, folder = _OPEN.get("browser"), _OPEN.get("folder")
    if not isinstance(browser, Browser) or not isinstance(folder, Path):
        return ""
    lines = []
    for number, page in enumerate(page for context in browser.contexts for page in context.pages):
        path = folder / f"{name.replace('/', '-')}-{number}.png"
        page.screenshot(path=path)
        lines.append(f"{page.url}\n  {path}")
    return "\n".join(lines)


@pytest.fixture(scope="package")
def house(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    """The whole stack with the broker and its staff, and no clients; everybody is in Perth."""
    pages = request.config.getoption("--pages", default=None)
    database = tmp_path_factory.mktemp("cities") / "cities.mmdb"
    mmdb.write(database, {"127.0.0.0/8": ("Perth", "AU")})
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("FAIRLEAD_GEO_DATABASE", str(database))
        with stack(pages=pages, demo="broker") as running:
            _OPEN["house"] = House(running)
            yield House(running)
            _OPEN.pop("house")


@pytest.fixture(scope="package")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """One browser; every person gets a profile of their own in it."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        pytest.skip("needs Chromium (Debian: apt install chromium)")
    expect.set_options(timeout=_PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(_FLAGS))
        _OPEN.update(browser=browser, folder=tmp_path_factory.mktemp("screens"))
        yield browser
        _OPEN.pop("browser")
        browser.close()


def a_page(browser: Browser) -> Page:
    """A page in a fresh profile."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
    context.set_default_timeout(_PATIENCE_MS)
    page = context.new_page()
    page.on("console", lambda said: _heard(page, said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: _heard(page, str(error)))
    return page


def _heard(page: Page, text: str) -> None:
    _SAID.append(f"{page.url}: {text}")


@pytest.fixture(scope="package")
def trader(chromium: Browser, house: House) -> Trader:
    """Lea, who has never been here."""
    return Trader(a_page(chromium), house, "Lea Marin", "lea@clients.example", "7911123456")


@pytest.fixture(scope="package")
def owner(chromium: Browser, house: House) -> Officer:
    """Olivia, the owner, at her desk."""
    officer = Officer(a_page(chromium), house)
    officer.sign_in(OWNER.email)
    return officer


@pytest.fixture(scope="package")
def finance(chromium: Browser, house: House) -> Officer:
    """Marco, who decides about money."""
    officer = Officer(a_page(chromium), house)
    officer.sign_in(COLLEAGUES[0].email)
    return officer


@pytest.fixture(scope="package")
def proof(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bank's confirmation of a wire."""
    path = tmp_path_factory.mktemp("proof") / "confirmation.pdf"
    path.write_bytes(pdf())
    return path


@pytest.fixture(scope="package")
def play(trader: Trader, owner: Officer, finance: Officer, proof: Path) -> Play:
    """The story of Lea's first money, each act of which is played once, when it is needed."""
    return Play(trader, owner, finance, proof)
