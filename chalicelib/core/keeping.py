"""What a capability keeps of a client: what they get of it as a copy, and how it goes with them.

Each capability declares a `Keeper` that names every kind of its rows: whether a client's copy of
their data has it, whether it is gone (or names nobody) once they are erased, and where either is
not so, why. `privacy` asks all keepers; a test demands that no kind of row is left out.
"""

from collections.abc import Callable, Iterable
from typing import Any

from chalicelib.core.nouns import dataclass

Facts = dict[str, Any]


@dataclass(frozen=True)
class Part:
    """One heading of a client's copy, with its lines. ``name`` is stable snake_case."""

    name: str
    lines: tuple[Facts, ...]


Copier = Callable[[str], Iterable[Part]]
"""Given a client's id: the parts of their copy."""

Run = Callable[[Callable[[Any], Any]], Any]
"""Runs work in a unit of work of its own, and commits it."""

Eraser = Callable[[Run, str, str | None], str | None]
"""Erases a bounded slice of what is kept of a client, from a cursor on; gives the next cursor.

It may run again over what it has erased, at any time: that changes nothing.
"""


@dataclass(frozen=True)
class Kept:
    """What becomes of one kind of row, by the name of its noun.

    ``copied`` names the part of the copy that it is in. ``why`` is the reason where it is in none,
    or where something of it stays.
    """

    noun: str
    copied: str = ""
    erased: bool = False
    why: str = ""


@dataclass(frozen=True)
class Keeper:
    """All that one capability keeps, with what copies and what erases it."""

    capability: str
    kinds: tuple[Kept, ...]
    copy: Copier | None = None
    erasers: tuple[Eraser, ...] = ()


def of_nobody(why: str, *nouns: str) -> tuple[Kept, ...]:
    """Kinds of rows that are not about clients, or name none, and why."""
    return tuple(Kept(noun, why=why) for noun in nouns)
