"""Every function finds what the application is put together of, whatever it was started for."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import app as _everything  # noqa: F401 - imports all faces
from bench.imports import laid_out
from chalicelib.assembly import PARTS
from chalicelib.core.setting import CATALOGUE

# What handlers of events come to that stand below those who take part.
IN_EVENTS = {
    "chalicelib.clients.events": ("clients.equipping_ibs", "clients.deleting"),
    "chalicelib.kyc.events": ("kyc.knowing_clients",),
}
# Of a capability that no route of settings imports.
LATE = "support.reopen_days"
# Tests of settings declare some of their own.
DECLARED_BY_US = {key for key in CATALOGUE if not key.startswith("example.")}
SEAMS = """
import json, sys
from importlib import import_module
import_module({module!r})
from chalicelib.core.seams import DECLARED
parts = {{name: DECLARED[name].parts() for name in {names!r}}}
found = {{name: [part.function().__name__ for part in parts[name]] for name in parts}}
print(json.dumps([found, "app" in sys.modules]))
"""
CATALOGUES = """
import json
import app
app.app.routes["/api/desk/settings"]
from chalicelib.settings.service import values
from chalicelib.core.setting import CATALOGUE, catalogue
before = len(CATALOGUE)
found = values.declared({late!r}).key
print(json.dumps([before, found, sorted(catalogue())]))
"""


@pytest.fixture(scope="module")
def code() -> Iterator[Path]:
    """The code as Lambda has it."""
    with laid_out() as folder:
        yield folder


def told(program: str, code: Path) -> list[object]:
    """What a fresh Python says that runs ``program`` on the code."""
    environment = {"PYTHONPATH": str(code), "FAIRLEAD_STAGE": "test"}
    run = subprocess.run(
        [sys.executable, "-P", "-c", program],
        cwd=code,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    return list(json.loads(run.stdout))


@pytest.mark.parametrize("module", IN_EVENTS)
def test_a_handler_of_events_has_all_who_take_part_without_the_app(module: str, code: Path) -> None:
    names = IN_EVENTS[module]
    found, has_app = told(SEAMS.format(module=module, names=names), code)
    assert found == {name: [late.name for late in PARTS[name]] for name in names}
    assert not has_app


def test_all_settings_are_listed_by_a_function_that_has_answered_nothing_yet(code: Path) -> None:
    before, found, listed = told(CATALOGUES.format(late=LATE), code)
    assert found == LATE
    assert listed == sorted(DECLARED_BY_US)
    assert isinstance(before, int)
    assert before < len(DECLARED_BY_US)
