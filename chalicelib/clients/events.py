"""What clients hear: decisions on registrations, and whatever makes a client findable."""

from chalice.app import Blueprint, Rate

from chalicelib.approvals.public import RequestType
from chalicelib.clients.model.answers import UpgradeStatus
from chalicelib.clients.model.tags import SystemTag
from chalicelib.clients.service import (
    admission,
    finding,
    following,
    lineage,
    news,
    planning,
    referring,
    standing,
    tagging,
    upgrading,
    working,
)
from chalicelib.edge.queue import Delivery, Tick, consumer, queue, scheduled
from chalicelib.messages import Message
from chalicelib.messages.accounts import AccountBound, AccountOpened, AccountTraded, AccountUnbound
from chalicelib.messages.approvals import (
    RequestApproved,
    RequestCancelled,
    RequestMessage,
    RequestRejected,
)
from chalicelib.messages.clients import (
    ClientChanged,
    ClientDeleted,
    ClientJobAdvanced,
    ClientReassigned,
    ClientReferrerChanged,
    ClientRegistered,
    DownlineArrived,
    DownlinesChanged,
    LineChanged,
)
from chalicelib.messages.funds import DepositCredited
from chalicelib.messages.kyc import StatusChanged

events = Blueprint(__name__)
_REGISTRATIONS = frozenset({RequestType.TRADER_REGISTRATION, RequestType.IB_REGISTRATION})


@events.on_sqs_message(**queue("clients-events"))
@consumer(
    "clients-events",
    RequestApproved,
    RequestRejected,
    RequestCancelled,
    AccountOpened,
    AccountBound,
    AccountTraded,
    DepositCredited,
    ClientReassigned,
    ClientReferrerChanged,
    LineChanged,
    DownlinesChanged,
    DownlineArrived,
    ClientJobAdvanced,
    StatusChanged,
)
def clients_events(message: Message, delivery: Delivery) -> None:
    """Carry out decisions on registrations, follow changes, and note what clients have done."""
    match message:
        case RequestApproved(type=kind) if kind in _REGISTRATIONS:
            admission.activate(
                delivery.actor, message.request_id, message.client_id, delivery.command
            )
        case RequestRejected(type=kind) if kind in _REGISTRATIONS:
            admission.reject(
                delivery.actor,
                message.request_id,
                message.client_id,
                message.reason,
                delivery.command,
            )
        case RequestMessage(type=RequestType.UPGRADE_TO_IB):
            _upgrade_decided(message, delivery)
        case ClientJobAdvanced():
            working.advance(delivery.actor, message)
        case ClientReassigned():
            following.follow_requests(delivery.actor, message.client_id)
        case StatusChanged():
            standing.follow(delivery.actor, message)
        case ClientReferrerChanged() | LineChanged() | DownlinesChanged() | DownlineArrived():
            _tree_changed(message, delivery)
        case _:
            _note_what_was_done(message, delivery)


def _tree_changed(message: Message, delivery: Delivery) -> None:
    """Bring those below a move up to date, count newcomers, and have those above told."""
    match message:
        case ClientReferrerChanged(brings_downlines=False):
            referring.leave_downlines(delivery.actor, message)
        case LineChanged():
            lineage.pass_on(delivery.actor, message.client_id)
        case DownlinesChanged():
            lineage.count_below(delivery.actor, message, delivery.command)
        case DownlineArrived():
            news.tell_uplines(delivery.actor, message, delivery.command)


def _note_what_was_done(message: Message, delivery: Delivery) -> None:
    """Tag a client by what they have done with live money and accounts."""
    match message:
        case AccountOpened(kind="live") | AccountBound(kind="live"):
            tagging.note(delivery.actor, message.client_id, SystemTag.ACCOUNT_OPENED)
        case AccountTraded(account_kind="live"):
            tagging.note(delivery.actor, message.client_id, SystemTag.TRADED)
        case DepositCredited():
            tagging.note(delivery.actor, message.client_id, SystemTag.DEPOSITED)


def _upgrade_decided(message: RequestMessage, delivery: Delivery) -> None:
    """Make an introducing broker of whoever is approved, or note that it came to nothing."""
    of = (delivery.actor, message.request_id, message.client_id)
    match message:
        case RequestApproved():
            upgrading.approved(*of, delivery.command)
        case RequestRejected():
            upgrading.ended(*of, UpgradeStatus.REJECTED, message.reason, delivery.command)
        case RequestCancelled():
            upgrading.ended(*of, UpgradeStatus.CANCELLED, "", delivery.command)


@events.on_sqs_message(**queue("search-events"))
@consumer(
    "search-events",
    ClientRegistered,
    ClientChanged,
    ClientDeleted,
    AccountOpened,
    AccountBound,
    AccountUnbound,
)
def search_events(message: Message, delivery: Delivery) -> None:
    """Keep clients findable by what they and their accounts are called."""
    match message:
        case ClientDeleted():
            finding.forget(delivery.actor, message.client_id, delivery.command)
        case ClientRegistered() | ClientChanged():
            finding.index_client(delivery.actor, message.client_id, delivery.command)
        case AccountUnbound():
            finding.forget_login(
                delivery.actor, message.client_id, message.account_id, delivery.command
            )
        case AccountOpened() | AccountBound():
            finding.index_login(
                delivery.actor,
                message.client_id,
                message.account_id,
                message.login,
                delivery.command,
            )


@events.schedule(Rate(1, unit=Rate.MINUTES))
@scheduled("moves-sweep")
def moves_sweep(tick: Tick) -> None:
    """Carry out the moves in the tree whose moment is about to come."""
    planning.carry_out(tick.actor, tick.seconds_left)
