"""Payouts through providers: those that need staff are a list, those to be asked about another."""

from datetime import datetime

from chalicelib.core.clock import iso
from chalicelib.core.errors import Conflict, NotFound
from chalicelib.core.paging import Page, PageRequest
from chalicelib.funds.model.payouts import NEEDS_STAFF, UNDER_WAY, Payout, PayoutStage
from chalicelib.funds.store.journal import TABLE
from chalicelib.storage.rows import Indexes, Rows
from chalicelib.storage.table import Key, Range
from chalicelib.storage.unit import Unit

_CHECKS = "payout-checks"
_UNDER_WAY = "under_way"


def _key(payout_id: str) -> Key:
    return Key(f"PAYOUT#{payout_id}", "PAYOUT")


def shelf_of(stage: PayoutStage) -> str:
    """The list in which a payout of ``stage`` stands: ``waiting``, ``under_way`` or ``ended``."""
    if stage in NEEDS_STAFF:
        return "waiting"
    return _UNDER_WAY if stage in UNDER_WAY else "ended"


def _indexes(one: Payout) -> Indexes:
    due = one.check_at
    return {
        "by-status": (_CHECKS if due else None, f"{iso(due)}#{one.id}" if due else ""),
        "by-kind": (f"PAYOUTS#{shelf_of(one.stage)}", f"{iso(one.created_at)}#{one.id}"),
    }


_ROWS = Rows(TABLE, Payout, lambda one: _key(one.id), _indexes)


def add(unit: Unit, payout: Payout) -> Payout:
    """Store a new one."""
    return _ROWS.insert(unit, payout, Conflict("a payout's id came twice"))


def get(payout_id: str) -> Payout:
    """The payout as of now.

    Raises:
        NotFound.
    """
    return _ROWS.get(_key(payout_id), NotFound("no such payout", what="payout"))


def find(payout_id: str) -> Payout | None:
    """The payout as of now, or None."""
    return _ROWS.find(_key(payout_id))


def change(unit: Unit, before: Payout, after: Payout) -> Payout:
    """Store what has become of it, if it is still as it was read."""
    return _ROWS.change(unit, before, after)


def page(shelf: str, request: PageRequest) -> Page[Payout]:
    """The payouts of a list, newest first."""
    return _ROWS.page(Range(f"PAYOUTS#{shelf}", "by-kind"), request)


def under_way(at_most: int) -> list[Payout]:
    """Payouts that their providers have been told of, or are to be told of, and have not made."""
    return _ROWS.all(Range(f"PAYOUTS#{_UNDER_WAY}", "by-kind"), at_most)


def due(now: datetime, at_most: int) -> list[Payout]:
    """Payouts whose provider is to be asked by ``now``, those due longest first."""
    within = Range(_CHECKS, "by-status", before=iso(now) + "~", newest_first=False)
    return _ROWS.all(within, at_most)
