"""Mails that came back: the log says so, the address is marked, and what can wait is held back.

A mark is of one client at one address: who has another address now is written to again. Codes,
credentials and security mails go all the same: what is not sent is lost for certain.
"""

from dataclasses import replace

from chalicelib import ports
from chalicelib.core.actor import Actor, Realm
from chalicelib.core.errors import NotFound
from chalicelib.messages.notifications import MailReturned
from chalicelib.notifications import store
from chalicelib.notifications.model import (
    AddressMark,
    Delivery,
    DeliveryState,
    Notice,
    ReturnKind,
)
from chalicelib.notifications.service import bell
from chalicelib.storage import audit
from chalicelib.storage.idempotency import Command
from chalicelib.storage.unit import Unit

_STATES = {
    ReturnKind.BOUNCED: DeliveryState.BOUNCED,
    ReturnKind.COMPLAINED: DeliveryState.COMPLAINED,
}


def note(actor: Actor, event_id: str, message: MailReturned, command: Command) -> None:
    """Note that a mail came back, mark its address, and tell the client where they look.

    A report of a mail that is not in the log (any more) means nothing.
    """
    message_id, _, recipient = message.message_key.partition("-")
    mail = store.delivery(message_id, "email", recipient)
    if mail is not None and mail.realm is Realm.CLIENT and mail.subject_id:
        bell.ring(actor, event_id, _told(mail))

    def work(unit: Unit) -> None:
        found = store.delivery(message_id, "email", recipient)
        if found is not None:
            _keep(unit, found, message)
        command.settle(unit)

    ports.transact(actor, work)


def _keep(unit: Unit, mail: Delivery, message: MailReturned) -> None:
    kind = ReturnKind(message.kind)
    store.change_delivery(unit, mail, replace(mail, state=_STATES[kind], problem=message.reason))
    if mail.realm is not Realm.CLIENT or not mail.subject_id or not mail.address:
        return
    before = store.mark(mail.subject_id)
    mark = AddressMark(
        client_id=mail.subject_id,
        address=mail.address,
        kind=kind,
        reason=message.reason,
        at=message.returned_at,
        mail_id=mail.id,
    )
    store.put_mark(unit, before, mark)
    audit.record(
        unit,
        "mail_returned",
        "client",
        mail.subject_id,
        client_id=mail.subject_id,
        after={"kind": kind.value, "reason": message.reason, "mail": mail.id},
    )


def _told(mail: Delivery) -> Notice:
    return Notice(
        event="mail_returned",
        realm=Realm.CLIENT,
        subject_id=mail.subject_id,
        email=False,
        popup=True,
    )


def marked(client_id: str, address: str) -> AddressMark | None:
    """Why mails to a client at ``address`` are held back, if they are."""
    found = store.mark(client_id)
    return found if found is not None and found.address == address else None


def clear(unit: Unit, client_id: str) -> None:
    """See `public.clear_mark`."""
    found = store.mark(client_id)
    if found is None:
        raise NotFound(what="returned_mail")
    store.remove_mark(unit, found)
    audit.record(
        unit,
        "mail_mark_cleared",
        "client",
        client_id,
        client_id=client_id,
        before={"kind": found.kind.value, "reason": found.reason},
    )
