"""What clients hear: decisions on registrations, and whatever makes a client findable."""

from chalice.app import Blueprint

from chalicelib.approvals.public import RequestType
from chalicelib.clients.service import admission, finding
from chalicelib.edge.queue import Delivery, consumer, queue
from chalicelib.messages import Message
from chalicelib.messages.accounts import AccountOpened
from chalicelib.messages.approvals import RequestApproved, RequestRejected
from chalicelib.messages.clients import ClientChanged, ClientRegistered

events = Blueprint(__name__)
_REGISTRATIONS = frozenset({RequestType.TRADER_REGISTRATION, RequestType.IB_REGISTRATION})


@events.on_sqs_message(**queue("clients-events"))
@consumer("clients-events", RequestApproved, RequestRejected)
def clients_events(message: Message, delivery: Delivery) -> None:
    """Let in whom staff have approved, and record whom they have refused."""
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


@events.on_sqs_message(**queue("search-events"))
@consumer("search-events", ClientRegistered, ClientChanged, AccountOpened)
def search_events(message: Message, delivery: Delivery) -> None:
    """Keep clients findable by what they and their accounts are called."""
    match message:
        case ClientRegistered() | ClientChanged():
            finding.index_client(delivery.actor, message.client_id, delivery.command)
        case AccountOpened():
            finding.index_login(
                delivery.actor,
                message.client_id,
                message.account_id,
                message.login,
                delivery.command,
            )
