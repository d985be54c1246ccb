"""The journal: every ledger entry, once, for ever."""

from collections.abc import Iterable

from pydantic import ValidationError

from chalicelib.core.clock import iso
from chalicelib.core.errors import NotFound
from chalicelib.funds.model.ledger import Entry, EntryExists
from chalicelib.storage.rows import Rows
from chalicelib.storage.table import Key, Table
from chalicelib.storage.unit import Unit

TABLE = Table("funds")
SHARDS = 8


def part(shard: int) -> str:
    """One of the parts of the register in which entries stand in the order of their booking."""
    return f"ENTRY#{shard}"


def _indexes(entry: Entry) -> dict[str, tuple[str | None, str]]:
    shard = sum(entry.id.encode()) % SHARDS
    return {"by-register": (part(shard), f"{iso(entry.at)}#{entry.id}")}


def _key(entry_id: str) -> Key:
    return Key(f"ENTRY#{entry_id}", "ENTRY")


_ROWS = Rows(TABLE, Entry, lambda entry: _key(entry.id), _indexes)


def add(unit: Unit, entry: Entry) -> Entry:
    """Book ``entry``; the unit fails with `EntryExists` when its id is taken."""
    return _ROWS.insert(unit, entry, EntryExists(entry_id=entry.id))


def find(entry_id: str) -> Entry | None:
    """The entry, or None."""
    return _ROWS.find(_key(entry_id))


def get(entry_id: str) -> Entry:
    """The entry.

    Raises:
        NotFound.
    """
    return _ROWS.get(_key(entry_id), NotFound("no such entry", what="entry"))


def many(entry_ids: Iterable[str]) -> dict[str, Entry]:
    """The entries that exist among ``entry_ids``; what cannot be read is left out."""
    entries, _ = readable([_key(one) for one in entry_ids])
    return {entry.id: entry for entry in entries}


def readable(keys: list[Key]) -> tuple[list[Entry], dict[str, str]]:
    """The entries at ``keys``, and what is wrong with those that are not entries (any more)."""
    found = TABLE.get_many(keys)
    entries, faults = [], {}
    for key in keys:
        entry_id = key.pk.removeprefix("ENTRY#")
        if key not in found:
            faults[entry_id] = "missing"
            continue
        try:
            entries.append(_ROWS.from_item(found[key]))
        except ValidationError as fault:
            faults[entry_id] = str(fault.errors(include_url=False)[0]["msg"])
    return entries, faults
