"""What privacy hears: that a copy is to be packed, that a client left, that erasing goes on."""

from chalice.app import Blueprint

from chalicelib.approvals.public import RequestType
from chalicelib.edge.queue import Delivery, consumer, queue
from chalicelib.messages import Message
from chalicelib.messages.approvals import RequestApproved
from chalicelib.messages.clients import ClientDeleted
from chalicelib.messages.privacy import CopyRequested, ErasureContinued
from chalicelib.privacy.service import erasing, leaving, packing

events = Blueprint(__name__)


@events.on_sqs_message(**queue("privacy-events", batch_size=1))
@consumer("privacy-events", CopyRequested, ClientDeleted, ErasureContinued, RequestApproved)
def privacy_events(message: Message, delivery: Delivery) -> None:
    """Pack a copy, delete who asked for it, or erase the next slice of who is deleted."""
    actor, command = delivery.actor, delivery.command
    match message:
        case CopyRequested():
            packing.pack(actor, message, command)
        case ClientDeleted(client_id=client_id):
            erasing.begin(actor, client_id, command)
        case ErasureContinued():
            erasing.go_on(actor, message, command)
        case RequestApproved(type=RequestType.ERASURE):
            leaving.approved(actor, message.request_id, message.client_id, command)
