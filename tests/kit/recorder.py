"""Counts what is asked of the store: put before the DynamoDB client with `recording`."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from chalicelib.storage import aws


@dataclass
class Recorder:
    """Passes every call on and notes its name, and how many items it had to look at."""

    inner: Any
    calls: list[str] = field(default_factory=list)
    items: int = 0

    def __getattr__(self, name: str) -> Any:
        call = getattr(self.inner, name)
        if not callable(call):
            return call

        def noted(**arguments: Any) -> Any:
            self.calls.append(name)
            answer = call(**arguments)
            self.items += _items(name, arguments, answer)
            return answer

        return noted


def _items(name: str, arguments: dict[str, Any], answer: dict[str, Any]) -> int:
    match name:
        case "query" | "scan":
            return int(answer.get("ScannedCount", answer["Count"]))
        case "batch_get_item":
            return sum(len(part["Keys"]) for part in arguments["RequestItems"].values())
        case "transact_write_items":
            return len(arguments["TransactItems"])
        case _:
            return 1


@contextmanager
def recording() -> Iterator[Recorder]:
    """Note everything that is asked of the tables until the block ends."""
    real = aws.client("dynamodb")
    recorder = Recorder(real)
    aws.use_client("dynamodb", recorder)
    try:
        yield recorder
    finally:
        aws.use_client("dynamodb", real)
