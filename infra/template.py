"""Reads `infra/resources.yaml` and works out its intrinsic functions.

Owns the meaning of the file for everyone but AWS itself: packaging gets it as JSON with the long
forms of the intrinsic functions, the laptop stack and the tests get it resolved to plain values.
Refuses what it does not know: an intrinsic function it cannot work out is an error, never a guess.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

import yaml

RESOURCES_FILE = Path(__file__).with_name("resources.yaml")

Tree: TypeAlias = Any  # YAML and JSON documents: nested dicts, lists and scalars
Attribute: TypeAlias = Callable[[str, str], str]

_PLACEHOLDER = re.compile(r"\$\{([A-Za-z0-9:.]+)\}")
_NO_VALUE = object()


class TemplateError(Exception):
    """The template says something that this reader cannot work out."""


class _Loader(yaml.SafeLoader):
    """A YAML loader that turns CloudFormation's short tags into their long forms."""


def _construct_intrinsic(loader: _Loader, suffix: str, node: yaml.Node) -> Tree:
    name = suffix if suffix in ("Ref", "Condition") else f"Fn::{suffix}"
    if isinstance(node, yaml.ScalarNode):
        text = str(loader.construct_scalar(node))
        return {name: text.split(".", 1) if suffix == "GetAtt" else text}
    if isinstance(node, yaml.SequenceNode):
        return {name: loader.construct_sequence(node, deep=True)}
    if isinstance(node, yaml.MappingNode):
        return {name: loader.construct_mapping(node, deep=True)}
    raise TemplateError(f"!{suffix} stands before something that is no value")


_Loader.add_multi_constructor("!", _construct_intrinsic)


def load(path: Path = RESOURCES_FILE) -> dict[str, Tree]:
    """The template as CloudFormation understands it: anchors expanded, short tags in long form.

    The anchors' own home, `Metadata`, is left out.
    """
    # The loader derives from SafeLoader: tags become dicts, never objects.
    document = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506
    return {key: value for key, value in document.items() if key != "Metadata"}


@dataclass(frozen=True)
class Resolver:
    """Works out intrinsic functions for one set of parameters.

    `refs` answers `!Ref` to resources and pseudo parameters, `attribute` answers `!GetAtt`.
    """

    template: Mapping[str, Tree]
    parameters: Mapping[str, str]
    refs: Mapping[str, str] = field(default_factory=dict)
    attribute: Attribute | None = None

    def resolve(self, tree: Tree) -> Tree:
        """`tree` with every intrinsic function replaced by its value.

        Raises:
            TemplateError: a function or a name that is not known here.
        """
        if isinstance(tree, list):
            resolved = [self.resolve(item) for item in tree]
            return [item for item in resolved if item is not _NO_VALUE]
        if not isinstance(tree, dict):
            return tree
        if len(tree) == 1:
            ((name, argument),) = tree.items()
            if name in ("Ref", "Condition") or name.startswith("Fn::"):
                return self._function(name, argument)
        pairs = ((key, self.resolve(value)) for key, value in tree.items())
        return {key: value for key, value in pairs if value is not _NO_VALUE}

    def holds(self, condition: str) -> bool:
        """Whether a named condition of the template is true.

        Raises:
            TemplateError: no such condition.
        """
        try:
            return bool(self.resolve(self.template["Conditions"][condition]))
        except KeyError:
            raise TemplateError(f"no condition is named {condition}") from None

    def _function(self, name: str, argument: Tree) -> Tree:
        plain: dict[str, Callable[[Tree], Tree]] = {
            "Ref": self._ref,
            "Condition": self.holds,
            "Fn::Sub": self._sub,
            "Fn::GetAtt": lambda pair: self._attribute(pair[0], pair[1]),
            "Fn::If": lambda three: self.resolve(three[1 if self.holds(three[0]) else 2]),
            "Fn::Equals": lambda two: self.resolve(two[0]) == self.resolve(two[1]),
            "Fn::Not": lambda one: not self.resolve(one[0]),
            "Fn::And": lambda many: all(self.resolve(item) for item in many),
            "Fn::Or": lambda many: any(self.resolve(item) for item in many),
            "Fn::Join": lambda two: two[0].join(self.resolve(two[1])),
        }
        if name not in plain:
            raise TemplateError(f"{name} is not understood here")
        return plain[name](argument)

    def _ref(self, name: str) -> Tree:
        if name == "AWS::NoValue":
            return _NO_VALUE
        if name in self.parameters:
            return self.parameters[name]
        if name in self.refs:
            return self.refs[name]
        declared = self.template.get("Parameters", {}).get(name, {})
        if "Default" in declared:
            return declared["Default"]
        raise TemplateError(f"nothing is known by the name {name}")

    def _attribute(self, resource: str, attribute: str) -> str:
        if self.attribute is None:
            raise TemplateError(f"{resource}.{attribute} is not known here")
        return self.attribute(resource, attribute)

    def _sub(self, argument: Tree) -> str:
        text, given = (argument, {}) if isinstance(argument, str) else argument

        def replacement(match: re.Match[str]) -> str:
            name = match.group(1)
            if name in given:
                return str(self.resolve(given[name]))
            if "." in name:
                return self._attribute(*name.split(".", 1))
            return str(self._ref(name))

        return _PLACEHOLDER.sub(replacement, text)
