"""docs/security.md: every requirement of its chapters once, and nothing claimed that is not there.

A row claims by naming tests as `path::name`, or it says in one word why it cannot: what does not
apply, what is missing, where we depart, or that the page itself is what is asked for.
"""

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from tests.architecture.asvs import LEVEL_2

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
REASONS = ("Does not apply:", "Missing:", "Departure:", "This page:")
_ROW = re.compile(r"^\| (\d+\.\d+\.\d+) \|(.*)\|(.*)\|(.*)\|$", re.MULTILINE)
_QUOTED = re.compile(r"`([^`]+)`")
_PLACES = ("app.py", "chalicelib/", "docs/", "frontend/", "infra/", "tests/")


@cache
def functions_in(path: str) -> frozenset[str]:
    """The names of the functions that a Python file defines, in classes too."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def exists(test: str) -> bool:
    """Whether the test ``path::name`` exists; one of the front end is named by its words."""
    path, _, name = test.partition("::")
    if not (ROOT / path).is_file():
        return False
    if path.endswith(".py"):
        return name.startswith("test_") and name in functions_in(path)
    words = (ROOT / path).read_text(encoding="utf-8")
    return any(f"{quote}{name}{quote}" in words for quote in "'\"`")


def rows() -> list[tuple[str, str, str]]:
    """Requirement, where it is met, and the evidence, of every row of the tables."""
    return [(row[1], row[3].strip(), row[4].strip()) for row in _ROW.finditer(PAGE)]


def test_every_requirement_of_levels_one_and_two_appears_exactly_once():
    named = Counter(requirement for requirement, _, _ in rows())
    assert sorted(LEVEL_2 - set(named)) == []
    assert [requirement for requirement, count in named.items() if count > 1] == []


@pytest.mark.parametrize("requirement", sorted({one for one, _, _ in rows()}))
def test_a_row_names_a_test_or_a_reason(requirement: str):
    ((_, where, evidence),) = [row for row in rows() if row[0] == requirement]
    tests = [one for one in _QUOTED.findall(evidence) if "::" in one]
    assert tests or evidence.startswith(REASONS)
    assert where or evidence.startswith(REASONS)


def test_every_test_that_is_named_exists():
    named = [one for one in _QUOTED.findall(PAGE) if "::" in one]
    assert [one for one in named if not exists(one)] == []


def test_every_place_that_is_named_exists():
    named = [one for one in _QUOTED.findall(PAGE) if one.startswith(_PLACES) and "::" not in one]
    assert [one for one in named if not (ROOT / one).exists()] == []


def test_a_test_that_does_not_exist_would_be_seen():
    assert exists("tests/architecture/test_security_page.py::test_every_test_that_is_named_exists")
    assert not exists("tests/architecture/test_security_page.py::test_that_nobody_wrote")
    assert not exists("tests/architecture/test_no_such_file.py::test_every_test_that_is_named")
