"""How much of a deposit can be refunded, and what a provider's word means for a refund. Pure."""

from datetime import datetime, timedelta
from enum import StrEnum

from chalicelib.core.errors import Invalid
from chalicelib.core.money import Money
from chalicelib.funds.model.deposits import Deposit, DepositStage
from chalicelib.funds.model.refunds import (
    Refund,
    RefundNotPossible,
    RefundStage,
    RefundTooLarge,
)
from chalicelib.gateways.payments.port import RefundStatus

ASK_AGAIN = timedelta(minutes=2)
LOOK_AGAIN = timedelta(hours=6)
# Banks return refunds within days; after that the provider's own statement is what counts.
WATCHED = timedelta(days=30)


def left_of(deposit: Deposit) -> Money:
    """What of the payment has not been refunded, nor is about to be."""
    refunded = deposit.refunded or Money.zero(deposit.payment.currency)
    return deposit.payment - refunded


def uncredited(deposit: Deposit, amount: Money) -> Money:
    """What of ``amount`` that goes back was credited: the rest is the fee, which goes back last.

    Nothing of a deposit that its provider has taken back already.
    """
    if deposit.is_reversed:
        return Money.zero(amount.currency)
    refunded = deposit.refunded or Money.zero(amount.currency)
    left = max(deposit.amount.minor - refunded.minor, 0)
    return Money(min(amount.minor, left), amount.currency)


def check_refundable(deposit: Deposit, amount: Money, *, provider_refunds: bool) -> None:
    """Refuse a refund of ``amount`` that cannot be made.

    Raises:
        Invalid: ``refund_currency_differs``. RefundNotPossible, RefundTooLarge.
    """
    if amount.currency != deposit.payment.currency:
        raise Invalid(
            "it was paid in another currency",
            code="refund_currency_differs",
            field="currency",
            currency=deposit.payment.currency,
        )
    one_currency = deposit.payment.currency == deposit.amount.currency
    credited = deposit.stage is DepositStage.CREDITED
    if not (one_currency and credited and provider_refunds and deposit.psp_reference):
        raise RefundNotPossible(stage=deposit.stage.value)
    left = left_of(deposit)
    if left < amount:
        raise RefundTooLarge(field="amount", left=str(left), currency=left.currency)


class Step(StrEnum):
    """What is due now that the provider has spoken."""

    NOTHING = "nothing"
    SEND = "send"
    ARRIVE = "arrive"
    REFUSE = "refuse"
    RETURN = "return"


def step_of(refund: Refund, status: RefundStatus) -> Step:
    """What ``status`` means for ``refund``. Each step is taken once, whatever comes again."""
    if status is RefundStatus.FAILED:
        steps = {
            RefundStage.ASKED: Step.REFUSE,
            RefundStage.SENT: Step.RETURN,
            RefundStage.ARRIVED: Step.RETURN,
        }
        return steps.get(refund.stage, Step.NOTHING)
    if refund.stage is RefundStage.ASKED:
        return Step.ARRIVE if status is RefundStatus.SUCCESS else Step.SEND
    if refund.stage is RefundStage.SENT and status is RefundStatus.SUCCESS:
        return Step.ARRIVE
    return Step.NOTHING


def next_look(refund: Refund, now: datetime) -> datetime | None:
    """When to ask the provider again unasked: soon until it has answered, then for a month."""
    if refund.stage is RefundStage.ASKED:
        return now + ASK_AGAIN
    if refund.stage in (RefundStage.SENT, RefundStage.ARRIVED) and now < refund.at + WATCHED:
        return now + LOOK_AGAIN
    return None
