"""What a setting is: a typed value with a default that a broker may change while the code runs.

A capability declares its settings in its own ``model``; declaring one puts it into `CATALOGUE`.
Owns: the declaration. Refuses: values and their versions, which are the business of `settings`.
"""

import re
from collections.abc import Callable
from importlib import import_module
from typing import Any, Generic, TypeVar

from chalicelib.core.actor import Actor
from chalicelib.core.nouns import dataclass
from chalicelib.core.seams import assembly

T = TypeVar("T")

_KEY = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+")

CATALOGUE: "dict[str, Setting[Any]]" = {}
"""What has been declared by the modules that are imported; for all of it see `catalogue`."""


@dataclass(frozen=True, kw_only=True)
class Setting(Generic[T]):
    """One thing a broker can set.

    ``key`` is dotted, begins with the owning capability and never changes
    (``approvals.mode.deposit``). ``type`` is anything pydantic can describe, floats excepted.
    ``group`` is where the back office shows it. With ``four_eyes`` a second person must agree to
    every change. With ``public`` the value is told to anyone, before sign-in: never a secret.
    ``follows`` is given the value in force and the one to follow it, and refuses with a
    ``ValueError`` what would change the meaning of things kept under the earlier one.
    ``guard`` is given whoever asks for a value, and refuses what would harm them unawares.
    """

    key: str
    type: Any
    default: T
    group: str
    four_eyes: bool = False
    public: bool = False
    follows: Callable[[T, T], None] | None = None
    guard: Callable[[Actor, T], None] | None = None

    def __post_init__(self) -> None:
        if not _KEY.fullmatch(self.key):
            raise ValueError(f"{self.key!r} is no key of a setting")
        if CATALOGUE.setdefault(self.key, self) != self:
            raise ValueError(f"{self.key} is declared twice")


def catalogue() -> dict[str, Setting[Any]]:
    """Every setting that the application has; what was not imported by now is."""
    for module in assembly().SETTINGS:
        import_module(module)
    return CATALOGUE
