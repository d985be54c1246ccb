"""The one row through which all moves in the tree pass, one after the other."""

from dataclasses import replace

from chalicelib.core.nouns import dataclass
from chalicelib.storage.rows import Rows
from chalicelib.storage.table import Key, Table
from chalicelib.storage.unit import Stale, Unit


@dataclass(frozen=True)
class Moves:
    """How many moves there were."""

    number: int = 0
    version: int = 0


_KEY = Key("TREE", "MOVES")
_ROWS = Rows(Table("clients"), Moves, lambda _: _KEY)


def pass_through(unit: Unit) -> None:
    """Let nobody else move a client until ``unit`` is through; call it before the tree is read."""
    before = _ROWS.find(_KEY)
    if before is None:
        _ROWS.insert(unit, Moves(1), Stale("somebody else moves a client"))
    else:
        _ROWS.change(unit, before, replace(before, number=before.number + 1))
