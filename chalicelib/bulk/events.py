"""What bulk hears: its jobs go on, and money that rows have begun to move has moved or has not."""

from chalice.app import Blueprint

from chalicelib.bulk.service.deciding import DECISIONS
from chalicelib.bulk.service.working import WORK
from chalicelib.edge.queue import Delivery, consumer, queue
from chalicelib.jobs import public as jobs
from chalicelib.messages import Message
from chalicelib.messages.bulk import AccountJobAdvanced, RequestJobAdvanced
from chalicelib.messages.funds import OperationCompleted, OperationRefused

events = Blueprint(__name__)


@events.on_sqs_message(**queue("bulk-events"))
@consumer(
    "bulk-events", AccountJobAdvanced, RequestJobAdvanced, OperationCompleted, OperationRefused
)
def bulk_events(message: Message, delivery: Delivery) -> None:
    """Work through the next part of a job, and note what came of money that it moves."""
    match message:
        case AccountJobAdvanced():
            jobs.advance(delivery.actor, message.job_id, message.first, WORK)
        case RequestJobAdvanced():
            jobs.advance(delivery.actor, message.job_id, message.first, DECISIONS)
        case OperationCompleted(reference=reference) if reference:
            jobs.settle(delivery.actor, reference, None, {}, delivery.command)
        case OperationRefused(reference=reference) if reference:
            jobs.settle(delivery.actor, reference, message.code, message.facts, delivery.command)
