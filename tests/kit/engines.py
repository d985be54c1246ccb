"""Emptying the store between tests, on either engine, without making it anew."""

from typing import Any, Protocol

from moto.dynamodb.models import dynamodb_backends
from moto.dynamodb.models.dynamo_type import Item
from moto.dynamodb.models.table import StreamShard
from moto.s3.models import s3_backends
from moto.sqs.models import sqs_backends

from chalicelib.storage import aws
from infra.local import resources


class Engine(Protocol):
    """Something that stands in for AWS."""

    def empty(self) -> None:
        """Forget all items, messages and files; tables, queues and buckets stay."""


def _copied_lightly(item: Item, memo: dict[int, Any]) -> Item:
    copied = Item(item.hash_key, item.range_key, {})
    memo[id(item)] = copied
    dict.update(copied.attrs, item.attrs)
    return copied


def _not_copied(whole: Any, _memo: dict[int, Any]) -> Any:
    return whole


class MotoEngine:
    """moto in this process: its own books are at hand.

    moto copies a table in depth for each action of a transaction that touches it, in case it has
    to go back. Our writes replace whole attributes and never change one in place, so a copy may
    share them; and nobody reads moto's streams. This makes tests several times quicker.
    """

    def __init__(self) -> None:
        Item.__deepcopy__ = _copied_lightly  # type: ignore[method-assign]
        StreamShard.__deepcopy__ = _not_copied  # type: ignore[attr-defined]

    def empty(self) -> None:
        """See `Engine.empty`."""
        self._empty_tables()
        for account in sqs_backends.values():
            for backend in account.values():
                for name in list(backend.queues):
                    backend.queues[name].last_purged_at = None
                    backend.purge_queue(name)
        for account in s3_backends.values():
            for backend in account.values():
                for bucket in backend.buckets.values():
                    bucket.keys.clear()

    def _empty_tables(self) -> None:
        for account in dynamodb_backends.values():
            for backend in account.values():
                for table in backend.tables.values():
                    table.items.clear()
                    if table.stream_shard is not None:
                        # moto copies it all at each transaction, so that tests slow each other.
                        table.stream_shard.items.clear()


class RemoteEngine:
    """An engine in a process of its own, emptied through its API."""

    def empty(self) -> None:
        """See `Engine.empty`."""
        for table in resources.table_names("test"):
            self._empty_table(table)
        sqs = aws.client("sqs")
        for url in sqs.list_queues(QueueNamePrefix="fairlead-test-").get("QueueUrls", []):
            sqs.purge_queue(QueueUrl=url)
        for bucket in ("uploads", "exports"):
            self._empty_bucket(aws.resource(bucket))

    def _empty_bucket(self, bucket: str) -> None:
        s3 = aws.client("s3")
        while found := s3.list_objects_v2(Bucket=bucket).get("Contents", []):
            for row in found:
                s3.delete_object(Bucket=bucket, Key=row["Key"])

    def _empty_table(self, table: str) -> None:
        dynamodb = aws.client("dynamodb")
        while items := dynamodb.scan(TableName=table, ProjectionExpression="pk, sk", Limit=25)[
            "Items"
        ]:
            dynamodb.batch_write_item(
                RequestItems={table: [{"DeleteRequest": {"Key": item}} for item in items]}
            )
