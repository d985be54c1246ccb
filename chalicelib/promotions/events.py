"""What promotions hear: who has registered, and what has become of it."""

from chalice.app import Blueprint

from chalicelib.edge.queue import Delivery, consumer, queue
from chalicelib.messages.clients import ClientActivated, ClientRegistered, ClientRejected
from chalicelib.promotions.service import counting

events = Blueprint(__name__)


@events.on_sqs_message(**queue("promotions-events"))
@consumer("promotions-events", ClientRegistered, ClientActivated, ClientRejected)
def promotions_events(
    message: ClientRegistered | ClientActivated | ClientRejected, delivery: Delivery
) -> None:
    """Count whoever came by a link."""
    counting.follow(delivery.actor, message.client_id, delivery.command)
