"""How far each side is compared, and the walks."""

from chalicelib.core.errors import Conflict
from chalicelib.reconciliation.model.runs import AskedFor, Standing, Walk
from chalicelib.reconciliation.store import TABLE
from chalicelib.storage.rows import Rows
from chalicelib.storage.table import Key, Range
from chalicelib.storage.unit import Stale, Unit


class Overtaken(Conflict):
    """Another worker has gone on with the walk: it is theirs."""

    code = "overtaken"


_MOST_SIDES = 100
_ASKED = Key("WALKS#asked", "ASKED")
_STANDINGS = Rows(TABLE, Standing, lambda one: Key("STANDING", one.side))
_WALKS = Rows(TABLE, Walk, lambda one: Key("WALKS", f"{one.number:08d}"))
_ASKED_FOR = Rows(TABLE, AskedFor, lambda _: _ASKED)


def standing(side: str) -> Standing | None:
    """How far one side is compared, or None when it never was."""
    return _STANDINGS.find(Key("STANDING", side))


def standings() -> list[Standing]:
    """How far every side is compared, by name."""
    return _STANDINGS.all(Range("STANDING", newest_first=False), _MOST_SIDES)


def save_standing(unit: Unit, before: Standing | None, after: Standing) -> Standing:
    """Store how far a side is compared."""
    if before is None:
        return _STANDINGS.insert(unit, after, Stale("somebody else has begun"))
    return _STANDINGS.change(unit, before, after)


def walks(at_most: int) -> list[Walk]:
    """The newest walks, the one under way included."""
    return _WALKS.all(Range("WALKS"), at_most)


def save_walk(unit: Unit, before: Walk | None, after: Walk) -> Walk:
    """Store how far a walk is; the unit fails with `Overtaken` for all workers but one."""
    if before is None:
        return _WALKS.insert(unit, after, Overtaken())
    return _WALKS.change(unit, before, after, Overtaken())


def asked_for() -> AskedFor | None:
    """When staff asked for a walk last."""
    return _ASKED_FOR.find(_ASKED)


def ask_for(unit: Unit, before: AskedFor | None, after: AskedFor) -> None:
    """Remember that staff want a walk."""
    if before is None:
        _ASKED_FOR.insert(unit, after, Stale("somebody else has asked"))
    else:
        _ASKED_FOR.change(unit, before, after)
