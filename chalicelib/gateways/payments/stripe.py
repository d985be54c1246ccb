"""Stripe Checkout behind the payment port.

Owns: how our orders, refunds and questions are put to Stripe, and which of its callbacks matter.
Refuses: reading money off a callback (it is fetched afresh) or off the client's return.

Facts: docs.stripe.com/api/checkout/sessions, /checkout/fulfillment, /webhooks/signature. A session
lives from 30 minutes to 24 hours, so an idempotency key (kept for at least 24 hours) outlives it;
refunds are looked up by our id first, because they may be repeated much later.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from chalicelib.core.errors import Invalid, OutcomeUnknown, VendorRefused, VendorUnavailable
from chalicelib.core.money import Money
from chalicelib.gateways.http import VendorHttp
from chalicelib.gateways.payments.port import (
    CallbackEvent,
    CallbackForged,
    CallbackTooOld,
    PaymentOrder,
    PaymentState,
    RefundState,
    StartedPayment,
)
from chalicelib.gateways.payments.stripe_amounts import from_stripe, to_stripe
from chalicelib.gateways.payments.stripe_answers import intent_id, payment_state, refund_state
from chalicelib.gateways.payments.stripe_callbacks import read_event, signed_at_of
from chalicelib.gateways.payments.stripe_objects import Answer, Listing, Refund, Session, read_as

BASE_URL = "https://api.stripe.com"
# Three attempts of 3 s to connect and this to read end before API Gateway's 29 s do.
READ_SECONDS = 6.0
CALLBACK_TOLERANCE = timedelta(seconds=300)
SHORTEST_PAGE = timedelta(minutes=30)
LONGEST_PAGE = timedelta(hours=24)
_PAGE_SIZE = 100
_DEEP = ["payment_intent.latest_charge.balance_transaction"]


class StripeCheckout:
    """`PaymentProvider` over one Stripe account."""

    def __init__(
        self,
        api_key: str,
        webhook_secret: str,
        *,
        base_url: str = BASE_URL,
        read_seconds: float = READ_SECONDS,
    ) -> None:
        """``webhook_secret`` is the signing secret of our webhook endpoint (``whsec_…``)."""
        # Here and not at the top: the vendor's library is slow to load, and few functions pay.
        from chalicelib.gateways.payments import stripe_client  # noqa: PLC0415

        http = VendorHttp(base_url, "stripe", read_seconds=read_seconds)
        self._stripe = stripe_client.StripeClient(http, api_key, base_url)
        self._is_signed = stripe_client.is_signed
        self._webhook_secret = webhook_secret

    def start_payment(self, order: PaymentOrder) -> StartedPayment:
        """See `PaymentProvider.start_payment`; the page must live 30 minutes to 24 hours."""
        answer = self._stripe.write("/v1/checkout/sessions", order.deposit_id, **_session(order))
        session = _written(Session, answer)
        if not session.url:
            # A repeated order answers its first session, which may have been paid or expired.
            raise VendorRefused("the payment page is closed", vendor="stripe", reason="closed")
        return StartedPayment(psp_reference=session.id, redirect_url=session.url)

    def payment(self, psp_reference: str) -> PaymentState:
        """See `PaymentProvider.payment`."""
        return payment_state(self._read_session(psp_reference))

    def read_callback(
        self, headers: Mapping[str, str], body: bytes, now: datetime
    ) -> CallbackEvent:
        """See `PaymentProvider.read_callback`; the tolerance is five minutes."""
        lowered = {name.lower(): value for name, value in headers.items()}
        signature = lowered.get("stripe-signature", "")
        if not self._is_signed(signature, body, self._webhook_secret):
            raise CallbackForged("the signature does not match")
        signed_at = signed_at_of(signature)
        if now - signed_at > CALLBACK_TOLERANCE:
            raise CallbackTooOld("signed too long ago", signed_at=signed_at.isoformat())
        return read_event(body)

    def refund(self, psp_reference: str, amount: Money, refund_id: str) -> RefundState:
        """See `PaymentProvider.refund`."""
        minor = to_stripe(amount)
        intent = intent_id(self._read_session(psp_reference))
        if intent is None:
            raise VendorRefused("nothing was paid", vendor="stripe", reason="not_paid")
        earlier = self._find_refund(intent, refund_id)
        if earlier is None:
            answer = self._stripe.write(
                "/v1/refunds",
                refund_id,
                payment_intent=intent,
                amount=minor,
                metadata={"refund_id": refund_id},
            )
            earlier = _written(Refund, answer)
        if from_stripe(earlier.amount, earlier.currency) != amount:
            raise VendorRefused(
                "refunded before, with another amount", vendor="stripe", reason="amount_differs"
            )
        return refund_state(earlier)

    def refund_state(self, refund_reference: str) -> RefundState:
        """See `PaymentProvider.refund_state`."""
        answer = self._stripe.read(f"/v1/refunds/{_reference(refund_reference)}")
        return refund_state(read_as(Refund, answer))

    def list_payments(self, since: datetime, until: datetime) -> Iterator[PaymentState]:
        """See `PaymentProvider.list_payments`."""
        created = {"gte": int(since.timestamp()), "lt": int(until.timestamp())}
        expand = [f"data.{path}" for path in _DEEP]
        for row in self._each("/v1/checkout/sessions", created=created, expand=expand):
            yield payment_state(read_as(Session, row))

    def _read_session(self, psp_reference: str) -> Session:
        path = f"/v1/checkout/sessions/{_reference(psp_reference)}"
        return read_as(Session, self._stripe.read(path, expand=_DEEP))

    def _find_refund(self, intent: str, refund_id: str) -> Refund | None:
        for row in self._each("/v1/refunds", payment_intent=intent):
            refund = read_as(Refund, row)
            if refund.metadata.get("refund_id") == refund_id:
                return refund
        return None

    def _each(self, path: str, **params: Any) -> Iterator[dict[str, Any]]:
        """Every row of a list, page after page."""
        last: dict[str, str] = {}
        while True:
            page = read_as(Listing, self._stripe.read(path, limit=_PAGE_SIZE, **params, **last))
            yield from page.data
            if not page.has_more or not page.data:
                return
            last = {"starting_after": str(page.data[-1].get("id"))}


def _session(order: PaymentOrder) -> dict[str, Any]:
    """The parameters of the session for ``order``: the same order makes the same parameters."""
    metadata = {"deposit_id": order.deposit_id}
    return {
        "mode": "payment",
        "line_items": [
            {
                "quantity": 1,
                "price_data": {
                    "currency": order.amount.currency.lower(),
                    "unit_amount": to_stripe(order.amount),
                    "product_data": {"name": order.description},
                },
            }
        ],
        # Without this Stripe may charge the payer in another currency than the wallet's.
        "adaptive_pricing": {"enabled": False},
        "client_reference_id": order.deposit_id,
        "customer_email": order.customer_email,
        "success_url": order.return_url,
        "cancel_url": order.cancel_url,
        "expires_at": int(order.expires_at.timestamp()),
        "metadata": metadata,
        "payment_intent_data": {"description": order.description, "metadata": metadata},
    }


def _written(kind: type[Answer], answer: dict[str, Any]) -> Answer:
    """`read_as` for the answer to a change: unreadable means that it may well have been done."""
    try:
        return read_as(kind, answer)
    except VendorUnavailable as error:
        raise OutcomeUnknown(str(error), vendor="stripe", reason="broken") from error


def _reference(text: str) -> str:
    """``text`` if it can be one of Stripe's ids: it becomes part of a path."""
    if not text.replace("_", "").isalnum() or not text.isascii():
        raise Invalid("no reference of Stripe's", code="psp_reference_malformed")
    return text
