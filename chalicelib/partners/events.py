"""What partners hear: trades, and commissions that wait; each minute what is due by then."""

from chalice.app import Blueprint, Rate

from chalicelib.edge.queue import Delivery, Tick, consumer, queue, scheduled
from chalicelib.messages import Message
from chalicelib.messages.accounts import DealStored
from chalicelib.messages.partners import CommissionsEarned, CommissionsLeft
from chalicelib.partners.service import earning, payouts

events = Blueprint(__name__)
_OPENING = "in"


@events.on_sqs_message(**queue("partners-events"))
@consumer("partners-events", DealStored, CommissionsEarned, CommissionsLeft)
def partners_events(message: Message, delivery: Delivery) -> None:
    """Settle trades that closed something, and pay what they earned."""
    match message:
        case DealStored(account_kind="live", entry=entry) if entry != _OPENING:
            earning.settle(delivery.actor, message.server_id, message.deal_id, delivery.command)
        case CommissionsLeft():
            earning.write_on(delivery.actor, message.server_id, message.deal_id)
        case CommissionsEarned():
            for recipient_id, currency in message.recipients:
                payouts.pay(delivery.actor, recipient_id, currency)


@events.schedule(Rate(1, unit=Rate.MINUTES))
@scheduled("commissions-sweep")
def commissions_sweep(tick: Tick) -> None:
    """Pay what has become due: daily commissions, and what a message has missed."""
    payouts.sweep(tick.actor, tick.seconds_left)
