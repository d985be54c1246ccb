"""Mails from words and a layout: one text per event and language, one layout for all.

The words of a language are templates in ``texts/{language}.toml``; what they yield is plain text
that the HTML layout escapes. Everything runs in Jinja's sandbox, and a variable that nobody gave
is an error, not a gap in a mail.
"""

import re
import tomllib
from dataclasses import field
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined, select_autoescape
from jinja2.sandbox import ImmutableSandboxedEnvironment

from chalicelib.core.nouns import dataclass
from chalicelib.notifications.model import LANGUAGES, Facts, Mail, Words
from chalicelib.notifications.variables import FACTS, MONEY_FACTS, facts_of

_HERE = Path(__file__).parent
_RIGHT_TO_LEFT = frozenset({"ar"})
_FONT = "-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,'Noto Sans',Arial,sans-serif"
_MONOSPACE = "ui-monospace,Menlo,Consolas,monospace"
# Secrets that have a place of their own in a mail.
_APART = frozenset({"code", "link"})
_ISOLATED = "\u2066{}\u2069"

ENVIRONMENT = ImmutableSandboxedEnvironment(
    loader=FileSystemLoader(_HERE / "layouts"),
    autoescape=select_autoescape(enabled_extensions=("html.j2",), default_for_string=False),
    undefined=StrictUndefined,
    trim_blocks=False,
)


@dataclass(frozen=True)
class Brand:
    """Who writes: the broker's name, colour (``#rrggbb``), support address and front end."""

    name: str
    accent: str
    support_email: str
    url: str


@dataclass(frozen=True)
class Letter:
    """What one mail is about. ``secrets`` are shown in the mail and nowhere else."""

    event: str
    language: str
    name: str = ""
    facts: Facts = field(default_factory=dict)
    secrets: dict[str, str] = field(default_factory=dict, repr=False)
    minutes: int = 0
    to_staff: bool = False


@dataclass(frozen=True)
class Row:
    """One labelled line; a ``plain`` value is always written from left to right.

    What people copy carries no invisible marks; a ``secret`` stands on a line of its own.
    """

    label: str
    value: str
    plain: bool
    font: str = _FONT
    secret: bool = False


def render(letter: Letter, brand: Brand, words: Words | None = None) -> Mail:
    """The mail for ``letter`` as ``brand`` sends it, in ``words`` or those of the release.

    Raises:
        KeyError: the event has no words. jinja2.UndefinedError: a word asks for what is not known.
    """
    language = language_of(letter.language)
    texts = _words(language)
    shipped = texts["events"][letter.event]
    own = words or packaged(letter.event, language)
    known = known_of(letter, brand)
    subject = one_line(_filled(own.subject, known))
    context = {
        **_looks(language, brand),
        "url": letter.secrets.get("link", brand.url),
        "subject": subject,
        "heading": _filled(own.heading, known),
        "greeting": _greeting(texts["common"], known),
        "paragraphs": [part for text in own.body for part in _paragraphs(_filled(text, known))],
        "code": letter.secrets.get("code", ""),
        "rows": _rows(letter, language, texts),
        "button": shipped.get("button") or texts["common"][_button(letter)],
        "footer": _footer(texts["common"], brand, to_staff=letter.to_staff),
    }
    return Mail(
        subject=subject,
        text=ENVIRONMENT.get_template("mail.txt.j2").render(context),
        html=ENVIRONMENT.get_template("mail.html.j2").render(context),
    )


def language_of(language: str) -> str:
    """``language`` if we have it, else the first that we have."""
    return language if language in LANGUAGES else LANGUAGES[0]


def packaged(event: str, language: str) -> Words:
    """The words that come with the release.

    Raises:
        KeyError: the event is not mailed.
    """
    own = _words(language)["events"][event]
    return Words(own["subject"], own["heading"], tuple(own["body"]))


def known_of(letter: Letter, brand: Brand) -> dict[str, str | int]:
    """What the words of a letter may show; a fact that is missing is empty text."""
    language = language_of(letter.language)
    known: dict[str, str | int] = {"brand": brand.name, "name": letter.name}
    values = _words(language)["values"]
    for name in facts_of(letter.event):
        if name == "minutes":
            known[name] = letter.minutes
        elif letter.facts.get(name) in (None, ""):
            known[name] = ""
        else:
            known[name] = _row(name, letter.facts, "", values, language).value
    return known


