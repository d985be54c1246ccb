"""The in-memory DynamoDB for millions of rows: each kept packed, each partition kept in order."""

import pickle
from collections import defaultdict
from collections.abc import Callable, Iterator, MutableMapping
from itertools import islice
from typing import Any

from sortedcontainers import SortedList

from tests.faults.stand_in import Dynamo, Place, Wire, plain

_BEYOND = "\U0010ffff"
Part = tuple[str, str, str]
Spot = tuple[str, str, str]


class PackedRows(MutableMapping[Place, Wire]):
    """Rows by their places; a row is a few hundred bytes instead of that many objects."""

    def __init__(self) -> None:
        self._rows: dict[Place, bytes] = {}

    def __getitem__(self, place: Place) -> Wire:
        found: Wire = pickle.loads(self._rows[place])  # noqa: S301 - what we packed ourselves
        return found

    def __setitem__(self, place: Place, row: Wire) -> None:
        self._rows[place] = pickle.dumps(row, pickle.HIGHEST_PROTOCOL)

    def __delitem__(self, place: Place) -> None:
        del self._rows[place]

    def __iter__(self) -> Iterator[Place]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def __contains__(self, place: object) -> bool:
        return place in self._rows


class PackedDynamo(Dynamo):
    """The stand-in whose queries read their own partition alone, and no more of it than asked."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._parts: dict[Part, SortedList] = defaultdict(SortedList)
        self.calls = 0

    @classmethod
    def declared(cls) -> "PackedDynamo":
        """See `Dynamo.declared`."""
        made = super().declared()
        assert isinstance(made, PackedDynamo)
        made.tables = {name: PackedRows() for name in made.tables}
        return made

    def scan(self, **request: Any) -> dict[str, Any]:
        """A whole table at once; for tests alone, the product scans nothing."""
        return {"Items": list(self.tables[request["TableName"]].values())}

    def _apply(self, verb: str, request: dict[str, Any]) -> None:
        name = request["TableName"]
        key = request.get("Key") or request["Item"]
        place = key["pk"]["S"], key["sk"]["S"]
        before = dict(self._spots(name, place))
        super()._apply(verb, request)
        after = dict(self._spots(name, place))
        for part, spot in before.items() - after.items():
            self._parts[part].remove(spot)
        for part, spot in after.items() - before.items():
            self._parts[part].add(spot)

    def _spots(self, table: str, place: Place) -> Iterator[tuple[Part, Spot]]:
        """Where a row stands in its partition and in those of its indexes."""
        row = self.tables[table].get(place) or {}
        for name, value in row.items():
            if name == "pk" or name.endswith("_pk"):
                sort = row.get(f"{name.removesuffix('pk')}sk")
                if sort is not None:
                    yield (table, name, value["S"]), (str(plain(sort)), *place)

    def _found(self, request: dict[str, Any], sort: str) -> list[Wire]:
        self.calls += 1
        values = request["ExpressionAttributeValues"]
        part = (request["TableName"], f"{sort.removesuffix('sk')}pk", values[":pk"]["S"])
        prefix = values.get(":prefix", {"S": ""})["S"]
        low: tuple[str, ...] = (values.get(":low", {"S": prefix})["S"],)
        high: tuple[str, ...] = (values.get(":high", {"S": prefix + _BEYOND})["S"], _BEYOND)
        is_open = [True, True]
        rows, forward = self.tables[request["TableName"]], request["ScanIndexForward"]
        if "ExclusiveStartKey" in request:
            start = request["ExclusiveStartKey"]
            place = start["pk"]["S"], start["sk"]["S"]
            spot = (str(plain(rows[place][sort])), *place)
            low, high = (spot, high) if forward else (low, spot)
            is_open = [not forward, forward]
        spots = self._parts[part].irange(low, high, (is_open[0], is_open[1]), reverse=not forward)
        return [rows[spot[1:]] for spot in islice(spots, request["Limit"] + 1)]


class Interrupted(PackedDynamo):
    """A store that lets something happen between what was read and what is written."""

    meanwhile: Callable[[Any], None] | None = None

    def transact_write_items(self, **request: Any) -> dict[str, Any]:
        """See the stand-in."""
        if self.meanwhile is not None:
            happens, self.meanwhile = self.meanwhile, None
            happens(request)
        return super().transact_write_items(**request)
