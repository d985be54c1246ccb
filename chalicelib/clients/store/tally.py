"""How many downlines each client has: counters that are only ever added to.

``direct`` counts those whom a client referred, ``below`` everybody at any distance.
"""

from collections.abc import Iterable

from chalicelib.core.nouns import dataclass
from chalicelib.storage.table import Key, Table
from chalicelib.storage.unit import Stale, Unit

_TABLE = Table("clients")


@dataclass(frozen=True)
class Counts:
    """How many downlines a client has: direct ones, and all of them."""

    direct: int = 0
    below: int = 0


def _key(client_id: str) -> Key:
    return Key(f"CLIENT#{client_id}", "DOWNLINES")


def count(unit: Unit, referrer_id: str, step: int = 1) -> None:
    """Count one more direct downline of ``referrer_id``, or with a ``step`` of -1 one less."""
    unit.add(_TABLE, _key(referrer_id), {"direct": step, "version": 1}, {})


def count_below(unit: Unit, client_id: str, change: int) -> None:
    """Count ``change`` more clients at any distance below ``client_id``."""
    unit.add(_TABLE, _key(client_id), {"below": change, "version": 1}, {})


def held_below(unit: Unit, client_id: str) -> int:
    """How many are below a client, which ``unit`` holds as it is until it is through."""
    key = _key(client_id)
    item = _TABLE.get(key)
    if item is None:
        nothing = {**key.as_item(), "direct": 0, "below": 0, "version": 1}
        unit.insert(_TABLE, nothing, Stale("somebody has just come in below"))
        return 0
    unit.require(_TABLE, item)
    return int(item.get("below", 0))


def all_counts(client_ids: Iterable[str]) -> dict[str, Counts]:
    """How many downlines each client has."""
    keys = {client_id: _key(client_id) for client_id in client_ids}
    found = _TABLE.get_many(keys.values())
    items = {one: found.get(key, {}) for one, key in keys.items()}
    return {one: Counts(item.get("direct", 0), item.get("below", 0)) for one, item in items.items()}


def counts(client_ids: Iterable[str]) -> dict[str, int]:
    """How many direct downlines each client has."""
    return {one: found.direct for one, found in all_counts(client_ids).items()}
