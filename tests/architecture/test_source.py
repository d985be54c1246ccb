"""House rules on the source: how long things may get, and what may not be written at all."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = [
    path
    for folder in ("chalicelib", "infra", "bench")
    for path in sorted((ROOT / folder).rglob("*.py"))
] + [ROOT / "app.py"]
TESTS = sorted((ROOT / "tests").rglob("*.py"))
MONEY = ("core", "funds", "accounts", "partners", "prop")

MODULE_LINES = 400
FUNCTION_LINES = 60


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_no_module_outgrows_its_reader():
    long = {
        named(path): lines
        for path in SOURCES
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > MODULE_LINES
    }
    assert long == {}


def test_no_function_outgrows_its_reader():
    long = [
        f"{named(path)}:{node.name}"
        for path in SOURCES
        for node in functions(path)
        if node.end_lineno - node.lineno - doc_lines(node) >= FUNCTION_LINES
    ]
    assert long == []


def doc_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return len((ast.get_docstring(node) or "").splitlines())


def test_every_module_says_what_it_is_for():
    silent = [
        named(path)
        for path in SOURCES
        if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert silent == []


@pytest.mark.parametrize("folder", MONEY)
def test_money_knows_no_float(folder: str):
    floats = [
        f"{named(path)}:{node.lineno}"
        for path in (ROOT / "chalicelib" / folder).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if is_float(node)
    ]
    allowed = {"clock.py"}
    assert [
        place for place in floats if place.rsplit("/", 1)[-1].split(":")[0] not in allowed
    ] == []


def is_float(node: ast.AST) -> bool:
    called = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    if called and node.func.id == "float":
        return True
    return isinstance(node, ast.Constant) and isinstance(node.value, float)


def test_tests_patch_nothing():
    patched = [
        named(path)
        for path in TESTS
        if path.parent.name != "architecture"
        and re.search(
            r"mock\.patch|monkeypatch\.setattr|MagicMock", path.read_text(encoding="utf-8")
        )
    ]
    assert patched == []


def test_names_say_what_they_do():
    vague = [
        named(path)
        for path in SOURCES
        if re.fullmatch(r"(helpers?|utils?|managers?|common|misc)\.py", path.name)
    ]
    assert vague == []
