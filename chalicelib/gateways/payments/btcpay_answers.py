"""What BTCPay's answers mean: a payment's or a payout's state in our words.

Refuses: asking (`btcpay`). Only settled payments on a chain count as received, each at the
rate that its invoice was made out at.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from decimal import Decimal

from chalicelib.core.money import Money, Rounding, rounded
from chalicelib.gateways.payments.btcpay_objects import Invoice, Payout, Way, broken
from chalicelib.gateways.payments.payout_port import PayoutState, PayoutStatus
from chalicelib.gateways.payments.port import (
    PaymentState,
    PaymentStatus,
)

_PAID_LATE, _PAID_OVER, _MARKED = "PaidLate", "PaidOver", "Marked"
_ADDITIONAL = frozenset({"None", _PAID_LATE, "PaidPartial", _MARKED, "Invalid", _PAID_OVER})
_OPEN = frozenset({"New", "Processing"})
_PAYOUTS = {
    "AwaitingApproval": PayoutStatus.PENDING,
    "AwaitingPayment": PayoutStatus.PENDING,
    "InProgress": PayoutStatus.PENDING,
    "Completed": PayoutStatus.SUCCESS,
    "Cancelled": PayoutStatus.FAILED,
}


def is_undecided(invoice: Invoice) -> bool:
    """Whether nothing can be said yet, however much has arrived."""
    return invoice.status in _OPEN


def payment_state(invoice: Invoice, ways: Iterable[Way]) -> PaymentState:
    """What ``invoice`` and the ``ways`` it was paid say of the payment.

    Settled in full is exactly its amount: BTCPay decided that, with no tolerance. Whatever else was
    really received (too little, too much, too late, or an invoice settled by hand) is the sum of
    what has settled on the chains, and success only in the sense that money is there.
    """
    if invoice.additionalStatus not in _ADDITIONAL:
        raise broken(f"unknown additional status {invoice.additionalStatus}")
    ways = list(ways)
    status, received = _judged(invoice, ways)
    return PaymentState(
        psp_reference=invoice.id,
        deposit_id=invoice.metadata.orderId,
        status=status,
        started_at=datetime.fromtimestamp(invoice.createdTime, UTC),
        received=received,
        is_late=received is not None and invoice.additionalStatus == _PAID_LATE,
        facts=dict(_facts(invoice, ways)),
    )


def _judged(invoice: Invoice, ways: list[Way]) -> tuple[PaymentStatus, Money | None]:
    if is_undecided(invoice):
        return PaymentStatus.PENDING, None
    if invoice.status == "Invalid":
        return PaymentStatus.FAILED, None
    if invoice.status not in {"Settled", "Expired"}:
        raise broken(f"unknown status {invoice.status}")
    asked = _asked(invoice)
    if invoice.status == "Settled" and invoice.additionalStatus == "None":
        return PaymentStatus.SUCCESS, asked
    if any(one.status == "Processing" for way in ways for one in way.payments):
        return PaymentStatus.PENDING, None
    received = _settled(ways, asked.currency)
    if received.is_positive:
        return PaymentStatus.SUCCESS, received
    expired = invoice.status == "Expired"
    return (PaymentStatus.EXPIRED if expired else PaymentStatus.FAILED), None


def _asked(invoice: Invoice) -> Money:
    return rounded(invoice.amount, invoice.currency, Rounding.HALF_EVEN)


def _settled(ways: Iterable[Way], currency: str) -> Money:
    """All that has settled, in the invoice's currency; rounded once, at the end."""
    exact = Decimal(0)
    for way in ways:
        exact += sum((one.value for one in way.payments if one.status == "Settled"), Decimal(0)) * (
            way.rate
        )
    return rounded(exact, currency, Rounding.HALF_EVEN)


def _facts(invoice: Invoice, ways: Iterable[Way]) -> Iterator[tuple[str, str]]:
    """What staff want to see; only what is there."""
    yield "session_status", invoice.status
    if invoice.additionalStatus != "None":
        yield "additional_status", invoice.additionalStatus
    for way in ways:
        for one in way.payments:
            yield "method", way.paymentMethodId
            yield "paid_coins", f"{one.value.normalize():f} {way.currency}"
            yield "coin_rate", f"{way.rate.normalize():f}"
            yield "chain_transaction", one.id


def payout_state(payout: Payout) -> PayoutState:
    """What ``payout`` says."""
    if payout.state not in _PAYOUTS:
        raise broken(f"unknown payout state {payout.state}")
    return PayoutState(
        payout_reference=payout.id,
        withdrawal_id=payout.metadata.withdrawalId if payout.metadata else None,
        status=_PAYOUTS[payout.state],
        attempt=payout.metadata.attempt if payout.metadata else 1,
        coins=payout.payoutAmount,
        coin=payout.payoutCurrency or "",
        transaction=(payout.paymentProof and payout.paymentProof.id) or "",
        facts=dict(_payout_facts(payout)),
    )


def _payout_facts(payout: Payout) -> Iterator[tuple[str, str]]:
    yield "payout_state", payout.state
    yield "destination", payout.destination
    if payout.payoutAmount is not None:
        yield "paid_coins", f"{payout.payoutAmount.normalize():f} {payout.payoutCurrency or ''}"
    if payout.paymentProof and payout.paymentProof.id:
        yield "chain_transaction", payout.paymentProof.id
