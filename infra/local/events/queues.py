"""SQS on the laptop: receives batches and gives them to a consumer, as Lambda's poller does.

Owns the polling of one queue, several of whose batches are handled at a time. A failed record is
left alone: its visibility timeout brings it back, and after its last receive SQS itself moves it to
the dead-letter queue.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from infra.local.events.invoke import Function, failed_ids
from infra.local.log import Log

# A stop waits this long at most for an empty queue.
_LONG_POLL_SECONDS = 2
_MOST_PER_RECEIVE = 10
# Lambda begins with five pollers of a queue.
_MOST_AT_ONCE = 5
_PAUSE_AFTER_TROUBLE_SECONDS = 2.0


@dataclass(frozen=True)
class QueuePoller:
    """Feeds one function from one queue until the stack stops."""

    function: Function
    queue: str
    batch_size: int
    sqs: Any
    log: Log
    stopping: threading.Event

    def run(self) -> None:
        """Polls until `stopping` is set."""
        url, arn, most_receives = self._describe()
        room = threading.BoundedSemaphore(_MOST_AT_ONCE)
        with ThreadPoolExecutor(_MOST_AT_ONCE, thread_name_prefix=self.queue) as workers:
            while not self.stopping.is_set():
                room.acquire()
                try:
                    messages = self._receive(url)
                except (BotoCoreError, ClientError) as trouble:
                    room.release()
                    self._report(trouble)
                    continue
                if not messages:
                    room.release()
                    continue
                work = workers.submit(self._deliver, url, arn, most_receives, messages)
                work.add_done_callback(lambda done: self._ended(done, room))

    def _ended(self, work: Future[None], room: threading.BoundedSemaphore) -> None:
        room.release()
        if trouble := work.exception():
            self.log.line("events", f"{self.queue}: a batch was lost sight of: {trouble}", "warn")

    def _describe(self) -> tuple[str, str, int]:
        url = self.sqs.get_queue_url(QueueName=self.queue)["QueueUrl"]
        attributes = self.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])
        own = attributes["Attributes"]
        most = most_receives_of(own.get("RedrivePolicy"))
        return url, own["QueueArn"], most

    def _receive(self, url: str) -> list[dict[str, Any]]:
        answer = self.sqs.receive_message(
            QueueUrl=url,
            MaxNumberOfMessages=min(self.batch_size, _MOST_PER_RECEIVE),
            WaitTimeSeconds=_LONG_POLL_SECONDS,
            AttributeNames=["All"],
            MessageAttributeNames=["All"],
        )
        return list(answer.get("Messages", []))

    def _deliver(
        self, url: str, arn: str, most_receives: int, messages: list[dict[str, Any]]
    ) -> None:
        answer = self.function.invoke(sqs_event(arn, messages))
        failed = failed_ids(answer, [message["MessageId"] for message in messages])
        done = [message for message in messages if message["MessageId"] not in failed]
        take_out(self.sqs, url, done)
        for message in messages:
            if message["MessageId"] in failed:
                self._report_failed(message, most_receives)

    def _report_failed(self, message: dict[str, Any], most_receives: int) -> None:
        receives = int(message["Attributes"]["ApproximateReceiveCount"])
        next_step = (
            "goes to the dead-letter queue"
            if receives >= most_receives
            else f"will come again ({receives} of {most_receives})"
        )
        self.log.line("events", f"{self.queue}: {message['MessageId']} {next_step}", "warn")

    def _report(self, trouble: Exception) -> None:
        if not self.stopping.wait(_PAUSE_AFTER_TROUBLE_SECONDS):
            self.log.line("events", f"{self.queue} cannot be read: {trouble}", "warn")


def most_receives_of(redrive_policy: str | None) -> int:
    """How often a message is received at most; very often without a dead-letter queue."""
    return int(json.loads(redrive_policy)["maxReceiveCount"]) if redrive_policy else 1_000_000


def take_out(sqs: Any, url: str, messages: Sequence[Mapping[str, Any]]) -> None:
    """Take received messages, at most ten, out of their queue.

    One that it does not let go comes again: whoever consumes does things once.
    """
    if messages:
        entries = [
            {"Id": str(number), "ReceiptHandle": message["ReceiptHandle"]}
            for number, message in enumerate(messages)
        ]
        sqs.delete_message_batch(QueueUrl=url, Entries=entries)


def sqs_event(arn: str, messages: list[dict[str, Any]]) -> dict[str, Any]:
    """The event that Lambda gets for a batch of received messages."""
    return {"Records": [_record(arn, message) for message in messages]}


def _record(arn: str, message: dict[str, Any]) -> dict[str, Any]:
    attributes = {
        name: _attribute(value) for name, value in message.get("MessageAttributes", {}).items()
    }
    return {
        "messageId": message["MessageId"],
        "receiptHandle": message["ReceiptHandle"],
        "body": message["Body"],
        "attributes": message.get("Attributes", {}),
        "messageAttributes": attributes,
        "md5OfBody": message.get("MD5OfBody", ""),
        "eventSource": "aws:sqs",
        "eventSourceARN": arn,
        "awsRegion": arn.split(":")[3],
    }


def _attribute(value: dict[str, Any]) -> dict[str, Any]:
    """Lambda spells the members of an attribute with a small first letter."""
    return {name[0].lower() + name[1:]: content for name, content in value.items()}
