"""What the import contracts cannot say: who may import whose store, and that public is the door."""

from pathlib import Path

import grimp
import pytest

SHARED = {"assembly", "core", "messages", "edge", "ports", "storage", "gateways"}


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph("chalicelib", cache_dir=None)


def capabilities(graph: grimp.ImportGraph) -> set[str]:
    children = {child.split(".")[1] for child in graph.find_children("chalicelib")}
    return children - SHARED


def imports(graph: grimp.ImportGraph) -> list[tuple[list[str], list[str]]]:
    return [
        (importer.split("."), imported.split("."))
        for importer in graph.modules
        for imported in graph.find_modules_directly_imported_by(importer)
        if importer.startswith("chalicelib.") and imported.startswith("chalicelib.")
    ]


def test_everything_but_public_is_private_to_its_capability(graph: grimp.ImportGraph):
    private = [
        f"{'.'.join(importer)} imports {'.'.join(imported)}"
        for importer, imported in imports(graph)
        if imported[1] in capabilities(graph)
        and importer[1] != imported[1]
        and imported[2:3] != ["public"]
    ]
    assert private == []


def test_a_store_is_imported_by_its_own_service_alone(graph: grimp.ImportGraph):
    strangers = [
        f"{'.'.join(importer)} imports {'.'.join(imported)}"
        for importer, imported in imports(graph)
        if imported[1] in capabilities(graph)
        and imported[2:3] == ["store"]
        and importer[2:3] not in (["service"], ["store"])
    ]
    assert strangers == []


def test_every_capability_has_its_page(graph: grimp.ImportGraph):
    root = Path(__file__).parents[2] / "chalicelib"
    missing = [name for name in capabilities(graph) if not (root / name / "README.md").exists()]
    assert missing == []
