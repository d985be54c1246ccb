"""Writing receipts, and computing them anew from nothing but themselves."""

from decimal import Decimal

from chalicelib.core.money import Money, Rounding, rounded
from chalicelib.partners.model.plans import Structure
from chalicelib.partners.model.receipts import (
    Base,
    Component,
    Measure,
    PoolShare,
    Receipt,
    Slot,
    Unpaid,
)
from chalicelib.partners.model.trades import Reason, Upline
from chalicelib.partners.rules.exact import percent_of, product, times, total
from chalicelib.partners.rules.measuring import PERCENTAGES

_ONE = Decimal(1)
_ROUNDING = Rounding.DOWN


def per_rate(measure: Measure) -> Decimal:
    """What a rate of one comes to: what is measured, a hundredth of it where rates are percentages.

    Asked once per trade: a rate times this is what somebody gets of it.
    """
    quantity = product(factor for _, factor in measure.factors)
    return percent_of(_ONE, quantity) if measure.type in PERCENTAGES else quantity


def of_trade(
    component: Component,
    upline: Upline,
    measure: Measure,
    unit: Decimal,
    slots: tuple[Slot, ...],
    structure: Structure | None = None,
    share: PoolShare | None = None,
) -> Receipt | Unpaid:
    """The receipt for the ``slots`` that ``upline`` gets of a trade; ``unit`` is `per_rate`."""
    exact = times(_rate(slots, share), unit)
    amount = rounded(exact, measure.currency, _ROUNDING)
    if not amount.is_positive:
        return _nothing(component, upline, exact)
    return Receipt(
        component=component,
        recipient_id=upline.client_id,
        level=upline.level,
        tier=upline.tier,
        amount=amount,
        exact=exact,
        slots=slots,
        structure=structure,
        measure=measure,
        share=share,
        rounding=_ROUNDING,
    )


def of_bases(
    component: Component, upline: Upline, bases: tuple[Base, ...], slots: tuple[Slot, ...]
) -> Receipt | Unpaid:
    """The receipt for shares of downlines' commissions: of each base its slot's percentage."""
    exact = _shares(bases, slots)
    amount = rounded(exact, bases[0].amount.currency, _ROUNDING)
    if not amount.is_positive:
        return _nothing(component, upline, exact)
    return Receipt(
        component=component,
        recipient_id=upline.client_id,
        level=upline.level,
        tier=upline.tier,
        amount=amount,
        exact=exact,
        slots=slots,
        bases=bases,
        rounding=_ROUNDING,
    )


def _rate(slots: tuple[Slot, ...], share: PoolShare | None) -> Decimal:
    """The sum of the slots, without what of it was given on."""
    if len(slots) == 1 and share is None:
        return slots[0].amount
    amounts = [one.amount for one in slots]
    return total(amounts) if share is None else total([*amounts, -share.given])


def rate_of(receipt: Receipt) -> Decimal:
    """The rate of a receipt of a trade: the sum of its slots, without what of it was given on."""
    return _rate(receipt.slots, receipt.share)


def _nothing(component: Component, upline: Upline, exact: Decimal) -> Unpaid:
    reason = Reason.ROUNDS_TO_NOTHING if exact else Reason.RATE_IS_ZERO
    return Unpaid(component, upline.client_id, upline.level, reason)


def recomputed(receipt: Receipt) -> Money:
    """The amount that ``receipt`` must say, from its own fields alone."""
    if receipt.bases:
        exact = _shares(receipt.bases, receipt.slots)
    elif receipt.measure is not None:
        exact = times(rate_of(receipt), per_rate(receipt.measure))
    else:
        raise ValueError("a receipt is of a trade or of others' commissions")
    return rounded(exact, receipt.amount.currency, receipt.rounding)


def _shares(bases: tuple[Base, ...], slots: tuple[Slot, ...]) -> Decimal:
    pairs = zip(bases, slots, strict=True)
    return total(percent_of(slot.amount, base.amount.as_decimal()) for base, slot in pairs)
