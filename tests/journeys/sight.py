"""What is wrong with the page on the screen, as a list of sentences.

Owns the checks that every page passes: axe-core's rules, no sideways scrolling, no untranslated
keys, no complaints of the browser. Refuses to navigate.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, expect

from tests.journeys.pages import ROOT

_AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
_RULES = """async () => {
  const found = await axe.run(document, { resultTypes: ['violations'] });
  return found.violations.map(({ id, help, nodes }) =>
    `${id}: ${help}\\n` + nodes.slice(0, 4).map((n) => `    ${n.target} ${n.html.slice(0, 160)}\\n`
      + `    ${n.failureSummary.split('\\n').slice(1).join(';')}`).join('\\n'));
}"""
_SIDEWAYS = """() => {
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) return [];
  const wide = [...document.body.querySelectorAll('*')].filter((one) => {
    const { left, right } = one.getBoundingClientRect();
    return right > clientWidth + 1 || left < -1;
  });
  return [`${scrollWidth} px wide on ${clientWidth}: `
    + wide.slice(0, 5).map((one) => one.outerHTML.slice(0, 120)).join(' | ')];
}"""
_TEXTS = """() => {
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walk.nextNode()) {
    const { parentElement, textContent } = walk.currentNode;
    if (!parentElement.closest('[translate=no]')) texts.push(textContent.trim());
  }
  for (const one of document.querySelectorAll('[aria-label],[placeholder],[title]'))
    texts.push(...['aria-label', 'placeholder', 'title'].map((name) => one.getAttribute(name)));
  return texts.filter(Boolean);
}"""
# Nothing moves, and what lies below the fold is drawn as if it were in sight.
_STILL = """*, ::before, ::after {
  transition: none !important; animation: none !important; content-visibility: visible !important;
}"""


class Console:
    """Listens to what the browser complains about."""

    def __init__(self, page: Page) -> None:
        self._heard: list[str] = []
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self._heard.append(str(error)))

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self._heard.append(f"{message.text} ({message.location.get('url', '')})")

    def complaints(self) -> list[str]:
        """Everything since the last question."""
        heard, self._heard = self._heard, []
        return heard


def prepare(context: BrowserContext) -> None:
    """Have the rules at hand in every document."""
    context.add_init_script(path=_AXE)


def settle(page: Page) -> None:
    """Wait until nothing on the page is loading, and let nothing move."""
    expect(page.get_by_role("heading", level=1).first).to_be_visible()
    expect(page.locator(".mantine-Skeleton-root")).to_have_count(0)
    expect(page.locator("table[aria-busy=true]")).to_have_count(0)
    page.add_style_tag(content=_STILL)


def faults(page: Page) -> list[str]:
    """What is wrong with what is seen now."""
    found: list[str] = page.evaluate(_RULES)
    sideways: list[str] = page.evaluate(_SIDEWAYS)
    texts: list[str] = page.evaluate(_TEXTS)
    return [*found, *sideways, *(f"untranslated: {text}" for text in texts if text in _keys())]


@cache
def _keys() -> frozenset[str]:
    """Every key that could be shown in place of its words; plain words are no keys."""
    found: set[str] = set()
    for path in (ROOT / "frontend/src/locales/en").glob("*.json"):
        for key in _paths(json.loads(path.read_text(encoding="utf-8"))):
            found |= {key, f"{path.stem}:{key}"}
    return frozenset(key for key in found if set(key) & set("._:")) - _setting_keys()


def _setting_keys() -> set[str]:
    """What the broker's settings are called for good: the audit log shows them as they are."""
    words = ROOT / "frontend/src/locales/en/desk-settings.json"
    return set(_paths(json.loads(words.read_text(encoding="utf-8"))["setting"]))


def _paths(words: dict[str, Any], before: str = "") -> list[str]:
    return [
        path
        for key, value in words.items()
        for path in (
            _paths(value, f"{before}{key}.") if isinstance(value, dict) else [before + key]
        )
    ]
