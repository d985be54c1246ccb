"""Holds."""

from chalicelib.core.clock import iso
from chalicelib.core.errors import NotFound
from chalicelib.funds.model.holds import Hold, HoldResolved, HoldState
from chalicelib.funds.model.ledger import EntryExists
from chalicelib.funds.store.journal import TABLE
from chalicelib.storage.rows import Rows
from chalicelib.storage.table import Key, Range
from chalicelib.storage.unit import Unit

_PENDING = "HOLD#pending"


def _key(hold_id: str) -> Key:
    return Key(f"HOLD#{hold_id}", "HOLD")


def _indexes(hold: Hold) -> dict[str, tuple[str | None, str]]:
    is_open = hold.state is HoldState.PENDING
    return {"by-status": (_PENDING if is_open else None, f"{iso(hold.at)}#{hold.id}")}


_ROWS = Rows(TABLE, Hold, lambda hold: _key(hold.id), _indexes)


def add(unit: Unit, hold: Hold) -> Hold:
    """Store a new hold."""
    return _ROWS.insert(unit, hold, EntryExists(entry_id=hold.id))


def get(hold_id: str) -> Hold:
    """The hold.

    Raises:
        NotFound.
    """
    return _ROWS.get(_key(hold_id), NotFound(what="hold"))


def resolve(unit: Unit, before: Hold, after: Hold) -> Hold:
    """Store the one resolution of a hold; the unit fails when another came first."""
    return _ROWS.change(unit, before, after, HoldResolved(hold_id=before.id))


def pending(beyond: str | None, limit: int) -> list[tuple[str, Hold]]:
    """Open holds, oldest first, each with its place in the list."""
    within = Range(_PENDING, "by-status", newest_first=False)
    items = TABLE.query(within, limit, beyond=beyond)
    return [(item["by_status_sk"], _ROWS.from_item(item)) for item in items]
