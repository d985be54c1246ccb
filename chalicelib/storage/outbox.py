"""The outbox: messages leave it for the topic after their unit has committed, at least once.

The table's stream brings each new message to `forward`; `sweep` sends what the stream missed.
A message stays readable for 30 days after it was sent.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from chalicelib.core.clock import iso
from chalicelib.messages import Envelope, open_envelope
from chalicelib.storage import aws
from chalicelib.storage.table import Key, Range, Table
from chalicelib.storage.unit import PENDING_SHARDS
from chalicelib.storage.wire import Item, item_from_wire, item_to_wire

_TABLE = Table("outbox")
_KEPT = timedelta(days=30)
_MISSED_AFTER = timedelta(seconds=30)


def forward(wire_items: Iterable[dict[str, Any]], now: datetime) -> int:
    """Send the new outbox rows of a stream batch; returns how many were sent."""
    rows = [item_from_wire(wire) for wire in wire_items]
    waiting = [row for row in rows if "by_pending_pk" in row]
    for row in waiting:
        _send(row, now)
    return len(waiting)


def sweep(now: datetime, at_most: int = 500) -> int:
    """Send messages that have waited longer than the stream takes; returns how many."""
    overdue = [row for shard in range(PENDING_SHARDS) for row in _overdue(shard, now, at_most)]
    for row in overdue:
        _send(row, now)
    return len(overdue)


def _overdue(shard: int, now: datetime, at_most: int) -> list[Item]:
    waiting = Range(
        f"pending#{shard}",
        "by-pending",
        before=iso(now - _MISSED_AFTER),
        newest_first=False,
    )
    return _TABLE.query(waiting, at_most)


def _send(row: Item, now: datetime) -> None:
    aws.client("sns").publish(
        TopicArn=topic_arn(),
        Message=row["envelope"],
        MessageAttributes={"name": {"DataType": "String", "StringValue": row["name"]}},
    )
    aws.client("dynamodb").update_item(
        TableName=_TABLE.name,
        Key=item_to_wire(Key(row["pk"], row["sk"]).as_item()),
        UpdateExpression=(
            "SET sent_at = :now, expires_at = :end REMOVE by_pending_pk, by_pending_sk"
        ),
        ExpressionAttributeValues=item_to_wire(
            {":now": iso(now), ":end": int((now + _KEPT).timestamp())}
        ),
    )


def find(message_id: str) -> Envelope | None:
    """A message of the last 30 days, sent or not, or None."""
    row = _TABLE.get(Key(message_id, "message"))
    return None if row is None else open_envelope(row["envelope"])


def topic_arn() -> str:
    """The one topic that all messages pass."""
    return aws.arn("sns", aws.resource("messages"))
