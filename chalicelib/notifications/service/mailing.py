"""One mail per message and person, as far as a vendor without idempotency keys allows.

An attempt is claimed in the store before the vendor is called and closed after it. A message that
comes again finds it closed and sends nothing. When an attempt dies in between, nobody knows
whether the mail left: after its lease it is sent again. So a crash costs at most one repeat, and
never the mail.
"""

from dataclasses import replace
from datetime import timedelta
from email.utils import formataddr
from typing import TYPE_CHECKING

from chalicelib import ports
from chalicelib.core.actor import Actor, Realm
from chalicelib.core.errors import Upstream, VendorUnavailable
from chalicelib.gateways.messaging.port import Email, MailRefused, MailUnavailable
from chalicelib.identity.public import Contact
from chalicelib.notifications import store
from chalicelib.notifications.catalogue import EVENTS
from chalicelib.notifications.model import (
    MAIL_LOG_DAYS,
    SEAL,
    SENDER_ADDRESS,
    SMTP_SERVER,
    AddressMark,
    Delivery,
    DeliveryState,
    Mail,
    Notice,
)
from chalicelib.notifications.service import returns
from chalicelib.notifications.service.recipients import contact_of, is_staff, recipient_of
from chalicelib.ports import messaging
from chalicelib.settings import public as settings
from chalicelib.storage import sealing
from chalicelib.storage.unit import Stale, Unit

if TYPE_CHECKING:
    from chalicelib.notifications.rendering import Brand, Letter

LEASE = timedelta(minutes=2)
_OPEN = (DeliveryState.SENDING, DeliveryState.POSTPONED)


class MailInProgress(VendorUnavailable):
    """Another run is sending this very mail, or died doing so; look again after its lease."""

    code = "mail_in_progress"


def send(actor: Actor, message_id: str, notice: Notice) -> None:
    """Mail ``notice``, unless this message was mailed to this person before.

    Raises:
        MailInProgress, MailUnavailable, OutcomeUnknown: nothing is lost; call again later.
        NotFound: nobody to write to.
    """
    known = store.delivery(message_id, "email", recipient_of(notice))
    if known is not None and known.state not in _OPEN:
        return
    if _is_void(notice):
        _claim(actor, _first(message_id, notice, None, DeliveryState.VOID))
        return
    contact = contact_of(notice)
    mark = _mark(notice, contact)
    if mark is not None:
        withheld = _first(message_id, notice, contact, DeliveryState.WITHHELD)
        _claim(actor, replace(withheld, problem=mark.kind.value))
        return
    email = _email(message_id, notice, contact)
    first = _first(message_id, notice, contact, DeliveryState.SENDING)
    claimed = _claim(actor, replace(first, subject=email.subject))
    if claimed is not None:
        _attempt(actor, claimed, email)


def goes_always(notice: Notice) -> bool:
    """Codes, credentials and security mails cannot be switched off; tests are asked for."""
    return EVENTS[notice.event].mandatory or notice.words is not None


def _mark(notice: Notice, contact: Contact) -> AddressMark | None:
    """Why ``notice`` is not mailed: the client's address has returned mails, and it can wait."""
    if notice.realm is not Realm.CLIENT or not notice.subject_id or goes_always(notice):
        return None
    return returns.marked(notice.subject_id, contact.email)


def _is_void(notice: Notice) -> bool:
    """Whether the mail has come too late: its time is up, or whom it was for has left."""
    late = notice.void_after is not None and ports.now() >= notice.void_after
    return late or not contact_of(notice).email


def _attempt(actor: Actor, claimed: Delivery, email: Email) -> None:
    support = settings.value(settings.BRAND_SUPPORT_EMAIL)
    mailer = messaging.mailer(_sender(), support, settings.value(SMTP_SERVER))
    try:
        vendor_id = mailer.send(email)
    except MailRefused as refusal:
        _close(actor, claimed, DeliveryState.REFUSED, problem=_reason(refusal))
    except MailUnavailable as trouble:
        _close(actor, claimed, DeliveryState.POSTPONED, problem=_reason(trouble))
        raise
    else:
        _close(actor, claimed, DeliveryState.SENT, vendor_id)


def _reason(error: Upstream) -> str:
    """What the vendor said, as a code; never its words, which may repeat the address."""
    return str(error.facts.get("reason") or error.code)[:80]


