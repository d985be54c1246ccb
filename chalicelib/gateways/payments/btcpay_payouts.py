"""Payouts through BTCPay Server: crypto out.

Owns: how a payout is ordered, found again, asked about and taken back. Refuses: deciding that money
may leave (funds does).

Facts: Greenfield API v1, sections pull payments and payouts. There are no idempotency keys: the
money is set aside in a pull payment that bears our withdrawal's id, and BTCPay pays no more out of
a pull payment than what is set aside in it.
"""

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
from chalicelib.gateways.payments.btcpay_objects import Payout, PullPayment, read_as, read_list
from chalicelib.gateways.payments.port import PayoutOrder, PayoutState


class BtcpayPayouts:
    """`PayoutProvider` over one store."""

    def __init__(self, store: BtcpayStore, *, read_seconds: float = READ_SECONDS) -> None:
        self._client = BtcpayClient(store, read_seconds)
        self._path = store.path

    def order_payout(self, order: PayoutOrder, *, was_asked_before: bool) -> PayoutState:
        """See `PayoutProvider.order_payout`."""
        pull = self._find_pull_payment(order.withdrawal_id) if was_asked_before else None
        if pull is None:
            body = _pull_payment(order)
            pull = written(PullPayment, self._client.write(f"{self._path}/pull-payments", body))
        else:
            for known in self._payouts_of(pull):
                return payout_state(known)
        answer = self._client.write(f"{self._path}/payouts", _payout(order, pull))
        return payout_state(written(Payout, answer))

    def payout(self, payout_reference: str) -> PayoutState:
        """See `PayoutProvider.payout`."""
        answer = self._client.read(f"{self._path}/payouts/{reference(payout_reference)}")
        return payout_state(read_as(Payout, answer))

    def cancel_payout(self, payout_reference: str) -> PayoutState:
        """See `PayoutProvider.cancel_payout`."""
        try:
            self._client.delete(f"{self._path}/payouts/{reference(payout_reference)}")
        except VendorRefused as refused:
            if refused.facts.get("status") == 404:
                raise
        return self.payout(payout_reference)

    def _find_pull_payment(self, withdrawal_id: str) -> PullPayment | None:
        answer = self._client.read(f"{self._path}/pull-payments", includeArchived="true")
        found = [one for one in read_list(PullPayment, answer) if one.name == withdrawal_id]
        return found[0] if found else None

    def _payouts_of(self, pull: PullPayment) -> list[Payout]:
        path = f"/api/v1/pull-payments/{reference(pull.id)}/payouts"
        return read_list(Payout, self._client.read(path, includeCancelled="true"))


def _pull_payment(order: PayoutOrder) -> dict[str, Any]:
    return {
        "name": order.withdrawal_id,
        "amount": text(order.amount),
        "currency": order.amount.currency,
        "payoutMethods": [order.method],
        "autoApproveClaims": False,
    }


def _payout(order: PayoutOrder, pull: PullPayment) -> dict[str, Any]:
    return {
        "pullPaymentId": pull.id,
        "destination": order.destination,
        "amount": text(order.amount),
        "payoutMethodId": order.method,
        "approved": True,
        "metadata": {"withdrawalId": order.withdrawal_id},
    }
