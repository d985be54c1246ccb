"""What a withdrawal comes to, and which changes of it are allowed. Pure."""

from collections.abc import Iterable
from dataclasses import replace

from chalicelib.funds.model.methods import MethodCurrency, WithdrawalMethod
from chalicelib.funds.model.withdrawals import (
    MethodNotAvailable,
    NotRefundable,
    PaidOut,
    PaymentStatusRefused,
    PayoutStatus,
    Withdrawal,
    WithdrawalStage,
)


def method_called(methods: Iterable[WithdrawalMethod], method_id: str) -> WithdrawalMethod:
    """The enabled method ``method_id``.

    Raises:
        MethodNotAvailable.
    """
    for method in methods:
        if method.id == method_id and method.enabled:
            return method
    raise MethodNotAvailable("no such method", field="method_id")


def terms_of(method: WithdrawalMethod, currency: str) -> MethodCurrency:
    """The method's limits and fee in ``currency``.

    Raises:
        MethodNotAvailable.
    """
    terms = method.terms(currency)
    if terms is None:
        raise MethodNotAvailable(
            f"this method does not pay out {currency}", field="method_id", currency=currency
        )
    return terms


def refunded(withdrawal: Withdrawal, *, override: bool) -> Withdrawal:
    """The withdrawal after its one refund.

    Raises:
        NotRefundable: not posted, or refunded before.
        PaidOut: the payout has succeeded and nobody vouches that it came back.
    """
    if withdrawal.stage is not WithdrawalStage.POSTED:
        raise NotRefundable(stage=withdrawal.stage.value)
    if withdrawal.payment_status is PayoutStatus.SUCCESS and not override:
        raise PaidOut("confirm that the payout has come back", field="override")
    return replace(withdrawal, stage=WithdrawalStage.REFUNDED)


def with_payment_status(withdrawal: Withdrawal, status: PayoutStatus) -> Withdrawal:
    """The withdrawal with what staff know of its payout.

    Raises:
        PaymentStatusRefused: it was not posted, nothing would change, or its provider says so.
    """
    if withdrawal.route is not None:
        raise PaymentStatusRefused("its provider says so", provider=withdrawal.route.provider)
    if withdrawal.stage is not WithdrawalStage.POSTED or status is PayoutStatus.NONE:
        raise PaymentStatusRefused(stage=withdrawal.stage.value)
    if status is withdrawal.payment_status:
        raise PaymentStatusRefused("it has that status", payment_status=status.value)
    return replace(withdrawal, payment_status=status)
