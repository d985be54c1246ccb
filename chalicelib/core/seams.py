"""Where capabilities above take part in what one below does, which must not know them.

A `Seam` belongs to whoever is below. Who takes part stands in one table, `chalicelib.assembly`,
which is read when a seam is first used: in whichever function that is, and at the cost of that
seam alone. The table names functions; each is imported when it is first called.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any, Generic, TypeVar, cast

Part = TypeVar("Part", bound=Callable[..., Any])

DECLARED: "dict[str, Seam[Any]]" = {}


class Late:
    """A function of another module, which is imported when the function is first called."""

    declared: "list[Late]" = []

    def __init__(self, module: str, name: str) -> None:
        self.module, self.name = module, name
        Late.declared.append(self)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """What the function says."""
        return self.function()(*args, **kwargs)

    def function(self) -> Callable[..., Any]:
        """The function itself."""
        found: Callable[..., Any] = getattr(import_module(self.module), self.name)
        return found


class Seam(Generic[Part]):
    """A place for functions of one kind, called ``name`` in the table of the assembly.

    ``name`` is dotted and begins with the capability that asks.
    """

    def __init__(self, name: str) -> None:
        if DECLARED.setdefault(name, self) is not self:
            raise ValueError(f"the seam {name} is declared twice")
        self.name = name
        self._instead: tuple[Part, ...] | None = None

    def parts(self) -> tuple[Part, ...]:
        """All that take part, in the order of the table."""
        if self._instead is not None:
            return self._instead
        return cast("tuple[Part, ...]", assembly().PARTS.get(self.name, ()))

    def part(self) -> Part | None:
        """The only one that takes part, or None."""
        parts = self.parts()
        return parts[0] if parts else None

    @contextmanager
    def replaced(self, *parts: Part) -> Iterator[None]:
        """Let ``parts`` alone take part until the block ends."""
        before, self._instead = self._instead, parts
        try:
            yield
        finally:
            self._instead = before


@cache
def assembly() -> ModuleType:
    """What the application is put together of. By its name: it stands above all who ask."""
    return import_module("chalicelib.assembly")
