"""What sales hears and does by itself: clients change hands, and times come."""

from chalice.app import Blueprint, Rate

from chalicelib.edge import observe
from chalicelib.edge.queue import Delivery, Tick, consumer, queue, scheduled
from chalicelib.messages.clients import ClientReassigned
from chalicelib.sales.service import following, reminding

events = Blueprint(__name__)


@events.on_sqs_message(**queue("sales-events"))
@consumer("sales-events", ClientReassigned)
def sales_events(message: ClientReassigned, delivery: Delivery) -> None:
    """Let the tasks about a client follow them."""
    following.follow(delivery.actor, message.client_id, delivery.command)


@events.schedule(Rate(1, unit=Rate.MINUTES))
@scheduled("tasks-sweep")
def tasks_sweep(tick: Tick) -> None:
    """Remind of the tasks whose time for it has come."""
    reminded = reminding.sweep(tick.actor, tick.seconds_left)
    if reminded:
        observe.log("tasks_reminded", reminded=reminded)
