"""One mail per message and person, as far as a vendor without idempotency keys allows.

An attempt is claimed in the store before the vendor is called and closed after it. A message that
comes again finds it closed and sends nothing. When an attempt dies in between, nobody knows
whether the mail left: after its lease it is sent again. So a crash costs at most one repeat, and
never the mail.
"""

from dataclasses import replace
from datetime import timedelta
from email.utils import formataddr

from chalicelib import ports
from chalicelib.core.actor import Actor
from chalicelib.core.errors import VendorUnavailable
from chalicelib.gateways.messaging.port import Email, MailRefused, MailUnavailable
from chalicelib.notifications import store
from chalicelib.notifications.model import (
    SEAL,
    SENDER_ADDRESS,
    Delivery,
    DeliveryState,
    Notice,
)
from chalicelib.notifications.service.recipients import contact_of, is_staff, recipient_of
from chalicelib.settings import public as settings
from chalicelib.storage import sealing
from chalicelib.storage.idempotency import RETENTION
from chalicelib.storage.unit import Stale, Unit

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
        _claim(actor, message_id, notice, DeliveryState.VOID)
        return
    email = _email(message_id, notice)
    claimed = _claim(actor, message_id, notice, DeliveryState.SENDING)
    if claimed is not None:
        _attempt(actor, claimed, email)


def _is_void(notice: Notice) -> bool:
    """Whether the mail has come too late: its time is up, or whom it was for has left."""
    late = notice.void_after is not None and ports.now() >= notice.void_after
    return late or not contact_of(notice).email


def _attempt(actor: Actor, claimed: Delivery, email: Email) -> None:
    mailer = ports.mailer(_sender(), settings.value(settings.BRAND_SUPPORT_EMAIL))
    try:
        vendor_id = mailer.send(email)
    except MailRefused:
        _close(actor, claimed, DeliveryState.REFUSED)
    except MailUnavailable:
        _close(actor, claimed, DeliveryState.POSTPONED)
        raise
    else:
        _close(actor, claimed, DeliveryState.SENT, vendor_id)


def _claim(actor: Actor, message_id: str, notice: Notice, state: DeliveryState) -> Delivery | None:
    """Take the one right to send this mail now; None when it is settled."""
    recipient = recipient_of(notice)

    def work(unit: Unit) -> Delivery | None:
        known = store.delivery(message_id, "email", recipient)
        if known is None:
            first = Delivery(
                message_id=message_id,
                channel="email",
                recipient=recipient,
                event=notice.event,
                state=state,
                claimed_at=unit.now,
                expires_at=int((unit.now + RETENTION).timestamp()),
            )
            return store.insert_delivery(unit, first, Stale("claimed by another run"))
        if known.state not in _OPEN:
            return None
        if known.state is DeliveryState.SENDING and unit.now < known.claimed_at + LEASE:
            raise MailInProgress(message_id=message_id)
        again = replace(known, state=state, claimed_at=unit.now, attempts=known.attempts + 1)
        return store.change_delivery(unit, known, again)

    return ports.transact(actor, work)


def _close(actor: Actor, claimed: Delivery, state: DeliveryState, vendor_id: str = "") -> None:
    after = replace(claimed, state=state, vendor_id=vendor_id)
    ports.transact(actor, lambda unit: store.change_delivery(unit, claimed, after))


def _email(message_id: str, notice: Notice) -> Email:
    # Imported here so that only what sends mail pays for the template engine.
    from chalicelib.notifications.rendering import Brand, Letter, render  # noqa: PLC0415

    contact = contact_of(notice)
    brand = Brand(
        name=settings.value(settings.BRAND_NAME),
        accent=settings.value(settings.BRAND_ACCENT),
        support_email=settings.value(settings.BRAND_SUPPORT_EMAIL),
        url=ports.desk_url() if is_staff(notice) else ports.portal_url(),
    )
    letter = Letter(
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
    mail = render(letter, brand)
    return Email(
        to=contact.email,
        subject=mail.subject,
        text=mail.text,
        html=mail.html,
        message_key=f"{message_id}-{recipient_of(notice)}",
        tags={"event": notice.event},
    )


def _minutes_left(notice: Notice) -> int:
    if notice.void_after is None:
        return 0
    return max(1, int((notice.void_after - ports.now()).total_seconds() // 60))


def _sender() -> str:
    return formataddr((settings.value(settings.BRAND_NAME), settings.value(SENDER_ADDRESS)))
