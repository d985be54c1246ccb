"""Unmatched payments: the open ones and the settled ones are a list each, by when they came."""

from chalicelib.core.clock import iso
from chalicelib.core.errors import Conflict, NotFound
from chalicelib.core.paging import Page, PageRequest
from chalicelib.funds.model.unmatched import Unmatched, UnmatchedStage
from chalicelib.funds.store.journal import TABLE
from chalicelib.storage.rows import Indexes, Rows
from chalicelib.storage.table import Key, Range
from chalicelib.storage.unit import Unit

_OPEN, _DONE = "UNMATCHED#open", "UNMATCHED#settled"


def _key(unmatched_id: str) -> Key:
    return Key(f"UNMATCHED#{unmatched_id}", "UNMATCHED")


def _indexes(one: Unmatched) -> Indexes:
    done = one.stage is UnmatchedStage.SETTLED
    return {"by-status": (_DONE if done else _OPEN, f"{iso(one.at)}#{one.id}")}


_ROWS = Rows(TABLE, Unmatched, lambda one: _key(one.id), _indexes)


def add(unit: Unit, one: Unmatched) -> Unmatched:
    """Store a new one."""
    return _ROWS.insert(unit, one, Conflict("an unmatched payment's id came twice"))


def get(unmatched_id: str) -> Unmatched:
    """The payment as of now.

    Raises:
        NotFound.
    """
    return _ROWS.get(_key(unmatched_id), NotFound("no such payment", what="payment"))


def change(unit: Unit, before: Unmatched, after: Unmatched) -> Unmatched:
    """Store what has become of it, if it is still as it was read."""
    return _ROWS.change(unit, before, after)


def page(request: PageRequest, *, settled: bool) -> Page[Unmatched]:
    """Those that are open, or settled, newest first."""
    return _ROWS.page(Range(_DONE if settled else _OPEN, "by-status"), request)
