"""What the server names by codes has words in every language: settings, permissions, events.

The pages fall back to the code itself, readable but in English; so nothing there would fail.
"""

import ast
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import app
from chalicelib.core.permissions import Permission
from chalicelib.core.setting import CATALOGUE, Setting
from chalicelib.notifications.catalogue import EVENTS
from chalicelib.settings import rules

_LOCALES = Path(__file__).parents[2] / "frontend" / "src" / "locales"
_SOURCES = Path(app.__file__).parent / "chalicelib"
_LANGUAGES = ("en", "zh", "ar")
# What the pages draw by editors of their own, with words of theirs.
_OWN_EDITORS = ("x-field-types",)
_MONEY = {"currency", "minor"}


@cache
def known(language: str, catalogue: str) -> frozenset[str]:
    """The keys that a catalogue has words for."""
    words = json.loads((_LOCALES / language / f"{catalogue}.json").read_text(encoding="utf-8"))
    return frozenset(flat(words, ""))


def flat(words: dict[str, Any], before: str) -> Iterator[str]:
    for key, value in words.items():
        if isinstance(value, dict):
            yield from flat(value, f"{before}{key}.")
        else:
            yield before + key


def of_setting(setting: Setting[Any]) -> Iterator[str]:
    """The keys of the words that the page of ``setting`` shows."""
    yield f"setting.{setting.key}"
    yield f"group.{setting.group}"
    schema = rules.schema(setting)
    yield from of_schema(schema, schema.get("$defs", {}), set())


def of_schema(schema: dict[str, Any], named: dict[str, Any], seen: set[str]) -> Iterator[str]:
    if (reference := schema.get("$ref")) is not None:
        name = reference.rpartition("/")[2]
        if name not in seen:
            yield from of_schema(named[name], named, seen | {name})
        return
    properties = schema.get("properties", {})
    drawn_elsewhere = any(one in schema for one in _OWN_EDITORS) or "placeholder" in properties
    if drawn_elsewhere or set(properties) == _MONEY:
        return
    yield from (f"choice.{one}" for one in schema.get("enum", ()))
    for name, inner in properties.items():
        yield f"field.{name}"
        yield from of_schema(inner, named, seen)
    inner_ones = [schema[key] for key in ("items", "additionalProperties") if key in schema]
    for inner in [*inner_ones, *schema.get("anyOf", ()), *schema.get("prefixItems", ())]:
        if isinstance(inner, dict):
            yield from of_schema(inner, named, seen)


@pytest.mark.parametrize("language", _LANGUAGES)
def test_every_setting_its_fields_and_its_choices_have_words(language: str):
    assert app.app.routes
    ours = {"brand", *(one.name for one in _SOURCES.iterdir() if one.is_dir())}
    declared = [one for one in CATALOGUE.values() if one.key.partition(".")[0] in ours]
    needed = {key for setting in declared for key in of_setting(setting)}
    assert sorted(needed - known(language, "desk-settings")) == []


@pytest.mark.parametrize("language", _LANGUAGES)
def test_every_permission_has_words(language: str):
    needed = {f"permission.{one.value}" for one in Permission}
    assert sorted(needed - known(language, "desk-words")) == []


@pytest.mark.parametrize("language", _LANGUAGES)
def test_every_event_that_people_are_told_of_has_words(language: str):
    needed = {f"event.{name}" for name in EVENTS}
    assert sorted(needed - known(language, "desk-words")) == []


def recorded(place: int) -> Iterator[str]:
    """What is written into the audit log, as far as it is named where that is done.

    ``place`` 1 are the actions, 2 the kinds of objects. One that is put together from parts is not
    found here; its parts are words of their own.
    """
    for path in _SOURCES.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "audit.record":
                yield from whole_texts(node.args[place])


def whole_texts(node: ast.expr) -> Iterator[str]:
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp(body=one, orelse=other):
            yield from whole_texts(one)
            yield from whole_texts(other)


@pytest.mark.parametrize("language", _LANGUAGES)
def test_every_action_of_the_audit_log_has_words(language: str):
    actions = set(recorded(1))
    assert len(actions) > 40
    assert sorted({f"action.{one}" for one in actions} - known(language, "desk-words")) == []


@pytest.mark.parametrize("language", _LANGUAGES)
def test_everything_that_the_audit_log_is_about_has_words(language: str):
    objects = set(recorded(2))
    assert len(objects) > 20
    assert sorted({f"object.{one}" for one in objects} - known(language, "desk-words")) == []
