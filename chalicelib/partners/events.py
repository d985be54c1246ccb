"""What partners hear: trades, deposits, commissions that wait; each minute what is due by then."""

from collections.abc import Sequence

from chalice.app import Blueprint, Rate

from chalicelib.core.actor import Actor, Realm
from chalicelib.edge.queue import Delivery, Tick, consumer, consumer_of_many, queue, scheduled
from chalicelib.messages import Message
from chalicelib.messages.accounts import DealAmended, TradesStored
from chalicelib.messages.funds import (
    DepositCredited,
    DepositTakenBack,
    WithdrawalDetailsSaved,
)
from chalicelib.messages.identity import SignedIn
from chalicelib.messages.partners import (
    CommissionsEarned,
    CommissionsLeft,
    DepositLeft,
    PayoutDayOver,
    ReviewDecided,
    RunAdvanced,
)
from chalicelib.partners.service import (
    amending,
    arriving,
    earning,
    figures,
    marking,
    onward,
    payouts,
    reviewing,
    running,
    tier_settling,
)

events = Blueprint(__name__)
_OPENING = "in"


@events.on_sqs_message(**queue("closed-deals"))
@consumer_of_many("closed-deals", TradesStored)
def closed_deals(messages: Sequence[TradesStored], actor: Actor) -> None:
    """Take in the trades that closed something, of all messages together."""
    arriving.take_in(
        actor,
        [
            (one.server_id, one.deal_id)
            for message in messages
            for one in message.trades
            if one.account_kind == "live" and one.entry != _OPENING
        ],
    )


@events.on_sqs_message(**queue("partners-events"))
@consumer(
    "partners-events",
    DepositCredited,
    DepositTakenBack,
    CommissionsEarned,
    CommissionsLeft,
    DepositLeft,
    PayoutDayOver,
    ReviewDecided,
    SignedIn,
    WithdrawalDetailsSaved,
)
def partners_events(message: Message, delivery: Delivery) -> None:
    """Pay what waits and send it on, count deposits for the tiers, and note what clients are known
    by."""
    match message:
        case CommissionsLeft():
            earning.write_on(delivery.actor, message.server_id, message.deal_id, message.revision)
        case DepositCredited(client_id=client_id):
            at = delivery.envelope.occurred_at
            marking.paid(delivery.actor, client_id, message.deposit_id, at)
            figures.count_deposit(delivery.actor, figures.whole(message, at), delivery.command)
        case DepositTakenBack() | DepositLeft():
            part = figures.whole(message, delivery.envelope.occurred_at)
            figures.count_deposit(delivery.actor, part, delivery.command)
        case PayoutDayOver(client_id=client_id, currency=currency, day=day):
            onward.send_on(delivery.actor, client_id, currency, day)
        case ReviewDecided(recipient_id=recipient_id, client_id=client_id):
            reviewing.carry_out(delivery.actor, recipient_id, client_id)
        case SignedIn(realm=Realm.CLIENT):
            marking.signed_in(delivery.actor, message, delivery.command)
        case WithdrawalDetailsSaved(client_id=client_id, details_id=details_id):
            at = delivery.envelope.occurred_at
            marking.saved(delivery.actor, client_id, details_id, at, delivery.command)
        case CommissionsEarned():
            payouts.pay_told(delivery.actor, message.recipients)


@events.on_sqs_message(**queue("commission-runs", batch_size=1))
@consumer("commission-runs", RunAdvanced, DealAmended)
def commission_runs(message: Message, delivery: Delivery) -> None:
    """Go on with a run over past deals, and make up for deals that their server has changed."""
    match message:
        case RunAdvanced():
            running.advance(delivery.actor, message.run_id, message.part)
        case DealAmended(account_kind="live", problem=problem):
            deal = (message.server_id, message.deal_id)
            amending.amend(delivery.actor, *deal, problem, delivery.command)


@events.schedule(Rate(1, unit=Rate.MINUTES))
@scheduled("commissions-sweep")
def commissions_sweep(tick: Tick) -> None:
    """Pay what has become due: daily commissions, and what a message has missed."""
    payouts.sweep(tick.actor, tick.seconds_left)


@events.schedule(Rate(1, unit=Rate.MINUTES))
@scheduled("tier-settlements")
def tier_settlements(tick: Tick) -> None:
    """Begin the settlement of tiers that has become due, and go on with the one under way."""
    tier_settling.run(tick.actor, tick.seconds_left)


@events.schedule(Rate(5, unit=Rate.MINUTES))
@scheduled("commissions-onward")
def commissions_onward(tick: Tick) -> None:
    """Soon after the broker's day has ended, let its commissions go on to trading accounts."""
    onward.tick(tick.actor, tick.seconds_left)
