"""Refunds, by deposit; those that the provider is to be asked about under the time of that."""

from datetime import datetime

from chalicelib.core.clock import iso
from chalicelib.core.errors import Conflict, NotFound
from chalicelib.funds.model.refunds import Refund
from chalicelib.funds.store.journal import TABLE
from chalicelib.storage.rows import Indexes, Rows
from chalicelib.storage.table import Key, Range
from chalicelib.storage.unit import Unit

_CHECKS = "refund-checks"
_MOST = 100


def _key(refund_id: str) -> Key:
    return Key(f"REFUND#{refund_id}", "REFUND")


def _indexes(refund: Refund) -> Indexes:
    due = refund.check_at
    about = f"REFUNDS#{refund.deposit_id}" if refund.deposit_id else None
    return {
        "by-kind": (about, f"{iso(refund.at)}#{refund.id}"),
        "by-status": (_CHECKS if due else None, f"{iso(due)}#{refund.id}" if due else ""),
    }


_ROWS = Rows(TABLE, Refund, lambda one: _key(one.id), _indexes)


def add(unit: Unit, refund: Refund) -> Refund:
    """Store a new refund."""
    return _ROWS.insert(unit, refund, Conflict("a refund id came twice"))


def get(refund_id: str) -> Refund:
    """The refund as of now.

    Raises:
        NotFound.
    """
    return _ROWS.get(_key(refund_id), NotFound("no such refund", what="refund"))


def find(refund_id: str) -> Refund | None:
    """The refund as of now, or None."""
    return _ROWS.find(_key(refund_id))


def change(unit: Unit, before: Refund, after: Refund) -> Refund:
    """Store what has become of it, if it is still as it was read."""
    return _ROWS.change(unit, before, after)


def of_deposit(deposit_id: str) -> list[Refund]:
    """The refunds of a deposit, newest first."""
    return _ROWS.all(Range(f"REFUNDS#{deposit_id}", "by-kind"), _MOST)


def due(now: datetime, at_most: int) -> list[Refund]:
    """Refunds whose provider is to be asked by ``now``, those due longest first."""
    within = Range(_CHECKS, "by-status", before=iso(now) + "~", newest_first=False)
    return _ROWS.all(within, at_most)
