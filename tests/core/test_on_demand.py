"""Public modules import what they name when it is asked for, and not before."""

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ON_DEMAND = [
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    for found in sorted((ROOT / "chalicelib").rglob("public*"))
    for path in ([found] if found.suffix == ".py" else found.glob("__init__.py"))
    if "on_demand(__name__)" in path.read_text(encoding="utf-8")
]


@pytest.mark.parametrize("name", ON_DEMAND)
def test_every_name_that_a_public_module_offers_is_there(name: str):
    module = import_module(name)
    assert [one for one in module.__all__ if not hasattr(module, one)] == []


def test_a_name_that_is_not_offered_is_no_attribute():
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = import_module("chalicelib.funds.public").nothing


def test_naming_a_public_module_imports_nothing_of_its_services():
    told = "import sys, chalicelib.funds.public; print('\\n'.join(sys.modules))"
    loaded = subprocess.run(
        [sys.executable, "-c", told], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    assert [one for one in loaded if one.startswith("chalicelib.funds.service")] == []
