"""Faces on demand: what is imported when, and that nothing is lost by it."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from chalice.app import Chalice

from app import ANSWERING, FACES, app
from chalicelib.core.seams import Late
from chalicelib.edge import faces

READING = """
from chalice.app import Blueprint
face = Blueprint(__name__)

@face.route("/things", methods=["GET"])
def read_things():
    return []

@face.route("/things/{thing_id}", methods=["GET"])
def read_thing(thing_id):
    return {}
"""
WRITING = """
from chalice.app import Blueprint
face = Blueprint(__name__)

@face.route("/things", methods=["POST"])
def make_thing():
    return {}
"""
TABLE = {"/things": ["face_reading", "face_writing"], "/things/{thing_id}": ["face_reading"]}


@pytest.fixture
def modules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder with two faces, and one that has no blueprint."""
    (tmp_path / "face_reading.py").write_text(READING)
    (tmp_path / "face_writing.py").write_text(WRITING)
    (tmp_path / "face_empty.py").write_text("")
    monkeypatch.syspath_prepend(str(tmp_path))
    yield tmp_path
    for name in ("face_reading", "face_writing", "face_empty"):
        sys.modules.pop(name, None)


def on_demand(folder: Path) -> Chalice:
    """An app whose table is packaged."""
    table = folder / "faces.json"
    table.write_text(json.dumps(TABLE))
    made = Chalice(app_name="things")
    assert faces.put_on(made, ("face_reading", "face_writing"), table) == TABLE
    return made


def test_nothing_is_imported_until_a_request_comes(modules: Path):
    on_demand(modules)
    assert "face_reading" not in sys.modules


def test_the_first_request_for_a_path_imports_the_faces_that_answer_it(modules: Path):
    made = on_demand(modules)
    assert set(made.routes["/things"]) == {"GET", "POST"}


def test_a_face_that_came_for_one_path_answers_its_others_too(modules: Path):
    made = on_demand(modules)
    assert set(made.routes["/things/{thing_id}"]) == {"GET"}
    assert set(made.routes["/things"]) == {"GET", "POST"}


def test_a_path_that_nobody_answers_imports_nothing(modules: Path):
    made = on_demand(modules)
    assert made.routes["/nothing"] == {}
    assert "face_reading" not in sys.modules


def test_without_a_table_all_faces_are_imported_and_the_table_is_told(modules: Path):
    made = Chalice(app_name="things")
    told = faces.put_on(made, ("face_reading", "face_writing"), modules / "none.json")
    assert told == TABLE
    assert set(made.routes["/things"]) == {"GET", "POST"}


def test_a_face_without_a_blueprint_is_refused(modules: Path):
    with pytest.raises(LookupError, match="face_empty has no blueprint"):
        faces.put_on(Chalice(app_name="things"), ("face_empty",), modules / "none.json")


def test_a_late_function_that_does_not_exist_is_found_out_when_the_app_is_put_together(
    modules: Path,
):
    late = Late("face_reading", "nobody")
    try:
        with pytest.raises(AttributeError, match="nobody"):
            faces.put_on(Chalice(app_name="things"), ("face_reading",), modules / "none.json")
    finally:
        Late.declared.remove(late)


def test_the_apps_table_holds_every_route_and_names_its_faces_alone():
    assert set(ANSWERING) == set(app.routes)
    assert {face for answering in ANSWERING.values() for face in answering} <= set(FACES)
