"""What Stripe's answers mean in the domain's words.

Owns: the reading of a payment's and a refund's state. Refuses: asking Stripe for anything, and
guessing: only ``paid`` is success.
"""

from collections.abc import Iterator
from datetime import UTC, datetime

from chalicelib.core.errors import Invalid, VendorRefused
from chalicelib.core.money import Money
from chalicelib.gateways.payments.port import (
    PaymentState,
    PaymentStatus,
    RefundState,
    RefundStatus,
)
from chalicelib.gateways.payments.stripe_amounts import from_stripe
from chalicelib.gateways.payments.stripe_objects import (
    BalanceTransaction,
    Card,
    Charge,
    Intent,
    PaymentError,
    Person,
    Refund,
    Session,
    broken,
)

# An intent in one of these after its session is complete has failed for good: a delayed method
# (bank debit) did not deliver, and Checkout offers no second try.
_FAILED_INTENTS = frozenset({"requires_payment_method", "canceled"})
_REFUND_STATUS = {
    "pending": RefundStatus.PENDING,
    "requires_action": RefundStatus.PENDING,
    "succeeded": RefundStatus.SUCCESS,
    "failed": RefundStatus.FAILED,
    "canceled": RefundStatus.FAILED,
}


def payment_state(session: Session) -> PaymentState:
    """What ``session`` says of the payment."""
    intent = _expanded_intent(session)
    charge = intent.latest_charge if intent and isinstance(intent.latest_charge, Charge) else None
    status = _status(session, intent)
    return PaymentState(
        psp_reference=session.id,
        deposit_id=session.client_reference_id,
        status=status,
        started_at=datetime.fromtimestamp(session.created, UTC),
        received=_received(intent) if status is PaymentStatus.SUCCESS else None,
        refunded=_refunded(charge),
        fee=_fee(charge),
        facts=dict(_facts(session, intent, charge)),
    )


def refund_state(refund: Refund) -> RefundState:
    """What ``refund`` says."""
    if refund.status not in _REFUND_STATUS:
        raise broken(f"unknown refund status {refund.status}")
    return RefundState(
        refund_reference=refund.id,
        refund_id=refund.metadata.get("refund_id"),
        status=_REFUND_STATUS[refund.status],
        amount=from_stripe(refund.amount, refund.currency),
        reason=refund.failure_reason or "",
    )


def intent_id(session: Session) -> str | None:
    """The id of the payment intent, whether expanded or not."""
    intent = session.payment_intent
    return intent.id if isinstance(intent, Intent) else intent


def _expanded_intent(session: Session) -> Intent | None:
    if isinstance(session.payment_intent, str):
        raise broken("the payment intent is not expanded")
    return session.payment_intent


def _status(session: Session, intent: Intent | None) -> PaymentStatus:
    """Success is ``paid`` and nothing else; an unknown word never reads as success."""
    if session.payment_status == "paid":
        return PaymentStatus.SUCCESS
    if session.status == "expired":
        return PaymentStatus.EXPIRED
    if session.status == "complete":
        nothing_due = session.payment_status == "no_payment_required"
        if nothing_due or (intent is not None and intent.status in _FAILED_INTENTS):
            return PaymentStatus.FAILED
    return PaymentStatus.PENDING


def _received(intent: Intent | None) -> Money:
    if intent is None or intent.status != "succeeded" or intent.amount_received <= 0:
        raise broken("paid, but no money arrived")
    return from_stripe(intent.amount_received, intent.currency)


def _refunded(charge: Charge | None) -> Money | None:
    if charge is None or not charge.amount_refunded:
        return None
    return from_stripe(charge.amount_refunded, charge.currency)


def _fee(charge: Charge | None) -> Money | None:
    settled = charge.balance_transaction if charge else None
    if not isinstance(settled, BalanceTransaction):
        return None
    try:
        return from_stripe(settled.fee, settled.currency)
    except (Invalid, VendorRefused):
        # Fees come in fractions that charges cannot have; crediting the client must not hang on it.
        return None


def _facts(
    session: Session, intent: Intent | None, charge: Charge | None
) -> Iterator[tuple[str, str]]:
    """What staff and the payer check want to see; only what is there."""
    details = charge.payment_method_details if charge else None
    card = (details.card if details else None) or Card()
    payer = (charge.billing_details if charge else None) or session.customer_details or Person()
    failure = (intent.last_payment_error if intent else None) or PaymentError()
    found = {
        "session_status": session.status,
        "payment_status": session.payment_status,
        "payment_intent": intent.id if intent else None,
        "charge": charge.id if charge else None,
        "method": details.type if details else None,
        "payer_name": payer.name,
        "payer_email": payer.email,
        "card_brand": card.brand,
        "card_last4": card.last4,
        "card_country": card.country,
        "card_funding": card.funding,
        "card_fingerprint": card.fingerprint,
        "failure": failure.decline_code or failure.code,
    }
    for name, value in found.items():
        if value:
            yield name, value
