"""Carries committed messages to their consumers, as the topic and the queues do, at once.

`deliver_all` goes on until nothing is left to deliver. It can bring everything twice and in
reverse, which must never change a result.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from chalicelib import ports
from chalicelib.storage import aws, outbox
from infra.local.events.queues import take_out

_ROUNDS = 60
_BATCH = 10


class FakeContext:
    """What Lambda hands to a handler beside the event."""

    function_name = "test"
    aws_request_id = "test-request"

    def get_remaining_time_in_millis(self) -> int:
        """A minute, always."""
        return 60_000


@dataclass
class Courier:
    """Serves the queues of ``handlers`` (Chalice's event handlers whose function consumes)."""

    handlers: tuple[Any, ...]

    def deliver_all(self, *, twice: bool = False, reverse: bool = False) -> int:
        """Deliver until it is quiet; returns how many messages were handed over."""
        total = 0
        for _ in range(_ROUNDS):
            outbox.sweep(ports.now() + timedelta(minutes=1))
            moved = sum(self._serve(handler, twice, reverse) for handler in self.handlers)
            total += moved
            if not moved:
                return total
        raise AssertionError("messages go on for ever")

    def _serve(self, handler: Any, twice: bool, reverse: bool) -> int:
        sqs = aws.client("sqs")
        queue = aws.resource(handler.func.queue_name)
        url = sqs.get_queue_url(QueueName=queue)["QueueUrl"]
        received = taken(sqs, url)
        records = [as_record(message) for message in received]
        if reverse:
            records.reverse()
        per_batch = _BATCH if hasattr(handler.func, "takes_many") else 1
        for start in range(0, len(records), per_batch):
            batch = records[start : start + per_batch]
            for _ in range(2 if twice else 1):
                outcome = handler({"Records": batch}, FakeContext())
                failed = {one["itemIdentifier"] for one in outcome["batchItemFailures"]}
                for record in batch:
                    if record["messageId"] in failed:
                        sqs.send_message(QueueUrl=url, MessageBody=record["body"])
        return len(received)


def taken(sqs: Any, url: str) -> list[dict[str, Any]]:
    """All messages that wait in the queue, taken out of it."""
    messages: list[dict[str, Any]] = []
    while batch := sqs.receive_message(
        QueueUrl=url,
        MaxNumberOfMessages=10,
        WaitTimeSeconds=0,
        AttributeNames=["ApproximateReceiveCount"],
    ).get("Messages"):
        messages += batch
        take_out(sqs, url, batch)
    return messages


def as_record(message: dict[str, Any]) -> dict[str, Any]:
    """One received queue message as the record that Lambda would give."""
    return {
        "messageId": message["MessageId"],
        "receiptHandle": message["ReceiptHandle"],
        "body": message["Body"],
        "attributes": message.get("Attributes", {"ApproximateReceiveCount": "1"}),
        "eventSource": "aws:sqs",
    }
