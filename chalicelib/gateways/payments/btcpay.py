"""BTCPay Server (Greenfield API) behind the payment port: crypto in (out: `btcpay_payouts`).

Owns: how our orders and questions are put to BTCPay, and its signed webhooks. Refuses:
money off a webhook (the invoice is fetched afresh), top-up invoices (they have no amount to hold
a payment to) and any tolerance.

Facts: Greenfield API v1, sections invoices and webhooks. It has no idempotency keys: an
invoice is searched for by ``metadata.orderId`` before another is made.
"""

import hashlib
import hmac
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from chalicelib.core.clock import Clock
from chalicelib.core.errors import VendorRefused, VendorUnavailable
from chalicelib.core.money import Rounding, rounded
from chalicelib.gateways.payments.btcpay_answers import is_undecided, payment_state
from chalicelib.gateways.payments.btcpay_client import (
    READ_SECONDS,
    BtcpayClient,
    BtcpayStore,
    reference,
    text,
    written,
)
from chalicelib.gateways.payments.btcpay_objects import Event, Invoice, Way, read_as, read_list
from chalicelib.gateways.payments.port import (
    CallbackEvent,
    CallbackForged,
    CallbackKind,
    CallbackMalformed,
    PaymentOrder,
    PaymentState,
    StartedPayment,
)

MONITORING_MINUTES = 1440
_PAGE_SIZE = 50


class Btcpay:
    """`PaymentProvider` over one store."""

    def __init__(
        self, store: BtcpayStore, clock: Clock, *, read_seconds: float = READ_SECONDS
    ) -> None:
        self._client = BtcpayClient(store, read_seconds)
        self._store = store
        self._path = store.path
        self._clock = clock

    def start_payment(self, order: PaymentOrder) -> StartedPayment:
        """See `PaymentProvider.start_payment`; the page lives for whole minutes, at least one."""
        invoice = self._find_invoice(order)
        if invoice is None:
            answer = self._client.write(f"{self._path}/invoices", self._invoice(order))
            invoice = written(Invoice, answer)
        if not invoice.checkoutLink or not is_undecided(invoice):
            raise VendorRefused("the payment page is closed", vendor="btcpay", reason="closed")
        return StartedPayment(psp_reference=invoice.id, redirect_url=invoice.checkoutLink)

    def payment(self, psp_reference: str) -> PaymentState:
        """See `PaymentProvider.payment`."""
        answer = self._client.read(f"{self._path}/invoices/{reference(psp_reference)}")
        return self._state(read_as(Invoice, answer))

    def read_callback(
        self, headers: Mapping[str, str], body: bytes, now: datetime
    ) -> CallbackEvent:
        """See `PaymentProvider.read_callback`.

        The signature knows no time. A recording played back repeats an event that was kept before.
        """
        lowered = {name.lower(): value for name, value in headers.items()}
        digest = hmac.new(self._store.webhook_secret.encode(), body, hashlib.sha256).hexdigest()
        given = lowered.get("btcpay-sig", "").encode("utf-8", "replace")
        if not hmac.compare_digest(given, f"sha256={digest}".encode()):
            raise CallbackForged("the signature does not match")
        return _event(body, self._store.store_id)

    def list_payments(self, since: datetime, until: datetime) -> Iterator[PaymentState]:
        """See `PaymentProvider.list_payments`."""
        skip = 0
        while True:
            # Their end is inclusive, in whole seconds; ours is not.
            answer = self._client.read(
                f"{self._path}/invoices",
                startDate=int(since.timestamp()),
                endDate=int(until.timestamp()),
                skip=skip,
                take=_PAGE_SIZE,
            )
            page = read_list(Invoice, answer)
            for invoice in page:
                if invoice.createdTime < until.timestamp():
                    yield self._state(invoice)
            if len(page) < _PAGE_SIZE:
                return
            skip += len(page)

    def _find_invoice(self, order: PaymentOrder) -> Invoice | None:
        """The invoice that an earlier asking has made.

        Raises:
            VendorRefused: ``amount_differs``: it is for another amount.
        """
        answer = self._client.read(f"{self._path}/invoices", orderId=order.deposit_id)
        found = [
            one for one in read_list(Invoice, answer) if one.metadata.orderId == order.deposit_id
        ]
        if not found:
            return None
        first = min(found, key=lambda one: (one.createdTime, one.id))
        if rounded(first.amount, first.currency, Rounding.HALF_EVEN) != order.amount:
            raise VendorRefused(
                "opened before, with another amount", vendor="btcpay", reason="amount_differs"
            )
        return first

    def _invoice(self, order: PaymentOrder) -> dict[str, Any]:
        left = order.expires_at - self._clock.now()
        return {
            "amount": text(order.amount),
            "currency": order.amount.currency,
            "metadata": {"orderId": order.deposit_id, "itemDesc": order.description},
            "checkout": {
                "speedPolicy": "MediumSpeed",
                "expirationMinutes": max(1, int(left.total_seconds() // 60)),
                "monitoringMinutes": MONITORING_MINUTES,
                "paymentTolerance": 0,
                "redirectURL": order.return_url,
                "redirectAutomatically": True,
            },
        }

    def _state(self, invoice: Invoice) -> PaymentState:
        if is_undecided(invoice):
            return payment_state(invoice, ())
        path = f"{self._path}/invoices/{reference(invoice.id)}/payment-methods"
        return payment_state(invoice, read_list(Way, self._client.read(path)))


def _event(body: bytes, store_id: str) -> CallbackEvent:
    try:
        event = read_as(Event, json.loads(body))
    except (ValueError, VendorUnavailable) as error:
        raise CallbackMalformed("no event") from error
    kind, reference = CallbackKind.OTHER, ""
    if event.storeId == store_id and event.invoiceId:
        kind, reference = CallbackKind.PAYMENT, event.invoiceId
    elif event.storeId == store_id and event.payoutId:
        kind, reference = CallbackKind.PAYOUT, event.payoutId
    return CallbackEvent(
        event_id=event.originalDeliveryId,
        kind=kind,
        psp_reference=reference,
        name=event.type,
        at=datetime.fromtimestamp(event.timestamp, UTC),
    )
