"""What the sources of the pages may not do: write HTML, run text, hear other windows, hinder
password managers, load from elsewhere, or leave for an address that no answer of ours has named.
"""

import re
from pathlib import Path

import pytest

FRONTEND = Path(__file__).parents[2] / "frontend"
SOURCES = [
    path
    for folder in ("src", "apps", "public")
    for suffix in ("*.ts", "*.tsx", "*.js", "*.html")
    for path in sorted((FRONTEND / folder).rglob(suffix))
]


def found(pattern: str) -> list[str]:
    """Where ``pattern`` occurs, as ``file: text``."""
    return [
        f"{path.relative_to(FRONTEND)}: {match[0]}"
        for path in SOURCES
        for match in re.finditer(pattern, path.read_text(encoding="utf-8"))
    ]


@pytest.mark.parametrize(
    "pattern",
    [
        r"dangerouslySetInnerHTML|\b(inner|outer)HTML\b|insertAdjacentHTML|srcDoc|document\.write",
        r"\beval\(|\bnew Function\(",
        r"addEventListener\('message'|window\.(parent|opener|postMessage)\b",
        r"onPaste",
        r"document\.cookie",
    ],
    ids=["HTML", "text that runs", "other windows", "hindered pasting", "cookies"],
)
def test_no_page_does_this(pattern: str):
    assert found(pattern) == []


def test_every_field_for_a_password_hides_it_and_says_which_password_it_wants():
    fields = found(r"<PasswordInput\b[^>]*")
    assert len(fields) >= 4
    assert [
        field
        for field in fields
        if not re.search(r'autoComplete="(current|new)-password"', field)
        or re.search(r'type="text"|visible=\{true\}', field)
    ] == []


def test_pages_load_nothing_from_another_host():
    loaded = found(r'<(?:script|link|img|iframe)\b[^>]*?(?:src|href)="[^"]*"')
    assert len(loaded) >= 4
    assert [tag for tag in loaded if re.search(r'(?:src|href)="(?:https?:)?//', tag)] == []


def test_a_page_leaves_only_for_an_address_that_the_server_has_just_answered():
    leaving = found(r"location\.(?:assign|replace)\([^)]*\)|location\.href\s*=[^=].*")
    assert leaving != []
    assert [one for one in leaving if not re.search(r"assign\([\w.]*url\)$", one)] == []
