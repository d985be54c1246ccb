"""What the funds capability asks of a payment service provider (PSP), in the domain's words.

Owns: the nouns, the port and the errors of reading a callback. Refuses: payouts (`payout_port`),
any vendor's vocabulary, and deciding what a payment is worth to a wallet (funds does).

Two rules hold for every adapter. Whatever starts something carries our own id and may be repeated
with it. A callback says only *that* something changed: the state is always read afresh with
`PaymentProvider.payment` before money is credited.
"""

from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from chalicelib.core.errors import Invalid, Unauthenticated
from chalicelib.core.money import Money
from chalicelib.core.nouns import dataclass

# Adapters by name; ``psp_…`` are the broker's own integrations by the open PSP protocol.
PROVIDER_PATTERN = r"^(stripe|btcpay|psp_[a-z0-9_]{1,30})$"
# Those that send a payment back when they are asked to.
REFUNDING = frozenset({"stripe"})


@dataclass(frozen=True)
class PaymentOrder:
    """A deposit that a client wants to pay on the PSP's own page.

    ``return_url`` is where the page sends a client who is done, ``cancel_url`` one who gave up;
    neither proves anything. ``expires_at`` ends the page; adapters refuse what their PSP cannot do.
    Repeating an order means sending exactly the same one again.
    """

    deposit_id: str
    amount: Money
    description: str
    return_url: str
    cancel_url: str
    customer_email: str
    expires_at: datetime


@dataclass(frozen=True)
class StartedPayment:
    """The PSP's reference of a payment, and the page to send the client's browser to."""

    psp_reference: str
    redirect_url: str


class PaymentStatus(StrEnum):
    """What the PSP says of a payment. All but pending are final."""

    PENDING = "pending"
    SUCCESS = "success"
    FAILED = "failed"
    EXPIRED = "expired"


@dataclass(frozen=True)
class PaymentState:
    """A payment as the PSP sees it now.

    ``received`` is what was really paid, and is there exactly when the status is success.
    ``is_late`` says that it was paid after its page had closed: what was agreed holds no longer.
    ``fee`` is what the PSP keeps of it, where known already; it may be in the currency of
    settlement. ``deposit_id`` is ours, or None for a payment that we never started. ``facts`` are
    for staff and for the payer check (names, card, the vendor's own words); none is a secret.
    """

    psp_reference: str
    deposit_id: str | None
    status: PaymentStatus
    started_at: datetime
    received: Money | None = None
    refunded: Money | None = None
    fee: Money | None = None
    is_late: bool = False
    facts: Mapping[str, str] = field(default_factory=dict)


class RefundStatus(StrEnum):
    """What the PSP says of a refund. A success can still fail later, when the bank returns it."""

    PENDING = "pending"
    SUCCESS = "success"
    FAILED = "failed"


@dataclass(frozen=True)
class RefundState:
    """A refund as the PSP sees it now; ``refund_id`` is ours."""

    refund_reference: str
    refund_id: str | None
    status: RefundStatus
    amount: Money
    reason: str = ""


class CallbackKind(StrEnum):
    """What a callback is about; ``other`` needs no action."""

    PAYMENT = "payment"
    REFUND = "refund"
    PAYOUT = "payout"
    OTHER = "other"


@dataclass(frozen=True)
class CallbackEvent:
    """One authentic callback. ``event_id`` is the same on every redelivery: deduplicate on it.

    ``psp_reference`` is the payment's, or the ``refund_reference`` or ``payout_reference``; empty
    for other.
    ``name`` is the vendor's word for it, for the log. ``at`` is when it happened at the PSP.
    """

    event_id: str
    kind: CallbackKind
    psp_reference: str
    name: str
    at: datetime


class CallbackForged(Unauthenticated):
    """The callback is not signed by the PSP with the secret that we share."""

    code = "callback_forged"


class CallbackTooOld(Unauthenticated):
    """The callback is signed, but so long ago that it may be a recording played back."""

    code = "callback_too_old"


class CallbackMalformed(Invalid):
    """The callback is authentic and makes no sense."""

    code = "callback_malformed"


class PaymentProvider(Protocol):
    """A PSP. Safe to share between threads."""

    def start_payment(self, order: PaymentOrder) -> StartedPayment:
        """Open the PSP's page for ``order``; the same order again answers the same page.

        Raises:
            Invalid: ``currency_not_supported``, ``amount_too_precise`` or ``amount_not_positive``.
            VendorRefused: the PSP does not accept it; facts carry its code.
            VendorUnavailable: it was not started; ask again.
            OutcomeUnknown: it may have been started; ask again with the same order.
        """
        ...

    def payment(self, psp_reference: str) -> PaymentState:
        """The payment now, straight from the PSP.

        Raises:
            VendorRefused: there is no such payment.
            VendorUnavailable: ask again.
        """
        ...

    def read_callback(
        self, headers: Mapping[str, str], body: bytes, now: datetime
    ) -> CallbackEvent:
        """Check and read a callback; ``body`` is exactly what came over the wire.

        Raises:
            CallbackForged, CallbackTooOld, CallbackMalformed.
        """
        ...

    def list_payments(self, since: datetime, until: datetime) -> Iterator[PaymentState]:
        """Every payment started from ``since`` on and before ``until``, newest first.

        For reconciliation: it also finds payments whose start or callback we lost.

        Raises:
            VendorUnavailable: at any point of the iteration; begin again.
        """
        ...


class RefundingProvider(PaymentProvider, Protocol):
    """A PSP that sends payments back when we ask it to."""

    def refund(self, psp_reference: str, amount: Money, refund_id: str) -> RefundState:
        """Send ``amount`` of a payment back to where it came from, once per ``refund_id``.

        Raises:
            Invalid, VendorRefused, VendorUnavailable, OutcomeUnknown: as for `start_payment`;
                refused also means more than is left of the payment, or another amount than before.
        """
        ...

    def refund_state(self, refund_reference: str) -> RefundState:
        """A refund now, straight from the PSP.

        Raises:
            VendorRefused: there is no such refund.
            VendorUnavailable: ask again.
        """
        ...
