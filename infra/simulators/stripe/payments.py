"""Money coming in: payment intents and charges behind a session."""

from dataclasses import dataclass
from typing import Any, Literal

from infra.simulators.stripe import sessions
from infra.simulators.stripe.events import happened
from infra.simulators.stripe.failures import StripeRefusal, missing
from infra.simulators.stripe.movements import record_movement
from infra.simulators.stripe.world import World, new_id

Outcome = Literal["succeeded", "failed"]


@dataclass(frozen=True)
class Instrument:
    """What the payer pays with."""

    kind: Literal["card", "sepa_debit"]
    name: str
    last4: str
    brand: str = "visa"
    country: str = "US"


def succeed(world: World, session: dict[str, Any], instrument: Instrument) -> None:
    """Paid at once: the session is complete and paid."""
    intent = _intent(world, session)
    _settle(world, intent, instrument)
    session["customer_details"] = _payer(session, instrument)
    sessions.close(world, session, status="complete", payment_status="paid")
    happened(world, "checkout.session.completed", session)


def decline(world: World, session: dict[str, Any], reason: str) -> None:
    """The card is declined; the session stays open for another try."""
    intent = _intent(world, session)
    intent["status"] = "requires_payment_method"
    intent["last_payment_error"] = {
        "code": "card_declined",
        "decline_code": reason,
        "message": "Your card was declined.",
        "type": "card_error",
    }
    world.work.put(intent)
    happened(world, "payment_intent.payment_failed", intent)


def promise(world: World, session: dict[str, Any], instrument: Instrument) -> None:
    """A delayed method: the session is complete and unpaid until the bank has answered."""
    intent = _intent(world, session)
    intent["status"] = "processing"
    intent["_instrument"] = vars(instrument)
    if world.settings.settle_seconds:
        intent["_settles_at"] = world.now + world.settings.settle_seconds
    world.work.put(intent)
    session["customer_details"] = _payer(session, instrument)
    sessions.close(world, session, status="complete", payment_status="unpaid")
    happened(world, "checkout.session.completed", session)


def settle(world: World, session_id: str, outcome: Outcome) -> dict[str, Any]:
    """The bank's answer to a promise.

    Raises:
        StripeRefusal: nothing is promised.
    """
    session = sessions.get(world, session_id)
    intent = world.work.find("payment_intent", session["payment_intent"] or "")
    if intent is None or intent["status"] != "processing":
        raise StripeRefusal("No payment is being processed")
    if outcome == "succeeded":
        _settle(world, intent, Instrument(**intent["_instrument"]))
        session["payment_status"] = "paid"
    else:
        intent["status"] = "requires_payment_method"
        intent["last_payment_error"] = {"code": "payment_intent_payment_attempt_failed"}
        world.work.put(intent)
    world.work.put(session)
    happened(world, f"checkout.session.async_payment_{outcome}", session)
    return session


def settle_due(world: World) -> None:
    """Let every promise whose time has come succeed."""
    for intent in list(world.work.newest_first("payment_intent")):
        if intent["status"] == "processing" and intent.get("_settles_at", 2**60) <= world.now:
            settle(world, intent["_session"], "succeeded")


def get(world: World, kind: str, object_id: str) -> dict[str, Any]:
    """A payment intent, charge or balance transaction.

    Raises:
        StripeRefusal: there is none.
    """
    found = world.work.find(kind, object_id)
    if found is None:
        raise missing(kind, object_id)
    return found


def _intent(world: World, session: dict[str, Any]) -> dict[str, Any]:
    """The session's intent: made at the first attempt to pay, then kept."""
    found = world.work.find("payment_intent", session["payment_intent"] or "")
    if found is not None:
        return found
    intent = {
        "id": new_id("pi_"),
        "object": "payment_intent",
        "amount": session["amount_total"],
        "amount_received": 0,
        "created": world.now,
        "currency": session["currency"],
        "description": session["_intent"]["description"],
        "last_payment_error": None,
        "latest_charge": None,
        "livemode": False,
        "metadata": session["_intent"]["metadata"],
        "status": "requires_payment_method",
        "_session": session["id"],
    }
    world.work.put(intent)
    session["payment_intent"] = intent["id"]
    world.work.put(session)
    return intent


def _settle(world: World, intent: dict[str, Any], instrument: Instrument) -> None:
    """The money is ours: intent, charge and balance agree."""
    charge = _charge(world, intent, instrument)
    fee = min(charge["amount"], charge["amount"] * 29 // 1000 + 30)
    charge["balance_transaction"] = record_movement(
        world, charge, kind="charge", amount=charge["amount"], fee=fee
    )
    world.work.put(charge)
    intent |= {
        "status": "succeeded",
        "amount_received": intent["amount"],
        "latest_charge": charge["id"],
        "last_payment_error": None,
    }
    world.work.put(intent)
    happened(world, "charge.succeeded", charge)
    happened(world, "payment_intent.succeeded", intent)


def _charge(world: World, intent: dict[str, Any], instrument: Instrument) -> dict[str, Any]:
    details: dict[str, Any] = {"last4": instrument.last4, "country": instrument.country}
    if instrument.kind == "card":
        details |= {
            "brand": instrument.brand,
            "funding": "credit",
            "fingerprint": f"sim{instrument.brand}{instrument.last4}",
        }
    return {
        "id": new_id("ch_"),
        "object": "charge",
        "amount": intent["amount"],
        "amount_captured": intent["amount"],
        "amount_refunded": 0,
        "balance_transaction": None,
        "billing_details": {"email": None, "name": instrument.name, "phone": None},
        "captured": True,
        "created": world.now,
        "currency": intent["currency"],
        "description": intent["description"],
        "livemode": False,
        "metadata": intent["metadata"],
        "paid": True,
        "payment_intent": intent["id"],
        "payment_method_details": {"type": instrument.kind, instrument.kind: details},
        "refunded": False,
        "status": "succeeded",
    }


def _payer(session: dict[str, Any], instrument: Instrument) -> dict[str, Any]:
    return {"email": session["customer_email"], "name": instrument.name, "phone": None}
