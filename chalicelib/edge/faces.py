"""Which modules answer for the app, and when each is imported.

A face is a module with blueprints. On a laptop, in tests and while packaging all faces are
imported at once. On Lambda the package carries a table of which face answers which path
(`infra.package` makes it), and a face is imported when the first request for it comes: a cold
start pays for what it is asked, however many capabilities there are.
"""

import json
from collections.abc import Iterable, Mapping
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from chalice.app import Blueprint, Chalice

from chalicelib.core.seams import Late

Table = Mapping[str, list[str]]
"""The faces that answer a path, by the path as routes write it."""

TABLE_FILE = Path(__file__).with_name("faces.json")


def put_on(app: Chalice, faces: Iterable[str], table_file: Path = TABLE_FILE) -> Table:
    """Give ``app`` its routes and handlers: by the packaged table if there is one, else all now.

    In the second case a `Late` function that does not exist is found out too. Returns which of
    ``faces`` answer which path.
    """
    if table_file.exists():
        table: Table = json.loads(table_file.read_text(encoding="utf-8"))
        app.routes = _OnDemand(app, table)
        return table
    found: dict[str, list[str]] = {}
    for face in faces:
        for path in _register(app, import_module(face)):
            found.setdefault(path, []).append(face)
    for late in Late.declared:
        late.function()
    return found


class _OnDemand(dict[str, Any]):
    """Chalice's route table, which asks for a face when a path is looked up that it lacks."""

    def __init__(self, app: Chalice, answering: Table) -> None:
        super().__init__()
        self._app = app
        self._waiting = {path: list(faces) for path, faces in answering.items()}
        self._imported: set[str] = set()

    def __missing__(self, path: str) -> Any:
        methods = self[path] = {}
        for face in self._waiting.pop(path, ()):
            if face not in self._imported:
                self._imported.add(face)
                _register(self._app, import_module(face))
        return methods


def _register(app: Chalice, face: ModuleType) -> set[str]:
    """Register the blueprints of ``face``; returns the paths that it answers."""
    blueprints = [one for one in vars(face).values() if isinstance(one, Blueprint)]
    if not blueprints:
        raise LookupError(f"{face.__name__} has no blueprint")
    before = _routes(app)
    for blueprint in blueprints:
        app.register_blueprint(blueprint)
    return {path for path, _ in _routes(app) - before}


def _routes(app: Chalice) -> set[tuple[str, str]]:
    return {(path, method) for path, methods in app.routes.items() for method in methods}
