"""Telling what a message means: the bells first, then the mails, then the message is done."""

from chalicelib import ports
from chalicelib.core.actor import Actor
from chalicelib.messages import Message
from chalicelib.messages.approvals import RequestQueued
from chalicelib.messages.funds import PaymentUnmatched
from chalicelib.notifications import rules
from chalicelib.notifications.catalogue import EVENTS
from chalicelib.notifications.model import SWITCHED_OFF, Notice
from chalicelib.notifications.service import bell, mailing
from chalicelib.notifications.service.recipients import finance_calls, staff_calls
from chalicelib.settings import public as settings
from chalicelib.storage.idempotency import Command


def tell(actor: Actor, message_id: str, message: Message, command: Command) -> None:
    """Tell everyone concerned by ``message``, each once per channel, and settle ``command``.

    Every notice is guarded by itself: when something fails half-way, the message comes again and
    only what is missing is done.

    Raises:
        Upstream: the mail must wait; the message has to come again.
    """
    told = rules.notices(message)
    if isinstance(message, RequestQueued):
        told += staff_calls(message)
    if isinstance(message, PaymentUnmatched):
        told += finance_calls(message)
    for notice in told:
        if notice.popup:
            bell.ring(actor, message_id, notice)
    for notice in told:
        if notice.email and _is_wanted(notice):
            mailing.send(actor, message_id, notice)
    ports.transact(actor, command.settle)


def _is_wanted(notice: Notice) -> bool:
    """Whether the broker has this mail switched on; codes and security mails always are."""
    return EVENTS[notice.event].mandatory or notice.event not in settings.value(SWITCHED_OFF)
