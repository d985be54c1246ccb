"""Texts: decided in somebody's unit, handed over by the queue, followed by the vendor's reports."""

from collections.abc import Mapping
from dataclasses import replace

from chalicelib import ports
from chalicelib.core.actor import Actor
from chalicelib.core.errors import VendorUnavailable
from chalicelib.gateways.phone.port import PhoneRefused, PhoneUnavailable, Text
from chalicelib.messages.phones import TextDue
from chalicelib.phones import rules, store
from chalicelib.phones.model import PHONE_SERVICE, Delivery, Occasion, TextMessage
from chalicelib.phones.service.vendor import vendor
from chalicelib.phones.service.words import words
from chalicelib.settings import public as settings
from chalicelib.storage.idempotency import Command
from chalicelib.storage.unit import Unit

_SETTLED = frozenset({Delivery.SENT, Delivery.DELIVERED, Delivery.FAILED})


class TextInProgress(VendorUnavailable):
    """Another run is handing this very text over, or died doing so; look after its lease."""

    code = "text_in_progress"


def tell(unit: Unit, number: str, occasion: Occasion, language: str) -> None:
    """Let ``number`` be told about ``occasion`` once ``unit`` is committed.

    Where the broker has named no sender nothing is sent.
    """
    if not settings.value(PHONE_SERVICE).sender:
        return
    text = TextMessage(
        id=unit.ids.new("txt", unit.now),
        number=number,
        occasion=occasion,
        language=language,
        delivery=Delivery.WAITING,
        created_at=unit.now,
    )
    store.add_text(unit, text)
    unit.publish(TextDue(text_id=text.id))


def hand_over(actor: Actor, text_id: str, command: Command) -> None:
    """Give a text to the vendor, once as far as a vendor without idempotency keys allows.

    Raises:
        TextInProgress, PhoneUnavailable, OutcomeUnknown: nothing is lost; call again later.
        NotFound: there is no such text.
    """
    claimed = ports.transact(actor, lambda unit: _claim(unit, text_id))
    if claimed is not None:
        _attempt(actor, claimed)
    ports.transact(actor, command.settle)


def _claim(unit: Unit, text_id: str) -> TextMessage | None:
    """Take the one right to send this text now; None when it is settled."""
    known = store.text(text_id)
    if known.delivery in _SETTLED:
        return None
    is_leased = known.claimed_at is not None and unit.now < known.claimed_at + rules.LEASE
    if known.delivery is Delivery.SENDING and is_leased:
        raise TextInProgress(text_id=text_id)
    after = replace(known, delivery=Delivery.SENDING, claimed_at=unit.now)
    return store.change_text(unit, known, after)


def _attempt(actor: Actor, claimed: TextMessage) -> None:
    brand = settings.value(settings.BRAND_NAME)
    body = words(claimed.occasion, claimed.language, brand)
    try:
        reference = vendor().send_text(Text(claimed.number, body, report_url(claimed.id)))
    except PhoneRefused:
        _close(actor, claimed, Delivery.FAILED, "")
    except PhoneUnavailable:
        _close(actor, claimed, Delivery.WAITING, "")
        raise
    else:
        _close(actor, claimed, Delivery.SENT, reference)


def _close(actor: Actor, claimed: TextMessage, delivery: Delivery, reference: str) -> None:
    def work(unit: Unit) -> None:
        known = store.text(claimed.id)
        # A report may have been quicker than the vendor's answer to us: it stands.
        further = delivery is Delivery.WAITING or rules.is_news(known.delivery, delivery)
        after = replace(
            known,
            delivery=delivery if further else known.delivery,
            reference=reference or known.reference,
        )
        store.change_text(unit, known, after)

    ports.transact(actor, work)


def report_url(text_id: str) -> str:
    """Where the vendor reports on a text: the public address, which its signature covers."""
    return f"{ports.portal_url()}/api/hooks/twilio/{text_id}"


def take_report(actor: Actor, text_id: str, headers: Mapping[str, str], body: bytes) -> None:
    """Note what the vendor reports of a text; what is known already changes nothing.

    Raises:
        ReportForged, PhoneUnavailable. NotFound: there is no such text (any more).
    """
    report = vendor().read_report(report_url(text_id), headers, body)
    delivery = Delivery(report.delivery.value)

    def work(unit: Unit) -> None:
        known = store.text(text_id)
        if rules.is_news(known.delivery, delivery):
            after = replace(known, delivery=delivery, reference=report.reference)
            store.change_text(unit, known, after)

    ports.transact(actor, work)
