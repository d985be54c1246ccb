"""What a copy looks like: the names of its files, and the page by which people read it. Pure."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import Any

from chalicelib.core.keeping import Facts
from chalicelib.privacy.rules.words import HEADINGS, PAGE

_UNSAFE = re.compile(r"[^\w.\- ]+")
_RIGHT_TO_LEFT = frozenset({"ar"})
_STYLE = (
    "body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}"
    "h2{margin-top:2.5rem;border-bottom:1px solid #ccc}"
    "dl{display:grid;grid-template-columns:14rem 1fr;gap:.15rem 1rem;padding:.6rem 0;"
    "border-bottom:1px solid #eee}dt{color:#555}dd{margin:0;overflow-wrap:anywhere}"
)


def path_of(number: int, file_name: str) -> str:
    """Where a file of the client's lies in the archive: numbered, and with nothing that a file
    system could take for a folder."""
    plain = _UNSAFE.sub("_", file_name).strip(" .")
    return f"files/{number + 1:03d}-{plain or 'file'}"


def index_page(
    language: str, client_id: str, parts: Mapping[str, Sequence[Facts]], left_out: Iterable[str]
) -> str:
    """The archive as a page, in the client's language where we have the words."""
    words = PAGE.get(language, PAGE["en"])
    headings = HEADINGS.get(language, HEADINGS["en"])
    direction = "rtl" if language in _RIGHT_TO_LEFT else "ltr"
    body = [f"<h1>{escape(words['title'])}</h1><p>{escape(words['about'])} {escape(client_id)}</p>"]
    missing = "".join(f"<li>{escape(one)}</li>" for one in left_out)
    if missing:
        body.append(f"<p>{escape(words['left_out'])}</p><ul>{missing}</ul>")
    for name, lines in parts.items():
        body.append(f"<h2>{escape(headings.get(name, name))}</h2>")
        body.extend(_line(one) for one in lines)
        if not lines:
            body.append(f"<p>{escape(words['nothing'])}</p>")
    return (
        f'<!doctype html><html lang="{escape(language)}" dir="{direction}"><head>'
        f'<meta charset="utf-8"><title>{escape(words["title"])}</title>'
        f"<style>{_STYLE}</style></head><body>{''.join(body)}</body></html>"
    )


def _line(facts: Facts) -> str:
    said = "".join(
        f'<dt>{escape(name)}</dt><dd dir="auto">{escape(text)}</dd>' for name, text in _flat(facts)
    )
    return f"<dl>{said}</dl>"


def _flat(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """Every fact with the way to it, such as ``fields.iban``; what is empty is left out."""
    if isinstance(value, Mapping):
        for key, one in value.items():
            yield from _flat(one, f"{name}.{key}" if name else str(key))
    elif isinstance(value, list) and any(isinstance(one, Mapping) for one in value):
        for number, one in enumerate(value, start=1):
            yield from _flat(one, f"{name}.{number}")
    elif value not in (None, "", []):
        yield name, ", ".join(map(str, value)) if isinstance(value, list) else str(value)
