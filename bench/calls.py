"""Between us and DynamoDB: what was called, what it cost, and the same calls again without us."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from chalicelib.storage import aws

_PRICED = frozenset({"get_item", "batch_get_item", "query", "update_item", "put_item"})
_KILOBYTE = 1024


@dataclass
class Recorder:
    """Passes every call of a client on and keeps it; with `priced` it asks what each has cost.

    DynamoDB Local answers the same for any transaction, so those are priced as AWS says: two units
    for each kilobyte of an item, and one for each index that it stands in.
    """

    inner: Any
    priced: bool = False
    calls: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    units: float = 0.0
    unpriced: int = 0

    def __getattr__(self, name: str) -> Any:
        call = getattr(self.inner, name)
        if not callable(call):
            return call

        def passed_on(**arguments: Any) -> Any:
            self.calls.append((name, dict(arguments)))
            if self.priced and name == "transact_write_items":
                self.units += sum(map(_price, arguments["TransactItems"]))
            if not self.priced or name not in _PRICED:
                return call(**arguments)
            answer = call(**arguments, ReturnConsumedCapacity="TOTAL")
            self._add(answer.get("ConsumedCapacity"))
            return answer

        return passed_on

    def _add(self, consumed: Any) -> None:
        if consumed is None:
            self.unpriced += 1
            return
        for one in consumed if isinstance(consumed, list) else [consumed]:
            self.units += float(one["CapacityUnits"])

    def take(self) -> list[tuple[str, dict[str, Any]]]:
        """The calls since the last time; they are forgotten here."""
        taken, self.calls = self.calls, []
        return taken


def _price(action: dict[str, Any]) -> int:
    """What one action of a transaction costs; of an update what it changes, which is small here."""
    (request,) = action.values()
    item = request.get("Item", {})
    kilobytes = max(1, -(-_size({"M": item}) // _KILOBYTE))
    indexes = sum(name.endswith("_pk") for name in item)
    return kilobytes * (2 + indexes)


def _size(value: dict[str, Any]) -> int:
    """About how many bytes a value takes."""
    ((kind, content),) = value.items()
    match kind:
        case "S":
            return len(content.encode())
        case "N":
            return len(content) // 2 + 2
        case "M":
            return 3 + sum(len(name) + 1 + _size(one) for name, one in content.items())
        case "L":
            return 3 + sum(1 + _size(one) for one in content)
        case _:
            return 1


@contextmanager
def recording(*, priced: bool = False) -> Iterator[Recorder]:
    """A recorder before the application's DynamoDB client until the block ends."""
    real = aws.client("dynamodb")
    recorder = Recorder(real, priced)
    aws.use_client("dynamodb", recorder)
    try:
        yield recorder
    finally:
        aws.use_client("dynamodb", real)


def on_tables_of(stage: str, twin: str, calls: list[tuple[str, dict[str, Any]]]) -> Any:
    """`calls` as they go to the tables of the stage `twin`, which has a name as long."""
    old, new = f"fairlead-{stage}-", f"fairlead-{twin}-"
    return [(name, _renamed(arguments, old, new)) for name, arguments in calls]


def _renamed(value: Any, old: str, new: str) -> Any:
    if isinstance(value, dict):
        return {
            (key.replace(old, new) if key.startswith(old) else key): (
                str(uuid.uuid4()) if key == "ClientRequestToken" else _renamed(part, old, new)
            )
            for key, part in value.items()
        }
    if isinstance(value, list):
        return [_renamed(part, old, new) for part in value]
    if isinstance(value, str) and value.startswith(old):
        return new + value.removeprefix(old)
    return value


def replay(client: Any, calls: list[tuple[str, dict[str, Any]]]) -> None:
    """Make `calls` through a bare client; their answers are parsed and left alone."""
    for name, arguments in calls:
        getattr(client, name)(**arguments)
