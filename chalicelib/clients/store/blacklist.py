"""Rows of the blacklist: one per key and value, so that a look-up is one read."""

from collections.abc import Iterable

from chalicelib.clients.model.blacklist import BlacklistKey, Entry, EntryExists
from chalicelib.core.clock import iso
from chalicelib.core.errors import NotFound
from chalicelib.core.nouns import dataclass
from chalicelib.core.paging import Page, PageRequest
from chalicelib.storage import search as search_rows
from chalicelib.storage.rows import Rows
from chalicelib.storage.table import Key, Range, Table
from chalicelib.storage.unit import Stale, Unit

_TABLE = Table("clients")
_LIST = "blacklist"
_SEARCHED = "blacklist"


@dataclass(frozen=True)
class _Named:
    """Where the entry of an id is."""

    id: str
    key: BlacklistKey
    value: str
    version: int = 0


def _at(key: BlacklistKey, value: str) -> Key:
    return Key(f"BLACKLIST#{key}#{value}", "ENTRY")


_ENTRIES = Rows(
    _TABLE,
    Entry,
    lambda one: _at(one.key, one.value),
    lambda one: {"by-registration": (_LIST, f"{iso(one.at)}#{one.id}")},
)
_NAMED = Rows(_TABLE, _Named, lambda one: Key(f"BLACKLISTED#{one.id}", "ENTRY"))


def matching(pairs: Iterable[tuple[BlacklistKey, str]]) -> list[Entry]:
    """The entries that stand under these keys and values."""
    return _ENTRIES.get_many(_at(key, value) for key, value in pairs)


def entry(entry_id: str) -> Entry:
    """One entry.

    Raises:
        NotFound: there is none of that id.
    """
    missing = NotFound("no such entry", what="blacklist_entry")
    named = _NAMED.get(Key(f"BLACKLISTED#{entry_id}", "ENTRY"), missing)
    return _ENTRIES.get(_at(named.key, named.value), missing)


def page(request: PageRequest) -> Page[Entry]:
    """All entries, newest first."""
    return _ENTRIES.page(Range(_LIST, "by-registration"), request)


def search(text: str, at_most: int) -> list[Entry]:
    """Entries with a word in value or name that begins like ``text``."""
    ids = search_rows.find(_SEARCHED, text, at_most)
    named = _NAMED.get_many(Key(f"BLACKLISTED#{one}", "ENTRY") for one in ids)
    return _ENTRIES.get_many(_at(one.key, one.value) for one in named)


def add(unit: Unit, new: Entry) -> Entry:
    """Store a new entry and let it be found.

    Raises (when the unit commits):
        EntryExists.
    """
    _NAMED.insert(unit, _Named(new.id, new.key, new.value), Stale("an id came twice"))
    search_rows.index(unit, _SEARCHED, new.id, (), _words(new))
    return _ENTRIES.insert(unit, new, EntryExists(field="value"))


def remove(unit: Unit, old: Entry) -> None:
    """Take an entry off the list."""
    named = _NAMED.get(Key(f"BLACKLISTED#{old.id}", "ENTRY"))
    search_rows.index(unit, _SEARCHED, old.id, _words(old), ())
    _NAMED.remove(unit, named, Stale("the entry has changed"))
    _ENTRIES.remove(unit, old, Stale("the entry has changed"))


def _words(one: Entry) -> frozenset[str]:
    return search_rows.words(one.value, one.name)
