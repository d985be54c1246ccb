"""How many direct downlines each client has: counters that are only ever added to."""

from collections.abc import Iterable

from chalicelib.storage.table import Key, Table
from chalicelib.storage.unit import Unit

_TABLE = Table("clients")


def _key(client_id: str) -> Key:
    return Key(f"CLIENT#{client_id}", "DOWNLINES")


def count(unit: Unit, referrer_id: str, step: int = 1) -> None:
    """Count one more direct downline of ``referrer_id``, or with a ``step`` of -1 one less."""
    unit.add(_TABLE, _key(referrer_id), {"direct": step, "version": 1}, {})


def counts(client_ids: Iterable[str]) -> dict[str, int]:
    """How many direct downlines each client has."""
    keys = {client_id: _key(client_id) for client_id in client_ids}
    found = _TABLE.get_many(keys.values())
    return {one: found[key]["direct"] if key in found else 0 for one, key in keys.items()}