def _first(
    message_id: str, notice: Notice, contact: Contact | None, state: DeliveryState
) -> Delivery:
    """The delivery of ``notice`` as it begins; without ``contact`` when nobody is written to."""
    now, kept = ports.now(), timedelta(days=settings.value(MAIL_LOG_DAYS))
    return Delivery(
        message_id=message_id,
        channel="email",
        recipient=recipient_of(notice),
        event=notice.event,
        state=state,
        claimed_at=now,
        at=now,
        realm=notice.realm,
        subject_id=notice.subject_id,
        address=contact.email if contact else "",
        language=contact.language if contact else notice.language,
        link=notice.link,
        expires_at=int((now + kept).timestamp()),
    )


def _claim(actor: Actor, first: Delivery) -> Delivery | None:
    """Take the one right to send this mail now; None when it is settled."""

    def work(unit: Unit) -> Delivery | None:
        known = store.delivery(first.message_id, "email", first.recipient)
        if known is None:
            return store.insert_delivery(unit, first, Stale("claimed by another run"))
        if known.state not in _OPEN:
            return None
        if known.state is DeliveryState.SENDING and unit.now < known.claimed_at + LEASE:
            raise MailInProgress(message_id=first.message_id)
        again = replace(
            known,
            state=first.state,
            subject=first.subject,
            claimed_at=unit.now,
            attempts=known.attempts + 1,
        )
        return store.change_delivery(unit, known, again)

    return ports.transact(actor, work)


def _close(
    actor: Actor, claimed: Delivery, state: DeliveryState, vendor_id: str = "", problem: str = ""
) -> None:
    after = replace(claimed, state=state, vendor_id=vendor_id, problem=problem)
    ports.transact(actor, lambda unit: store.change_delivery(unit, claimed, after))


def _email(message_id: str, notice: Notice, contact: Contact) -> Email:
    mail = _rendered(notice, contact)
    return Email(
        to=contact.email,
        subject=mail.subject,
        text=mail.text,
        html=mail.html,
        message_key=f"{message_id}-{recipient_of(notice)}",
        tags={"event": notice.event},
    )


def _rendered(notice: Notice, contact: Contact) -> Mail:
    """The mail in the words of staff; should they fail after all, in those of the release."""
    # Imported here so that only what sends mail pays for the template engine.
    from jinja2 import TemplateError  # noqa: PLC0415

    from chalicelib.notifications.rendering import language_of, render  # noqa: PLC0415
    from chalicelib.notifications.wording import sample  # noqa: PLC0415

    if notice.words is not None:
        letter = sample(notice.event, contact.language)
        return render(letter, brand_of(to_staff=letter.to_staff), notice.words)
    letter = _letter(notice, contact)
    brand = brand_of(to_staff=letter.to_staff)
    words = store.text(notice.event, language_of(contact.language)).words
    try:
        return render(letter, brand, words)
    except (TemplateError, TypeError, ValueError):
        if words is None:
            raise
        return render(letter, brand)


def _letter(notice: Notice, contact: Contact) -> "Letter":
    from chalicelib.notifications.rendering import Letter  # noqa: PLC0415 - as above

    return Letter(
        event=notice.event,
        language=contact.language,
        name=contact.name,
        facts=notice.facts,
        secrets={
            one.name: sealing.unseal(one.text, purpose=SEAL, context=one.context)
            for one in notice.sealed
        },
        minutes=_minutes_left(notice),
        to_staff=is_staff(notice),
    )


def brand_of(*, to_staff: bool) -> "Brand":
    """Who writes, as the broker's settings have it."""
    from chalicelib.notifications.rendering import Brand  # noqa: PLC0415 - as above

    return Brand(
        name=settings.value(settings.BRAND_NAME),
        accent=settings.value(settings.BRAND_ACCENT),
        support_email=settings.value(settings.BRAND_SUPPORT_EMAIL),
        url=ports.desk_url() if to_staff else ports.portal_url(),
    )


def _minutes_left(notice: Notice) -> int:
    if notice.void_after is None:
        return 0
    return max(1, int((notice.void_after - ports.now()).total_seconds() // 60))


def _sender() -> str:
    return formataddr((settings.value(settings.BRAND_NAME), settings.value(SENDER_ADDRESS)))
