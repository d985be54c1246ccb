"""The outbox: messages leave it for the topic after their unit has committed, at least once.

The table's stream brings each new message to `forward`; `sweep` sends what the stream missed.
A message stays readable for 30 days after it was sent.
"""

import time
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from chalicelib.core.clock import iso
from chalicelib.messages import Envelope, open_envelope
from chalicelib.storage import aws
from chalicelib.storage.faults import StoreUnavailable
from chalicelib.storage.table import Key, Range, Table
from chalicelib.storage.unit import PENDING_SHARDS
from chalicelib.storage.wire import Item, item_from_wire, item_to_wire

_TABLE = Table("outbox")
_KEPT = timedelta(days=30)
_MISSED_AFTER = timedelta(seconds=30)
# What SNS takes in one call, of messages with their attributes.
_MESSAGES, _BYTES = 10, 256 * 1024
_ATTRIBUTE_BYTES = 200
# Before each try to mark what was sent.
_PAUSES_SECONDS = (0, 0.05, 0.2, 0.8)


class NotSent(Exception):
    """The topic refused messages; they stay unsent, for the stream or the sweep to bring again."""


def forward(wire_items: Iterable[dict[str, Any]], now: datetime) -> int:
    """Send the new outbox rows of a stream batch; returns how many were sent.

    Raises:
        NotSent: some of them were not; the others are.
    """
    rows = [item_from_wire(wire) for wire in wire_items]
    waiting = [row for row in rows if "by_pending_pk" in row]
    _send(waiting, now)
    return len(waiting)


def sweep(now: datetime, at_most: int = 500) -> int:
    """Send messages that have waited longer than the stream takes; returns how many."""
    overdue = [row for shard in range(PENDING_SHARDS) for row in _overdue(shard, now, at_most)]
    _send(overdue, now)
    return len(overdue)


def _overdue(shard: int, now: datetime, at_most: int) -> list[Item]:
    waiting = Range(
        f"pending#{shard}",
        "by-pending",
        before=iso(now - _MISSED_AFTER),
        newest_first=False,
    )
    return _TABLE.query(waiting, at_most)


def _send(rows: list[Item], now: datetime) -> None:
    refused: list[str] = []
    for some in _sendable(rows):
        answer = aws.client("sns").publish_batch(
            TopicArn=topic_arn(),
            PublishBatchRequestEntries=[
                {
                    "Id": str(place),
                    "Message": row["envelope"],
                    "MessageAttributes": {
                        "name": {"DataType": "String", "StringValue": row["name"]}
                    },
                }
                for place, row in enumerate(some)
            ],
        )
        failed = {int(one["Id"]) for one in answer.get("Failed", [])}
        refused += [some[place]["pk"] for place in sorted(failed)]
        _mark_sent([row for place, row in enumerate(some) if place not in failed], now)
    if refused:
        raise NotSent(", ".join(refused))


def _sendable(rows: list[Item]) -> Iterator[list[Item]]:
    """The rows in parts that one call to the topic takes."""
    some: list[Item] = []
    left = _BYTES
    for row in rows:
        size = len(row["envelope"].encode()) + _ATTRIBUTE_BYTES
        if some and (len(some) == _MESSAGES or size > left):
            yield some
            some, left = [], _BYTES
        some.append(row)
        left -= size
    if some:
        yield some


def _mark_sent(rows: list[Item], now: datetime) -> None:
    """Write rows again as they are, without their place among what waits.

    Nobody else changes a row, so whoever sends it twice writes the same twice.
    """
    sent = {"sent_at": iso(now), "expires_at": int((now + _KEPT).timestamp())}
    puts = [{"PutRequest": {"Item": item_to_wire(_without_place(row) | sent)}} for row in rows]
    request: dict[str, Any] = {_TABLE.name: puts} if puts else {}
    for pause in _PAUSES_SECONDS:
        if not request:
            return
        time.sleep(pause)
        answer = aws.client("dynamodb").batch_write_item(RequestItems=request)
        request = answer.get("UnprocessedItems", {})
    if request:
        raise StoreUnavailable("messages that were sent are not marked")


def _without_place(row: Item) -> Item:
    return {name: value for name, value in row.items() if not name.startswith("by_pending_")}


def find(message_id: str) -> Envelope | None:
    """A message of the last 30 days, sent or not, or None."""
    row = _TABLE.get(Key(message_id, "message"))
    return None if row is None else open_envelope(row["envelope"])


def topic_arn() -> str:
    """The one topic that all messages pass."""
    return aws.arn("sns", aws.resource("messages"))
