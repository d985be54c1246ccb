"""What only some functions need lies in a layer beside their code, and not in the code of all.

Owns which requirements those are. Who needs them nobody says: a function has a layer if what it
imports, inside functions too, leads to a module of the layer. See ADR 0169.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import grimp

from infra.package.asking import Told

Template = dict[str, Any]

# Where Lambda's Python looks for modules below the folder that layers are unpacked to.
FOLDER = "python"


@dataclass(frozen=True)
class Layer:
    """Requirements, by their names in requirements.txt, that lie in a layer of that name."""

    name: str
    requirements: frozenset[str]

    @property
    def file(self) -> str:
        """What its archive is called beside the code's."""
        return f"{self.name}.zip"

    @property
    def logical_id(self) -> str:
        """What the template calls it."""
        return f"{self.name.capitalize()}Layer"


LAYERS = (
    Layer(
        "documents",
        frozenset(
            {
                "typst",
                "fontpkg",
                "fontpkg-inter",
                "fontpkg-noto-sans-arabic",
                "pylopdf-fonts-zh-cn",
            }
        ),
    ),
)


class LayerWithoutUse(Exception):
    """A layer names a requirement that was not collected, or no function needs it."""


def files_of(layer: Layer, collected: Path) -> Iterator[Path]:
    """The files in ``collected`` that came with the layer's requirements, by their own lists.

    Raises:
        LayerWithoutUse: one of them is not there.
    """
    lists = {_plain(one.parent.name): one for one in collected.glob("*.dist-info/RECORD")}
    for requirement in sorted(layer.requirements):
        if requirement not in lists:
            raise LayerWithoutUse(f"{layer.name}: {requirement} is not among what was collected")
        with lists[requirement].open(encoding="utf-8", newline="") as record:
            named = [collected / row[0] for row in csv.reader(record) if row]
        yield from (path for path in named if path.is_file())


def reaching(layer: Layer) -> frozenset[str]:
    """The modules of ours whose imports lead to a module of the layer."""
    graph = grimp.build_graph("chalicelib", include_external_packages=True, cache_dir=None)
    within = {
        module
        for module, distributions in packages_distributions().items()
        if layer.requirements & {_plain(one) for one in distributions} and module in graph.modules
    }
    return frozenset(one for module in within for one in graph.find_downstream_modules(module))


def attached(template: Template, layer: Layer, needing: Collection[str], app: Told) -> Template:
    """``template`` with the layer, and with it at the functions that import one of ``needing``.

    Raises:
        LayerWithoutUse: no function does.
    """
    bearing = {
        logical_id: _bearing(resource, layer)
        for logical_id, resource in template["Resources"].items()
        if resource["Type"] == "AWS::Serverless::Function"
        and not _modules_of(resource["Properties"], app).isdisjoint(needing)
    }
    if not bearing:
        raise LayerWithoutUse(f"no function needs {layer.name}")
    runtimes = {function["Properties"]["Runtime"] for function in bearing.values()}
    added = {layer.logical_id: _resource(layer, runtimes)}
    return {**template, "Resources": {**template["Resources"], **bearing, **added}}


def _bearing(function: Template, layer: Layer) -> Template:
    """The function with the layer at it and in its name.

    CloudFormation gives an existing function its layers before its new code, and a library that is
    still in the old code would be counted twice; by another name it makes a new function.
    """
    properties = function["Properties"]
    named = {
        "FunctionName": {"Fn::Sub": f"{properties['FunctionName']['Fn::Sub']}-{layer.name}"},
        "Layers": [*properties.get("Layers", []), {"Ref": layer.logical_id}],
    }
    return {**function, "Properties": {**properties, **named}}


def _modules_of(function: Mapping[str, Any], app: Told) -> set[str]:
    """What the function begins with, and what it may come to by name."""
    module = str(function["Handler"]).rpartition(".")[0]
    return {*(app.routes if module == "app" else [module]), *app.named}


def _resource(layer: Layer, runtimes: Collection[str]) -> Template:
    return {
        "Type": "AWS::Serverless::LayerVersion",
        "Properties": {
            "LayerName": {"Fn::Sub": "fairlead-${Stage}-" + layer.name},
            "ContentUri": f"./{layer.file}",
            "CompatibleRuntimes": sorted(runtimes),
            # A function keeps what it was given; the version before is of no use to anybody.
            "RetentionPolicy": "Delete",
        },
    }


def _plain(name: str) -> str:
    """A distribution's name as requirements write it, of any spelling and without a version."""
    return re.sub(r"[-_.]+", "-", re.sub(r"-[^-]*\.dist-info$", "", name)).lower()
