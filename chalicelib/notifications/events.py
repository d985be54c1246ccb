"""The queue of everything that people must hear of, and of what SES reports of their mails."""

from chalice.app import Blueprint

from chalicelib.core.actor import system
from chalicelib.edge.queue import Delivery, consumer, queue
from chalicelib.gateways.messaging import ses_events
from chalicelib.messages import Envelope, Message, pack, seal_envelope
from chalicelib.messages.notifications import MailReturned
from chalicelib.notifications.rules import CONSUMED
from chalicelib.notifications.service import returns, telling

events = Blueprint(__name__)


def as_message(body: str) -> str | None:
    """What SES reports as a message of ours; None for what means nothing, ours stay as they are."""
    if not ses_events.is_report(body):
        return body
    report = ses_events.returned(body)
    if report is None:
        return None
    message = MailReturned(
        message_key=report.message_key,
        kind=report.kind,
        reason=report.reason,
        returned_at=report.at,
    )
    return seal_envelope(
        Envelope(
            id=f"ses-{report.report_id}",
            name=MailReturned.NAME,
            occurred_at=report.at,
            actor=system("ses").ref,
            body=pack(message),
        )
    )


@events.on_sqs_message(**queue("notifications-events"))
@consumer("notifications-events", *CONSUMED, MailReturned, reads=as_message)
def notifications_events(message: Message, delivery: Delivery) -> None:
    """Tell everyone concerned, once; of a mail that came back, its reader."""
    if isinstance(message, MailReturned):
        returns.note(delivery.actor, delivery.envelope.id, message, delivery.command)
    else:
        telling.tell(delivery.actor, delivery.envelope.id, message, delivery.command)
