"""Stripe's webhooks, once their signature has been checked: when they were signed, and what of.

Refuses: the signature itself (`stripe_client`) and the age limit (`stripe`).
"""

import json
from datetime import UTC, datetime

from chalicelib.core.errors import VendorUnavailable
from chalicelib.gateways.payments.port import CallbackEvent, CallbackKind, CallbackMalformed
from chalicelib.gateways.payments.stripe_objects import Event, read_as

_KINDS = {"checkout.session": CallbackKind.PAYMENT, "refund": CallbackKind.REFUND}


def signed_at_of(header: str) -> datetime:
    """The time in a header that has passed the signature check."""
    # The first one is what the signature covers; whatever follows anybody could have added.
    stamp = next(part[2:] for part in header.split(",") if part.startswith("t="))
    return datetime.fromtimestamp(int(stamp), UTC)


def read_event(body: bytes) -> CallbackEvent:
    """The event in a body that has passed the signature check.

    Raises:
        CallbackMalformed: there is none.
    """
    try:
        event = read_as(Event, json.loads(body))
    except (ValueError, VendorUnavailable) as error:
        raise CallbackMalformed("no event") from error
    kind = _KINDS.get(event.data.object.object, CallbackKind.OTHER)
    return CallbackEvent(
        event_id=event.id,
        kind=kind,
        psp_reference="" if kind is CallbackKind.OTHER else event.data.object.id,
        name=event.type,
        at=datetime.fromtimestamp(event.created, UTC),
    )
