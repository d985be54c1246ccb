"""Rows of terms: one per client, read for a whole chain at once."""

from collections.abc import Iterable

from chalicelib.partners.model.terms import Terms
from chalicelib.storage.rows import Rows
from chalicelib.storage.table import Key, Table
from chalicelib.storage.unit import Stale, Unit

_TABLE = Table("partners")


def _key(client_id: str) -> Key:
    return Key(f"CLIENT#{client_id}", "TERMS")


_ROWS = Rows(_TABLE, Terms, lambda terms: _key(terms.client_id))


def find(client_id: str) -> Terms:
    """The terms of a client; without steps when there are none."""
    return _ROWS.find(_key(client_id)) or Terms(client_id)


def of_many(client_ids: Iterable[str]) -> dict[str, Terms]:
    """The terms of several clients by their ids, in one read; empty ones where there are none."""
    wanted = list(client_ids)
    found = {one.client_id: one for one in _ROWS.get_many(_key(one) for one in wanted)}
    return {one: found.get(one, Terms(one)) for one in wanted}


def put(unit: Unit, before: Terms, after: Terms) -> Terms:
    """Store terms in place of those read."""
    if before.version:
        return _ROWS.change(unit, before, after)
    return _ROWS.insert(unit, after, Stale("the terms have just been given"))
