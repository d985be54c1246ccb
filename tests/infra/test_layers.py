"""What only some functions need lies in a layer: who has it, what is in it, and that it works."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import grimp
import pytest

from app import FACES
from chalicelib.core.seams import Late
from chalicelib.gateways.typesetting.port import Heading, Paper
from chalicelib.gateways.typesetting.typst import TypstTypesetter
from infra.local.layout import ROOT
from infra.package import code, layers
from infra.package.__main__ import CODE
from infra.package.asking import Told
from infra.package.layers import LAYERS, Layer, LayerWithoutUse, attached
from tests.kit.statements import fonts_of, pages_of

DOCUMENTS = LAYERS[0]
TITLES = {"en": "Statement", "zh": "佣金结算单", "ar": "كشف العمولات"}
FONTS = {"en": "Inter", "zh": "NotoSansSC", "ar": "NotoSansArabic"}
UNPACKED_AT_MOST = 250 * 1024 * 1024

SETS = """
import sys
sys.path[:0] = {places!r}
from chalicelib.core.seams import Late
from chalicelib.gateways.typesetting.port import Heading, Paper
from chalicelib.ports.typesetting import typesetter
paper = Paper("A paper", {language!r}, "Meridian", (Heading({title!r}, 1),))
sys.stdout.buffer.write(typesetter().pdf(paper))
"""
IMPORTS = """
import sys
from importlib import import_module
sys.path.insert(0, {place!r})
for name in {names!r}:
    import_module(name)
"""


@pytest.fixture(scope="module")
def task(packaged: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the code as a function without a layer has it."""
    folder = tmp_path_factory.mktemp("task")
    with zipfile.ZipFile(packaged / CODE) as archive:
        archive.extractall(folder)
    return folder


