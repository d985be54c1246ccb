"""Rows of planned moves: with their client, and those to come by their moment."""

from datetime import datetime

from chalicelib.clients.model.moves import MoveState, PlannedMove
from chalicelib.core.clock import iso
from chalicelib.storage.rows import Indexes, Rows
from chalicelib.storage.table import Key, Range, Table
from chalicelib.storage.unit import Stale, Unit

_TABLE = Table("clients")
_COMING = "moves#planned"
_SHOWN = 50


def _key(client_id: str, move_id: str) -> Key:
    return Key(f"CLIENT#{client_id}", f"MOVE#{move_id}")


def _indexes(move: PlannedMove) -> Indexes:
    is_coming = move.state is MoveState.PLANNED
    return {"by-shelf": (_COMING if is_coming else None, f"{iso(move.effective_at)}#{move.id}")}


_MOVES = Rows(_TABLE, PlannedMove, lambda move: _key(move.client_id, move.id), _indexes)


def add(unit: Unit, move: PlannedMove) -> PlannedMove:
    """Store a new move."""
    return _MOVES.insert(unit, move, Stale("a move's id came twice"))


def change(unit: Unit, before: PlannedMove, after: PlannedMove) -> PlannedMove:
    """Store what became of a move."""
    return _MOVES.change(unit, before, after)


def find(client_id: str, move_id: str) -> PlannedMove | None:
    """One move as of now, or None."""
    return _MOVES.find(_key(client_id, move_id))


def of_client(client_id: str) -> list[PlannedMove]:
    """The moves of a client, the newest first."""
    return _MOVES.all(Range(f"CLIENT#{client_id}", prefix="MOVE#"), _SHOWN)


def due(until: datetime, at_most: int) -> list[PlannedMove]:
    """What is to be carried out by then, the first to come first."""
    within = Range(_COMING, "by-shelf", before=f"{iso(until)}#~", newest_first=False)
    return _MOVES.all(within, at_most)
