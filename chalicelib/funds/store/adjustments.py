"""Adjustments."""

from chalicelib.core.errors import Conflict, NotFound
from chalicelib.funds.model.adjustments import Adjustment
from chalicelib.funds.store.journal import TABLE
from chalicelib.storage.rows import Rows
from chalicelib.storage.table import Key
from chalicelib.storage.unit import Unit


def _key(adjustment_id: str) -> Key:
    return Key(f"ADJUSTMENT#{adjustment_id}", "ADJUSTMENT")


_ROWS = Rows(TABLE, Adjustment, lambda one: _key(one.id))


def add(unit: Unit, adjustment: Adjustment) -> Adjustment:
    """Store an adjustment."""
    return _ROWS.insert(unit, adjustment, Conflict("an adjustment id came twice"))


def get(adjustment_id: str) -> Adjustment:
    """The adjustment.

    Raises:
        NotFound.
    """
    return _ROWS.get(_key(adjustment_id), NotFound(what="adjustment"))
