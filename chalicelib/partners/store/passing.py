"""Rows of what brokers pass on: one per giver and receiver, with its past."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from itertools import pairwise

from chalicelib.partners.model.passing import Passing
from chalicelib.storage.keeping import SLICE
from chalicelib.storage.rows import Rows
from chalicelib.storage.table import Key, Range, Table
from chalicelib.storage.unit import Stale, Unit

_TABLE = Table("partners")


def _key(giver_id: str, receiver_id: str) -> Key:
    return Key(f"CLIENT#{giver_id}", f"PASSES#{receiver_id}")


_ROWS = Rows(_TABLE, Passing, lambda one: _key(one.giver_id, one.receiver_id))


def find(giver_id: str, receiver_id: str) -> Passing:
    """What one broker has passed on to another; without steps where that is nothing."""
    return _ROWS.find(_key(giver_id, receiver_id)) or Passing(giver_id, receiver_id)


def of_pairs(pairs: Iterable[tuple[str, str]]) -> dict[str, Passing]:
    """What givers pass on to receivers, in one read, by receiver; those that are there."""
    found = _ROWS.get_many(_key(giver, receiver) for giver, receiver in pairs)
    return {one.receiver_id: one for one in found}


def granted_along(chain: Sequence[str], at: datetime) -> dict[str, Decimal]:
    """The shares that counted at ``at``, by receiver, each from whoever is next in ``chain``.

    The nearest to the trader comes first.
    """
    pairs = [(giver, receiver) for receiver, giver in pairwise(chain)]
    return {receiver: one.at(at) for receiver, one in of_pairs(pairs).items()}


def by_giver(giver_id: str) -> list[Passing]:
    """What a broker has passed on, to whom."""
    return _ROWS.all(Range(f"CLIENT#{giver_id}", prefix="PASSES#"), SLICE)


def put(unit: Unit, before: Passing, after: Passing) -> Passing:
    """Store what is passed on in place of what was read."""
    if before.version:
        return _ROWS.change(unit, before, after)
    return _ROWS.insert(unit, after, Stale("it has just been granted"))
