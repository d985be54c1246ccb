"""Nouns in tables: frozen dataclasses in, frozen dataclasses out.

`Rows` binds one kind of noun to a table, its key and its indexes. A noun has a ``version`` field
(0 until it is stored), which guards every change. Fields travel through pydantic: money as minor
units and currency, times as ISO text, enums as their values; a float anywhere is refused.
"""

from collections.abc import Callable, Iterable
from dataclasses import MISSING, fields, replace
from functools import cached_property
from typing import Any, Generic, Protocol, TypeVar

from pydantic import TypeAdapter

from chalicelib.core.errors import FairleadError, NotFound
from chalicelib.core.nouns import dataclass
from chalicelib.core.paging import Page, PageRequest
from chalicelib.storage.table import Key, Range, Table
from chalicelib.storage.unit import Unit
from chalicelib.storage.wire import Item


class Versioned(Protocol):
    """A noun that can be stored."""

    @property
    def version(self) -> int:
        """How often it has been written."""
        ...


N = TypeVar("N", bound=Any)
Indexes = dict[str, tuple[str | None, str]]


def _no_indexes(_noun: Any) -> Indexes:
    return {}


@dataclass(frozen=True)
class Rows(Generic[N]):
    """All nouns of one kind.

    ``key`` says where a noun lives; ``indexes`` gives, per index name, its partition and sort
    text, or a None partition to stay out of that index.
    """

    table: Table
    noun: type[N]
    key: Callable[[N], Key]
    indexes: Callable[[N], Indexes] = _no_indexes

    @cached_property
    def _adapter(self) -> TypeAdapter[N]:
        return TypeAdapter(self.noun)

    @cached_property
    def _absent(self) -> Item:
        """What is read where nothing is stored: None, which is never stored, or the default."""
        required = [one for one in fields(self.noun) if one.default is MISSING]
        return {one.name: None for one in required if one.default_factory is MISSING}

    def to_item(self, noun: N) -> Item:
        """The item that stands for ``noun``."""
        item: Item = self._adapter.dump_python(noun, mode="json")
        item["noun"] = self.noun.__name__
        for index, (partition, sort) in self.indexes(noun).items():
            if partition is not None:
                name = index.replace("-", "_")
                item[f"{name}_pk"], item[f"{name}_sk"] = partition, sort
        return item | self.key(noun).as_item()

    def from_item(self, item: Item) -> N:
        """The inverse of `to_item`; attributes this release does not know are passed over."""
        return self._adapter.validate_python(self._absent | item)

    def find(self, key: Key) -> N | None:
        """The noun at ``key`` as of now, or None."""
        item = self.table.get(key)
        return None if item is None else self.from_item(item)

    def get(self, key: Key, missing: FairleadError | None = None) -> N:
        """The noun at ``key`` as of now.

        Raises:
            NotFound: or ``missing``, when there is none.
        """
        noun = self.find(key)
        if noun is None:
            raise missing or NotFound(what=self.noun.__name__.lower())
        return noun

    def get_many(self, keys: Iterable[Key]) -> list[N]:
        """The nouns that exist among ``keys``, in the order asked."""
        wanted = list(keys)
        found = self.table.get_many(wanted)
        return [self.from_item(found[key]) for key in wanted if key in found]

    def page(self, lists: Range | list[Range], request: PageRequest) -> Page[N]:
        """One page of a list, or of several read as one."""
        ranges = [lists] if isinstance(lists, Range) else lists
        return self.table.merged_page(ranges, request).map(self.from_item)

    def all(self, within: Range, at_most: int) -> list[N]:
        """A whole short list, such as the wallets of one client; never more than ``at_most``."""
        return [self.from_item(item) for item in self.table.query(within, at_most)]

    def insert(self, unit: Unit, noun: N, taken: FairleadError) -> N:
        """Store a new noun in ``unit``; gives it back as it will be stored."""
        stored = replace(noun, version=1)
        unit.insert(self.table, self.to_item(stored), taken)
        return stored

    def change(self, unit: Unit, before: N, after: N, stale: FairleadError | None = None) -> N:
        """Store ``after`` in place of ``before`` in ``unit``, if nobody else has changed it."""
        stored = replace(after, version=before.version + 1)
        unit.change(self.table, self.to_item(before), self.to_item(after), stale)
        return stored

    def remove(self, unit: Unit, noun: N, gone: FairleadError) -> None:
        """Delete ``noun`` in ``unit``, if nobody has changed it."""
        unit.remove(self.table, self.to_item(noun), gone)

    def require(self, unit: Unit, noun: N, stale: FairleadError | None = None) -> None:
        """Let ``unit`` fail if ``noun`` is no longer as it was read."""
        unit.require(self.table, self.to_item(noun), stale)
