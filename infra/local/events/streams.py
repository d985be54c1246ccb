"""DynamoDB streams on the laptop: reads a table's stream in order and feeds a handler.

Owns the position in the stream. The embedded AWS keeps stream records in memory alone, so they
live exactly as long as this position does: both begin with the run, and before a clean stop the
stream is read to its end. What a kill leaves unread, the outbox sweeper publishes.

A batch that fails is tried again, then split in half until the record that cannot be handled
stands alone; that one is reported and passed over, as the event source on AWS is configured.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from infra.local.events.invoke import Failed, Function
from infra.local.log import Log

_PAUSE_SECONDS = 0.15
_PAUSE_AFTER_TROUBLE_SECONDS = 2.0
_RETRIES = 2


@dataclass(frozen=True)
class StreamPoller:
    """Feeds one function from one table's stream until the stack stops."""

    function: Function
    table: str
    batch_size: int
    dynamodb: Any
    streams: Any
    log: Log
    stopping: threading.Event

    def run(self) -> None:
        """Reads until `stopping` is set, and then to the end of what is there."""
        arn = self.dynamodb.describe_table(TableName=self.table)["Table"]["LatestStreamArn"]
        iterator = self._start(arn)
        while True:
            last_round = self.stopping.is_set()
            try:
                answer = self.streams.get_records(ShardIterator=iterator, Limit=self.batch_size)
            except (BotoCoreError, ClientError) as trouble:
                if last_round:
                    return
                self.log.line("events", f"stream of {self.table}: {trouble}", "warn")
                self.stopping.wait(_PAUSE_AFTER_TROUBLE_SECONDS)
                continue
            iterator = answer["NextShardIterator"]
            if answer["Records"]:
                self._deliver(arn, answer["Records"])
            elif last_round:
                return
            else:
                self.stopping.wait(_PAUSE_SECONDS)

    def _start(self, arn: str) -> str:
        description = self.streams.describe_stream(StreamArn=arn)["StreamDescription"]
        iterator = self.streams.get_shard_iterator(
            StreamArn=arn,
            ShardId=description["Shards"][-1]["ShardId"],
            ShardIteratorType="TRIM_HORIZON",
        )
        return str(iterator["ShardIterator"])

    def _deliver(self, arn: str, records: list[dict[str, Any]]) -> None:
        event = {"Records": [_record(arn, record) for record in records]}
        for _ in range(1 + _RETRIES):
            if not isinstance(self.function.invoke(event), Failed):
                return
        if len(records) == 1:
            keys = records[0]["dynamodb"]["Keys"]
            self.log.line("events", f"stream of {self.table}: gave up on {keys}", "error")
            return
        middle = len(records) // 2
        self._deliver(arn, records[:middle])
        self._deliver(arn, records[middle:])


def _record(arn: str, record: dict[str, Any]) -> dict[str, Any]:
    change = dict(record["dynamodb"])
    created = change.get("ApproximateCreationDateTime")
    if created is not None:
        change["ApproximateCreationDateTime"] = created.timestamp()
    return {**record, "dynamodb": change, "eventSourceARN": arn}