@pytest.fixture(scope="module")
def opt(packaged: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that layers are unpacked to."""
    folder = tmp_path_factory.mktemp("opt")
    for layer in LAYERS:
        with zipfile.ZipFile(packaged / layer.file) as archive:
            archive.extractall(folder)
    return folder


def run(program: str) -> "subprocess.CompletedProcess[bytes]":
    """A Python that has nothing but its own library and what the program puts on its path."""
    command = [sys.executable, "-S", "-E", "-P", "-c", program]
    environment = {"FAIRLEAD_STAGE": "shipped", "AWS_DEFAULT_REGION": "eu-central-1"}
    return subprocess.run(command, env=environment, capture_output=True, check=False)


def functions(template: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {
        logical_id: resource["Properties"]
        for logical_id, resource in template["Resources"].items()
        if resource["Type"] == "AWS::Serverless::Function"
    }


def size_of(archive: Path) -> int:
    with zipfile.ZipFile(archive) as found:
        return sum(one.file_size for one in found.infolist())


def modules_in(archive: Path) -> set[str]:
    """The folders and modules at the top of an archive, wherever it keeps them."""
    with zipfile.ZipFile(archive) as found:
        names = [name.removeprefix(f"{layers.FOLDER}/") for name in found.namelist()]
    return {name.split("/")[0] for name in names}


def test_a_function_has_the_layer_exactly_if_what_it_imports_leads_to_the_library(
    template: dict[str, Any],
) -> None:
    graph = grimp.build_graph("chalicelib", include_external_packages=True, cache_dir=None)

    def leads_there(module: str) -> bool:
        return graph.chain_exists(importer=module, imported="typst")

    for logical_id, function in functions(template).items():
        handler = function["Handler"].rpartition(".")[0]
        begins_with = [face for face in FACES if not face.endswith(".events")]
        own = begins_with if handler == "app" else [handler]
        reaches = any(map(leads_there, {*own, *(late.module for late in Late.declared)}))
        has = {"Ref": DOCUMENTS.logical_id} in function.get("Layers", [])
        assert has == reaches, logical_id


def test_only_exports_are_set_as_documents_and_no_route_waits_for_one(
    template: dict[str, Any],
) -> None:
    bearing = {name for name, function in functions(template).items() if "Layers" in function}
    assert bearing == {"ReportsEvents"}


def test_nothing_of_a_layer_is_in_the_code_of_all(packaged: Path) -> None:
    everybodys = modules_in(packaged / CODE)
    for layer in LAYERS:
        kept = modules_in(packaged / layer.file)
        assert {"typst", "fontpkg_inter", "pylopdf_fonts_zh_cn"} <= kept
        assert kept & everybodys == set()


def test_the_code_of_all_takes_little_more_than_half_of_what_a_function_may_have(
    packaged: Path,
) -> None:
    assert size_of(packaged / CODE) < 0.55 * UNPACKED_AT_MOST


def test_the_code_and_its_layers_unpack_well_within_what_a_function_may_have(
    packaged: Path,
) -> None:
    together = size_of(packaged / CODE) + sum(size_of(packaged / one.file) for one in LAYERS)
    assert together < 0.92 * UNPACKED_AT_MOST


@pytest.mark.parametrize("language", TITLES)
def test_the_packaged_code_sets_documents_with_the_library_and_fonts_of_its_layer(
    language: str, task: Path, opt: Path
) -> None:
    title = TITLES[language]
    places = [str(task), str(opt / layers.FOLDER)]
    made = run(SETS.format(places=places, language=language, title=title))
    assert made.returncode == 0, made.stderr.decode()
    paper = Paper("A paper", language, "Meridian", (Heading(title, 1),))
    assert made.stdout == TypstTypesetter().pdf(paper)
    assert any(FONTS[language] in font for font in fonts_of(made.stdout))
    assert len(pages_of(made.stdout)) == 1


def test_without_the_layer_the_packaged_code_has_no_typesetter(task: Path) -> None:
    missed = run(SETS.format(places=[str(task)], language="en", title="Statement"))
    assert missed.returncode == 1
    assert b"No module named 'typst'" in missed.stderr


def test_every_function_begins_with_what_the_code_of_all_has(
    task: Path, template: dict[str, Any]
) -> None:
    handlers = {one["Handler"].rpartition(".")[0] for one in functions(template).values()}
    begun = run(IMPORTS.format(place=str(task), names=sorted({*handlers, *FACES})))
    assert begun.returncode == 0, begun.stderr.decode()


PRINTING = Layer("printing", frozenset({"press"}))


def function(handler: str) -> dict[str, Any]:
    properties = {
        "Handler": handler,
        "Runtime": "python3.11",
        "FunctionName": {"Fn::Sub": "fairlead-${Stage}-" + handler.rpartition(".")[2]},
    }
    return {"Type": "AWS::Serverless::Function", "Properties": properties}


MADE = {
    "Resources": {
        "Routes": function("app.app"),
        "Printer": function("chalicelib.printing.events.printer"),
        "Walker": function("chalicelib.walking.events.walker"),
    }
}
TOLD = Told([], {}, ["chalicelib.printing.desk"], ["chalicelib.reading.public"])


@pytest.mark.parametrize(
    ("needing", "bearing"),
    [
        ({"chalicelib.printing.events"}, {"Printer"}),
        ({"chalicelib.printing.desk"}, {"Routes"}),
        ({"chalicelib.walking.events", "chalicelib.printing.events"}, {"Printer", "Walker"}),
        ({"chalicelib.reading.public"}, {"Routes", "Printer", "Walker"}),
    ],
)
def test_a_layer_is_given_to_those_that_need_it_under_a_name_of_its_own(
    needing: set[str], bearing: set[str]
) -> None:
    made = attached(MADE, PRINTING, needing, TOLD)["Resources"]
    assert made["PrintingLayer"]["Properties"]["ContentUri"] == "./printing.zip"
    for name in MADE["Resources"]:
        has = made[name]["Properties"].get("Layers") == [{"Ref": "PrintingLayer"}]
        is_named_by_it = made[name]["Properties"]["FunctionName"]["Fn::Sub"].endswith("-printing")
        assert has == is_named_by_it == (name in bearing)


def test_a_layer_that_no_function_needs_is_refused() -> None:
    with pytest.raises(LayerWithoutUse, match="no function needs printing"):
        attached(MADE, PRINTING, {"chalicelib.reading.events"}, TOLD)


def collected(archive: Path) -> Path:
    """What was collected for the code, with a requirement of two names for its folder."""
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr("chalicelib/edge/one.py", "NAME = 1\n")
        made.writestr("press_kit/__init__.py", "NAME = 2\n")
        made.writestr("press_kit/types.bin", "...")
        listed = "press_kit/__init__.py,sha256=x,9\npress_kit/types.bin,,\npress_kit/gone.bin,,\n"
        made.writestr("Press-1.0.dist-info/RECORD", listed + "Press-1.0.dist-info/RECORD,,\n")
        made.writestr("pressing-1.0.dist-info/RECORD", "chalicelib/edge/one.py,,\n")
    return archive


def test_a_requirement_takes_all_its_files_along_and_nobody_elses(tmp_path: Path) -> None:
    archive = collected(tmp_path / "code.zip")
    code.finish(archive, {}, [PRINTING])
    assert modules_in(archive) == {"chalicelib", "pressing-1.0.dist-info"}
    with zipfile.ZipFile(tmp_path / PRINTING.file) as made:
        names = {name for name in made.namelist() if not name.endswith(".pyc")}
    assert names == {
        "python/press_kit/__init__.py",
        "python/press_kit/types.bin",
        "python/Press-1.0.dist-info/RECORD",
    }


def test_the_same_requirements_make_the_same_layer(tmp_path: Path) -> None:
    made = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        code.finish(collected(tmp_path / name / "code.zip"), {}, [PRINTING])
        made.append((tmp_path / name / PRINTING.file).read_bytes())
    assert made[0] == made[1]


def test_a_requirement_that_was_not_collected_is_refused(tmp_path: Path) -> None:
    archive = collected(tmp_path / "code.zip")
    with pytest.raises(LayerWithoutUse, match="ink is not among what was collected"):
        code.finish(archive, {}, [Layer("printing", frozenset({"press", "ink"}))])


def test_a_layer_names_requirements_of_what_runs_inside_lambda() -> None:
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    pinned = {line.split("==")[0] for line in lines if "==" in line}
    for layer in LAYERS:
        assert layer.requirements <= pinned


def test_the_template_is_told_the_archive_of_every_layer(
    packaged: Path, template: dict[str, Any]
) -> None:
    for layer in LAYERS:
        declared = template["Resources"][layer.logical_id]["Properties"]
        assert (packaged / declared["ContentUri"]).is_file()
        assert json.dumps(declared["LayerName"]) == json.dumps(
            {"Fn::Sub": f"fairlead-${{Stage}}-{layer.name}"}
        )
