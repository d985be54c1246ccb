"""Names of a module that are imported when they are first asked for.

A capability's ``public`` module names all that others may use of it; whoever uses one of them
should not pay at a cold start for the import of all. Type checkers, linters and readers see plain
imports under ``if TYPE_CHECKING``; at run time the same lines say where each name lives.
"""

import ast
import sys
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any


def on_demand(module: str) -> Callable[[str], Any]:
    """The ``__getattr__`` of ``module``: what it imports for type checkers, when it is wanted."""

    def wanted(name: str) -> Any:
        home = _homes(module).get(name)
        if home is None:
            raise AttributeError(f"module {module!r} has no attribute {name!r}", name=name)
        found = _named(*home)
        setattr(sys.modules[module], name, found)
        return found

    return wanted


def _named(source: str, name: str) -> Any:
    """``name`` of the module ``source``, or the module of that name in it."""
    loaded = import_module(source)
    if not hasattr(loaded, name):
        return import_module(f"{source}.{name}")
    return getattr(loaded, name)


@cache
def _homes(module: str) -> dict[str, tuple[str, str]]:
    """Where the names that ``module`` imports for type checkers live, and what they are there."""
    tree = ast.parse(Path(str(sys.modules[module].__file__)).read_text(encoding="utf-8"))
    return {
        alias.asname or alias.name: (str(line.module), alias.name)
        for line in _for_type_checkers(tree)
        for alias in line.names
    }


def _for_type_checkers(tree: ast.Module) -> Iterator[ast.ImportFrom]:
    for statement in tree.body:
        match statement:
            case ast.If(test=ast.Name(id="TYPE_CHECKING"), body=body):
                yield from (one for one in body if isinstance(one, ast.ImportFrom))
