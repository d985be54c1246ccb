"""Frozen dataclasses whose methods are written when they are first needed, not at import.

The standard decorator compiles half a dozen methods per class while its module loads. There are
hundreds of nouns and a cold start uses a few of them, so this one collects the fields and leaves
the rest: ``__init__`` is compiled at the first construction; comparing, hashing and showing need
no code of their own per class. `fields`, `replace`, ``match`` and pydantic see an ordinary frozen
dataclass. Refuses what would need more: classes that can change, ordering, slots, ``InitVar`` and
``init=False``; for those there is the standard library. Nouns inherit from nouns alone.
"""

import dataclasses
from collections.abc import Callable
from operator import attrgetter
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any, Literal

__all__ = ["dataclass"]

if TYPE_CHECKING:
    # To type checkers this is the standard decorator, so that they know all it makes.
    from dataclasses import dataclass
else:

    def dataclass(*, frozen: Literal[True], kw_only: bool = False) -> Callable[[type], type]:
        """What ``dataclasses.dataclass(frozen=True)`` does, most of it later."""

        def declare(cls: type) -> type:
            declared = dataclasses.dataclass(init=False, repr=False, eq=False, kw_only=kw_only)(cls)
            for name, method in _methods(declared).items():
                if name not in cls.__dict__:
                    setattr(cls, name, method)
            return declared

        return declare


def _methods(cls: Any) -> dict[str, Any]:
    """What the standard decorator would have compiled for ``cls``, by name."""
    compared = [one.name for one in dataclasses.fields(cls) if one.compare]
    values: Callable[[Any], Any] = attrgetter(*compared) if compared else _nothing

    def construct(self: Any, *args: Any, **kwargs: Any) -> None:
        cls.__init__ = _initializer(cls)
        cls.__init__(self, *args, **kwargs)

    def equal(self: Any, other: object) -> Any:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return values(self) == values(other)

    def hashed(self: Any) -> int:
        return hash((values(self),))

    return {
        "__init__": construct,
        "__eq__": equal,
        "__hash__": hashed,
        "__repr__": _shown,
        "__setattr__": _refuse_change,
        "__delattr__": _refuse_change,
    }


def _initializer(cls: Any) -> Any:
    """``__init__`` of ``cls``, compiled: as quick to call as one written by hand."""
    scope: dict[str, Any] = {"_absent": dataclasses.MISSING}
    positional: list[str] = []
    by_name: list[str] = []
    body = ["_own = self.__dict__"]
    for one in dataclasses.fields(cls):
        (by_name if one.kw_only else positional).append(_parameter(one, scope))
        value = one.name
        if one.default_factory is not dataclasses.MISSING:
            value = f"_make_{value}() if {value} is _absent else {value}"
        body.append(f"_own[{one.name!r}] = {value}")
    if hasattr(cls, "__post_init__"):
        body.append("self.__post_init__()")
    star = ["*"] if by_name else []
    parameters = ", ".join(["self", *positional, *star, *by_name])
    source = f"def __init__({parameters}):\n    " + "\n    ".join(body)
    exec(source, scope)  # noqa: S102 - as the standard decorator does; the names are our fields'
    scope["__init__"].__qualname__ = f"{cls.__qualname__}.__init__"
    return scope["__init__"]


def _parameter(field: Any, scope: dict[str, Any]) -> str:
    """The parameter that gives ``field``, with what its default needs put in ``scope``."""
    if field.default_factory is not dataclasses.MISSING:
        scope[f"_make_{field.name}"] = field.default_factory
        return f"{field.name}=_absent"
    if field.default is not dataclasses.MISSING:
        scope[f"_default_{field.name}"] = field.default
        return f"{field.name}=_default_{field.name}"
    return str(field.name)


def _nothing(_noun: Any) -> tuple[()]:
    return ()


@recursive_repr()
def _shown(self: Any) -> str:
    shown = [
        f"{one.name}={getattr(self, one.name)!r}" for one in dataclasses.fields(self) if one.repr
    ]
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _refuse_change(_self: Any, name: str, *_value: Any) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot change {name!r} of a noun")
