"""What support hears and does by itself: clients change hands, and silence resolves tickets."""

from chalice.app import Blueprint, Rate

from chalicelib.edge import observe
from chalicelib.edge.queue import Delivery, Tick, consumer, queue, scheduled
from chalicelib.messages.clients import ClientReassigned
from chalicelib.support.service import following, silence

events = Blueprint(__name__)


@events.on_sqs_message(**queue("support-events"))
@consumer("support-events", ClientReassigned)
def support_events(message: ClientReassigned, delivery: Delivery) -> None:
    """Let the tickets of a client follow them."""
    following.follow(delivery.actor, message.client_id, delivery.command)


@events.schedule(Rate(1, unit=Rate.HOURS))
@scheduled("tickets-sweep")
def tickets_sweep(tick: Tick) -> None:
    """Resolve what was answered and left unanswered by the client."""
    resolved = silence.sweep(tick.actor, tick.seconds_left)
    if resolved:
        observe.log("tickets_resolved", resolved=resolved)
