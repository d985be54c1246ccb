"""What other capabilities may call: almost nothing. They publish messages; these are told here."""

from chalicelib.core.actor import Actor, Realm
from chalicelib.core.paging import Page, PageRequest
from chalicelib.notifications.catalogue import EVENTS
from chalicelib.notifications.model import (
    SENDER_ADDRESS,
    AddressMark,
    BellItem,
    Delivery,
    DeliveryState,
    Link,
)
from chalicelib.notifications.service import bell, mail_log, returns
from chalicelib.notifications.service.bell import Told
from chalicelib.notifications.service.keeping import KEEPER
from chalicelib.notifications.service.mail_log import MailFilter, is_repeatable
from chalicelib.notifications.service.returns import marked
from chalicelib.storage.unit import Unit
from chalicelib.storage.walks import Keep

__all__ = [
    "EVENTS",
    "KEEPER",
    "SENDER_ADDRESS",
    "AddressMark",
    "BellItem",
    "Delivery",
    "DeliveryState",
    "Link",
    "MailFilter",
    "Told",
    "clear_mark",
    "is_repeatable",
    "mail",
    "mails",
    "marked",
    "repeat_mail",
    "told_to_client",
]


def told_to_client(client_id: str, page: PageRequest) -> Page[Told]:
    """What a client was told, newest first, for callers that have checked who asks."""
    return bell.listed(Actor(Realm.CLIENT, client_id), page)


def clear_mark(unit: Unit, client_id: str) -> None:
    """Let mails go to a client's address again though some came back; on record.

    Raises:
        NotFound: none came back.
    """
    returns.clear(unit, client_id)


def mails(wanted: MailFilter, page: PageRequest, visible: Keep[Delivery]) -> Page[Delivery]:
    """Every mail that was tried, newest first, as far as ``visible`` lets it be seen.

    Without a recipient it goes at most 92 days back. A page may hold fewer mails than asked for
    and still have a next one.
    """
    return mail_log.mails(wanted, page, visible)


def mail(mail_id: str) -> Delivery:
    """One mail of the log, for callers that check who asks.

    Raises:
        NotFound: there is none.
    """
    return mail_log.mail(mail_id)


def repeat_mail(unit: Unit, one: Delivery) -> None:
    """Send a mail again once ``unit`` commits, to the address that its reader has now; on record.

    Raises:
        NotRepeatable: ``mail_not_repeatable``: it carries a secret, is under way, or its cause is
            no longer kept (30 days). Limited: five times a day.
    """
    mail_log.repeat(unit, one)
