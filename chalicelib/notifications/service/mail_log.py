"""The mail log: every mail that was tried, and sending one again that carries no secret.

Sending again goes the way of the first time: the message that caused the mail is still in the
outbox, and what it means is told anew, by e-mail alone, to the one person.
"""

from datetime import datetime, timedelta

from chalicelib import ports
from chalicelib.core.actor import Realm
from chalicelib.core.errors import Conflict, NotFound
from chalicelib.core.nouns import dataclass
from chalicelib.core.paging import Page, PageRequest
from chalicelib.messages import unpack
from chalicelib.messages.notifications import MailRepeated
from chalicelib.notifications import rules, store
from chalicelib.notifications.catalogue import EVENTS
from chalicelib.notifications.model import Delivery, DeliveryState, Notice
from chalicelib.notifications.service.recipients import recipient_of
from chalicelib.storage import audit, limits, outbox, walks
from chalicelib.storage.unit import Unit

REPEATS_PER_DAY = 5
_ENDED = frozenset(DeliveryState) - {DeliveryState.SENDING, DeliveryState.VOID}


class NotRepeatable(Conflict):
    """The mail carries a secret, is still under way, or what caused it is no longer kept."""

    code = "mail_not_repeatable"


@dataclass(frozen=True)
class MailFilter:
    """Which mails: to one person (``client:…`` or ``staff:…``), of one event, in one state."""

    recipient: str | None = None
    event: str | None = None
    state: DeliveryState | None = None
    since: datetime | None = None
    until: datetime | None = None


def mails(
    wanted: MailFilter, request: PageRequest, visible: walks.Keep[Delivery]
) -> Page[Delivery]:
    """See `public.mails`."""

    def keep(found: tuple[Delivery, ...]) -> tuple[Delivery, ...]:
        fitting = tuple(
            one
            for one in found
            if wanted.event in (None, one.event) and wanted.state in (None, one.state)
        )
        return visible(fitting) if fitting else ()

    since, until = wanted.since, wanted.until
    if wanted.recipient is not None:
        recipient = wanted.recipient.replace(":", "-", 1)
        return walks.kept(lambda page: store.mails_to(recipient, page, since, until), keep, request)
    end = until or ports.now() + timedelta(seconds=1)
    start = since or end - walks.REACH
    return walks.by_day(
        "mails",
        lambda day, page: store.mails_of_day(day, page, start, end),
        keep,
        request,
        start,
        end,
    )


def mail(mail_id: str) -> Delivery:
    """See `public.mail`."""
    message_id, _, recipient = mail_id.partition("~")
    found = store.delivery(message_id, "email", recipient) if recipient else None
    if found is None or found.at is None:
        raise NotFound("no such mail", what="mail")
    return found


def is_repeatable(one: Delivery) -> bool:
    """Whether a mail may be sent again, as far as the log knows."""
    event = EVENTS.get(one.event)
    return event is not None and not event.secret and one.state in _ENDED and bool(one.subject_id)


def repeat(unit: Unit, one: Delivery) -> None:
    """See `public.repeat_mail`."""
    if not is_repeatable(one) or outbox.find(one.message_id) is None:
        raise NotRepeatable("this mail cannot be sent again")
    limits.take(
        "mail-repeat", one.id, unit.now, allowance=REPEATS_PER_DAY, window=timedelta(days=1)
    )
    unit.publish(MailRepeated(message_id=one.message_id, event=one.event, recipient=one.recipient))
    audit.record(
        unit,
        "mail_repeated",
        "mail",
        one.id,
        client_id=one.subject_id if one.realm is Realm.CLIENT else None,
        after={"event": one.event},
    )


def repeated(message: MailRepeated) -> tuple[Notice, ...]:
    """The notice that ``message`` wants told again, by e-mail alone.

    Raises:
        NotFound: what caused it is no longer kept.
    """
    envelope = outbox.find(message.message_id)
    kinds = {kind.NAME: kind for kind in rules.CONSUMED}
    if envelope is None or envelope.name not in kinds:
        raise NotFound("the cause is no longer kept", what="message")
    cause = unpack(kinds[envelope.name], envelope.body)
    return tuple(
        rules.mail_alone(notice)
        for notice in rules.notices(cause)
        if notice.event == message.event
        and recipient_of(notice) == message.recipient
        and not notice.sealed
    )
