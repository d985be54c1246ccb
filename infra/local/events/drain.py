"""Handing queued messages to their consumers once, in this thread: for demonstrations.

The running stack polls; a story that lives through ninety days in a minute cannot wait for that.
"""

from functools import lru_cache
from typing import Any

from chalice.app import SQSEventConfig

from chalicelib.storage import aws
from infra.local.events.invoke import failed_ids
from infra.local.events.queues import sqs_event, take_out


def drain(app: Any) -> int:
    """Deliver what lies in every queue of ``app`` now; returns how many messages were handled.

    A message that fails stays in its queue and comes back after its visibility timeout.
    """
    sources = [one for one in app.event_sources if isinstance(one, SQSEventConfig)]
    return sum(_serve(app, source) for source in sources)


def _serve(app: Any, source: SQSEventConfig) -> int:
    sqs = aws.client("sqs")
    url = _url(source.queue)
    handled = 0
    while messages := sqs.receive_message(
        QueueUrl=url, MaxNumberOfMessages=10, WaitTimeSeconds=0, AttributeNames=["All"]
    ).get("Messages", []):
        handler = app.handler_map[source.name]
        answer = handler(sqs_event(f"arn:aws:sqs:::{source.queue}", messages), None)
        failed = failed_ids(answer, [message["MessageId"] for message in messages])
        done = [message for message in messages if message["MessageId"] not in failed]
        take_out(sqs, url, done)
        handled += len(done)
    return handled


@lru_cache(maxsize=64)
def _url(queue: str) -> str:
    return str(aws.client("sqs").get_queue_url(QueueName=queue)["QueueUrl"])
