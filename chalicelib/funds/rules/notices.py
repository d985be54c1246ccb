"""What an open PSP's notices are worth: whether one fits its deposit, and what all of them say."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from chalicelib.core.errors import FairleadError
from chalicelib.core.money import Money
from chalicelib.funds.model.deposits import Deposit
from chalicelib.funds.model.psps import (
    AmountNotAllowed,
    CurrencyNotAllowed,
    DepositMethodNotFound,
    PaymentNotFound,
    PaymentRequestExists,
    StatusNotPending,
)
from chalicelib.gateways.payments.open_psp_notices import Notice
from chalicelib.gateways.payments.port import PaymentState, PaymentStatus

FAILED, PAID, UNDER_WAY = 0, 1, 2
# The protocol closes no page: a client who has not come back by then begins anew.
PATIENCE = timedelta(minutes=5)


def objection(
    deposit: Deposit | None, provider: str, notice: Notice, earlier: Iterable[Notice]
) -> FairleadError | None:
    """Why the integrator is told that ``notice`` cannot be right; None when it can.

    ``earlier`` are the notices of the same order that were kept before. A repeat of one of them is
    answered as it was. An objection takes nothing away from what was paid: that is kept for staff.
    """
    if deposit is None:
        return PaymentNotFound("no deposit of ours", field="order_no")
    if deposit.provider != provider:
        return DepositMethodNotFound("not paid through you", field="order_no")
    if notice.currency != deposit.payment.currency:
        return CurrencyNotAllowed(field="currency", currency=deposit.payment.currency)
    if notice.money != deposit.payment:
        return AmountNotAllowed(field="amount", amount=str(deposit.payment))
    earlier = list(earlier)
    if any(one.event_id == notice.event_id for one in earlier):
        return None
    same = (one for one in earlier if one.transaction_id == notice.transaction_id)
    if any(one.status != UNDER_WAY for one in same):
        return PaymentRequestExists("this transaction ended otherwise", field="transaction_id")
    if not deposit.awaits_payment:
        return StatusNotPending("the deposit waits for no payment", field="order_no")
    return None


def states(deposit: Deposit | None, notices: Iterable[Notice], now: datetime) -> list[PaymentState]:
    """How the payments of one order stand by all its notices: one state per paid transaction.

    Whatever else was said of it, a transaction that was called paid is money received. Without any
    that is paid, there is one state, under the order's own number.
    """
    notices = sorted(notices, key=lambda one: (one.time, one.event_id))
    paid: dict[str, Notice] = {}
    for one in notices:
        if one.status == PAID:
            paid.setdefault(one.transaction_id, one)
    if paid:
        return [_received(one) for one in paid.values()]
    if deposit is None:
        return []
    said = {one.status for one in notices}
    status = PaymentStatus.PENDING
    if FAILED in said:
        status = PaymentStatus.FAILED
    elif UNDER_WAY not in said and deposit.expires_at and now >= deposit.expires_at + PATIENCE:
        status = PaymentStatus.EXPIRED
    return [PaymentState(deposit.id, deposit.id, status, deposit.submitted_at)]


def _received(notice: Notice) -> PaymentState:
    received: Money = notice.money
    return PaymentState(
        psp_reference=notice.transaction_id,
        deposit_id=notice.order_no,
        status=PaymentStatus.SUCCESS,
        started_at=notice.at,
        received=received,
        facts={"transaction": notice.transaction_id},
    )
