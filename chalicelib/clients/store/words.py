"""The words under which clients are found, kept per source so that they can be taken back."""

from collections.abc import Iterable

from chalicelib.core.nouns import dataclass
from chalicelib.storage import search as search_rows
from chalicelib.storage.rows import Rows
from chalicelib.storage.table import Key, Range, Table
from chalicelib.storage.unit import Stale, Unit

_SEARCHED = "client"
_SOURCES = 40


@dataclass(frozen=True)
class _Indexed:
    """The words under which a client is found because of one ``source``."""

    client_id: str
    source: str
    words: tuple[str, ...] = ()
    version: int = 0


_INDEXED = Rows(
    Table("clients"),
    _Indexed,
    lambda one: Key(f"CLIENT#{one.client_id}", f"INDEXED#{one.source}"),
)


def search(text: str, at_most: int) -> list[str]:
    """Ids of clients with a word that begins like ``text``, whoever may see them."""
    return search_rows.find(_SEARCHED, text, at_most)


def index(unit: Unit, client_id: str, source: str, words: Iterable[str]) -> None:
    """Let a client be found by exactly ``words`` because of ``source``, whatever it was before."""
    fresh = _Indexed(client_id, source, tuple(sorted(set(words))))
    before = _INDEXED.find(Key(f"CLIENT#{client_id}", f"INDEXED#{source}"))
    search_rows.index(unit, _SEARCHED, client_id, before.words if before else (), fresh.words)
    if before is None:
        _INDEXED.insert(unit, fresh, Stale("indexed meanwhile"))
    elif before.words != fresh.words:
        _INDEXED.change(unit, before, fresh)


def forget(unit: Unit, client_id: str) -> None:
    """Let a client be found by nothing, whatever the source."""
    sources = _INDEXED.all(Range(f"CLIENT#{client_id}", prefix="INDEXED#"), _SOURCES)
    for one in sources:
        search_rows.index(unit, _SEARCHED, client_id, one.words, ())
        _INDEXED.remove(unit, one, Stale("indexed meanwhile"))
