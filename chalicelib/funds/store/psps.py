"""The keys of the broker's own payment integrations, found by integration and by merchant id."""

from chalicelib.funds.model.psps import PspKey
from chalicelib.funds.store.journal import TABLE
from chalicelib.storage.rows import Rows
from chalicelib.storage.table import Key, Range
from chalicelib.storage.unit import Stale, Unit

_ALL = "PSPS"
_MOST = 50


def _key(psp_id: str) -> Key:
    return Key(_ALL, f"PSP#{psp_id}")


_ROWS = Rows(TABLE, PspKey, lambda one: _key(one.psp_id))


def find(psp_id: str) -> PspKey | None:
    """The key of an integration, or None."""
    return _ROWS.find(_key(psp_id))


def all_keys() -> list[PspKey]:
    """The keys of all integrations, those of deleted ones too."""
    return _ROWS.all(Range(_ALL), _MOST)


def put(unit: Unit, before: PspKey | None, after: PspKey) -> PspKey:
    """Store a key, new or made anew."""
    if before is None:
        return _ROWS.insert(unit, after, Stale("the first one was made meanwhile"))
    return _ROWS.change(unit, before, after)
