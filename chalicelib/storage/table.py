"""Reading tables: items by key, lists by index, always a page at a time and never by a scan.

Every table has the keys ``pk`` and ``sk``; an index ``by-owner`` has ``by_owner_pk`` and
``by_owner_sk``. The sort key of a list is unique (a time and an id), so that a page can go on
exactly after the last item seen. A store that cannot be asked is `StoreUnavailable`. Writing is
the business of `chalicelib.storage.unit`.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from chalicelib.core.nouns import dataclass
from chalicelib.core.paging import Page, PageRequest
from chalicelib.storage import aws, cursors
from chalicelib.storage.faults import store_faults
from chalicelib.storage.wire import Item, item_from_wire, item_to_wire

_BATCH = 100


@dataclass(frozen=True)
class Key:
    """Where an item lives in its table."""

    pk: str
    sk: str

    def as_item(self) -> Item:
        """The two attributes."""
        return {"pk": self.pk, "sk": self.sk}


@dataclass(frozen=True)
class Range:
    """One list: a partition of the table or of an index, optionally cut by its sort key.

    ``after`` and ``before`` are inclusive bounds on the sort key, ``prefix`` a beginning of it;
    use either the bounds or the prefix.
    """

    pk: str
    index: str | None = None
    prefix: str | None = None
    after: str | None = None
    before: str | None = None
    newest_first: bool = True

    @property
    def name(self) -> str:
        """What a cursor of this list is bound to."""
        return f"{self.index}|{self.pk}|{self.prefix}|{self.after}|{self.before}"

    @property
    def sort_attribute(self) -> str:
        """The attribute that orders the list."""
        return "sk" if self.index is None else f"{_snake(self.index)}_sk"

    @property
    def partition_attribute(self) -> str:
        """The attribute that chooses the list."""
        return "pk" if self.index is None else f"{_snake(self.index)}_pk"


def _snake(index: str) -> str:
    return index.replace("-", "_")


@dataclass(frozen=True)
class Table:
    """One capability's table."""

    capability: str

    @property
    def name(self) -> str:
        """Its full name in this stage."""
        return aws.resource(self.capability)

    def get(self, key: Key) -> Item | None:
        """The item at ``key`` as of now (a consistent read), or None."""
        with store_faults():
            answer = aws.client("dynamodb").get_item(
                TableName=self.name, Key=item_to_wire(key.as_item()), ConsistentRead=True
            )
        return item_from_wire(answer["Item"]) if "Item" in answer else None

    def get_many(self, keys: Iterable[Key]) -> dict[Key, Item]:
        """The items that exist among ``keys``, each as of now; not one atomic view."""
        found: dict[Key, Item] = {}
        wanted = list(dict.fromkeys(keys))
        for start in range(0, len(wanted), _BATCH):
            for item in self._batch(wanted[start : start + _BATCH]):
                found[Key(item["pk"], item["sk"])] = item
        return found

    def _batch(self, keys: list[Key]) -> Iterator[Item]:
        request: dict[str, Any] = {
            self.name: {
                "Keys": [item_to_wire(key.as_item()) for key in keys],
                "ConsistentRead": True,
            }
        }
        while request:
            with store_faults():
                answer = aws.client("dynamodb").batch_get_item(RequestItems=request)
            for wire in answer["Responses"].get(self.name, []):
                yield item_from_wire(wire)
            request = answer.get("UnprocessedKeys", {})

    def query(self, within: Range, limit: int, *, beyond: str | None = None) -> list[Item]:
        """Up to ``limit`` items of a list, going on beyond the sort key ``beyond``."""
        items: list[Item] = []
        low, high = _bounds(within, beyond)
        if low is not None and high is not None and low > high:
            return items
        arguments = _query_arguments(self.name, within, beyond)
        while len(items) < limit:
            with store_faults():
                answer = aws.client("dynamodb").query(**arguments, Limit=limit - len(items))
            items.extend(item_from_wire(wire) for wire in answer["Items"])
            if "LastEvaluatedKey" not in answer:
                break
            arguments["ExclusiveStartKey"] = answer["LastEvaluatedKey"]
        return items

    def count(self, within: Range, at_most: int) -> int:
        """How many items a list has, counting no further than ``at_most``."""
        arguments = _query_arguments(self.name, within, None)
        with store_faults():
            answer = aws.client("dynamodb").query(**arguments, Select="COUNT", Limit=at_most)
        return int(answer["Count"])

    def page(self, within: Range, request: PageRequest) -> Page[Item]:
        """One page of a list."""
        return self.merged_page([within], request)

    def merged_page(self, lists: list[Range], request: PageRequest) -> Page[Item]:
        """One page of several lists read as one, ordered by their common sort attribute.

        An item that stands in more than one list is given once. The lists must be of one order.
        """
        if not lists:
            return Page(())
        name = "&".join(sorted(part.name for part in lists))
        beyond = cursors.unseal(name, request.cursor) if request.cursor else None
        sort = lists[0].sort_attribute
        found: dict[str, Item] = {}
        for part in lists:
            for item in self.query(part, request.limit + 1, beyond=beyond):
                found.setdefault(item[sort], item)
        ordered = sorted(found, reverse=lists[0].newest_first)
        shown = ordered[: request.limit]
        more = len(ordered) > len(shown)
        return Page(
            tuple(found[at] for at in shown),
            cursors.seal(name, shown[-1]) if more else None,
        )


def _query_arguments(table: str, within: Range, beyond: str | None) -> dict[str, Any]:
    conditions = ["#pk = :pk"]
    names = {"#pk": within.partition_attribute}
    values: Item = {":pk": within.pk}
    low, high = _bounds(within, beyond)
    if within.prefix is not None and beyond is None:
        conditions.append("begins_with(#sk, :prefix)")
        values[":prefix"] = within.prefix
    elif low is not None and high is not None:
        conditions.append("#sk BETWEEN :low AND :high")
        values |= {":low": low, ":high": high}
    elif low is not None:
        conditions.append("#sk >= :low")
        values[":low"] = low
    elif high is not None:
        conditions.append("#sk <= :high")
        values[":high"] = high
    if len(conditions) > 1:
        names["#sk"] = within.sort_attribute
    arguments: dict[str, Any] = {
        "TableName": table,
        "KeyConditionExpression": " AND ".join(conditions),
        "ExpressionAttributeNames": names,
        "ExpressionAttributeValues": item_to_wire(values),
        "ScanIndexForward": not within.newest_first,
    }
    if within.index is None:
        arguments["ConsistentRead"] = True
    else:
        arguments["IndexName"] = within.index
    return arguments


_LAST = "\U0010ffff"


def _bounds(within: Range, beyond: str | None) -> tuple[str | None, str | None]:
    """The inclusive bounds left when the list goes on beyond a sort key already seen."""
    low, high = within.after, within.before
    if within.prefix is not None:
        low, high = within.prefix, within.prefix + _LAST
    if beyond is None:
        return low, high
    if within.newest_first:
        return low, just_before(beyond)
    return beyond + "\x01", high


def just_before(sort: str) -> str:
    """The greatest text of our alphabet that is less than ``sort`` (and not one of its heads)."""
    return sort[:-1] + chr(ord(sort[-1]) - 1) + _LAST
