"""What a line of a list says of a commission beside its amount: what it is made of. Pure."""

from chalicelib.partners.model.earnings import (
    Commission,
    CommissionState,
    Destination,
    EarnedDeal,
    Rebate,
)
from chalicelib.partners.model.plans import RateType
from chalicelib.partners.model.receipts import Part, Rate, Receipt
from chalicelib.partners.model.trades import Reason
from chalicelib.partners.rules.measuring import PERCENTAGES
from chalicelib.partners.rules.receipts import rate_of

_GOES_NOWHERE = frozenset(
    {
        CommissionState.NONE,
        CommissionState.REFUSED,
        CommissionState.CANCELLED,
        CommissionState.WAIVED,
    }
)


def parts(one: Commission, *, tells_profit: bool = True) -> tuple[Part, ...]:
    """What a commission is made of, as its receipts say.

    Whoever is not told the trader's profit is not told the rate of a share of it either: with the
    amount beside it anybody could work the profit out.
    """
    return tuple(
        Part(
            component=each.component,
            amount=each.amount,
            rates=rates(each) if tells_profit or not is_of_profit(each) else (),
            giver_id=each.share.giver_id if each.share else "",
        )
        for each in one.receipts
    )


def rates(receipt: Receipt) -> tuple[Rate, ...]:
    """A receipt's rate; of shares of others' commissions each percentage."""
    measure = receipt.measure
    if measure is None:
        return tuple(Rate(receipt.component, None, slot.amount) for slot in receipt.slots)
    currency = "" if measure.type in PERCENTAGES else measure.currency
    return (Rate(receipt.component, measure.type, rate_of(receipt), currency),)


def is_of_profit(receipt: Receipt) -> bool:
    """Whether a receipt says what the trade gained."""
    return receipt.measure is not None and receipt.measure.type is RateType.PROFIT


def reasons(one: Commission) -> tuple[Reason, ...]:
    """Why a commission is nothing or less, each reason once."""
    found = [one.reason] if one.reason else [unpaid.reason for unpaid in one.unpaid]
    return tuple(dict.fromkeys(found))


def destination(one: Commission) -> Destination | None:
    """Where a commission goes, or comes from when it is taken back; None for what moves nowhere."""
    if one.amount is None or one.state in _GOES_NOWHERE:
        return None
    is_set_off = one.set_off or (one.takings and not any(each.from_wallet for each in one.takings))
    return Destination.SET_OFF if is_set_off else Destination.WALLET


def rebate(one: Commission, deal: EarnedDeal | None) -> Rebate | None:
    """Whether somebody earns of a deal as the rebate customer of its account."""
    customers = {each.client_id for each in deal.path if each.is_rebate_customer} if deal else ()
    if deal is None or one.recipient_id not in customers:
        return None
    return Rebate.OWN_TRADES if one.recipient_id == deal.client_id else Rebate.CUSTOMER