def amount(text: str, currency: str, language: str) -> str:
    """An exact amount as it is read in ``language``: ``-1234.50`` → ``-1,234.50 USD``.

    No digit is added or dropped. Within right-to-left text it is isolated, so that sign, digits
    and currency keep their order.
    """
    sign = "-" if text.startswith("-") else ""
    whole, point, decimals = text.removeprefix("-").partition(".")
    shown = f"{sign}{int(whole):,}{point}{decimals} {currency}".strip()
    return _plain(shown, language)


def ink_on(accent: str) -> str:
    """Black or white, whichever is easier to read on ``accent`` (WCAG relative luminance)."""
    channels = (int(accent[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels
    )
    luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return "#ffffff" if 1.05 / (luminance + 0.05) >= (luminance + 0.05) / 0.05 else "#1b1f26"


@cache
def _words(language: str) -> dict[str, Any]:
    with (_HERE / "texts" / f"{language}.toml").open("rb") as file:
        return tomllib.load(file)


def _filled(text: str, known: dict[str, Any]) -> str:
    return ENVIRONMENT.from_string(text).render(known)


def one_line(text: str) -> str:
    """``text`` without line breaks and invisible marks: a subject must not start another header."""
    return "".join(letter for letter in " ".join(text.split()) if letter.isprintable())


def _paragraphs(text: str) -> list[str]:
    """The parts of ``text`` between empty lines."""
    return [part.strip() for part in re.split(r"\n\s*\n", text) if part.strip()]


def _button(letter: Letter) -> str:
    return "button_staff" if letter.to_staff else "button"


def _greeting(common: dict[str, str], known: dict[str, Any]) -> str:
    return _filled(common["greeting" if known["name"] else "greeting_unnamed"], known)


def _footer(common: dict[str, str], brand: Brand, *, to_staff: bool) -> list[str]:
    known = {"brand": brand.name, "support": brand.support_email}
    lines = [common["support"]] if brand.support_email else []
    lines.append(common["automatic"])
    return [_filled(line, known) for line in (lines if to_staff else [*lines, common["risk"]])]


def _looks(language: str, brand: Brand) -> dict[str, str]:
    mirrored = language in _RIGHT_TO_LEFT
    return {
        "language": {"zh": "zh-Hans"}.get(language, language),
        "direction": "rtl" if mirrored else "ltr",
        "start": "right" if mirrored else "left",
        "end": "left" if mirrored else "right",
        "font": _FONT,
        "brand": brand.name,
        "accent": brand.accent,
        "on_accent": ink_on(brand.accent),
        "url": brand.url,
    }


def _rows(letter: Letter, language: str, words: dict[str, Any]) -> list[Row]:
    labels, values = words["labels"], words["values"]
    shown = [
        _row(name, letter.facts, labels[name], values, language)
        for name in FACTS
        if letter.facts.get(name) not in (None, "") and not _is_said(name, letter.facts)
    ]
    secrets = [
        Row(labels[name], secret, plain=True, font=_MONOSPACE, secret=True)
        for name, secret in letter.secrets.items()
        if name not in _APART
    ]
    return shown[:-1] + secrets + shown[-1:] if "reference" in letter.facts else shown + secrets


def _is_said(name: str, facts: Facts) -> bool:
    """Whether an amount already names the currency."""
    return name == "currency" and bool(MONEY_FACTS & facts.keys())


def _row(name: str, facts: Facts, label: str, values: dict[str, str], language: str) -> Row:
    value = str(facts[name])
    if name in MONEY_FACTS:
        currency = str(facts.get(f"{name}_currency") or facts.get("currency") or "")
        return Row(label, amount(value, currency, language), plain=True)
    if name == "leverage":
        return Row(label, _plain(f"1:{value}", language), plain=True)
    if name in ("login", "reference", "rate"):
        return Row(label, value, plain=True)
    if name == "method":
        value = value.replace("_", " ").capitalize() if value.islower() else value
    return Row(label, values.get(value, value), plain=False)


def _plain(text: str, language: str) -> str:
    return _ISOLATED.format(text) if language in _RIGHT_TO_LEFT else text
