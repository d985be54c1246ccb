"""Form encoding the way Stripe nests it: ``line_items[0][price_data][currency]=eur``."""

import re
from typing import Any
from urllib.parse import parse_qsl

from infra.simulators.stripe.failures import StripeRefusal

_NAME = re.compile(r"([^\[\]]+)((?:\[[^\[\]]*\])*)")
_DEEPEST = 8


def decode(text: str) -> dict[str, Any]:
    """``text`` as nested objects and lists; every leaf is a string.

    Raises:
        StripeRefusal: a name that is not well formed, or used in two ways.
    """
    tree: dict[str, Any] = {}
    for name, value in parse_qsl(text, keep_blank_values=True):
        _place(tree, _path(name), value, name)
    return {name: _lists(branch) for name, branch in tree.items()}


def _path(name: str) -> list[str]:
    match = _NAME.fullmatch(name)
    if not match:
        raise StripeRefusal(f"Invalid parameter name {name}", param=name)
    path = [match[1], *re.findall(r"\[([^\[\]]*)\]", match[2])]
    if len(path) > _DEEPEST:
        raise StripeRefusal("Parameters are nested too deeply", param=name)
    return path


def _place(tree: dict[str, Any], path: list[str], value: str, name: str) -> None:
    *branches, leaf = path
    for part in branches:
        below = tree.setdefault(part or str(len(tree)), {})
        if not isinstance(below, dict):
            raise StripeRefusal(f"{name} is both a value and an object", param=name)
        tree = below
    leaf = leaf or str(len(tree))
    if leaf in tree:
        raise StripeRefusal(f"{name} is given twice", param=name)
    tree[leaf] = value


def _lists(branch: Any) -> Any:
    """Objects whose names are 0, 1, 2… are lists."""
    if not isinstance(branch, dict):
        return branch
    members = {name: _lists(below) for name, below in branch.items()}
    if members and list(members) == [str(place) for place in range(len(members))]:
        return list(members.values())
    return members
