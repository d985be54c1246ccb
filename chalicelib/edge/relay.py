"""Handlers that carry messages from the outbox to the topic: the stream, and the sweeper."""

from typing import Any

from chalice.app import Blueprint, Rate

from chalicelib import ports
from chalicelib.edge import observe
from chalicelib.edge.queue import Tick, scheduled
from chalicelib.storage import aws, outbox

relay = Blueprint(__name__)


@relay.on_dynamodb_record(stream_arn=aws.stream_arn("outbox"), batch_size=100)
def outbox_relay(event: Any) -> None:
    """Send each new row; a failure lets the stream bring the batch again."""
    records = [record["dynamodb"] for record in event.to_dict()["Records"]]
    images = [record["NewImage"] for record in records if "NewImage" in record]
    outbox.forward(images, ports.now())


@relay.schedule(Rate(1, unit=Rate.MINUTES))
@scheduled("outbox-sweep")
def outbox_sweep(tick: Tick) -> None:
    """Send what the stream has missed."""
    if missed := outbox.sweep(tick.now):
        observe.log("outbox_swept", count=missed)
