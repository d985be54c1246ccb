"""Payouts through BTCPay Server: crypto out.

Owns: how money is set aside, a payout ordered, found again, asked about and called back. Refuses:
deciding that money may leave (funds does).

Facts: Greenfield API v1, sections pull payments, payouts, on-chain wallets and rates. There are no
idempotency keys: the money is set aside in a pull payment that bears our withdrawal's id, and
BTCPay pays no more out of a pull payment than what is set aside in it. Archiving one cancels its
payouts that are not under way, and refuses further ones.
"""

from decimal import ROUND_UP, Decimal
from typing import Any

from chalicelib.core.errors import VendorRefused
from chalicelib.gateways.payments.btcpay_answers import payout_state
from chalicelib.gateways.payments.btcpay_client import (
    READ_SECONDS,
    BtcpayClient,
    BtcpayStore,
    reference,
    text,
    written,
)
from chalicelib.gateways.payments.btcpay_objects import (
    Payout,
    Price,
    PullPayment,
    Wallet,
    read_as,
    read_list,
)
from chalicelib.gateways.payments.payout_port import (
    ASIDE_CLOSED,
    PayoutOrder,
    PayoutState,
    WalletFunds,
)

_CANCELLED = "Cancelled"
_CLOSED = frozenset({"archived", "expired", "pullpayment-not-found"})
_ONE_SATOSHI = Decimal("0.00000001")


class BtcpayPayouts:
    """`PayoutProvider` over one store."""

    def __init__(self, store: BtcpayStore, *, read_seconds: float = READ_SECONDS) -> None:
        self._client = BtcpayClient(store, read_seconds)
        self._path = store.path

    def funds(self, order: PayoutOrder) -> WalletFunds:
        """See `PayoutProvider.funds`."""
        path = f"{self._path}/payment-methods/{reference(order.method)}/wallet"
        wallet = read_as(Wallet, self._client.read(path))
        coin = order.method.partition("-")[0]
        rate = self._rate(coin, order.amount.currency)
        needed = (Decimal(text(order.amount)) / rate).quantize(_ONE_SATOSHI, rounding=ROUND_UP)
        return WalletFunds(wallet.confirmedBalance, needed, coin, rate)

    def set_aside(self, order: PayoutOrder) -> str:
        """See `PayoutProvider.set_aside`."""
        open_ones = read_list(PullPayment, self._client.read(f"{self._path}/pull-payments"))
        for known in open_ones:
            if known.name == order.withdrawal_id:
                return known.id
        made = self._client.write(f"{self._path}/pull-payments", _pull_payment(order))
        return written(PullPayment, made).id

    def order_payout(self, order: PayoutOrder, aside: str) -> PayoutState:
        """See `PayoutProvider.order_payout`."""
        try:
            known = self._known(order, aside)
            if known is None:
                answer = self._client.write(f"{self._path}/payouts", _payout(order, aside))
                known = written(Payout, answer)
        except VendorRefused as refused:
            if refused.facts.get("reason") in _CLOSED:
                raise VendorRefused("closed", vendor="btcpay", reason=ASIDE_CLOSED) from refused
            known = self._known(order, aside)  # somebody else may have been quicker
            if known is None:
                raise
        return payout_state(known)

    def payout(self, payout_reference: str) -> PayoutState:
        """See `PayoutProvider.payout`."""
        answer = self._client.read(f"{self._path}/payouts/{reference(payout_reference)}")
        return payout_state(read_as(Payout, answer))

    def call_back(self, aside: str) -> PayoutState | None:
        """See `PayoutProvider.call_back`."""
        self._client.delete(f"{self._path}/pull-payments/{reference(aside)}")
        made = self._payouts_of(aside)
        alive = [one for one in made if one.state != _CANCELLED]
        last = next(iter(alive or made[-1:]), None)
        return None if last is None else payout_state(last)

    def _rate(self, coin: str, currency: str) -> Decimal:
        if coin == currency:
            return Decimal(1)
        answer = self._client.read(f"{self._path}/rates", currencyPair=f"{coin}_{currency}")
        for price in read_list(Price, answer):
            if price.rate:
                return price.rate
        raise VendorRefused("no rate", vendor="btcpay", reason="no_rate")

    def _known(self, order: PayoutOrder, aside: str) -> Payout | None:
        """One that is still to be paid or is paid, or else the one of this very attempt."""
        made = self._payouts_of(aside)
        alive = (one for one in made if one.state != _CANCELLED)
        of_this = (one for one in made if one.metadata and one.metadata.attempt == order.attempt)
        return next(alive, None) or next(of_this, None)

    def _payouts_of(self, aside: str) -> list[Payout]:
        path = f"/api/v1/pull-payments/{reference(aside)}/payouts"
        return read_list(Payout, self._client.read(path, includeCancelled="true"))


def _pull_payment(order: PayoutOrder) -> dict[str, Any]:
    return {
        "name": order.withdrawal_id,
        "amount": text(order.amount),
        "currency": order.amount.currency,
        "payoutMethods": [order.method],
        "autoApproveClaims": False,
    }


def _payout(order: PayoutOrder, aside: str) -> dict[str, Any]:
    return {
        "pullPaymentId": aside,
        "destination": order.destination,
        "amount": text(order.amount),
        "payoutMethodId": order.method,
        "approved": True,
        "metadata": {"withdrawalId": order.withdrawal_id, "attempt": order.attempt},
    }
