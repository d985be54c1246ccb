"""Telling what a message means: the bells first, then the mails, then the message is done."""

from chalicelib import ports
from chalicelib.core.actor import Actor
from chalicelib.messages import Message
from chalicelib.messages.notifications import MailRepeated, TestMailRequested
from chalicelib.notifications import rules, store
from chalicelib.notifications.service import bell, mail_log, mailing, templates
from chalicelib.notifications.service.recipients import staff_told
from chalicelib.storage.idempotency import Command


def tell(actor: Actor, message_id: str, message: Message, command: Command) -> None:
    """Tell everyone concerned by ``message``, each once per channel, and settle ``command``.

    Every notice is guarded by itself: when something fails half-way, the message comes again and
    only what is missing is done.

    Raises:
        Upstream: the mail must wait; the message has to come again.
    """
    told = rules.notices(message)
    told += staff_told(message)
    if isinstance(message, MailRepeated):
        told += mail_log.repeated(message)
    if isinstance(message, TestMailRequested):
        told += (templates.notice_of_test(message),)
    switched = store.channels({notice.event for notice in told})
    for notice in told:
        if notice.popup and switched[notice.event].popup:
            bell.ring(actor, message_id, notice)
    for notice in told:
        if notice.email and (switched[notice.event].email or mailing.goes_always(notice)):
            mailing.send(actor, message_id, notice)
    ports.transact(actor, command.settle)
