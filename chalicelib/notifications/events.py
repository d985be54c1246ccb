"""The queue of everything that people must hear of."""

from chalice.app import Blueprint

from chalicelib.edge.queue import Delivery, consumer, queue
from chalicelib.messages import Message
from chalicelib.notifications.rules import CONSUMED
from chalicelib.notifications.service import telling

events = Blueprint(__name__)


@events.on_sqs_message(**queue("notifications-events"))
@consumer("notifications-events", *CONSUMED)
def notifications_events(message: Message, delivery: Delivery) -> None:
    """Tell everyone concerned, once."""
    telling.tell(delivery.actor, delivery.envelope.id, message, delivery.command)
