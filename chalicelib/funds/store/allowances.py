"""How much of a limited thing a client uses at present: pending requests, saved profiles.

A counter row with a version, so that two requests at the same moment cannot both be the last.
"""

from dataclasses import replace

from chalicelib.core.errors import FairleadError
from chalicelib.core.nouns import dataclass
from chalicelib.funds.store.journal import TABLE
from chalicelib.storage.rows import Rows
from chalicelib.storage.table import Key
from chalicelib.storage.unit import Stale, Unit


@dataclass(frozen=True)
class Allowance:
    """``used`` of what a client may have, under the name ``what``."""

    client_id: str
    what: str
    used: int = 0
    version: int = 0


def _key(client_id: str, what: str) -> Key:
    return Key(f"CLIENT#{client_id}", f"ALLOWANCE#{what}")


_ROWS = Rows(TABLE, Allowance, lambda one: _key(one.client_id, one.what))


def used(client_id: str, what: str) -> int:
    """How much of ``what`` a client uses at present."""
    found = _ROWS.find(_key(client_id, what))
    return found.used if found else 0


def take(unit: Unit, client_id: str, what: str, limit: int, exceeded: FairleadError) -> None:
    """Use one more of ``what``, if fewer than ``limit`` are in use; else raise ``exceeded``."""
    found = _ROWS.find(_key(client_id, what))
    if (found.used if found else 0) >= limit:
        raise exceeded
    if found is None:
        _ROWS.insert(unit, Allowance(client_id, what, 1), Stale("the first one came meanwhile"))
    else:
        _ROWS.change(unit, found, replace(found, used=found.used + 1))


def give_back(unit: Unit, client_id: str, what: str) -> None:
    """Use one less of ``what``."""
    found = _ROWS.find(_key(client_id, what))
    if found is not None and found.used:
        _ROWS.change(unit, found, replace(found, used=found.used - 1))
