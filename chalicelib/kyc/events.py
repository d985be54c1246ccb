"""What kyc hears: decisions on records, vendors that have something to say, and its clocks."""

from chalice.app import Blueprint, Rate

from chalicelib.approvals.public import RequestType
from chalicelib.edge import observe
from chalicelib.edge.queue import Delivery, Tick, consumer, queue, scheduled
from chalicelib.kyc.model.cases import RecordStatus
from chalicelib.kyc.service import checking, deciding, expiring
from chalicelib.messages import Message
from chalicelib.messages.approvals import RequestApproved, RequestCancelled, RequestRejected
from chalicelib.messages.kyc import VerdictAwaited

events = Blueprint(__name__)


@events.on_sqs_message(**queue("kyc-events"))
@consumer("kyc-events", RequestApproved, RequestRejected, RequestCancelled, VerdictAwaited)
def kyc_events(message: Message, delivery: Delivery) -> None:
    """Carry out what was decided on records, and ask vendors who called back."""
    actor, command = delivery.actor, delivery.command
    match message:
        case VerdictAwaited():
            checking.look(actor, message.vendor, message.reference, command)
        case RequestApproved(type=RequestType.KYC):
            deciding.approved(actor, message.request_id, command)
        case RequestRejected(type=RequestType.KYC, request_id=record_id, reason=reason):
            deciding.refused(actor, record_id, RecordStatus.REJECTED, reason, command)
        case RequestCancelled(type=RequestType.KYC, request_id=record_id):
            deciding.refused(actor, record_id, RecordStatus.CANCELLED, "", command)


@events.schedule(Rate(1, unit=Rate.HOURS))
@scheduled("kyc-expiry")
def kyc_expiry(tick: Tick) -> None:
    """Warn of documents that expire, and end approvals whose document has."""
    moved = expiring.work_through(tick.actor, tick.seconds_left)
    if moved:
        observe.log("kyc_expiries_worked", moved=moved)


@events.schedule(Rate(10, unit=Rate.MINUTES))
@scheduled("kyc-checks")
def kyc_checks(tick: Tick) -> None:
    """Ask vendors about checks whose callback may have been lost."""
    asked = checking.look_at_due(tick.actor, tick.seconds_left)
    if asked:
        observe.log("kyc_checks_asked", asked=asked)
