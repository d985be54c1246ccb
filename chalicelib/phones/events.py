"""The queue of texts that must go out."""

from chalice.app import Blueprint

from chalicelib.edge.queue import Delivery, consumer, queue
from chalicelib.messages.phones import TextDue
from chalicelib.phones.service import texting

events = Blueprint(__name__)


@events.on_sqs_message(**queue("phones-events"))
@consumer("phones-events", TextDue)
def phones_events(message: TextDue, delivery: Delivery) -> None:
    """Hand a text to the vendor, once."""
    texting.hand_over(delivery.actor, message.text_id, delivery.command)
