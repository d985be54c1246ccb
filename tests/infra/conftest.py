"""What tests of the infrastructure share: the package, made once, and a front end of two pages."""

import json
from pathlib import Path
from typing import Any

import pytest

from infra.package.__main__ import package


@pytest.fixture(scope="session")
def packaged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the package of the real application."""
    return package(tmp_path_factory.mktemp("package")).parent


@pytest.fixture(scope="session")
def template(packaged: Path) -> dict[str, Any]:
    """The template as AWS would get it."""
    return dict(json.loads((packaged / "template.json").read_text()))


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """Stands in for the built front ends where a test needs none."""
    for name in ("portal", "desk"):
        assets = tmp_path / "pages" / name / "assets"
        assets.mkdir(parents=True)
        (assets.parent / "index.html").write_text(f"<!doctype html><title>{name}</title>")
        (assets / "app-1a2b.js").write_text("console.log(1)")
        (assets.parent / "favicon.svg").write_text("<svg/>")
    return tmp_path / "pages"
