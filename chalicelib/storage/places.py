"""Further lists that a noun stands in, beside those of its own row: one small row for each.

A noun's own row stands in one partition of an index. Where it belongs to several lists of one
kind (a request to all who follow its client, a task to all who have it), a *place* stands for it
in each: a row in the noun's partition that names it. A place is made once and never changed: those
of the old state go and those of the new one come in the unit that changes the noun.
"""

from collections.abc import Callable, Iterable
from typing import Any, Generic

from chalicelib.core.actor import Scope
from chalicelib.core.errors import FairleadError
from chalicelib.core.nouns import dataclass
from chalicelib.core.paging import Page, PageRequest
from chalicelib.storage.rows import N, Rows
from chalicelib.storage.table import Key, Range
from chalicelib.storage.unit import Stale, Unit
from chalicelib.storage.wire import Item


@dataclass(frozen=True)
class Places(Generic[N]):
    """The places of one kind of noun: ``of`` gives those of one, as `make` makes them.

    ``names`` is the attribute that holds whose a place is.
    """

    rows: Rows[N]
    key: Callable[[str], Key]
    names: str
    of: Callable[[N], list[Item]]

    def make(
        self, noun_id: str, listed: str, index: str, sort: str, step: str = "", **also: Any
    ) -> Item:
        """The place of ``noun_id`` in the list ``listed`` of ``index`` (as attributes spell it).

        ``step`` sets it apart from an earlier place in the same list.
        """
        ending = f"#{step}" if step else ""
        return {
            "pk": self.key(noun_id).pk,
            "sk": f"PLACE#{listed}{ending}",
            "place": listed,
            self.names: noun_id,
            **also,
            f"{index}_pk": listed,
            f"{index}_sk": sort,
            "version": 1,
        }

    def insert(self, unit: Unit, noun: N, taken: FairleadError) -> N:
        """Store a new noun in all its lists, or fail with ``taken``."""
        stored = self.rows.insert(unit, noun, taken)
        self._shift(unit, (), self.of(stored))
        return stored

    def change(self, unit: Unit, before: N, after: N) -> N:
        """Store ``after`` in place of ``before``, and move it between its lists."""
        stored = self.rows.change(unit, before, after)
        self._shift(unit, self.of(before), self.of(after))
        return stored

    def remove(self, unit: Unit, noun: N, gone: FairleadError) -> None:
        """Forget a noun that is still as it was read; else the unit fails with ``gone``."""
        self.rows.remove(unit, noun, gone)
        self._shift(unit, self.of(noun), ())

    def _shift(self, unit: Unit, before: Iterable[Item], after: Iterable[Item]) -> None:
        old, new = _by_key(before), _by_key(after)
        for key, item in old.items():
            if key not in new:
                unit.remove(self.rows.table, item, Stale("the place is gone"))
        for key, item in new.items():
            if key not in old:
                unit.insert(self.rows.table, item, Stale("the place is taken"))

    def page(self, ranges: list[Range], request: PageRequest) -> Page[N]:
        """A page of nouns, each as of now where only its place was found."""
        items = self.rows.table.merged_page(ranges, request)
        pointed = [item[self.names] for item in items.items if "place" in item]
        behind = self.rows.table.get_many([self.key(one) for one in pointed])
        found = (
            behind.get(self.key(item[self.names])) if "place" in item else item
            for item in items.items
        )
        return Page(
            tuple(self.rows.from_item(item) for item in found if item is not None),
            items.next_cursor,
        )


def _by_key(places: Iterable[Item]) -> dict[Key, Item]:
    return {Key(item["pk"], item["sk"]): item for item in places}


def whose(scope: Scope) -> list[str]:
    """The names of the lists in which staff with a scope smaller than the company find clients'."""
    owners = [f"owner:{owner}" for owner in sorted(scope.owner_ids)]
    unowned = ["owner:"] if scope.unowned else []
    return owners + unowned + [f"participant:{one}" for one in sorted(scope.participant_ids)]
