"""What accounts hear and do by themselves: decisions on requests, and the feed of deals."""

import time

from chalice.app import Blueprint, Rate

from chalicelib.accounts.model import ApplicationStatus, ChangeStatus
from chalicelib.accounts.service import (
    applications,
    carrying_out,
    changing,
    demo_life,
    feed,
    following,
    grants,
    history,
    opening,
    rereading,
)
from chalicelib.approvals.public import RequestType
from chalicelib.edge import observe
from chalicelib.edge.queue import Delivery, Tick, consumer, queue, scheduled
from chalicelib.messages import Message
from chalicelib.messages.accounts import AccountBound, AccountOpened, DemoTopUpAsked
from chalicelib.messages.approvals import RequestApproved, RequestCancelled, RequestRejected
from chalicelib.messages.clients import ClientReassigned

events = Blueprint(__name__)
_CHANGES = (RequestType.UPDATE_LEVERAGE, RequestType.NEW_CREDENTIALS)
_ENDS = {
    RequestRejected: ApplicationStatus.REJECTED,
    RequestCancelled: ApplicationStatus.CANCELLED,
}


@events.on_sqs_message(**queue("accounts-events"))
@consumer(
    "accounts-events",
    RequestApproved,
    RequestRejected,
    RequestCancelled,
    AccountOpened,
    AccountBound,
    DemoTopUpAsked,
    ClientReassigned,
)
def accounts_events(message: Message, delivery: Delivery) -> None:
    """Open and change what staff have approved, furnish demo accounts, let go of what has ended.

    Accounts go where their client goes.
    """
    match message:
        case RequestApproved(type=RequestType.OPEN_ACCOUNT):
            opening.open_account(delivery.actor, message.request_id, delivery.command)
        case RequestApproved() if message.type in _CHANGES:
            carrying_out.carry_out(delivery.actor, message.request_id, delivery.command)
        case AccountOpened():
            following.follow_client(delivery.actor, message.client_id)
            grants.furnish(delivery.actor, message.account_id, message.request_id, delivery.command)
        case AccountBound():
            following.follow_client(delivery.actor, message.client_id)
            history.bring_in(delivery.actor, message.account_id)
        case DemoTopUpAsked():
            grants.top_up(delivery.actor, message.account_id, delivery.command)
        case ClientReassigned():
            following.follow_client(delivery.actor, message.client_id)
        case RequestRejected() | RequestCancelled() if message.type == RequestType.OPEN_ACCOUNT:
            applications.give_up(
                delivery.actor, message.request_id, _ENDS[type(message)], delivery.command
            )
        case RequestRejected() | RequestCancelled() if message.type in _CHANGES:
            status = ChangeStatus(_ENDS[type(message)])
            changing.give_up(delivery.actor, message.request_id, status, delivery.command)


@events.schedule(Rate(1, unit=Rate.MINUTES))
@scheduled("deals-feed")
def deals_feed(tick: Tick) -> None:
    """Read the deals of all trading servers for the minute to come."""
    done = feed.run(tick.actor, tick.seconds_left, time.sleep)
    observe.count("deals_stored", done.stored)
    for server_id in sorted(done.away):
        observe.log("trading_server_away", server=server_id)
        observe.count("trading_server_away", server=server_id)


@events.schedule(Rate(5, unit=Rate.MINUTES))
@scheduled("deals-rereading")
def deals_rereading(tick: Tick) -> None:
    """Read the deals of the last weeks again, and notice what a server has changed since."""
    amended = rereading.run(tick.actor, tick.seconds_left)
    observe.count("deals_amended", amended)


@events.schedule(Rate(1, unit=Rate.HOURS))
@scheduled("demo-expiry")
def demo_expiry(tick: Tick) -> None:
    """Warn of demo accounts that nobody uses, and end those that were warned of."""
    moved = demo_life.work_through(tick.actor, tick.seconds_left)
    if moved:
        observe.log("demo_accounts_moved", moved=moved)
